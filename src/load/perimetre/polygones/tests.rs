//! Maps, right and faulty.

use super::*;
use proptest::prelude::*;

fn collection(coordonnees: &str) -> String {
    format!(
        r#"{{"type":"FeatureCollection","features":[
        {{"type":"Feature","properties":null,"geometry":{{"type":"Point","coordinates":[3,44]}}}},
        {{"type":"Feature","properties":{{"nom":"x"}},"geometry":{{"type":"Polygon","coordinates":[{coordonnees}]}}}}]}}"#
    )
}

fn message(contenu: &str) -> String {
    analyser_geojson("zone.geojson", contenu)
        .unwrap_err()
        .to_string()
}

#[test]
fn reads_polygons_of_features_geometries_and_collections() {
    let carre = "[[3,44],[4,44],[4,45],[3,44]]";
    assert_eq!(
        analyser_geojson("z", &collection(carre))
            .unwrap()
            .polygones
            .len(),
        1
    );
    let nu = format!(r#"{{"type":"Polygon","coordinates":[{carre}]}}"#);
    let groupe = format!(
        r#"{{"type":"GeometryCollection","geometries":[{nu},{{"type":"MultiPolygon","coordinates":[[{carre}],[{carre}]]}}]}}"#
    );
    assert_eq!(analyser_geojson("z", &nu).unwrap().polygones.len(), 1);
    let lus = analyser_geojson("z", &groupe).unwrap().polygones;
    assert_eq!((lus.len(), lus[1].0.len()), (2, 2));
}

#[test]
fn names_the_feature_of_an_open_ring_or_projected_coordinates() {
    let ouvert = message(&collection("[[3,44],[4,44],[4,45],[3,45]]"));
    assert!(
        ouvert.contains("objet n° 2") && ouvert.contains("anneau ouvert"),
        "{ouvert}"
    );
    let projete = message(&collection(
        "[[700000,6600000],[710000,6600000],[710000,6610000],[700000,6600000]]",
    ));
    assert!(projete.contains("Lambert-93"));
    assert!(message(&collection("[[3,44],[4,44],[3,44]]")).contains("quatre positions"));
}

#[test]
fn a_closed_line_is_an_outline_and_what_is_left_out_is_said() {
    let ligne = |fin: &str| {
        format!(r#"{{"type":"LineString","coordinates":[[3,44],[4,44],[4,45],{fin}]}}"#)
    };
    let lue = analyser_geojson("z", &ligne("[3,44]")).unwrap();
    assert_eq!((lue.polygones.len(), lue.constats.len()), (1, 1));
    assert!(message(&ligne("[3,45]")).contains("lignes ouvertes"));
    let lue = analyser_geojson("z", &collection("[[3,44],[4,44],[4,45],[3,44]]")).unwrap();
    assert!(lue.constats[0].texte.contains("un point"));
}

#[test]
fn refuses_what_is_not_geojson_or_has_no_polygon() {
    assert!(message(r#"{"type":"FeatureCollection","features":[]}"#).contains("aucun polygone"));
    assert!(message(r#"{"type":"Point","coordinates":[3,44]}"#).contains("aucun polygone"));
    assert!(message("{\n\"type\":").contains("ligne 2"));
    assert!(message("[1,2]").contains("GeoJSON"));
    let profond = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    assert!(message(&profond).contains("GeoJSON"));
}

proptest! {
    #[test]
    fn never_fails_on_any_text(contenu in "\\PC*") {
        let _ = analyser_geojson("x", &contenu);
    }
}
