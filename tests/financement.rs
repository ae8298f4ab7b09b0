//! `cpts financement`: tiers, amounts, calendar, variable part, scale, several perimeters, bad input.

mod plusieurs;
mod refus;
mod sorties;

use std::fs;

use serde_json::Value;

use crate::outils::{Sortie, cpts, donnees_reelles, echantillon};

const FICTIF: &str = "data-samples/territoire-fictif/cpts.toml";
const LOZERE: &str = "data-samples/lozere/cpts.toml";
const CONTRAT: &str = "data-samples/contrat-exemple/contrat.toml";
const RESULTATS: &str = "data-samples/contrat-exemple/resultats.csv";

/// The JSON of a run, held to the published schema.
fn json(arguments: &[&str]) -> Value {
    let mut tous = vec!["financement", "--format", "json"];
    tous.extend(arguments);
    let json = cpts(&tous).reussie().json();
    let schema = cpts(&["schema", "financement"]).reussie().json();
    let validateur = jsonschema::validator_for(&schema).expect("schéma valide");
    let fautes: Vec<String> = validateur
        .iter_errors(&json)
        .map(|e| e.to_string())
        .collect();
    assert!(fautes.is_empty(), "{fautes:?}");
    json
}

fn pour(population: &str) -> Value {
    json(&["--population", population])
}

fn taille(json: &Value) -> &Value {
    &json["perimetres"][0]["analyse"]["financement"]["taille"]
}

/// Populations that real CPTS publish, and the bounds of the bands.
#[test]
fn tiers_are_those_that_real_cpts_publish() {
    for (population, attendue) in [
        ("22937", 1),
        ("43504", 2),
        ("47477", 2),
        ("48857", 2),
        ("69481", 2),
        ("80653", 3),
        ("95000", 3),
        ("132361", 3),
        ("39999", 1),
        ("40000", 2),
        ("79999", 2),
        ("80001", 3),
        ("175000", 3),
        ("175001", 4),
    ] {
        assert_eq!(taille(&pour(population)), attendue, "{population}");
    }
    let json = pour("80 000");
    assert!(taille(&json).is_null());
    let analyse = &json["perimetres"][0]["analyse"];
    assert!(analyse["financement"]["motif"].is_string());
    assert_eq!(analyse["par_taille"].as_array().unwrap().len(), 2);
    let texte = cpts(&["financement", "--population", "80000"])
        .reussie()
        .stdout;
    assert!(texte.contains("taille indéterminée"), "{texte}");
}

#[test]
fn tier_three_pays_397_500_and_465_000_with_a_crisis() {
    let json = pour("100000");
    let totaux = json["perimetres"][0]["analyse"]["par_taille"][0]["totaux"]
        .as_array()
        .unwrap();
    let total = |id: &str| {
        let t = totaux.iter().find(|t| t["id"] == id).expect(id);
        (
            t["total"]["max"].as_f64().unwrap(),
            t["total"]["confiance"].clone(),
        )
    };
    assert_eq!(total("annuel_sans_crise"), (397_500.0, "deduit".into()));
    assert_eq!(total("annuel_avec_crise"), (465_000.0, "deduit".into()));
    let texte = cpts(&["financement", "--population", "100000"])
        .reussie()
        .stdout;
    assert!(
        texte.contains("397\u{202f}500") && texte.contains("465\u{202f}000"),
        "{texte}"
    );
    // The amounts of the other tiers are not established, and said so.
    let texte = cpts(&["financement", "--population", "20000"])
        .reussie()
        .stdout;
    assert!(texte.contains("n’est pas établi"), "{texte}");
}

/// The law: whatever the population, the answer holds on a screen of 50 lines and 80 columns; `--detail` says the rest.
#[test]
fn the_answer_is_one_screen_and_the_rest_is_in_detail() {
    let populations = ["20000", "40000", "80000", "100000", "175001"];
    let mut cas: Vec<Vec<&str>> = populations.map(|p| vec!["--population", p]).into();
    cas.extend([vec![FICTIF], vec![LOZERE], vec!["epci:200069151"]]);
    for arguments in cas {
        let lance = |plus: &[&str]| {
            let mut commande = vec!["financement"];
            commande.extend(&arguments);
            commande.extend(plus);
            cpts(&commande).reussie().stdout
        };
        let texte = lance(&[]);
        assert!(texte.lines().count() <= 50, "{arguments:?}\n{texte}");
        assert!(texte.lines().all(|l| l.chars().count() <= 80), "{texte}");
        assert!(texte.contains("--detail") && texte.contains("Total par an"));
        let detail = lance(&["--detail"]);
        assert!(detail.contains("Références") && detail.lines().count() > 60);
    }
}

#[test]
fn the_user_may_give_his_population_with_the_reason() {
    let json = json(&[FICTIF, "--population", "70000", "--motif", "saisonnière"]);
    assert_eq!(taille(&json), 2);
    let tailles = &json["perimetres"][0]["analyse"]["tailles"];
    assert_eq!(tailles[0]["population"]["type"], "utilisateur");
    assert_eq!(tailles[0]["population"]["motif"], "saisonnière");
    assert_eq!(tailles[1]["population"]["type"], "municipale");
    assert_eq!(json["fictif"], true);
    let texte = cpts(&["financement", FICTIF]).reussie().stdout;
    assert!(texte.contains("Territoire fictif"), "{texte}");
}

/// Lozère gives 2020 beside 2023, the fictional sample 2018.
#[test]
fn every_vintage_present_is_read_and_carried_on_when_far_enough() {
    let lozere = json(&[LOZERE]);
    let tailles = lozere["perimetres"][0]["analyse"]["tailles"]
        .as_array()
        .unwrap();
    let millesimes: Vec<&Value> = tailles
        .iter()
        .map(|t| &t["population"]["millesime"])
        .collect();
    assert_eq!(millesimes, [2023, 2020]);
    // Three years apart, these two populations share census surveys: nothing is carried on, and it is said.
    assert!(lozere["perimetres"][0]["analyse"]["projection"].is_null());
    let notes = lozere["perimetres"][0]["notes"].to_string();
    assert!(
        notes.contains("distantes de moins de 5 ans") && notes.contains("2018"),
        "{notes}"
    );
    // In the fictional sample, the file of 2018 reads as one the two communes of a split: both are in the perimeter.
    let fictif = json(&[FICTIF]);
    let projection = &fictif["perimetres"][0]["analyse"]["projection"];
    assert_eq!(projection["prolongements"][0]["de"], 2018, "{projection}");
    cpts(&["financement", LOZERE, "--population-type", "totale"])
        .echouee(3, &["aucune population totale", "--population"]);
}

/// Parts count for their share: 60 % of Mende.
#[test]
fn partial_communes_count_for_their_share() {
    let lire = |perimetre: &str| {
        let json = json(&[perimetre, "-q"]);
        let tailles = &json["perimetres"][0]["analyse"]["tailles"][0];
        tailles["population"]["valeur"].as_f64().unwrap()
    };
    let (entiere, part) = (lire("commune:48095"), lire("commune:48095@0.6"));
    assert!((part - 0.6 * entiere).abs() < 1e-6, "{part} {entiere}");
}

/// Contours of Lozère are in the sample: neighbours are known.
#[test]
fn flips_come_from_the_outlines() {
    let json = json(&[LOZERE]);
    let analyse = &json["perimetres"][0]["analyse"];
    let bascules = &analyse["bascules"];
    let limites = bascules["limites"].as_str().unwrap();
    assert!(
        limites.starts_with("Ensembles d'au plus 6 communes"),
        "{limites}"
    );
    // The simplified outlines of the program tell the same neighbours; the collectivités have none.
    for (perimetre, dit) in [
        ("epci:200069151", "Ensembles d'au plus 6 communes"),
        ("commune:97502", "Communes voisines inconnues"),
    ] {
        let sans = cpts(&["financement", perimetre, "--format", "json", "-q"])
            .reussie()
            .json();
        let limites = &sans["perimetres"][0]["analyse"]["bascules"]["limites"];
        assert!(limites.as_str().unwrap().starts_with(dit), "{limites}");
    }
}

/// The sample: 6 000 (ALD) + 5 000 × 3 + 2 000 + 3 000 = 26 000 in access, 3 000 more unknown (SAS).
#[test]
fn the_variable_part_follows_the_results() {
    let json = json(&[
        "--population",
        "100000",
        "--contrat",
        CONTRAT,
        "--resultats",
        RESULTATS,
    ]);
    let variable = &json["perimetres"][0]["analyse"]["variable"];
    let mission = |id: &str| {
        let missions = variable["missions"].as_array().unwrap();
        missions
            .iter()
            .find(|m| m["mission"] == id)
            .unwrap()
            .clone()
    };
    assert_eq!(mission("acces_soins")["gagne"], 26_000.0);
    assert_eq!(mission("acces_soins")["gagne_max"], 29_000.0);
    assert_eq!(mission("prevention")["gagne"], 1_000.0);
    assert_eq!(mission("qualite")["gagne"], 10_000.0);
    let ald = &variable["indicateurs"][0];
    assert_eq!(ald["palier"], 2);
    assert_eq!(ald["prochain"]["seuil"], 50.0);
    assert_eq!(ald["prochain"]["ecart"], 33.0);
    assert_eq!(ald["prochain"]["gain"], 3_000.0);
}

/// The diagnostic shows in its section S12 the tier by population, and what would change it.
#[test]
fn the_diagnostic_carries_the_margins_and_the_flips() {
    let json = cpts(&["diagnostic", LOZERE, "--format", "json"])
        .reussie()
        .json();
    let tableaux = json["tableaux"].as_array().unwrap();
    let table = tableaux
        .iter()
        .find(|t| t["id"] == "financement_tailles")
        .unwrap();
    assert_eq!(table["section"], "S12");
    assert_eq!(table["colonnes"][0]["titre"], "Population");
    let sections = json["sections"].as_array().unwrap();
    let s12 = sections.iter().find(|s| s["id"] == "S12").unwrap();
    assert!(
        s12["tableaux"]
            .as_array()
            .unwrap()
            .contains(&"financement_tailles".into())
    );
}
