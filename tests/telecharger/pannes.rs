//! Downloads that end badly: each says why and what to do, and leaves no half file.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::serveur::{Flux, repond, sert};
use super::{descripteur, telecharge};
use crate::outils::{commande, dossier};

const TOUS: [&str; 5] = ["essai", "--descripteur", "d.toml", "--essais", "2"];

/// Files of a data folder, what is hidden included.
fn restes(dossier: &Path) -> Vec<String> {
    let entrees = fs::read_dir(dossier.join("donnees"))
        .into_iter()
        .flatten()
        .flatten();
    entrees
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect()
}

/// A server that answers thus fails with this code and these words, and leaves nothing.
fn echoue(repond: impl Fn(&mut dyn Flux) + Send + Sync + 'static, dit: &[&str], demandes: usize) {
    echoue_en("30", repond, dit, demandes);
}

/// The same, when nothing may come for so many seconds.
fn echoue_en(
    delai: &str,
    repond: impl Fn(&mut dyn Flux) + Send + Sync + 'static,
    dit: &[&str],
    demandes: usize,
) {
    let serveur = sert(move |_, _, flux| repond(flux));
    let d = dossier(&[("d.toml", &descripteur(&serveur.url("/x")))]);
    let options = [&TOUS[..], &["--delai", delai]].concat();
    telecharge(d.path(), &options, &[])
        .echouee(3, &[dit, &["essai.csv", "remède", "1 manque"]].concat());
    assert_eq!(restes(d.path()), Vec::<String>::new());
    assert_eq!(serveur.demandes().len(), demandes);
}

#[test]
fn an_address_that_moved_or_is_refused_gives_the_page() {
    let page = "https://exemple.invalid/page";
    echoue(
        |f| repond(f, "404 Non", &[], b""),
        &["l'adresse a changé", "404", page],
        1,
    );
    echoue(
        |f| repond(f, "410 Parti", &[], b""),
        &["l'adresse a changé", "410", page],
        1,
    );
    echoue(
        |f| repond(f, "403 Non", &[], b""),
        &["refuse", "403", page],
        1,
    );
    echoue(
        |f| {
            repond(
                f,
                "200 OK",
                &[("content-type", "text/html; charset=utf-8")],
                b"<p>",
            )
        },
        &["page web", page],
        1,
    );
    echoue(
        |f| repond(f, "302 Found", &[("location", "/x")], b""),
        &["sans fin"],
        6,
    );
    echoue(
        |f| repond(f, "302 Found", &[("location", "file:///etc/passwd")], b""),
        &["ne peut pas suivre"],
        1,
    );
}

#[test]
fn a_server_that_fails_is_tried_again_and_then_told() {
    echoue(
        |f| repond(f, "503 Plus tard", &[], b""),
        &["répond 503", "réessayez"],
        2,
    );
    echoue(
        |f| {
            let _ = f.write_all(b"bonjour\r\n\r\n");
        },
        &["incompréhensible"],
        2,
    );
    let morceaux = [("transfer-encoding", "chunked")];
    echoue(
        move |f| repond(f, "200 OK", &morceaux, b"5\r\ncode;\r\n"),
        &["connexion coupée"],
        2,
    );
}

#[test]
fn a_slow_server_is_given_up() {
    let lent = |f: &mut dyn Flux| {
        let _ = f.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\ncode;");
        let _ = f.flush();
        std::thread::sleep(Duration::from_secs(4));
    };
    echoue_en("1", lent, &["ne répond plus", "--delai"], 2);
    echoue_en(
        "1",
        |_| std::thread::sleep(Duration::from_secs(4)),
        &["ne répond plus"],
        2,
    );
}

#[test]
fn a_body_without_end_is_cut_at_the_bound() {
    let sans_fin = |f: &mut dyn Flux| {
        let _ = f.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
        while f.write_all(&[b'x'; 1 << 16]).is_ok() {}
    };
    echoue(sans_fin, &["dépasse 1 Mo"], 1);
    echoue(
        |f| repond(f, "200 OK", &[("content-length", "99999999999")], b"x"),
        &["dépasse 1 Mo"],
        1,
    );
}

#[test]
fn an_unreachable_server_says_so() {
    let d = dossier(&[("d.toml", &descripteur("http://127.0.0.1:1/x"))]);
    telecharge(d.path(), &TOUS, &[]).echouee(3, &["connexion refusée", "relancez"]);
}

#[test]
fn another_file_than_that_of_the_lock_is_not_put_in_its_place() {
    let serveur = sert(|rang, _, flux| {
        repond(
            flux,
            "200 OK",
            &[],
            format!("code;x\n48095;{rang}\n").as_bytes(),
        )
    });
    let d = dossier(&[("d.toml", &descripteur(&serveur.url("/x")))]);
    telecharge(d.path(), &TOUS, &[]).reussie();
    let fichier = d.path().join("donnees/essai.csv");
    fs::remove_file(&fichier).expect("retiré");
    telecharge(d.path(), &TOUS, &[]).echouee(
        3,
        &["n'est pas celui de cpts.lock", "SHA-256", "--actualiser"],
    );
    assert_eq!(restes(d.path()), ["cpts.lock"]);
    telecharge(d.path(), &[&TOUS[..], &["--actualiser"]].concat(), &[]).reussie();
    telecharge(d.path(), &["--verifier"], &[]).reussie();
    // A file of the same name that the program did not download is never replaced.
    fs::remove_file(d.path().join("donnees/cpts.lock")).expect("retiré");
    telecharge(d.path(), &[&TOUS[..], &["--actualiser"]].concat(), &[])
        .echouee(3, &["n'est pas dans cpts.lock"]);
    assert!(fichier.exists());
}

/// Under a limit of the size of files, and on a full file system where the test may mount one.
#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_leaves_no_half_file() {
    let serveur =
        sert(|_, _, flux| repond(flux, "200 OK", &[("etag", "\"v1\"")], &[b'x'; 200_000]));
    let d = dossier(&[("d.toml", &descripteur(&serveur.url("/x")))]);
    let dans = |debut: &str| {
        let cpts = commande(&[&["donnees", "telecharger"], &TOUS[..]].concat());
        let mut sh = Command::new("sh");
        sh.args(["-c", &format!("{debut} exec \"$0\" \"$@\"")])
            .arg(cpts.get_program())
            .args(cpts.get_args());
        sh.env_remove("HTTP_PROXY")
            .env_remove("http_proxy")
            .env_remove("ALL_PROXY")
            .current_dir(d.path());
        let sortie = sh.output().expect("sh");
        (
            sortie.status.code(),
            String::from_utf8_lossy(&sortie.stderr).into_owned(),
        )
    };
    // Blocks of 512 or 1 024 bytes, according to the shell.
    let (code, dit) = dans("trap '' XFSZ; ulimit -f 40;");
    assert_eq!(code, Some(5), "{dit}");
    assert!(
        dit.contains("plus grand que") && dit.contains("reprendra"),
        "{dit}"
    );
    assert!(!restes(d.path()).contains(&"essai.csv".to_owned()));
    let donnees = d.path().join("donnees");
    let monte = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
        .arg(&donnees)
        .output();
    if !monte.is_ok_and(|m| m.status.success()) {
        eprintln!("ignoré : pas le droit de monter un disque plein");
        return;
    }
    let (code, dit) = dans("");
    let reste = restes(d.path());
    let _ = Command::new("umount").arg(&donnees).output();
    assert_eq!(code, Some(5), "{dit}");
    assert!(dit.contains("plus de place sur le disque"), "{dit}");
    assert!(!reste.contains(&"essai.csv".to_owned()), "{reste:?}");
}
