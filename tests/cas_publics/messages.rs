//! What is told of the files: once for all that share it, with the word that mends it, in the words of the user's own rules.
//!
//! Facts: COG (INSEE). Figures are placeholders of the test.

use std::fs;

use crate::outils::{constats, cpts, cpts_dans, dossier, lance, rapport};

/// Essarts en Bocage (85084) gave L'Oie and Sainte-Florence back on 1 January 2024.
#[test]
fn files_of_one_territory_that_is_no_more_are_told_in_one_finding() {
    let tous = [
        (
            "bpe_2021.csv",
            "code_commune;typequ;nombre\n85084;D265;8\n85001;D265;3\n",
        ),
        ("apl_2021.csv", "code_insee;apl 2021\n85084;3\n"),
        (
            "revenus_2021.csv",
            "code_insee;revenu_median\n85084;20000\n",
        ),
    ];
    let d = dossier(&tous);
    let r = rapport("commune:85084", d.path());
    let scindees = r["constats"].as_array().unwrap().iter();
    let scindees: Vec<_> = scindees.filter(|c| c["id"] == "commune_scindee").collect();
    let [seul] = scindees.as_slice() else {
        panic!("{scindees:?}");
    };
    let texte = seul["texte"].as_str().unwrap();
    for (nom, _) in &tous {
        assert!(texte.contains(nom), "{texte}");
    }
}

#[test]
fn the_variables_of_one_fault_are_told_in_one_finding() {
    let zeros = "codgeo;p15_pop;p20_pop\n48095;0;0\n48080;2900;2850\n";
    let d = dossier(&[("pop.csv", zeros)]);
    let r = rapport("commune:48095,48080", d.path());
    let dits = r["constats"].as_array().unwrap().iter();
    let dits: Vec<_> = dits
        .filter(|c| c["id"] == "valeur_invraisemblable")
        .collect();
    assert_eq!(dits.len(), 1, "{dits:?}");
    let texte = dits[0]["texte"].as_str().unwrap();
    assert!(texte.contains("2015") && texte.contains("2020"), "{texte}");
}

/// A column of the user one letter from a known one is no mere information, in any output; the others stay so.
#[test]
fn a_column_nearly_known_is_told_with_the_known_one() {
    let table =
        "code_commune;nom;apl_mg;habs;apl_infirmier;couleur\n48095;Mende;3.1;13000;90;bleu\n";
    let d = dossier(&[("u_2023.csv", table)]);
    let r = rapport("commune:48095", d.path());
    let tous = r["donnees"]["constats"].as_array().unwrap().iter();
    let tous: Vec<_> = tous.filter(|c| c["id"] == "colonnes_non_lues").collect();
    let niveaux: Vec<&str> = tous.iter().filter_map(|c| c["severite"].as_str()).collect();
    assert_eq!(niveaux, ["attention", "information"]);
    let proches = tous[0]["texte"].as_str().unwrap().replace('\u{a0}', " ");
    for attendu in ["« habs », proche de « hab »", "« apl infirmiers »"] {
        assert!(proches.contains(attendu), "{proches}");
    }
    assert!(
        r["constats"].to_string().contains("proche de"),
        "{}",
        r["constats"]
    );
    for format in [
        ["--format", "terminal", "--detail"],
        ["--format", "html", "-q"],
    ] {
        let sortie = lance("commune:48095", d.path(), &format).reussie();
        assert!(sortie.stdout.contains("habs"), "{format:?}");
    }
    let options = ["--echec-si", "colonnes_non_lues"];
    assert_eq!(lance("commune:48095", d.path(), &options).code, 1);
}

#[test]
fn a_file_that_is_not_recognised_says_why_on_its_line() {
    let d = dossier(&[
        ("a.csv", "code_commune;couleur\n48095;bleu\n48080;vert\n"),
        ("b.csv", "code_commune;couleur\n48095;bleu\n48080;vert\n"),
        ("c.csv", "IRIS;DISP_MED21\n480950101;21000\n"),
    ]);
    let donnees = d.path().to_str().unwrap();
    let dit = cpts(&["donnees", "etat", "--donnees", donnees])
        .reussie()
        .stdout;
    let serre = dit
        .replace('\u{a0}', " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for attendu in ["a.csv et b.csv : communes lues dans", "c.csv : "] {
        assert!(serre.contains(&format!("Non reconnu : {attendu}")), "{dit}");
    }
    assert!(
        dit.lines()
            .all(|l| l.chars().count() <= 80 || l.contains("http")),
        "{dit}"
    );
}

#[test]
fn the_refusal_of_a_projection_names_the_file_of_the_user() {
    let officiels = "[[donnee]]\nvariables = [\"population_municipale\"]\nlibelle = \"les populations\"\nfichier = \"tableau de l'agence\"\n";
    let projet = "[cpts]\nperimetre = \"commune:48095\"\ndonnees = \"d\"\n[regles]\nfichiers_officiels = \"f.toml\"\n";
    let d = dossier(&[
        ("cpts.toml", projet),
        ("f.toml", officiels),
        ("d/pop.csv", "codgeo;p21_pop\n48095;12000\n"),
    ]);
    for arguments in [
        &["diagnostic", "cpts.toml", "--format", "json", "-q"][..],
        &["financement", "cpts.toml", "--format", "json", "-q"],
    ] {
        let r = cpts_dans(d.path(), arguments).reussie().json();
        let dit = r.to_string();
        let refus = dit.split("Pas de prolongement").nth(1).unwrap_or_default();
        assert!(
            refus.contains("tableau de l'agence"),
            "{arguments:?} {refus}"
        );
    }
}

/// « 48 095 Mende »: read when the code exists and its commune is named beside, else refused with both proposals.
#[test]
fn a_code_cut_by_a_space_beside_its_name() {
    let d = dossier(&[]);
    let verifie = |texte: &str| {
        fs::write(d.path().join("l.txt"), texte).unwrap();
        cpts_dans(
            d.path(),
            &["perimetre", "verifier", "l.txt", "--format", "json"],
        )
    };
    for texte in [
        "48 095 Mende\n48 080 Langogne\n",
        "48\u{a0}095 Mende\n48080 Langogne\n",
        "Mende (48 095)\nLangogne (48 080)\n",
        "commune\n48 095 Mende\n48 080 Langogne\n",
    ] {
        let sortie = verifie(texte).reussie().json();
        assert_eq!(
            sortie["communes"].as_array().map(Vec::len),
            Some(2),
            "{texte} {sortie}"
        );
        assert!(
            constats(&sortie, "espace_retiree").contains("espace"),
            "{texte} {sortie}"
        );
    }
    let voulues = ["48095 (Mende, Lozère)", "48080 (Langogne, Lozère)"];
    verifie("48 095 Langogne\n48080 Langogne\n").echouee(3, &voulues);
    verifie("48080 Langogne\n48 095 Langogne\n").echouee(3, &voulues);
    verifie("48080 Langogne\n48 999 Mende\n").echouee(3, &voulues[..1]);
}

/// What an analyst would say: a commune holds most of the médecins, a zone has its name, an undated file is told once.
#[test]
fn the_report_says_what_its_means_hide_and_names_what_it_reads() {
    let bpe = "code_commune,typequ,nombre\n48080,D265,12\n48095,D265,5\n48140,D265,3\n";
    let d = dossier(&[
        ("bpe_2024.csv", bpe),
        (
            "zonage.csv",
            "code_commune;zonage\n48095;ZAR\n48080;1_ZIP\n",
        ),
        ("acces.csv", "code_insee;apl\n48095;3\n48080;2\n48140;2\n"),
    ]);
    let r = rapport("commune:48095,48080,48140", d.path());
    let dit = constats(&r, "concentration_effectif_mg").replace('\u{a0}', " ");
    for attendu in [
        "60 %",
        "12 sur 20",
        "Langogne",
        "les 2 autres communes en ont 8",
    ] {
        assert!(dit.contains(attendu), "{dit}");
    }
    let zonage = r["sous_densite"]["zonage"].to_string();
    assert!(zonage.contains("Zone d'appui régional (ZAR)"), "{zonage}");
    let sans_date = r["constats"].as_array().unwrap().iter();
    let sans_date: Vec<_> = sans_date
        .filter(|c| c["id"] == "source_non_datee")
        .collect();
    assert_eq!(sans_date.len(), 1, "{sans_date:?}");
    for fichier in ["zonage.csv", "acces.csv"] {
        assert!(sans_date[0]["texte"].as_str().unwrap().contains(fichier));
    }
}
