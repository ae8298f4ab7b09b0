//! `cpts perimetre` and the ways to write a perimeter.

mod afficher;
mod composer;
mod contours;
mod ecrire;
mod forme;
mod quartiers;
mod tous;

use crate::outils::{cpts, donnees_reelles, echantillon};

#[test]
fn names_are_found_without_accents_nor_hyphens() {
    let sortie = cpts(&["perimetre", "chercher", "saint chely"]).reussie();
    assert!(sortie.stdout.contains("48140") && sortie.stdout.contains("Saint-Chély-d'Apcher"));
    let json = cpts(&[
        "perimetre",
        "chercher",
        "st chely d apcher",
        "--format",
        "json",
    ])
    .reussie()
    .json();
    assert_eq!(json["communes"][0]["code"], "48140");
    cpts(&["perimetre", "chercher", "xqzwkjh"]).echouee(4, &["xqzwkjh"]);
}

#[test]
fn expressions_are_composed() {
    let codes = |expression: &str| -> Vec<String> {
        let json = cpts(&["perimetre", "verifier", expression, "--format", "json"])
            .reussie()
            .json();
        json["communes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c["code"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(codes("dep:48").len(), 152);
    assert_eq!(codes("commune:48095,48080"), ["48080", "48095"]);
    assert_eq!(codes("dep:48 - commune:48095").len(), 151);
    assert_eq!(
        codes("commune:34154@0.6 + commune:34172"),
        ["34154", "34172"]
    );
}

#[test]
fn former_codes_are_recoded_and_said() {
    let json = cpts(&["perimetre", "verifier", "commune:12076", "--format", "json"])
        .reussie()
        .json();
    assert_eq!(json["communes"][0]["code"], "12218");
    assert!(json["constats"].to_string().contains("12076"));
}

#[test]
fn lists_with_lost_zeros_are_repaired_and_said() {
    let fichier = echantillon("erreurs/perimetre-zeros-perdus.csv");
    let sortie = cpts(&[
        "perimetre",
        "verifier",
        fichier.to_str().unwrap(),
        "--format",
        "json",
    ])
    .reussie();
    let json = sortie.json();
    assert!(
        json["communes"][0]["code"]
            .as_str()
            .unwrap()
            .starts_with('0')
    );
    assert!(json["constats"].to_string().contains("zéro"));
}

/// The polygons of a département, as people publish them, find all its communes.
#[test]
fn the_polygons_of_corse_du_sud_find_its_communes() {
    let Some(donnees) = donnees_reelles() else {
        return;
    };
    let carte = format!("{donnees}/geo/france-geojson_communes-2A.geojson");
    let verifie = |perimetre: &str| {
        let debut = ["perimetre", "verifier", perimetre, "--donnees", &donnees];
        let json = cpts(&[&debut[..], &["--format", "json"]].concat())
            .reussie()
            .json();
        json["communes"].clone()
    };
    assert_eq!(verifie(&carte), verifie("dep:2A"));
}
