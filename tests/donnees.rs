//! `cpts donnees …`: what the folder feeds and lacks, section by section.

use crate::outils::{cpts, echantillon};

#[test]
fn the_state_says_what_feeds_each_section_and_the_address_of_what_is_missing() {
    let etat = |suite: &[&str]| {
        let projet = echantillon("territoire-fictif/cpts.toml");
        let projet = projet.to_string_lossy().into_owned();
        let mut arguments = vec!["donnees", "etat", "--quiet", "--projet", &projet];
        arguments.extend(suite);
        cpts(&arguments).reussie()
    };
    let texte = etat(&[]).stdout;
    let (table, adresses) = texte.split_once("Adresses").expect("adresses");
    assert!(table.lines().all(|l| l.chars().count() <= 80), "{texte}");
    assert!(table.contains("struct-pop-2022.CSV"), "{table}");
    assert!(adresses.contains("[1] https://"), "{adresses}");
    let json = etat(&["--format", "json"]).json();
    let sections = json["sections"].as_array().expect("sections");
    let lignes = |id: &str| {
        let section = sections.iter().find(|s| s["id"] == id);
        section.map(|s| s["lignes"].to_string()).unwrap_or_default()
    };
    assert!(
        lignes("S3").contains("filosofi-2021-fictif.csv"),
        "{}",
        lignes("S3")
    );
    for s in sections {
        let (tous, faits) = (s["indicateurs"].as_u64(), s["calculables"].as_u64());
        assert!(faits <= tous, "{s}");
    }
    // An empty folder feeds nothing more than the embedded base; every missing open file is named.
    let vide = tempfile::tempdir().expect("dossier");
    let chemin = vide.path().to_string_lossy().into_owned();
    let json = cpts(&[
        "donnees",
        "etat",
        "--donnees",
        &chemin,
        "--quiet",
        "--format",
        "json",
    ])
    .reussie()
    .json();
    for s in json["sections"].as_array().expect("sections") {
        for l in s["lignes"].as_array().expect("lignes") {
            let nomme = l["a_deposer"].as_str().is_some_and(|f| !f.is_empty());
            assert!(l["etat"] != "manque" || nomme, "{l}");
            assert!(l["etat"] != "demander" || !l["aupres_de"].is_null(), "{l}");
        }
    }
    assert!(
        etat(&["--detail"])
            .stdout
            .contains("filosofi-2021-fictif.csv")
    );
}
