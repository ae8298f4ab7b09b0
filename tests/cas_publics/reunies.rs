//! Outlines and quartiers of a commune split since: they are those of none of its pieces, unless a polygon tells of which.
//!
//! Facts: COG (INSEE). Polygons and quartiers are placeholders of the test.

use serde_json::Value;

use super::formes::{carre, collection};
use crate::outils::{constats, diagnostic, dossier, indicateur, rapport, valeur};

const TOUTES: &str = "commune:85084,85165,85212";

fn commune(code: &str, lon: f64) -> String {
    let nom = match code {
        "85084" => "Essarts-en-Bocage",
        "85165" => "L'Oie",
        "85212" => "Sainte-Florence",
        _ => "Dompierre-sur-Yon",
    };
    carre(&format!(r#""code":"{code}","nom":"{nom}""#), lon, 46.7, 0.1)
}

/// Drawn communes of a report: code, name, whether inside.
fn dessinees(json: &Value) -> Vec<(String, String, bool)> {
    let communes = json["cartes"]["communes"].as_array().into_iter().flatten();
    let texte = |c: &Value, cle: &str| c[cle].as_str().unwrap().to_owned();
    communes
        .map(|c| {
            (
                texte(c, "code"),
                texte(c, "nom"),
                c["dans_perimetre"] == true,
            )
        })
        .collect()
}

/// Whether a map shows a figure or a class for a commune.
fn montree(json: &Value, code: &str) -> bool {
    let mut themes = json["cartes"]["themes"].as_array().into_iter().flatten();
    themes.any(|t| {
        t["valeurs"]
            .as_array()
            .unwrap()
            .iter()
            .any(|v| v["code"] == code)
    })
}

#[test]
fn the_outline_of_the_undivided_commune_is_drawn_once_for_all_its_pieces_and_never_for_one() {
    let ancien = collection(&[commune("85084", -1.3), commune("85081", -1.4)]);
    let d = dossier(&[("contours_2023.geojson", &ancien)]);
    for seule in ["85084", "85084,85165"] {
        let json = rapport(&format!("commune:{seule},85081"), d.path());
        let codes: Vec<String> = dessinees(&json).into_iter().map(|c| c.0).collect();
        assert_eq!(codes, ["85081"]);
        let sans: Vec<&Value> = json["cartes"]["sans_contour"]
            .as_array()
            .unwrap()
            .iter()
            .collect();
        assert_eq!(sans, seule.split(',').collect::<Vec<_>>());
        let dits = constats(&json, "commune_scindee");
        assert!(dits.contains("85212") && dits.contains("contour"), "{dits}");
    }
    let json = rapport(TOUTES, d.path());
    let dedans: Vec<_> = dessinees(&json).into_iter().filter(|c| c.2).collect();
    assert_eq!(dedans.len(), 1, "{dedans:?}");
    assert!(
        dedans[0].1.contains("L'Oie et Sainte-Florence"),
        "{dedans:?}"
    );
    assert_eq!(json["cartes"]["sans_contour"].as_array().unwrap().len(), 0);
    assert!(
        json["cartes"]["source"]
            .as_str()
            .unwrap()
            .contains("n'y font qu'une")
    );
    assert!(!montree(&json, "85084") && montree(&json, "85081"));
    assert!(valeur(&json, "densite_population").is_some());
    // A neighbour of theirs has them around it, without a figure.
    let json = rapport("commune:85081", d.path());
    let autour: Vec<_> = dessinees(&json).into_iter().filter(|c| !c.2).collect();
    assert!(
        autour.len() == 1 && autour[0].1.contains("L'Oie"),
        "{autour:?}"
    );
    assert!(!montree(&json, "85084"));
    // The outlines of today are each its own.
    let neuf = [("85084", -1.3), ("85165", -1.2), ("85212", -1.1)];
    let neuf = collection(&neuf.map(|(code, lon)| commune(code, lon)));
    let json = diagnostic("commune:85084", &[("contours_2025.geojson", &neuf)]);
    let lues = dessinees(&json);
    assert_eq!((lues.len(), lues[0].1.as_str()), (2, "Essarts-en-Bocage"));
    assert!(montree(&json, "85084"));
}

#[test]
fn a_quartier_of_the_undivided_commune_is_that_of_all_its_pieces_unless_its_polygon_tells() {
    let liste = "code_qp;lib_qp;insee_com\nQN08501M;Un;85084\nQN08502M;Deux;85191\n";
    for seule in ["commune:85084", "commune:85165", "commune:85084,85191"] {
        let json = diagnostic(seule, &[("qpv_2023.csv", liste)]);
        let lu = indicateur(&json, "nombre_qpv");
        assert_eq!(lu["statut"], "non_publie", "{lu}");
        let n = u32::from(seule.contains("85191"));
        assert_eq!(lu["bornes"], serde_json::json!([n, n + 1]));
        assert!(
            lu["motif"]
                .as_str()
                .unwrap()
                .contains("rien ne dit de laquelle"),
            "{lu}"
        );
    }
    let json = diagnostic(TOUTES, &[("qpv_2023.csv", liste)]);
    assert_eq!(valeur(&json, "nombre_qpv"), Some(1.0));
    let json = diagnostic("commune:85084", &[("qpv_2025.csv", liste)]);
    assert_eq!(valeur(&json, "nombre_qpv"), Some(1.0));
    let proprietes = r#""code_qp":"QN08501M","lib_qp":"Un","insee_com":"85084""#;
    let quartier = collection(&[carre(proprietes, -1.17, 46.72, 0.01)]);
    let contours = [("85084", -1.3), ("85165", -1.2), ("85212", -1.1)];
    let contours = collection(&contours.map(|(code, lon)| commune(code, lon)));
    let fichiers = [
        ("qpv_2023.geojson", quartier.as_str()),
        ("contours_2025.geojson", contours.as_str()),
    ];
    for (commune, attendu) in [("85084", 0.0), ("85165", 1.0), ("85212", 0.0)] {
        let json = diagnostic(&format!("commune:{commune}"), &fichiers);
        assert_eq!(valeur(&json, "nombre_qpv"), Some(attendu), "{commune}");
    }
}
