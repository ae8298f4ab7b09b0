//! Projects, right and faulty.

use super::*;
use proptest::prelude::*;

const COMPLET: &str = r#"
[cpts]
nom = "CPTS du Val"
perimetre = "perimetre.csv"
donnees = "donnees"
date = "2026-06-30"
[referentiel]
fichier = "referentiel.csv"
fictif = true
millesime_population = 2023
[[fichier]]
nom = "mes-donnees.csv"
cle = "code_insee"
millesime = 2025
variables = { population_municipale = "Pop", apl_mg = "APL généralistes" }
classes = { zonage_mg = "Zone" }
manquants = ["nd"]
masques = ["s", "<6"]
"#;

fn message(contenu: &str) -> String {
    analyser_projet("cpts.toml", contenu)
        .unwrap_err()
        .to_string()
}

#[test]
fn reads_a_complete_and_a_minimal_project() {
    let projet = analyser_projet("cpts.toml", COMPLET).unwrap();
    assert_eq!(
        projet.fichiers[0].variables["apl_mg"].colonne,
        "APL généralistes"
    );
    assert!(projet.referentiel.unwrap().fictif);
    let court = analyser_projet("cpts.toml", "[cpts]\nperimetre = \"dep:48\"\n").unwrap();
    assert_eq!(
        (court.cpts.perimetre.as_str(), court.fichiers.len()),
        ("dep:48", 0)
    );
}

#[test]
fn names_the_line_of_what_is_wrong() {
    let inconnue = message("[cpts]\nperimetre = \"dep:48\"\nperimettre = \"x\"\n");
    assert!(
        inconnue.starts_with("cpts.toml, ligne 3") && inconnue.contains("clé inconnue"),
        "{inconnue}"
    );
    assert!(message("[cpts]\nnom = \"x\"\n").contains("perimetre"));
    assert!(message("[cpts]\nperimetre = 48\n").contains("ligne 2"));
    assert!(message("[cpts\n").contains("ligne 1"));
    assert!(message("[cpts]\nperimetre = \" \"\n").contains("ligne 2"));
    assert!(message("[cpts]\nperimetre = \"dep:48\"\ndate = \"2026-02-30\"\n").contains("ligne 3"));
}

#[test]
fn nothing_of_the_library_stays_in_english() {
    for contenu in [
        "",
        "perimetre=\"dep:48\"\n",
        "[cpts]\nnom = \"x\nperimetre = \"dep:48\"\n",
        "[cpts]\nperimetre=\"dep:48\"\ndate=2026-01-01\n",
        "[cpts]\nperimetre=\"dep:48\"\nnom=12\n",
        "cpts = 3\n",
        "fichier = 3\n[cpts]\nperimetre=\"dep:48\"\n",
        "[cpts]\nperimetre=\"dep:48\"\nperimetre=\"dep:48\"\n",
        "[cpts]\nperimetre=\"dep:48\"\n[referentiel]\nfichier=\"r\"\nfictif=\"oui\"\n",
        "[cpts]\nperimetre=\"dep:48\"\n[referentiel]\nfichier=\"r\"\nmillesime_population=99999\n",
        "x",
        "x=",
    ] {
        let texte = message(contenu);
        for mot in [
            "expected", "invalid", "unknown", "missing", "string", "key", "integer", "map",
        ] {
            assert!(!texte.contains(mot), "« {mot} » : {texte}");
        }
        assert!(
            texte.contains("ligne") && texte.contains("remède"),
            "{texte}"
        );
    }
    assert!(message(&format!("x = {}", "[".repeat(20_000))).contains("imbrications"));
    let proche = message("[cpts]\nperimettre = \"x\"\n");
    assert!(proche.contains("écrire « perimetre »"), "{proche}");
}

#[test]
fn a_mapped_file_stays_inside_the_data_folder() {
    for nom in [
        "../x.csv",
        "/etc/x.csv",
        "a/../../x.csv",
        "C:\\x.csv",
        "..\\x.csv",
        "",
    ] {
        let contenu =
            format!("[cpts]\nperimetre = \"dep:48\"\n[[fichier]]\nnom = '{nom}'\ncle = \"c\"\n");
        assert!(message(&contenu).contains("hors du dossier"), "{nom}");
    }
    assert!(est_dedans("sous/dossier/x.csv") && est_dedans("./x.csv"));
}

proptest! {
    #[test]
    fn never_fails_on_any_text(contenu in "\\PC*") {
        let _ = analyser_projet("x", &contenu);
    }
}
