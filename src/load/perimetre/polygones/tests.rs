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
        "[[300000,900000],[310000,900000],[310000,910000],[300000,900000]]",
    ));
    assert!(projete.contains("pas des degrés") && projete.contains("objet n° 2"));
    assert!(message(&collection("[[3,44],[4,44],[3,44]]")).contains("quatre positions"));
}

#[test]
fn lambert_93_is_converted_and_told_and_another_system_is_named() {
    let metres = "[[700000,6600000],[710000,6600000],[710000,6610000],[700000,6600000]]";
    let lue = analyser_geojson("z", &collection(metres)).unwrap();
    let coin = lue.polygones[0].0[0].exterior().0[0];
    assert!(
        (coin.x - 3.0).abs() < 1e-6 && (coin.y - 46.5).abs() < 1e-6,
        "{coin:?}"
    );
    assert!(
        lue.constats
            .iter()
            .any(|c| c.id == "points_convertis" && c.texte.contains("Lambert-93"))
    );
    let dit = |systeme: &str| {
        let crs =
            format!(r#""crs":{{"type":"name","properties":{{"name":"{systeme}"}}}},"features""#);
        collection(metres).replace("\"features\"", &crs)
    };
    assert!(analyser_geojson("z", &dit("urn:ogc:def:crs:EPSG::2154")).is_ok());
    let refus = message(&dit("EPSG:3857"));
    assert!(
        refus.contains("EPSG:3857") && refus.contains("WGS84"),
        "{refus}"
    );
    // Degrees beside metres are neither.
    let melange = "[[700000,6600000],[3,44],[710000,6610000],[700000,6600000]]";
    assert!(message(&collection(melange)).contains("pas des degrés"));
}

#[test]
fn an_outline_that_crosses_itself_is_told_with_its_place() {
    let lue = analyser_geojson("z", &collection("[[3,44],[4,45],[4,44],[3,45],[3,44]]")).unwrap();
    let dit = lue
        .constats
        .iter()
        .find(|c| c.id == "contour_recoupe")
        .unwrap();
    assert!(
        dit.texte.contains("objet n° 2") && dit.texte.contains("3,5000"),
        "{}",
        dit.texte
    );
    let lue = analyser_geojson("z", &collection("[[3,44],[4,44],[4,45],[3,44]]")).unwrap();
    assert!(lue.constats.iter().all(|c| c.id != "contour_recoupe"));
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
