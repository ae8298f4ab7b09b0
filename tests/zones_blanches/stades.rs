//! `cpts zones-blanches` on a list that tells the stage of its CPTS, or drawn as polygons.

use serde_json::Value;

use super::{diagnostic, lance, somme};
use crate::outils::{Sortie, constats, cpts, dossier};

const STADES: &str = "code_commune;cpts;statut;date\n48095;CPTS du Valdonnez;ACI signé le 12/03/2024;12/03/2024\n\
    48029;CPTS du Valdonnez;ACI signé le 12/03/2024;12/03/2024\n48080;CPTS de Langogne;Lettre d'intention;2025-06-01\n\
    48061;CPTS de Florac;en réflexion;bientôt\n";

/// The rows of coverage by stage: what counts, communes covered; each adds up to the territory.
fn lignes(json: &Value) -> Vec<(String, u64)> {
    let total = json["population"].as_f64().unwrap();
    let ligne = |l: &Value| {
        assert!((somme(l) - total).abs() < 1e-6, "{l}");
        let etapes: Vec<&str> = l["etapes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| e.as_str().unwrap())
            .collect();
        (etapes.join("+"), l["couvert"]["communes"].as_u64().unwrap())
    };
    json["par_stade"]
        .as_array()
        .unwrap()
        .iter()
        .map(ligne)
        .collect()
}

#[test]
fn coverage_is_told_stage_after_stage_and_a_stage_is_never_guessed() {
    let json = lance("dep:48", STADES, &["--format", "json"])
        .reussie()
        .json();
    let attendues = [
        ("aci_signe", 2),
        ("aci_signe+projet_valide", 2),
        ("aci_signe+projet_valide+lettre_intention", 3),
        ("aci_signe+projet_valide+lettre_intention+non_dit", 4),
    ];
    assert_eq!(lignes(&json), attendues.map(|(e, n)| (e.to_owned(), n)));
    let dit = constats(&json, "cpts_stade");
    for attendu in ["en réflexion", "ligne 5", "bientôt", "CPTS de Florac"] {
        assert!(dit.contains(attendu), "{attendu} : {dit}");
    }
    let stades: Vec<&str> = json["cpts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["stade"].as_str().unwrap())
        .collect();
    assert_eq!(stades, ["non_dit", "lettre_intention", "aci_signe"]);
    assert_eq!(json["cpts"][2]["date"], "2024-03-12");
    let texte = lance("dep:48", STADES, &[]).reussie().stdout;
    assert!(texte.lines().all(|l| l.chars().count() <= 80), "{texte}");
    assert!(texte.contains("Couverture selon le stade"), "{texte}");
}

#[test]
fn the_words_of_the_user_for_a_stage_are_read() {
    let d = dossier(&[(
        "mots.toml",
        "[[stade]]\nid = \"projet_valide\"\nmots = [\"en réflexion\"]\n",
    )]);
    let mots = d.path().join("mots.toml");
    let options = ["--format", "json", "--stades", mots.to_str().unwrap()];
    let json = lance("dep:48", STADES, &options).reussie().json();
    assert!(!constats(&json, "cpts_stade").contains("en réflexion"));
    assert_eq!(json["cpts"][0]["stade"], "projet_valide");
    std::fs::write(&mots, "[[stade]]\nid = \"signé\"\nmots = [\"x\"]\n").unwrap();
    lance("dep:48", STADES, &options).echouee(3, &["mots.toml", "signé", "aci_signe"]);
}

#[test]
fn the_stages_that_count_are_chosen_and_what_the_others_cover_is_uncovered() {
    let options = ["--format", "json", "--etapes", "aci-signe,projet_valide"];
    let json = lance("dep:48", STADES, &options).reussie().json();
    assert_eq!(json["couvert"]["communes"], 2);
    assert_eq!(json["sans_cpts"]["communes"], 150);
    assert_eq!(json["inconnu"]["communes"], 0);
    assert!((somme(&json) - json["population"].as_f64().unwrap()).abs() < 1e-6);
    assert!(json["note"].as_str().unwrap().contains("ACI signé"));
    // Nobody has that stage: all the département is uncovered, and known.
    let json = lance(
        "dep:48",
        STADES,
        &["--format", "json", "--etapes", "projet_valide"],
    )
    .reussie()
    .json();
    assert_eq!(
        (&json["couvert"]["communes"], &json["inconnu"]["communes"]),
        (&0.into(), &0.into())
    );
    lance("dep:48", STADES, &["--etapes", "signée"]).echouee(2, &["signée", "aci_signe"]);
    lance("dep:48", super::LISTE, &["--etapes", "aci_signe"]).echouee(2, &["statut"]);
}

/// A list whose CPTS are at every stage, and of which some are no more.
const FINIES: &str = "code_commune;cpts;statut;date_fin\n48095;CPTS du Valdonnez;ACI signé;\n48029;CPTS du Valdonnez;ACI signé;\n\
    48080;CPTS de Langogne;Abandonnée;\n48061;CPTS de Florac (dissoute);;\n48140;CPTS de Saint-Chély;ACI signé;31/12/2023\n\
    48009;CPTS de Mende;en projet;\n48042;CPTS du Gévaudan;ACI signé;2027-06-30\n48092;CPTS de Villefort;;bientôt\n\
    48116;CPTS du Haut-Lot;en réflexion;\n";

/// The same list, in the data or given by `--liste`: the reading is one.
fn finies(de_cote: bool) -> Value {
    let d = dossier(&[("l/cpts.csv", FINIES), ("vide/rien.txt", "")]);
    let dedans = |nom: &str| d.path().join(nom).to_str().unwrap().to_owned();
    let (donnees, liste) = (
        dedans(if de_cote { "vide" } else { "l" }),
        dedans("l/cpts.csv"),
    );
    let mut options = vec![
        "zones-blanches",
        "dep:48",
        "--donnees",
        &donnees,
        "--format",
        "json",
    ];
    if de_cote {
        options.extend(["--liste", &liste]);
    }
    cpts(&options).reussie().json()
}

#[test]
fn a_cpts_that_is_no_more_covers_nobody_wherever_its_list_is_read_from() {
    let [dedans, de_cote] = [false, true].map(finies);
    for json in [&dedans, &de_cote] {
        assert_eq!(json["couvert"]["communes"], 5, "{}", json["couvert"]);
        assert_eq!(json["inconnu"]["communes"], 1);
        assert_eq!(json["sans_cpts"]["communes"], 146);
        let dit = constats(json, "cpts_stade").replace('\u{a0}', " ");
        for attendu in [
            "3 lignes",
            "Abandonnée",
            "CPTS de Langogne",
            "dissoute",
            "Saint-Chély",
            "Gévaudan",
            "en réflexion",
        ] {
            assert!(dit.contains(attendu), "{attendu} : {dit}");
        }
    }
    for cle in [
        "couvert",
        "sans_cpts",
        "inconnu",
        "en_partie",
        "par_stade",
        "cpts",
    ] {
        assert_eq!(dedans[cle], de_cote[cle], "{cle}");
    }
}

#[test]
fn the_diagnostic_says_what_covers_stage_after_stage_and_holds_ends_against_its_date() {
    let d = dossier(&[("cpts.csv", FINIES)]);
    let donnees = d.path().to_str().unwrap();
    let lu = |date: &str| diagnostic("dep:48", donnees, &["--date", date]);
    for (date, couvertes, dit) in [
        ("2026-11-28", 5, "ACI signé : 3 communes"),
        ("2027-07-01", 4, "ACI signé : 2 communes"),
    ] {
        let json = lu(date);
        let zones = &json["zones_blanches"];
        assert_eq!(
            zones["communes_autre_cpts"].as_array().unwrap().len(),
            couvertes,
            "{date}"
        );
        assert_eq!(
            zones["communes_hors_champ"].as_array().unwrap().len(),
            1,
            "{date}"
        );
        let dits = constats(&json, "cpts_stade").replace('\u{a0}', " ");
        for attendu in [
            dit,
            "lettre d'intention : 1 commune",
            "stade non dit : 1 commune",
            "en réflexion",
            "Abandonnée",
        ] {
            assert!(
                dits.replace('’', "'").contains(attendu),
                "{attendu} : {dits}"
            );
        }
        assert_eq!(
            dits.contains("passée le"),
            date.starts_with("2027"),
            "{dits}"
        );
    }
}

fn polygones(texte: &str, options: &[&str]) -> Sortie {
    let d = dossier(&[("cpts.geojson", texte)]);
    let points =
        "code_commune;longitude;latitude\n48095;3.5;44.52\n48080;3.85;44.73\n48061;3.59;44.32\n";
    std::fs::create_dir(d.path().join("d")).unwrap();
    std::fs::write(d.path().join("d/points.csv"), points).unwrap();
    let liste = d.path().join("cpts.geojson");
    let donnees = d.path().join("d");
    let debut = [
        "zones-blanches",
        "dep:48",
        "--donnees",
        donnees.to_str().unwrap(),
        "--liste",
        liste.to_str().unwrap(),
    ];
    cpts(&[&debut[..], options].concat())
}

fn carre(nom: &str, [x, y]: [f64; 2], cote: f64) -> String {
    let (a, b) = (x + cote, y + cote);
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"cpts\":\"{nom}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":\
         [[[{x},{y}],[{a},{y}],[{a},{b}],[{x},{b}],[{x},{y}]]]}}}}"
    )
}

fn carte(objets: &[String]) -> String {
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{}]}}",
        objets.join(",")
    )
}

#[test]
fn polygons_are_a_list_of_coverage_and_their_faults_are_told() {
    let objets = [
        carre("CPTS de Mende", [3.4, 44.45], 0.15),
        carre("CPTS au large", [-8.0, 45.0], 0.1),
    ];
    let json = polygones(&carte(&objets), &["--format", "json"])
        .reussie()
        .json();
    let noms: Vec<&str> = json["cpts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["nom"].as_str().unwrap())
        .collect();
    assert_eq!(noms, ["CPTS de Mende"]);
    assert!(json["couvert"]["communes"].as_u64().unwrap() >= 1);
    assert!((somme(&json) - json["population"].as_f64().unwrap()).abs() < 1e-6);
    assert!(constats(&json, "lieux_ecartes").contains("CPTS au large"));
    let lambert = carte(&[carre("CPTS A", [735_000.0, 6_375_000.0], 10_000.0)]);
    let json = polygones(&lambert, &["--format", "json"]).reussie().json();
    assert!(constats(&json, "points_convertis").contains("Lambert-93"));
    assert!(json["couvert"]["communes"].as_u64().unwrap() >= 1);
    let metres = carte(&[carre("CPTS A", [300_000.0, 900_000.0], 5_000.0)]);
    polygones(&metres, &[]).echouee(3, &["pas des degrés", "CPTS A"]);
    let noeud = carre("CPTS B", [3.4, 44.45], 0.15);
    let noeud = noeud.replace("[3.55,44.45],[3.55,44.6]", "[3.55,44.6],[3.55,44.45]");
    let json = polygones(&carte(&[noeud]), &["--format", "json"])
        .reussie()
        .json();
    assert!(constats(&json, "contour_recoupe").contains("CPTS B"));
    let au_large = carte(&[carre("CPTS au large", [-8.0, 45.0], 0.1)]);
    polygones(&au_large, &[]).echouee(4, &["CPTS au large", "aucune commune"]);
    let sans = carte(&[carre(" ", [3.4, 44.45], 0.15)]);
    polygones(&sans, &[]).echouee(3, &["objet n° 1", "nom"]);
}

/// « CPTS du Gévaudan » ends on 30 June 2027: it counts up to that day, and no more after it.
#[test]
fn coverage_is_that_of_the_date_that_is_asked_for() {
    let couvert = |jour: &str| {
        let json = lance("dep:48", FINIES, &["--format", "json", "--date", jour])
            .reussie()
            .json();
        assert!((somme(&json) - json["population"].as_f64().unwrap()).abs() < 1e-6);
        json["couvert"]["communes"].as_u64().unwrap()
    };
    assert_eq!(couvert("2027-06-30"), couvert("2027-07-01") + 1);
    lance("dep:48", FINIES, &["--date", "30/06/2027"]).echouee(2, &["--date", "AAAA-MM-JJ"]);
}
