//! `cpts donnees preparer --territoire`: what the file of a territory holds, and what it says elsewhere.

use std::path::Path;

use super::{prepare, table};
use crate::outils::{dossier, indicateur, lance};

#[test]
fn a_file_prepared_for_a_territory_says_so_outside_it() {
    let d = table(10);
    let fichier = d.path().join("lozere.cpts");
    prepare(d.path(), &fichier, &["--territoire", "dep:48"]).reussie();
    let dit = |perimetre: &str| {
        let json = lance(perimetre, &fichier, &["--format", "json"])
            .reussie()
            .json();
        json["constats"]
            .to_string()
            .contains("lozere.cpts a été préparé pour dep:48")
    };
    assert!(!dit("commune:48095"));
    assert!(dit("commune:2A004"));
    prepare(d.path(), &fichier, &["--territoire", "dep:99"]).echouee(3, &["99"]);
}

/// A square of some 2 km around a place, as a feature of an outlines file.
fn carre(code: &str, nom: &str, (lon, lat): (f64, f64)) -> String {
    let coin = |x: f64, y: f64| format!("[{:.4},{:.4}]", lon + x / 100.0, lat + y / 100.0);
    let tour = [(-1., -1.), (1., -1.), (1., 1.), (-1., 1.), (-1., -1.)].map(|(x, y)| coin(x, y));
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{code}\",\"nom\":\"{nom}\"}},\"geometry\":{{\"type\":\
         \"Polygon\",\"coordinates\":[[{}]]}}}}",
        tour.join(",")
    )
}

/// The law: what is measured on outlines is the same from a regional file as from the folder, the whole country over.
#[test]
fn a_surface_measured_on_outlines_outlives_the_file_of_a_territory() {
    let contours = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{}]}}",
        [
            carre("48095", "Mende", (3.5, 44.52)),
            carre("2A004", "Ajaccio", (8.74, 41.93)),
            carre("75101", "Paris 1er Arrondissement", (2.336, 48.862)),
        ]
        .join(",")
    );
    let surfaces = "code,surface_km2,population,lat,lon\n48095,36.9,11000,44.52,3.50\n2A004,82.0,70000,41.93,8.74\n\
                    75056,105.4,2100000,48.86,2.34\n";
    for fichiers in [
        vec![("contours.geojson", contours.as_str())],
        vec![
            ("contours.geojson", contours.as_str()),
            ("surfaces.csv", surfaces),
        ],
    ] {
        let d = dossier(&fichiers);
        let fichier = d.path().join("lozere.cpts");
        prepare(d.path(), &fichier, &["--territoire", "dep:48"]).reussie();
        for perimetre in ["commune:48095", "commune:2A004", "commune:75101"] {
            let lit = |donnees: &Path| {
                let json = lance(perimetre, donnees, &["--format", "json"])
                    .reussie()
                    .json();
                indicateur(&json, "surface_km2")["valeur"].as_f64()
            };
            let juste = lit(d.path());
            assert!(juste.is_some_and(|km2| km2 > 1.0), "{perimetre}");
            assert_eq!(
                lit(&fichier),
                juste,
                "{perimetre}, {} fichiers",
                fichiers.len()
            );
        }
    }
}
