//! One test per faulty perimeter of `data-samples/erreurs`: exit code, place, value, expectation, remedy.

use super::erreurs;
use crate::outils::{Sortie, cpts, echantillon};

fn diagnostic(nom: &str) -> Sortie {
    let dossier = tempfile::tempdir().unwrap();
    let html = dossier.path().join("r.html");
    let sortie = cpts(&[
        "diagnostic",
        &erreurs(nom),
        "--sortie",
        html.to_str().unwrap(),
    ]);
    assert!(sortie.code == 0 || !html.exists(), "écrit malgré la faute");
    assert!(sortie.code == 0 || sortie.stdout.is_empty());
    sortie
}

fn refusee(nom: &str, textes: &[&str]) {
    let fichier = nom.rsplit('/').next().unwrap();
    diagnostic(nom)
        .echouee(3, textes)
        .echouee(3, &[fichier, "attendu : ", "remède : "]);
}

fn verifiee(nom: &str) -> serde_json::Value {
    cpts(&["perimetre", "verifier", &erreurs(nom), "--format", "json"])
        .reussie()
        .json()
}

#[test]
fn unknown_code() {
    refusee(
        "perimetre-code-inconnu.csv",
        &["ligne 3", "« code »", "« 48999 »", "48099"],
    );
}

#[test]
fn an_ill_formed_code_is_cited() {
    refusee(
        "perimetre-code-mal-forme.csv",
        &["ligne 3", "« code »", "« 48O80 »"],
    );
}

#[test]
fn duplicates_count_once_and_are_said() {
    let json = verifiee("perimetre-doublons.csv");
    assert_eq!(json["communes"].as_array().unwrap().len(), 2);
    assert!(json["constats"].to_string().contains("48095"));
}

#[test]
fn conflicting_parts() {
    refusee(
        "perimetre-conflit.csv",
        &["ligne 4", "48095", "« 0,5 et 0,8 »"],
    );
}

#[test]
fn parts_out_of_bounds_are_all_cited() {
    refusee(
        "perimetre-part-hors-bornes.csv",
        &[
            "ligne 2",
            "ligne 3",
            "ligne 4",
            "ligne 5",
            "« part »",
            "« 1,5 »",
            "« beaucoup »",
        ],
    );
}

#[test]
fn a_part_of_a_city_with_one_of_its_arrondissements() {
    let fichier = erreurs("perimetre-ville-et-arrondissement.csv");
    cpts(&["perimetre", "verifier", &fichier]).echouee(
        3,
        &[
            &fichier,
            "ligne 3",
            "75056 Paris (ligne 2)",
            "75101 Paris 1er Arrondissement",
            "conflit",
            "attendu : ",
            "remède : ",
        ],
    );
}

#[test]
fn lost_zeros_are_given_back() {
    let json = verifiee("perimetre-zeros-perdus.csv");
    assert_eq!(json["communes"][0]["code"], "01001");
    assert!(json["constats"].to_string().contains("zéro"));
}

#[test]
fn former_codes_are_recoded() {
    let json = verifiee("perimetre-anciens-codes.csv");
    assert_eq!(json["communes"].as_array().unwrap().len(), 3);
    for code in ["12076", "69159"] {
        assert!(json["constats"].to_string().contains(code), "{code}");
    }
}

#[test]
fn an_empty_list_is_nothing_to_do() {
    for nom in [
        "perimetre-vide.csv",
        "perimetre-fichier-vide.csv",
        "perimetre-expression-vide.txt",
    ] {
        diagnostic(nom).echouee(4, &[nom, "périmètre vide", "attendu : ", "remède : "]);
    }
}

#[test]
fn names_without_codes_are_read_and_said() {
    let json = verifiee("perimetre-sans-code.csv");
    assert_eq!(json["communes"][1]["code"], "48095");
    assert!(json["constats"].to_string().contains("Mende → 48095"));
}

#[test]
fn windows_1252_is_read_with_its_accents() {
    let json = verifiee("perimetre-windows-1252.csv");
    assert_eq!(json["communes"].as_array().unwrap().len(), 3);
    assert!(!json["constats"].to_string().contains("nom_different"));
}

#[test]
fn geojson_faults() {
    refusee("geojson-sans-polygone.geojson", &["aucun polygone"]);
    refusee(
        "geojson-anneau-ouvert.geojson",
        &["objet n° 1", "anneau ouvert"],
    );
    refusee(
        "geojson-en-metres.geojson",
        &["objet n° 1", "WGS84", "300000"],
    );
    refusee(
        "geojson-coupe.geojson",
        &["ligne 2", "s'arrête avant la fin"],
    );
    refusee("geojson-trop-imbrique.geojson", &["GeoJSON"]);
}

#[test]
fn metres_of_lambert_93_are_converted_and_an_outline_that_crosses_itself_is_told() {
    let lozere = echantillon("lozere/donnees");
    let verifie = |fichier: &str| {
        let debut = ["perimetre", "verifier", fichier, "--format", "json"];
        cpts(&[&debut[..], &["--donnees", lozere.to_str().unwrap()]].concat())
    };
    let json = verifie(&erreurs("geojson-en-lambert-93.geojson"))
        .reussie()
        .json();
    assert!(json["constats"].to_string().contains("Lambert-93"));
    let noms = json["communes"].to_string();
    assert!(
        noms.contains("Mende") && !noms.contains("Langogne"),
        "{noms}"
    );
    let json = verifie(&erreurs("geojson-qui-se-recoupe.geojson"))
        .reussie()
        .json();
    let dit = json["constats"].to_string();
    assert!(
        dit.contains("contour_recoupe") && dit.contains("3,5000"),
        "{dit}"
    );
    verifie(&erreurs("geojson-en-etoile.geojson"))
        .echouee(3, &["plusieurs fois le tour", "48013 Badaroux"]);
}

#[test]
fn a_polygon_at_sea_is_nothing_to_do() {
    let lozere = echantillon("lozere/donnees");
    cpts(&[
        "diagnostic",
        &erreurs("geojson-en-pleine-mer.geojson"),
        "--donnees",
        lozere.to_str().unwrap(),
    ])
    .echouee(4, &["périmètre vide"]);
    // Without the points of the communes, what is missing is said instead.
    refusee("geojson-en-pleine-mer.geojson", &["contours des communes"]);
}

#[test]
fn project_faults() {
    refusee(
        "toml-cle-inconnue/cpts.toml",
        &["ligne 3", "perimettre", "écrire « perimetre »"],
    );
    refusee("toml-mal-forme/cpts.toml", &["ligne 2", "Guillemet oublié"]);
    refusee(
        "toml-perimetre-absent/cpts.toml",
        &["« perimetre »", "toml-perimetre-absent/nulle-part.csv"],
    );
    diagnostic("toml-referentiel-mal-forme/cpts.toml").echouee(
        3,
        &[
            "referentiel.csv, ligne 3",
            "« code »",
            "« 96001 »",
            "code en double",
            "attendu : ",
        ],
    );
}
