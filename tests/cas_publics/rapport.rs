//! What the report may say: comparators, small numbers, words, what is left to complete.

mod completer;

use std::fs;

use serde_json::Value;

use crate::diagnostic::{indicateur, json_valide};
use crate::outils::{cpts, donnees_reelles, echantillon};

const FICTIF: &str = "data-samples/territoire-fictif/cpts.toml";

fn fictif() -> Value {
    json_valide(&cpts(&["diagnostic", FICTIF, "--format", "json"]).reussie())
}

fn reel(perimetre: &str, format: &str) -> Option<String> {
    let donnees = donnees_reelles()?;
    let sortie = cpts(&[
        "diagnostic",
        perimetre,
        "--donnees",
        &donnees,
        "--format",
        format,
    ]);
    Some(sortie.reussie().stdout.clone())
}

/// Every figure of a report, of the perimeter and of its comparators, with its indicator.
fn chiffres(json: &Value) -> Vec<(String, Value, bool)> {
    let liste = json["indicateurs"].as_array().expect("indicateurs");
    liste
        .iter()
        .flat_map(|i| {
            let id = i["id"].as_str().unwrap_or_default().to_owned();
            let ailleurs = i["comparateurs"].as_array().into_iter().flatten();
            let ailleurs = ailleurs
                .map(|c| (id.clone(), c.clone(), true))
                .collect::<Vec<_>>();
            std::iter::once((id.clone(), i.clone(), false)).chain(ailleurs)
        })
        .collect()
}

fn verifier_la_loi(json: &Value) {
    for (id, c, comparateur) in chiffres(json) {
        let population = c["couverture"]["population"].as_f64().expect("couverture");
        if comparateur && population < 0.95 {
            assert!(c["valeur"].is_null(), "{id} : {c}");
            assert!(c["motif"].is_string(), "{id} : {c}");
        }
        if !comparateur && id.starts_with("densite_") && id != "densite_population" {
            match c["numerateur"].as_f64() {
                Some(n) if n < 5.0 => {
                    assert!(c["valeur"].is_null(), "{id} : {c}");
                    let publie = c["couverture"]["communes"].as_f64() == Some(1.0);
                    let dit = (publie || n > 0.0).then_some(n);
                    assert_eq!(c["petit_effectif"].as_f64(), dit, "{id} : {c}");
                    assert!(c["bornes"].is_null(), "{id} : {c}");
                }
                Some(n) if n < 20.0 => {
                    let valeur = c["valeur"].as_f64().expect("un taux");
                    let bas = c["intervalle"][0].as_f64().expect("un intervalle");
                    let haut = c["intervalle"][1].as_f64().expect("un intervalle");
                    assert!(bas < valeur && valeur < haut, "{id} : {c}");
                }
                _ => assert!(
                    c["intervalle"].is_null() && c["petit_effectif"].is_null(),
                    "{id} : {c}"
                ),
            }
            assert!(c["decimales"].as_u64() <= Some(1), "{id} : {c}");
        }
    }
}

#[test]
fn no_rate_stands_on_a_few_cases_nor_a_comparator_on_a_part_of_its_communes() {
    verifier_la_loi(&fictif());
}

/// The fictional project without the two communes of its split: the counts of 2024 are then those of its whole perimeter.
fn fictif_sans_scission() -> tempfile::TempDir {
    let source = echantillon("territoire-fictif");
    let dossier = tempfile::tempdir().unwrap();
    fs::create_dir(dossier.path().join("donnees")).unwrap();
    for entree in fs::read_dir(source.join("donnees")).unwrap() {
        let entree = entree.unwrap();
        let vers = dossier.path().join("donnees").join(entree.file_name());
        fs::copy(entree.path(), vers).unwrap();
    }
    for nom in ["cpts.toml", "referentiel.csv"] {
        fs::copy(source.join(nom), dossier.path().join(nom)).unwrap();
    }
    let liste = fs::read_to_string(source.join("perimetre.csv")).unwrap();
    let gardees = liste
        .lines()
        .filter(|l| !(l.starts_with("96021;") || l.starts_with("96022;")));
    let gardees: Vec<&str> = gardees.collect();
    fs::write(dossier.path().join("perimetre.csv"), gardees.join("\n")).unwrap();
    dossier
}

#[test]
fn a_small_count_is_said_as_such_in_every_format() {
    let dossier = fictif_sans_scission();
    let projet = dossier.path().join("cpts.toml");
    let rendu = |format| cpts(&["diagnostic", projet.to_str().unwrap(), "--format", format]);
    let json = rendu("json").reussie().json();
    let petit = chiffres(&json)
        .into_iter()
        .any(|(_, c, ailleurs)| !ailleurs && c["petit_effectif"].is_number());
    assert!(petit, "le territoire fictif a de petits effectifs");
    let html = rendu("html").reussie();
    assert!(html.stdout.contains("(petit effectif)"));
    assert!(html.stdout.contains("intervalle à 95\u{a0}%"));
}

/// Rates on one or two structures had two decimals; Hérault: « 20,4 % » on 102 communes of 341.
#[test]
fn the_real_reports_keep_the_law() {
    let Some(texte) = reel("cpts:\"CPTS du Verdon\"", "json") else {
        return;
    };
    let verdon: Value = serde_json::from_str(&texte).expect("json");
    verifier_la_loi(&verdon);
    let msp = indicateur(&verdon, "densite_maisons_sante");
    assert!(
        msp["valeur"].is_null() && msp["petit_effectif"] == 2.0,
        "{msp}"
    );
    let texte = reel("epci:243400017", "json").expect("données réelles");
    let montpellier: Value = serde_json::from_str(&texte).expect("json");
    verifier_la_loi(&montpellier);
    let pauvrete = indicateur(&montpellier, "taux_pauvrete");
    let herault = &pauvrete["comparateurs"][0];
    assert!(
        herault["valeur"].is_null() && herault["code"] == "34",
        "{herault}"
    );
    // INSEE, by bassin de vie weighted by population: about 19,4 %; bounds exist only when every commune has a weight.
    if let (Some(bas), Some(haut)) = (herault["bornes"][0].as_f64(), herault["bornes"][1].as_f64())
    {
        assert!(bas < 19.4 && 19.4 < haut, "{herault}");
    }
}

fn constats(json: &Value) -> Vec<String> {
    let liste = json["constats"].as_array().expect("constats");
    let textes = liste
        .iter()
        .map(|c| c["texte"].as_str().unwrap_or_default().to_owned());
    textes.collect()
}

/// On the embedded base alone: a région, a département, an EPCI or a commune is never « la CPTS »; a project is one.
#[test]
fn the_words_follow_the_kind_of_territory() {
    let vide = tempfile::tempdir().unwrap();
    let dossier = vide.path().to_str().unwrap();
    for (perimetre, genre) in [
        ("reg:93", "region"),
        ("dep:48", "departement"),
        ("epci:200069193", "epci"),
        ("commune:48095", "commune"),
        ("commune:48095,48080", "projet"),
    ] {
        let options = ["diagnostic", perimetre, "--donnees", dossier, "--format"];
        let json: Value = cpts(&[&options[..], &["json"]].concat()).reussie().json();
        assert_eq!(json["perimetre"]["genre"], genre, "{perimetre}");
        let taille = constats(&json)
            .into_iter()
            .find(|t| t.contains("ACI"))
            .expect("taille");
        assert_eq!(
            taille.contains("la CPTS est de taille"),
            genre == "projet",
            "{taille}"
        );
        let terminal = cpts(&[&options[..], &["terminal"]].concat()).reussie();
        assert_eq!(
            terminal.stdout.contains("Taille de la CPTS"),
            genre == "projet",
            "{perimetre}"
        );
    }
    assert_eq!(fictif()["perimetre"]["genre"], "projet");
}

/// Comparators of a territory of many départements come by population, not by code.
#[test]
fn comparators_come_by_population() {
    let vide = tempfile::tempdir().unwrap();
    let dossier = vide.path().to_str().unwrap();
    let json = cpts(&[
        "diagnostic",
        "reg:93",
        "--donnees",
        dossier,
        "--format",
        "json",
    ])
    .reussie()
    .json();
    let population = indicateur(&json, "population_municipale");
    let codes: Vec<&str> = population["comparateurs"]
        .as_array()
        .expect("comparateurs")
        .iter()
        .filter_map(|c| c["code"].as_str())
        .collect();
    assert_eq!(codes, ["13", "06", "83", "84", "04", "05", "93", "FR"]);
}

/// One level decides the severity; the gap to each of the three is in the sentence, always in the same grammar.
#[test]
fn a_comparison_says_the_gap_to_each_and_france_decides() {
    let json = fictif();
    let liste = json["constats"].as_array().expect("constats");
    let comparaisons: Vec<&Value> = liste
        .iter()
        .filter(|c| {
            c["id"]
                .as_str()
                .unwrap_or_default()
                .starts_with("comparaison_")
        })
        .collect();
    assert!(!comparaisons.is_empty());
    for c in comparaisons {
        let texte = c["texte"].as_str().unwrap_or_default();
        assert!(
            texte.contains("que l'ensemble du territoire fictif ("),
            "{texte}"
        );
        assert!(
            !texte.contains("que dans") && !texte.contains("contre"),
            "{texte}"
        );
    }
}
