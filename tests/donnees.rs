//! `cpts donnees …`: what the folder feeds and lacks, section by section.

mod decrire;
mod exporter;
mod gabarit;
mod verifier;

use crate::outils::{cpts, cpts_dans, echantillon};

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

#[test]
fn the_check_of_the_folder_gives_findings_and_an_exit_code() {
    let d = tempfile::tempdir().expect("dossier");
    let ecrit = |nom: &str, texte: &str| std::fs::write(d.path().join(nom), texte).expect("écrit");
    ecrit(
        "populations.csv",
        "codgeo;p21_pop;p23_pop\n48095;12000;12100\n",
    );
    ecrit("copie.csv", "codgeo;p21_pop;p23_pop\n48095;12000;12100\n");
    ecrit("apl 2023.csv", "code_insee;apl\n48095;80\n");
    ecrit(
        "t-finess.csv",
        "finess;etat;com_code\n480000017;ACTUEL;48095\n",
    );
    let chemin = d.path().to_string_lossy().into_owned();
    let verifie = |suite: &[&str]| {
        let mut arguments = vec!["donnees", "verifier", "--quiet", "--donnees", &chemin];
        arguments.extend(suite);
        cpts(&arguments)
    };
    let texte = verifie(&["--date", "2026-11-26"]).reussie().stdout;
    assert!(texte.lines().all(|l| l.chars().count() <= 80), "{texte}");
    let json = verifie(&["--format", "json"]).reussie().json();
    let constats = json["constats"].as_array().expect("constats");
    for regle in [
        "fichier_en_double",
        "hors_plage",
        "flux_termine",
        "millesimes_non_comparables",
    ] {
        assert!(
            constats.iter().any(|c| c["id"] == regle),
            "{regle} : {texte}"
        );
        assert_eq!(verifie(&["--echec-si", regle]).code, 1);
    }
    assert_eq!(verifie(&["--echec-si", "alerte"]).code, 0);
    verifie(&["--date", "2026-02-30"]).echouee(2, &["--date"]);
    // A clean folder has nothing above an information.
    let projet = echantillon("territoire-fictif/cpts.toml");
    let projet = projet.to_string_lossy().into_owned();
    cpts(&[
        "donnees",
        "verifier",
        "--quiet",
        "--projet",
        &projet,
        "--echec-si",
        "alerte",
    ])
    .reussie();
}
