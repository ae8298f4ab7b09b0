//! `cpts comparer`: two perimeters, two data sets, two saved reports.

mod enregistres;

use std::fs;

use serde_json::Value;

use crate::outils::{Sortie, cpts, donnees_reelles, dossier, echantillon};

fn lozere() -> String {
    echantillon("lozere").to_str().unwrap().to_owned()
}

fn compare(avant: &str, apres: &str, options: &[&str]) -> Sortie {
    cpts(&[&["comparer", avant, apres, "-q"], options].concat())
}

fn json(avant: &str, apres: &str, options: &[&str]) -> Value {
    compare(avant, apres, &[&["--format", "json"], options].concat())
        .reussie()
        .json()
}

fn indicateur<'a>(json: &'a Value, id: &str) -> &'a Value {
    let tous = json["indicateurs"].as_array().unwrap();
    tous.iter().find(|i| i["id"] == id).unwrap()
}

/// Saves the report of a perimeter.
fn enregistre(perimetre: &str, donnees: &str, chemin: &str) {
    let debut = ["diagnostic", perimetre, "--donnees", donnees];
    cpts(&[&debut[..], &["-q", "--sortie", chemin]].concat()).reussie();
}

/// The causes of a gap add up to it, always.
fn somme(json: &Value) -> usize {
    let mut partages = 0;
    for i in json["indicateurs"].as_array().unwrap() {
        let (Some(ecart), Some(causes)) = (i["ecart"].as_f64(), i["causes"].as_object()) else {
            continue;
        };
        let total: f64 = causes.values().filter_map(Value::as_f64).sum();
        assert!((total - ecart).abs() <= 1e-9 * ecart.abs().max(1.0), "{i}");
        partages += 1;
    }
    partages
}

#[test]
fn a_commune_that_goes_is_named_and_every_gap_is_that_of_the_perimeter() {
    let donnees = lozere();
    let options = ["--donnees", donnees.as_str()];
    let json = json("epci:200069151", "epci:200069151 - commune:48146", &options);
    assert_eq!(json["schema"], "cpts/comparaison/1");
    let sorties = json["communes"]["sorties"].as_array().unwrap();
    assert_eq!((sorties.len(), &sorties[0]["code"]), (1, &"48146".into()));
    assert_eq!(json["communes"]["entrees"].as_array().unwrap().len(), 0);
    let (a, b) = (&json["avant"]["population"], &json["apres"]["population"]);
    let perdus = a.as_f64().unwrap() - b.as_f64().unwrap();
    assert_eq!(sorties[0]["population"].as_f64().unwrap(), perdus);
    let population = indicateur(&json, "population_municipale");
    assert_eq!(population["ecart"].as_f64().unwrap(), -perdus);
    assert_eq!(population["causes"]["perimetre"].as_f64().unwrap(), -perdus);
    assert!(somme(&json) > 5);
    let schema = cpts(&["schema", "comparaison"]).reussie().json();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&json));
    assert_eq!(json["carte"]["classes"].as_array().unwrap().len(), 3);
}

#[test]
fn the_same_report_twice_has_no_gap_nor_finding() {
    let donnees = lozere();
    let json = json("epci:200069151", "epci:200069151", &["--donnees", &donnees]);
    for i in json["indicateurs"].as_array().unwrap() {
        assert!(i["ecart"].as_f64().is_none_or(|e| e == 0.0), "{i}");
    }
    for cle in ["constats_apparus", "constats_disparus", "notes"] {
        assert_eq!(json[cle].as_array().unwrap().len(), 0, "{cle}");
    }
    assert_eq!(json["carte"], Value::Null);
    assert_eq!(json["financement"]["taille_change"], false);
}

/// A data set: médecins of three communes.
fn jeu(medecins: [u8; 3]) -> tempfile::TempDir {
    let codes = ["48095;Mende", "48080;Langogne", "48061;Florac"];
    let lignes = codes
        .iter()
        .zip(medecins)
        .map(|(c, n)| format!("{c};{n}\n"));
    let texte = format!(
        "code_insee;commune;medecins_generalistes\n{}",
        lignes.collect::<String>()
    );
    dossier(&[("medecins.csv", texte.as_str())])
}

/// The perimeter first, in the files of the first report, then the files.
#[test]
fn when_perimeter_and_files_change_the_gap_is_split_in_two() {
    let (avant, apres) = (jeu([10, 2, 1]), jeu([12, 3, 1]));
    let options = [
        "--donnees",
        avant.path().to_str().unwrap(),
        "--donnees-apres",
        apres.path().to_str().unwrap(),
    ];
    let json = json("commune:48095,48080", "commune:48095,48061", &options);
    let mg = indicateur(&json, "effectif_mg");
    // 10 + 2, then 12 + 1; the second perimeter in the first files: 10 + 1.
    assert_eq!(mg["avant"]["valeur"].as_f64(), Some(12.0));
    assert_eq!(mg["apres"]["valeur"].as_f64(), Some(13.0));
    assert_eq!(mg["causes"]["perimetre"].as_f64(), Some(-1.0));
    assert_eq!(mg["causes"]["donnees"].as_f64(), Some(2.0));
    assert!(somme(&json) > 2);
}

#[test]
fn conditions_make_the_code_and_a_mistyped_one_is_refused() {
    let donnees = lozere();
    let lance = |condition: &str| {
        let options = ["--donnees", donnees.as_str(), "--echec-si", condition];
        compare("epci:200069151", "epci:200069151 - commune:48146", &options)
    };
    lance("ecart:population_municipale>1").echouee(1, &[]);
    lance("ecart:population_municipale>90").reussie();
    lance("taille").reussie();
    lance("ecart:populatoin_municipale>1").echouee(2, &["population_municipale"]);
    lance("ecart").echouee(2, &["ecart>5"]);
    let options = ["--donnees", donnees.as_str(), "--echec-si", "taille"];
    compare("dep:48", "commune:48095", &options).echouee(1, &[]);
}

#[test]
fn every_format_says_the_same_and_the_terminal_is_one_screen() {
    let donnees = lozere();
    let d = dossier(&[]);
    let chemins = ["c.md", "c.docx", "c.pdf", "c.json", "c.html"].map(|n| d.path().join(n));
    let mut options = vec!["--donnees", donnees.as_str()];
    for chemin in &chemins {
        options.extend(["--sortie", chemin.to_str().unwrap()]);
    }
    let dit = compare("epci:200069151", "epci:200069151 - commune:48146", &options).reussie();
    assert!(dit.stdout.lines().all(|l| l.chars().count() <= 80));
    assert!(dit.stdout.lines().count() <= 60, "{}", dit.stdout);
    let markdown = fs::read_to_string(&chemins[0]).unwrap();
    assert!(markdown.contains("Communes sorties") && markdown.contains("Chiffres qui changent"));
    assert!(fs::read(&chemins[1]).unwrap().starts_with(b"PK"));
    assert!(fs::read(&chemins[2]).unwrap().starts_with(b"%PDF"));
    let html = fs::read_to_string(&chemins[4]).unwrap();
    assert!(html.contains("<h2 id=\"titre-") && html.contains("Communes sorties"));
}

/// Two vintages of the reference population that are too close: shown, never subtracted.
#[test]
fn reel_close_vintages_are_refused_with_the_reason() {
    let Some(donnees) = donnees_reelles() else {
        return;
    };
    let d = dossier(&[]);
    let chemin = d.path().join("a.json");
    let nom = chemin.to_str().unwrap();
    enregistre("cpts:\"CPTS du Verdon\"", &donnees, nom);
    let mut ancien: Value = serde_json::from_slice(&fs::read(&chemin).unwrap()).unwrap();
    for i in ancien["indicateurs"].as_array_mut().unwrap() {
        if i["id"] == "population_municipale" {
            i["millesime"] = "2021".into();
        }
    }
    let avant = d.path().join("avant.json");
    fs::write(&avant, ancien.to_string()).unwrap();
    let json = json(avant.to_str().unwrap(), nom, &[]);
    let population = indicateur(&json, "population_municipale");
    assert_eq!(population["ecart"], Value::Null);
    assert!(
        population["motif"]
            .as_str()
            .unwrap()
            .contains("distantes de moins de 5 ans")
    );
}

/// What one reads first is first, and a cause that all the gaps share is said once.
#[test]
fn the_figures_of_the_first_screen_lead_and_a_cause_shared_is_said_once() {
    let donnees = lozere();
    let options = ["--donnees", donnees.as_str()];
    let dit = compare("epci:200069151", "epci:200069151 - commune:48146", &options).reussie();
    let rang = |titre: &str| dit.stdout.find(titre).unwrap_or(usize::MAX);
    assert!(
        rang("Population municipale") < rang("Communes :"),
        "{}",
        dit.stdout
    );
    assert!(
        dit.stdout.contains("cela vient du périmètre"),
        "{}",
        dit.stdout
    );
    assert!(!dit.stdout.contains("; périmètre"), "{}", dit.stdout);
}
