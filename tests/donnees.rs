//! `cpts donnees …`: what the folder feeds and lacks, section by section.

mod decrire;

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

/// What is asked for comes back as it was written: filled, half masked, and the section of the report fills.
#[test]
fn a_template_that_comes_back_fills_its_section_masked_cells_included() {
    let perimetre = "commune:48095,48009,48013,48002";
    for (section, id) in [
        ("S2", "population_saisonniere_100"),
        ("S5", "part_sans_medecin_traitant"),
        ("S6", "part_urgences_sans_hospitalisation"),
        ("S7", "part_mg_60_ans"),
        ("S9", "part_recours_territoire_mg"),
        ("S10", "prevention_sein"),
    ] {
        let d = tempfile::tempdir().expect("dossier");
        let chemin = d.path().join("demande.csv");
        let sortie = chemin.to_string_lossy().into_owned();
        cpts(&[
            "donnees",
            "gabarit",
            section,
            "--perimetre",
            perimetre,
            "--sortie",
            &sortie,
        ])
        .reussie();
        let lettre = std::fs::read_to_string(d.path().join("demande-lettre.txt")).expect("lettre");
        assert!(
            lettre.contains("Mende (48095)") && lettre.lines().all(|l| l.chars().count() <= 76)
        );
        let vierge = std::fs::read_to_string(&chemin).expect("gabarit");
        let dossier = d.path().to_string_lossy().into_owned();
        let rapport = || {
            let arguments = [
                "diagnostic",
                perimetre,
                "--donnees",
                &dossier,
                "--quiet",
                "--format",
                "json",
            ];
            cpts(&arguments).reussie().json()
        };
        let trouve = |json: &serde_json::Value| {
            let indicateurs = json["indicateurs"].as_array().expect("indicateurs");
            indicateurs.iter().find(|i| i["id"] == id).cloned()
        };
        assert!(
            trouve(&rapport()).is_none(),
            "{id} : muet tant que rien n'est rempli"
        );
        std::fs::write(&chemin, rempli(&vierge, "40")).expect("écrit");
        let plein = trouve(&rapport()).expect(id);
        assert_eq!(plein["statut"], "publie", "{plein}");
        assert!(
            plein["millesime"]
                .as_str()
                .is_some_and(|m| m.contains("2025"))
        );
        std::fs::write(&chemin, rempli(&vierge, "<11")).expect("écrit");
        let json = rapport();
        let masque = trouve(&json).expect(id);
        let bornes = masque["bornes"]
            .as_array()
            .unwrap_or_else(|| panic!("{masque}"));
        assert!(bornes[0].as_f64() < bornes[1].as_f64(), "{masque}");
        assert_eq!(json["donnees"]["rejets_total"], 0, "{section}");
    }
    cpts(&["donnees", "gabarit", "S11", "--perimetre", perimetre]).echouee(4, &["S5 (accès"]);
}

/// The template of four communes with its year and its figures: `petit` in half of them, in each column but the populations.
fn rempli(vierge: &str, petit: &str) -> String {
    let mut rang = 0;
    let lignes = vierge.lines().map(|ligne| {
        if ligne.starts_with("Année") {
            return "Année des données;2025".to_owned();
        }
        if !ligne.starts_with("48") {
            return ligne.to_owned();
        }
        rang += 1;
        let cellules: Vec<&str> = ligne.split(';').collect();
        let remplies = cellules
            .iter()
            .enumerate()
            .map(|(i, c)| match (i, c.is_empty()) {
                (_, false) => (*c).to_owned(),
                (2, _) => "400".to_owned(),
                _ if rang % 2 == 0 => petit.to_owned(),
                _ => "60".to_owned(),
            });
        remplies.collect::<Vec<_>>().join(";")
    });
    lignes.collect::<Vec<_>>().join("\n")
}
