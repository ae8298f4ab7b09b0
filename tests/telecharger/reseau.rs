//! Downloads that end well: received, resumed, through a proxy, from a mirror, under TLS.

use std::fs;
use std::time::{Duration, Instant};

use super::serveur::{mandataire, repond, sert, sert_tls};
use super::{descripteur, telecharge};
use crate::outils::{commande, dossier, racine};

const CONTENU: &[u8] = b"code;x\n48095;1\n";
const TOUS: [&str; 5] = ["essai", "--descripteur", "d.toml", "--delai", "30"];

#[test]
fn a_file_is_received_written_down_and_not_asked_again() {
    let serveur = sert(|_, _, flux| {
        repond(
            flux,
            "200 OK",
            &[("content-disposition", "attachment; filename=../pirate")],
            CONTENU,
        )
    });
    let d = dossier(&[("d.toml", &descripteur(&serveur.url("/a/b.csv")))]);
    let dit = telecharge(
        d.path(),
        &[&TOUS[..], &["--date", "2026-11-26"]].concat(),
        &[],
    )
    .reussie();
    assert!(
        dit.stderr.contains("téléchargé") && dit.stdout.is_empty(),
        "{}",
        dit.stderr
    );
    let donnees = d.path().join("donnees");
    assert_eq!(
        fs::read(donnees.join("essai.csv")).expect("fichier"),
        CONTENU
    );
    let verrou = fs::read_to_string(donnees.join("cpts.lock")).expect("verrou");
    assert!(
        verrou.contains("taille = 15") && verrou.contains("date = \"2026-11-26\""),
        "{verrou}"
    );
    assert_eq!(fs::read_dir(&donnees).expect("dossier").count(), 2);
    assert_eq!(fs::read_dir(d.path()).expect("dossier").count(), 2);
    assert!(
        telecharge(d.path(), &TOUS, &[])
            .reussie()
            .stderr
            .contains("déjà là")
    );
    assert_eq!(serveur.demandes().len(), 1);
    telecharge(d.path(), &["--verifier"], &[]).reussie();
    // What is not the file of the lock any more is not replaced without a word.
    fs::write(donnees.join("essai.csv"), "le mien").expect("écrit");
    telecharge(d.path(), &TOUS, &[]).echouee(3, &["n'est plus celui de cpts.lock", "--actualiser"]);
    assert_eq!(
        fs::read(donnees.join("essai.csv")).expect("fichier"),
        b"le mien"
    );
    telecharge(d.path(), &[&TOUS[..], &["--actualiser"]].concat(), &[]).reussie();
    assert_eq!(
        fs::read(donnees.join("essai.csv")).expect("fichier"),
        CONTENU
    );
}

#[test]
fn a_cut_connection_is_resumed_at_the_byte() {
    let serveur = sert(
        |rang, demande, flux| match (rang, demande.entetes.get("range")) {
            (0, None) => repond(
                flux,
                "200 OK",
                &[("content-length", "15"), ("etag", "\"v1\"")],
                &CONTENU[..6],
            ),
            (1, Some(plage)) if plage == "bytes=6-" && demande.entetes["if-range"] == "\"v1\"" => {
                repond(
                    flux,
                    "206 Partial Content",
                    &[("content-range", "bytes 6-14/15")],
                    &CONTENU[6..],
                );
            }
            _ => repond(flux, "500 Oups", &[], b""),
        },
    );
    let d = dossier(&[("d.toml", &descripteur(&serveur.url("/")))]);
    // The first run is cut and gives up; the second asks for the rest alone.
    telecharge(d.path(), &[&TOUS[..], &["--essais", "1"]].concat(), &[])
        .echouee(3, &["connexion coupée", "relancez"]);
    assert!(!d.path().join("donnees/essai.csv").exists());
    telecharge(d.path(), &TOUS, &[]).reussie();
    assert_eq!(
        fs::read(d.path().join("donnees/essai.csv")).expect("fichier"),
        CONTENU
    );
}

#[test]
fn a_redirection_to_another_name_changes_nothing_and_a_lasting_one_is_told() {
    let serveur = sert(|_, demande, flux| match demande.ligne.split(' ').nth(1) {
        Some("/x") => repond(
            flux,
            "301 Moved",
            &[("location", "/ailleurs/autre-nom.exe?a=1")],
            b"",
        ),
        _ => repond(flux, "200 OK", &[], CONTENU),
    });
    let d = dossier(&[("d.toml", &descripteur(&serveur.url("/x")))]);
    let dit = telecharge(d.path(), &TOUS, &[]).reussie().stderr;
    assert!(
        dit.contains("a changé pour de bon") && dit.contains("/ailleurs/autre-nom.exe"),
        "{dit}"
    );
    assert_eq!(
        fs::read(d.path().join("donnees/essai.csv")).expect("fichier"),
        CONTENU
    );
}

#[test]
fn a_proxy_and_its_exceptions_are_honoured() {
    let serveur = sert(|_, _, flux| repond(flux, "200 OK", &[], CONTENU));
    let (relais, d) = (
        mandataire(),
        dossier(&[("d.toml", &descripteur(&serveur.url("/x")))]),
    );
    let adresse = relais.url("");
    telecharge(d.path(), &TOUS, &[("HTTP_PROXY", &adresse)]).reussie();
    let passees = relais.demandes();
    assert_eq!(
        passees[0].ligne,
        format!("CONNECT 127.0.0.1:{} HTTP/1.1", serveur.port)
    );
    let sans = [&TOUS[..], &["--actualiser"]].concat();
    telecharge(
        d.path(),
        &sans,
        &[("HTTP_PROXY", &adresse), ("NO_PROXY", "127.0.0.1")],
    )
    .reussie();
    assert_eq!((relais.demandes().len(), serveur.demandes().len()), (1, 2));
}

#[test]
fn a_mirror_is_a_folder_of_downloaded_files() {
    let serveur = sert(|_, demande, flux| match demande.ligne.split(' ').nth(1) {
        Some("/cpts/essai.csv") => repond(flux, "200 OK", &[], CONTENU),
        _ => repond(flux, "404 Non", &[], b""),
    });
    let d = dossier(&[("d.toml", &descripteur("https://exemple.invalid/b.csv"))]);
    telecharge(
        d.path(),
        &[&TOUS[..], &["--miroir", &serveur.url("/cpts/")]].concat(),
        &[],
    )
    .reussie();
    // The lock keeps the address of the producer: it is the same with and without the mirror.
    let verrou = fs::read_to_string(d.path().join("donnees/cpts.lock")).expect("verrou");
    assert!(
        verrou.contains("https://exemple.invalid/b.csv") && !verrou.contains("127.0.0.1"),
        "{verrou}"
    );
}

#[test]
fn the_authority_of_a_private_network_is_trusted_when_it_is_named_and_no_other() {
    let serveur = sert_tls(|_, demande, flux| match demande.ligne.split(' ').nth(1) {
        Some("/clair") => repond(
            flux,
            "302 Found",
            &[("location", "http://127.0.0.1:9/x")],
            b"",
        ),
        _ => repond(flux, "200 OK", &[], CONTENU),
    });
    let url = |chemin: &str| descripteur(&format!("https://localhost:{}{chemin}", serveur.port));
    let d = dossier(&[("d.toml", &url("/x")), ("clair.toml", &url("/clair"))]);
    let pem = |nom: &str| {
        racine()
            .join("tests/telecharger")
            .join(nom)
            .display()
            .to_string()
    };
    let (autorite, autre) = (pem("autorite.pem"), pem("serveur.pem"));
    telecharge(d.path(), &TOUS, &[("SSL_CERT_FILE", &autre)])
        .echouee(3, &["certificat du serveur est refusé", "SSL_CERT_FILE"]);
    assert!(serveur.demandes().is_empty() && !d.path().join("donnees/essai.csv").exists());
    let clair = ["essai", "--descripteur", "clair.toml"];
    telecharge(d.path(), &clair, &[("SSL_CERT_FILE", &autorite)])
        .echouee(3, &["sans chiffrement", "http://127.0.0.1:9/x"]);
    telecharge(d.path(), &TOUS, &[("SSL_CERT_FILE", &autorite)]).reussie();
    assert_eq!(
        fs::read(d.path().join("donnees/essai.csv")).expect("fichier"),
        CONTENU
    );
}

/// Killed while it receives: nothing under the final name, and the next run asks for the rest alone.
#[test]
fn a_killed_run_leaves_no_half_file_and_the_next_one_goes_on() {
    let serveur = sert(|rang, demande, flux| {
        let marque = ("etag", "\"v1\"");
        match (rang, demande.entetes.get("range")) {
            (0, None) => {
                repond(
                    flux,
                    "200 OK",
                    &[("content-length", "15"), marque],
                    &CONTENU[..6],
                );
                std::thread::sleep(Duration::from_secs(20));
            }
            (_, Some(plage)) if plage == "bytes=6-" => {
                let entetes = [("content-range", "bytes 6-14/15"), marque];
                repond(flux, "206 Partial Content", &entetes, &CONTENU[6..]);
            }
            _ => repond(flux, "500 Oups", &[], b""),
        }
    });
    let d = dossier(&[("d.toml", &descripteur(&serveur.url("/x")))]);
    let mut tuee = commande(&[&["donnees", "telecharger"], &TOUS[..]].concat());
    let mut tuee = tuee
        .current_dir(d.path())
        .env("NO_PROXY", "*")
        .spawn()
        .expect("lancée");
    let partie = d.path().join("donnees/.essai.csv.part");
    let recue = || fs::metadata(&partie).is_ok_and(|m| m.len() == 6);
    let fin = Instant::now() + Duration::from_secs(60);
    while !recue() && Instant::now() < fin {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(recue());
    tuee.kill().expect("tuée");
    tuee.wait().expect("finie");
    assert!(!d.path().join("donnees/essai.csv").exists());
    telecharge(d.path(), &TOUS, &[]).reussie();
    assert_eq!(
        fs::read(d.path().join("donnees/essai.csv")).expect("fichier"),
        CONTENU
    );
}
