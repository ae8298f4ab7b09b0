//! `cpts diagnostic --tous`: every territory of a list, each as it would be alone.

mod chaine;
mod reprise;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::outils::{Sortie, cpts, donnees_reelles, dossier, echantillon};

const FORMATS: &str = "html,json,pdf,docx,xlsx,csv,communes.csv,geojson,md,txt";

fn projet() -> String {
    let chemin = echantillon("territoire-fictif/cpts.toml");
    chemin.to_str().unwrap().to_owned()
}

fn tous(dans: &Path, options: &[&str]) -> Sortie {
    let (projet, sortie) = (projet(), dans.to_str().unwrap().to_owned());
    let debut = ["diagnostic", &projet, "--sortie", &sortie];
    cpts(&[&debut[..], options].concat())
}

/// Without the spaces that hold a number to its word.
fn net(texte: &str) -> String {
    texte.replace(['\u{a0}', '\u{202f}'], " ")
}

fn resume(dossier: &Path) -> Value {
    serde_json::from_slice(&fs::read(dossier.join("resume.json")).unwrap()).unwrap()
}

/// One territory, one report: made with the others or alone, the same bytes.
#[test]
fn a_territory_of_the_list_has_the_very_reports_that_it_has_alone() {
    let d = dossier(&[]);
    let sortie = d.path().join("r");
    tous(&sortie, &["--tous", "cpts:*", "--formats", FORMATS, "-q"]).reussie();
    let lot = resume(&sortie);
    assert_eq!(lot["schema"], "cpts/lot/1");
    let territoires = lot["territoires"].as_array().unwrap();
    assert_eq!(territoires.len(), 4);
    for t in territoires.iter().skip(2) {
        let (expression, fichier) = (
            t["expression"].as_str().unwrap(),
            t["fichier"].as_str().unwrap(),
        );
        let nom = t["nom"].as_str().unwrap();
        for format in FORMATS.split(',') {
            let dit = fs::read(sortie.join(format!("{fichier}.{format}"))).unwrap();
            assert!(!dit.is_empty(), "{fichier}.{format}");
        }
        let json: Value =
            serde_json::from_slice(&fs::read(sortie.join(format!("{fichier}.json"))).unwrap())
                .unwrap();
        assert_eq!(json["perimetre"]["expression"], expression);
        assert_eq!(json["perimetre"]["nom"], nom);
        // One figure, everywhere: the row says what the report says.
        for i in json["indicateurs"].as_array().unwrap() {
            let id = i["id"].as_str().unwrap();
            let chiffre = &t["chiffres"][id];
            if i["valeur"].is_number() {
                assert_eq!(chiffre["valeur"], i["valeur"], "{nom} {id}");
                assert_eq!(chiffre["statut"], i["statut"], "{nom} {id}");
            }
        }
        assert_eq!(t["taille"], json["financement"]["taille"]);
        assert_eq!(t["population"], json["population"]["valeur"]);
    }
}

#[test]
fn alone_or_in_the_list_the_bytes_are_the_same_with_or_without_outlines() {
    let lozere = echantillon("lozere");
    let donnees = lozere.to_str().unwrap();
    let d = dossier(&[]);
    for (rang, options) in [vec!["--donnees", donnees], vec![]].into_iter().enumerate() {
        let sortie = d.path().join(rang.to_string());
        let chemin = sortie.to_str().unwrap();
        let debut = [
            "diagnostic",
            "--tous",
            "epci:*",
            "--dans",
            "commune:48095,48080",
            "-q",
        ];
        let suite = ["--sortie", chemin, "--formats", "json,html"];
        cpts(&[&debut[..], &suite, &options].concat()).reussie();
        let lot = resume(&sortie);
        let territoires = lot["territoires"].as_array().unwrap();
        assert_eq!(territoires.len(), 2);
        for t in territoires {
            let expression = t["expression"].as_str().unwrap();
            let seuls = ["seul.json", "seul.html"].map(|n| d.path().join(n));
            let mut arguments = vec!["diagnostic", expression, "-q"];
            seuls
                .iter()
                .for_each(|s| arguments.extend(["--sortie", s.to_str().unwrap()]));
            cpts(&[&arguments[..], &options].concat()).reussie();
            for seul in &seuls {
                let extension = seul.extension().unwrap().to_str().unwrap();
                let nom = format!("{}.{extension}", t["fichier"].as_str().unwrap());
                let lu = fs::read(sortie.join(nom)).unwrap();
                assert!(lu == fs::read(seul).unwrap(), "{expression} {extension}");
            }
        }
    }
}

#[test]
fn the_index_leads_to_every_report_and_the_rows_are_those_of_the_list() {
    let d = dossier(&[]);
    let sortie = d.path().join("r");
    let terminal = net(&tous(&sortie, &["--tous", "cpts:*"]).reussie().stdout);
    assert!(
        terminal.starts_with("cpts:* : 4 territoires (4 écrits)"),
        "{terminal}"
    );
    assert!(terminal.contains("TERRITOIRES FICTIFS"));
    assert!(terminal.lines().all(|l| l.chars().count() <= 80) && terminal.lines().count() <= 50);
    let index = fs::read_to_string(sortie.join("index.html")).unwrap();
    let liens: BTreeSet<&str> = index
        .split("href=\"")
        .skip(1)
        .filter_map(|m| m.split('"').next())
        .filter(|l| !l.starts_with('#') && !l.contains(':'))
        .collect();
    assert_eq!(liens.len(), 4);
    assert!(liens.iter().all(|l| sortie.join(l).is_file()));
    assert!(index.contains("id=\"croquis-territoires\"") && index.contains("id=\"bandes\""));
    // One finds a territory by a commune of it.
    assert_eq!(index.matches(" data-lieux=\"").count(), 4);
    let csv = fs::read_to_string(sortie.join("resume.csv")).unwrap();
    assert_eq!(csv.lines().count(), 5);
    let lot = resume(&sortie);
    // No rate without its cases and its interval, however many its cases.
    let taux: Vec<&serde_json::Value> = lot["territoires"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| &t["chiffres"]["densite_mg"])
        .filter(|c| c["valeur"].is_number())
        .collect();
    assert!(!taux.is_empty());
    assert!(
        taux.iter()
            .all(|c| c["intervalle"][0].as_f64() < c["valeur"].as_f64())
    );
    let appuis = index.matches("<span class=\"appui\">").count();
    assert!(appuis >= taux.len(), "{appuis} pour {}", taux.len());
    assert_eq!(index.matches("cas, de\u{a0}").count(), appuis);
    let colonnes = csv.lines().next().unwrap().split(';').count();
    assert_eq!(colonnes, 7 + lot["indicateurs"].as_array().unwrap().len());
}

/// Places count the territories of which the figure is larger, and no figure that is partial or hidden has one.
#[test]
fn a_place_is_that_of_a_figure_published_in_whole() {
    let d = dossier(&[]);
    let sortie = d.path().join("r.json");
    let json = tous(&sortie, &["--tous", "cpts:*", "--format", "json"])
        .reussie()
        .json();
    let schema = cpts(&["schema", "lot"]).reussie().json();
    let validateur = jsonschema::validator_for(&schema).unwrap();
    assert!(validateur.is_valid(&json));
    let territoires = json["territoires"].as_array().unwrap();
    let mut ranges = 0;
    for i in json["indicateurs"].as_array().unwrap() {
        let id = i["id"].as_str().unwrap();
        let chiffres = || territoires.iter().map(|t| &t["chiffres"][id]);
        let entiers: Vec<f64> = chiffres()
            .filter(|c| c["statut"] == "publie")
            .filter_map(|c| c["valeur"].as_f64())
            .collect();
        for c in chiffres() {
            let entier = c["statut"] == "publie" && c["valeur"].is_number() && entiers.len() >= 3;
            assert_eq!(c["rang"].is_number(), entier, "{id}");
            if entier {
                let x = c["valeur"].as_f64().unwrap();
                let plus = entiers.iter().filter(|y| **y > x).count() as u64;
                assert_eq!(c["rang"].as_u64().unwrap(), 1 + plus);
                ranges += 1;
            }
        }
    }
    assert!(ranges > 100);
    assert!(!d.path().join("index.html").exists());
}

#[test]
fn what_would_have_no_effect_is_refused() {
    let d = dossier(&[]);
    let sortie = d.path().join("r");
    tous(&sortie, &["--tous", "cpts:*", "--formats", "odt"]).echouee(2, &["odt", "attendu"]);
    tous(&sortie, &["--tous", "commune:*"]).echouee(2, &["ne se liste pas"]);
    tous(&sortie, &["--tous", "cpts:*", "--nom", "X"]).echouee(2, &["--nom"]);
    tous(
        &d.path().join("r.csv"),
        &["--tous", "cpts:*", "--formats", "pdf"],
    )
    .echouee(2, &["dossier"]);
    let perdu = [
        "diagnostic",
        "dep:48",
        "--tous",
        "epci:*",
        "--sortie",
        sortie.to_str().unwrap(),
    ];
    cpts(&perdu).echouee(2, &["--dans dep:48"]);
    assert!(!sortie.exists());
}

/// The CPTS of a région: the list of the funding has the same ones, with the same tiers.
#[test]
fn reel_the_cpts_of_a_region_have_the_tiers_of_the_funding() {
    let Some(donnees) = donnees_reelles() else {
        return;
    };
    let lot = cpts(&[
        "diagnostic",
        "--tous",
        "reg:93",
        "--donnees",
        &donnees,
        "--format",
        "json",
        "-q",
    ]);
    let lot = lot.reussie().json();
    let financement = cpts(&[
        "financement",
        "--toutes-les-cpts",
        "reg:93",
        "--donnees",
        &donnees,
        "--format",
        "json",
        "-q",
    ]);
    let financement = financement.reussie().json();
    let tailles =
        |valeurs: &Value, cle: &str, taille: &dyn Fn(&Value) -> Value| -> Vec<(String, Value)> {
            let siens = valeurs[cle].as_array().unwrap().iter();
            siens
                .map(|v| (v["nom"].as_str().unwrap().to_owned(), taille(v)))
                .collect()
        };
    let mut dites = tailles(&lot, "territoires", &|t| t["taille"].clone());
    let mut payees = tailles(&financement, "perimetres", &|p| {
        p["analyse"]["financement"]["taille"].clone()
    });
    for liste in [&mut dites, &mut payees] {
        liste.sort_by(|a, b| a.0.cmp(&b.0));
    }
    assert!(dites.len() > 60);
    assert_eq!(dites, payees);
}
