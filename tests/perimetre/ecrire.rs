//! `cpts perimetre exporter` and `cpts perimetre composer`: what they write is read back.

use std::fs;

use proptest::prelude::*;
use serde_json::Value;

use crate::outils::{cpts, donnees_reelles, dossier};

const PARTIEL: &str = "commune:34154@0.6 + commune:34172 + commune:12076";

fn normale(perimetre: &str) -> String {
    let json = cpts(&["perimetre", "verifier", perimetre, "--format", "json"]);
    let json = json.reussie().json();
    json["forme_normale"].as_str().unwrap().to_owned()
}

/// Signed area of a ring of GeoJSON: positive when it turns counterclockwise.
fn aire(anneau: &Value) -> f64 {
    let points = anneau.as_array().unwrap();
    assert_eq!(points.first(), points.last());
    let c = |p: &Value, k: usize| p[k].as_f64().unwrap();
    let cotes = points.windows(2);
    cotes
        .map(|p| c(&p[0], 0) * c(&p[1], 1) - c(&p[1], 0) * c(&p[0], 1))
        .sum()
}

#[test]
fn what_is_composed_reads_back_to_the_same_perimeter() {
    let d = dossier(&[]);
    let nom = "Le \"Nord\" \\ d’<ici>";
    for fichier in ["p.csv", "p.txt", "cpts.toml"] {
        let chemin = d.path().join(fichier);
        let chemin = chemin.to_str().unwrap();
        let composer = ["perimetre", "composer", PARTIEL, "--nom", nom, "-s", chemin];
        let sortie = cpts(&composer).reussie();
        assert!(sortie.stderr.contains("12076"), "{}", sortie.stderr);
        assert!(fs::read_to_string(chemin).unwrap().contains("COG 2026"));
        assert_eq!(normale(chemin), normale(PARTIEL), "{fichier}");
    }
    let projet = d.path().join("cpts.toml");
    let verifier = [
        "perimetre",
        "verifier",
        projet.to_str().unwrap(),
        "--format",
        "json",
    ];
    assert_eq!(cpts(&verifier).reussie().json()["nom"], nom);
    cpts(&["perimetre", "composer", PARTIEL, "-s", "p.kml"])
        .echouee(2, &["format inconnu", ".toml"]);
    let fictif = "data-samples/territoire-fictif/cpts.toml";
    cpts(&["perimetre", "composer", fictif, "--format", "toml"]).echouee(2, &["COG", "remède"]);
}

#[test]
fn two_cpts_are_composed_as_one() {
    let liste = "code_commune;cpts\n48095;CPTS A\n48029;CPTS A\n48080;CPTS B\n";
    let d = dossier(&[("cpts.csv", liste)]);
    let expression = "cpts:\"CPTS A\" + cpts:\"CPTS B\"";
    let options = ["--format", "txt", "-d", d.path().to_str().unwrap()];
    let sortie = cpts(&[&["perimetre", "composer", expression][..], &options].concat()).reussie();
    let codes: Vec<&str> = sortie
        .stdout
        .lines()
        .filter(|l| !l.starts_with('#'))
        .collect();
    assert_eq!(codes, ["48029", "48080", "48095"]);
}

#[test]
fn the_outline_is_one_polygon_turned_as_rfc_7946_wants() {
    let lance = |options: &[&str]| {
        let debut = ["perimetre", "exporter", "dep:48", "--format", "geojson"];
        cpts(&[&debut[..], options].concat()).reussie()
    };
    let communes = lance(&[]).json();
    let entites = communes["features"].as_array().unwrap();
    assert_eq!(entites.len(), 152);
    let contour = lance(&["--contour"]);
    assert!(contour.stderr.contains("simplifiés"), "{}", contour.stderr);
    let contour = contour.json();
    let polygones = &contour["features"][0]["geometry"]["coordinates"];
    let polygones = polygones.as_array().unwrap();
    assert_eq!(polygones.len(), 1, "la Lozère est d'un seul tenant");
    let surface = |p: &Value| -> f64 { p.as_array().unwrap().iter().map(aire).sum() };
    assert!(aire(&polygones[0][0]) > 0.0);
    let toutes = entites
        .iter()
        .flat_map(|e| e["geometry"]["coordinates"].as_array().unwrap());
    let somme: f64 = toutes.map(surface).sum();
    assert!(
        (somme - surface(&polygones[0])).abs() < 1e-6 * somme,
        "rien ne manque ni ne double"
    );
}

#[test]
fn a_kml_is_well_formed_and_its_names_are_inert() {
    let d = dossier(&[]);
    let chemin = d.path().join("p.kml");
    let options = ["-s", chemin.to_str().unwrap()];
    cpts(
        &[
            &["perimetre", "exporter", "commune:48095,34154@0.6"][..],
            &options,
        ]
        .concat(),
    )
    .reussie();
    let kml = fs::read_to_string(&chemin).unwrap();
    for balise in [
        "Placemark",
        "Polygon",
        "LinearRing",
        "coordinates",
        "MultiGeometry",
    ] {
        let (ouvre, ferme) = (format!("<{balise}>"), format!("</{balise}>"));
        assert_eq!(kml.matches(&ouvre).count(), kml.matches(&ferme).count());
    }
    assert_eq!(kml.matches("<Placemark>").count(), 2);
    assert!(kml.contains("http://www.opengis.net/kml/2.2") && kml.contains("<name>Mende</name>"));
    cpts(&["perimetre", "exporter", "commune:48095", "--contour"])
        .echouee(2, &["--contour", "remède"]);
    let mauvais = d.path().join("p.shp");
    let mauvais = [
        "perimetre",
        "exporter",
        "commune:48095",
        "-s",
        mauvais.to_str().unwrap(),
    ];
    cpts(&mauvais).echouee(2, &["format inconnu", ".kml"]);
}

/// The outline of a département of the real file: an enclave of the Vaucluse in the Drôme is a second piece, and a hole of it.
#[test]
fn the_enclave_of_valreas_is_a_piece_of_its_own_and_a_hole_around() {
    let Some(donnees) = donnees_reelles() else {
        return;
    };
    let contour = |perimetre: &str| {
        let options = ["--contour", "--format", "geojson", "-d", &donnees];
        let sortie =
            cpts(&[&["perimetre", "exporter", perimetre][..], &options].concat()).reussie();
        assert!(!sortie.stderr.contains("simplifiés"), "{}", sortie.stderr);
        sortie.json()["features"][0]["geometry"]["coordinates"]
            .as_array()
            .unwrap()
            .clone()
    };
    assert_eq!(contour("dep:84").len(), 2);
    let drome = contour("dep:26");
    let troue = drome[0].as_array().unwrap();
    assert!(troue.len() >= 2 && aire(&troue[0]) > 0.0 && troue[1..].iter().all(|t| aire(t) < 0.0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever the communes and their parts, the list and the project give the same perimeter again.
    #[test]
    fn a_generated_perimeter_goes_and_comes_back(
        codes in prop::collection::btree_map(prop::sample::select(vec!["01001", "2A004", "34154", "48095", "97101", "13055", "75056"]), 1u32..=1000, 1..6),
        format in prop::sample::select(vec!["csv", "txt", "toml"]),
    ) {
        let termes: Vec<String> = codes.iter().map(|(c, p)| format!("commune:{c}@{}", f64::from(*p) / 1000.0)).collect();
        let expression = termes.join(" + ");
        let d = dossier(&[]);
        let chemin = d.path().join(format!("p.{format}"));
        let chemin = chemin.to_str().unwrap();
        cpts(&["perimetre", "composer", &expression, "-s", chemin]).reussie();
        prop_assert_eq!(normale(chemin), normale(&expression));
    }
}

/// Titles alone are no wrong codes: the list is empty, and it is said.
#[test]
fn a_list_of_titles_alone_is_said_to_be_empty() {
    for titres in [
        "code_commune;cpts\n",
        "code_insee\n",
        "code;commune;part\n\n",
    ] {
        let d = dossier(&[("liste.csv", titres)]);
        let chemin = d.path().join("liste.csv");
        let refus = cpts(&["perimetre", "verifier", chemin.to_str().unwrap()]);
        assert!(matches!(refus.code, 3 | 4), "{titres} : {}", refus.stderr);
        let dit = refus.stderr.contains("aucune ligne sous les titres")
            || refus.stderr.contains("ne contient aucun code commune");
        assert!(
            dit && !refus.stderr.contains("trois chiffres"),
            "{titres} : {}",
            refus.stderr
        );
    }
}
