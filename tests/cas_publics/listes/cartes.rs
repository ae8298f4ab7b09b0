//! Outlines drawn by hand, and formats that no list is made of.

use super::*;

/// Cases 24 and 66: formats that are not read, each with what to do.
#[test]
fn other_formats_say_what_to_do() {
    verifie("liste.xlsb", b"PK\x03\x04....").echouee(3, &["binaire", ".xlsx"]);
    verifie("zone.kml", b"<?xml version='1.0'?><kml xmlns=''></kml>")
        .echouee(3, &["KML", "GeoJSON"]);
    verifie("zone.gpkg", b"SQLite format 3\0").echouee(3, &["GeoPackage", "GeoJSON"]);
    verifie("zone.shp", &[0, 0, 0x27, 0x0a, 0, 0]).echouee(3, &["shapefile", "GeoJSON"]);
    verifie("zone.json", b"{\"type\":\"Topology\",\"objects\":{}}").echouee(3, &["TopoJSON"]);
    assert!(!Path::new("liste.csv").exists());
}

/// Runs on a map with the outlines of the Lozère at hand.
fn carte(contenu: &str, options: &[&str]) -> Sortie {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join("zone.geojson");
    std::fs::write(&chemin, contenu).unwrap();
    let donnees = echantillon("lozere/donnees");
    let debut = ["perimetre", "verifier", chemin.to_str().unwrap()];
    let suite = ["--donnees", donnees.to_str().unwrap()];
    cpts(&[&debut, &suite[..], options].concat())
}

/// Positions of a rectangle, closed.
fn anneau(ouest: f64, sud: f64, est: f64, nord: f64) -> String {
    format!("[[{ouest},{sud}],[{est},{sud}],[{est},{nord}],[{ouest},{nord}],[{ouest},{sud}]]")
}

/// Cases 35 and 62: a polygon smaller than a commune names it, with the part to write.
#[test]
fn a_polygon_smaller_than_a_commune() {
    let petit = anneau(3.49, 44.515, 3.498, 44.52);
    let contenu = format!("{{\"type\":\"Polygon\",\"coordinates\":[{petit}]}}");
    carte(&contenu, &[]).echouee(
        4,
        &[
            "périmètre vide",
            "48095 Mende",
            "commune:48095@0.0",
            "de sa surface",
        ],
    );
}

/// Case 43: swapped coordinates, closed and open lines, uMap exports.
#[test]
fn maps_drawn_in_other_ways() {
    let inverse = anneau(44.4, 3.3, 44.7, 3.7);
    carte(
        &format!("{{\"type\":\"Polygon\",\"coordinates\":[{inverse}]}}"),
        &[],
    )
    .echouee(3, &["latitude et longitude sont inversées"]);
    let droit = anneau(3.3, 44.4, 3.7, 44.7);
    let ligne = format!("{{\"type\":\"LineString\",\"coordinates\":{droit}}}");
    let polygone = format!("{{\"type\":\"Polygon\",\"coordinates\":[{droit}]}}");
    let json = ["--format", "json"];
    let (attendues, _) = lue_de(carte(&polygone, &json));
    let (lues, dite) = lue_de(carte(&ligne, &json));
    assert_eq!(lues, attendues);
    constat(&dite, "ligne_fermee");
    carte(
        "{\"type\":\"LineString\",\"coordinates\":[[3.3,44.4],[3.7,44.4],[3.7,44.7]]}",
        &[],
    )
    .echouee(3, &["lignes ouvertes", "convertissez-la en polygone"]);
    let umap = format!(
        "{{\"type\":\"umap\",\"layers\":[{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{}},\"geometry\":{polygone}}}]}}]}}"
    );
    assert_eq!(lue_de(carte(&umap, &json)).0, attendues);
}
