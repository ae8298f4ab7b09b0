//! What a hostile or unlucky user feeds: devices, bombs, nests, outputs over inputs. No panic, no hang, nothing lost.

use std::fs;
use std::path::Path;

use crate::outils::{commande, cpts, cpts_dans};

fn dans(fichiers: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dossier = tempfile::tempdir().unwrap();
    for (nom, octets) in fichiers {
        let chemin = dossier.path().join(nom);
        fs::create_dir_all(chemin.parent().unwrap()).unwrap();
        fs::write(chemin, octets).unwrap();
    }
    dossier
}

fn noms(dossier: &Path) -> Vec<String> {
    let mut noms: Vec<String> = fs::read_dir(dossier)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    noms.sort();
    noms
}

#[cfg(unix)]
#[test]
fn devices_are_not_read() {
    for peripherique in ["/dev/zero", "/dev/null"] {
        cpts(&["perimetre", "verifier", peripherique])
            .echouee(3, &["fichier ordinaire", "remède : "]);
        cpts(&["diagnostic", "commune:48095", "--catalogue", peripherique])
            .echouee(3, &["fichier ordinaire", "remède : "]);
    }
    let d = dans(&[(
        "cpts.toml",
        b"[cpts]\nperimetre = \"dep:48\"\ndonnees = \"/dev/zero\"\n",
    )]);
    cpts_dans(d.path(), &["diagnostic", "cpts.toml"])
        .echouee(3, &["ni un dossier ni un fichier préparé"]);
}

#[test]
fn an_output_never_replaces_what_was_read() {
    let liste: &[u8] = b"code\n48095\n";
    let donnees: &[u8] = b"code_commune;population\n48095;12\n";
    let d = dans(&[("liste.txt", liste), ("donnees/n.csv", donnees)]);
    for arguments in [
        ["--sortie", "liste.txt"],
        ["--rejets", "liste.txt"],
        ["--rejets", "donnees/n.csv"],
    ] {
        let mut tout = vec!["diagnostic", "liste.txt"];
        tout.extend(arguments);
        cpts_dans(d.path(), &tout).echouee(2, &[arguments[1], "vient d'être lu", "remède : "]);
    }
    cpts_dans(d.path(), &["donnees", "etat", "--rejets", "donnees/n.csv"])
        .echouee(2, &["vient d'être lu"]);
    assert_eq!(fs::read(d.path().join("liste.txt")).unwrap(), liste);
    assert_eq!(fs::read(d.path().join("donnees/n.csv")).unwrap(), donnees);
}

#[test]
fn outputs_are_written_all_or_none() {
    let d = dans(&[("d.html/x", b"")]);
    let essai = |a: &str, b: &str, code: i32, texte: &str| {
        cpts_dans(
            d.path(),
            &["diagnostic", "commune:48095", "--sortie", a, "--sortie", b],
        )
        .echouee(code, &[texte, "remède : "]);
        assert_eq!(noms(d.path()), ["d.html"]);
    };
    essai("a.html", "nulle/part.html", 5, "dossier introuvable");
    essai("a.html", "d.html", 5, "c'est un dossier");
    essai("a.html", "./a.html", 2, "même nom");
}

#[test]
fn the_report_may_live_in_the_data_folder() {
    let d = dans(&[("donnees/n.csv", b"code_commune;population\n48095;12\n")]);
    let lance = || {
        cpts_dans(
            d.path(),
            &[
                "diagnostic",
                "commune:48095",
                "--sortie",
                "donnees/rapport.html",
                "--sortie",
                "donnees/rapport.json",
                "--rejets",
                "donnees/rejets.csv",
            ],
        )
        .reussie()
        .stdout
    };
    // The second run sees the three outputs in the folder: said as not recognised, and nothing else changes.
    let (premiere, seconde) = (lance(), lance());
    let figures = |texte: &str| texte.split(" éléments attendus").next().map(str::to_owned);
    assert_eq!(figures(&premiere), figures(&seconde));
    assert!(
        seconde
            .replace(['\n', '\u{a0}'], " ")
            .contains("3 fichiers non reconnus"),
        "{seconde}"
    );
}

#[test]
fn nested_and_cyclic_projects() {
    let profond = format!("[cpts]\nperimetre = {}", "[".repeat(50_000));
    let d = dans(&[
        ("profond.toml", profond.as_bytes()),
        ("a/cpts.toml", b"[cpts]\nperimetre = \"../b/cpts.toml\"\n"),
        ("b/cpts.toml", b"[cpts]\nperimetre = \"../a/cpts.toml\"\n"),
        (
            "c/cpts.toml",
            b"[cpts]\r\nperimetre = \"../liste.csv\"\r\ndonnees = \"../vide\"\r\n",
        ),
        ("vide/.gitkeep", b""),
        ("liste.csv", b"code\r\n48095\r\n"),
    ]);
    cpts_dans(d.path(), &["diagnostic", "profond.toml"]).echouee(3, &["ligne 2", "imbrications"]);
    cpts_dans(d.path(), &["diagnostic", "a"]).echouee(3, &["un autre projet", "remède : "]);
    cpts_dans(d.path(), &["perimetre", "verifier", "c/cpts.toml"]).reussie();
}

#[test]
fn huge_numbers_do_not_become_people() {
    let d = dans(&[(
        "donnees/n.csv",
        b"code_commune;population\n48095;1e308\n48080;99999999999999999999\n48140;4200\n",
    )]);
    let rejets = d.path().join("r.csv");
    cpts_dans(d.path(), &["donnees", "etat", "--rejets", "r.csv"]).reussie();
    let lus = fs::read_to_string(rejets).unwrap();
    assert_eq!(lus.matches("valeur démesurée").count(), 2, "{lus}");
}

#[test]
fn terminal_sequences_are_inert() {
    for argument in ["commune:48095\u{1b}[31m", "\u{1b}[2J.csv", "dep:\u{202e}84"] {
        let sortie = cpts(&["perimetre", "verifier", argument]);
        assert_eq!(sortie.code, 3);
        assert!(
            !sortie.stderr.contains(['\u{1b}', '\u{202e}']),
            "{}",
            sortie.stderr
        );
    }
    let sortie = cpts(&["perimetre", "verifier", "commune:48095"]).reussie();
    assert!(!sortie.stdout.contains('\u{1b}'));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_closed_pipes_are_not_errors() {
    use std::process::Stdio;
    let plein = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let sortie = commande(&["perimetre", "verifier", "dep:48"])
        .stdout(Stdio::from(plein))
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&sortie.stderr);
    assert_eq!(sortie.status.code(), Some(5), "{stderr}");
    assert!(stderr.contains("plus de place"), "{stderr}");
    let mut enfant = commande(&["perimetre", "verifier", "reg:76"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(enfant.stdout.take());
    assert_eq!(enfant.wait().unwrap().code(), Some(0));
}

#[test]
fn a_list_named_in_an_expression_is_never_overwritten() {
    let d = tempfile::tempdir().unwrap();
    let liste = d.path().join("p.csv");
    fs::write(&liste, "code;nom\n48095;Mende\n").unwrap();
    for commande in [
        [
            "diagnostic",
            "fichier:\"p.csv\" + commune:48080",
            "--rejets",
            "p.csv",
        ]
        .as_slice(),
        &[
            "financement",
            "fichier:\"p.csv\"",
            "dep:48",
            "--sortie",
            "p.csv",
        ],
    ] {
        cpts_dans(d.path(), commande).echouee(2, &["p.csv", "vient d'être lu"]);
        assert!(fs::read_to_string(&liste).unwrap().contains("Mende"));
    }
}

#[cfg(unix)]
#[test]
fn a_device_is_written_into_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let d = tempfile::tempdir().unwrap();
    let sortie = cpts_dans(
        d.path(),
        &["diagnostic", "dep:48", "-q", "--rejets", "/dev/stdout"],
    )
    .reussie();
    assert!(sortie.stdout.contains("fichier;ligne;colonne"));
    let meta = fs::symlink_metadata("/dev/null").unwrap();
    cpts_dans(
        d.path(),
        &["diagnostic", "dep:48", "-q", "--rejets", "/dev/null"],
    )
    .reussie();
    assert!(meta.file_type().is_char_device());
    assert!(
        fs::symlink_metadata("/dev/null")
            .unwrap()
            .file_type()
            .is_char_device()
    );
}

#[test]
fn the_same_perimeter_twice_is_refused() {
    let d = tempfile::tempdir().unwrap();
    cpts_dans(d.path(), &["financement", "dep:48", "dep:48"])
        .echouee(2, &["dep:48", "donné deux fois"]);
}
