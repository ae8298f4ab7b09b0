//! The GeoJSON files of the fictional territory: communes and quartiers prioritaires.

use std::fmt::Write;

use crate::geometrie::{Anneau, Plan};
use crate::lieux;
use crate::monde::{Cog, communes};

/// Polygons of today's communes, properties `code` and `nom`.
pub fn contours(plan: &Plan) -> String {
    let objets = communes(Cog::A2026).into_iter().map(|commune| {
        let proprietes = format!("\"code\":\"{}\",\"nom\":\"{}\"", commune.code, commune.nom);
        objet(&proprietes, &plan.anneaux(&commune.cellules))
    });
    collection("contours", objets)
}

/// Two quartiers prioritaires; the second lies in two communes.
pub fn qpv(plan: &Plan) -> String {
    let (centre, nord, sud) = (lieux::rang(2, 2), lieux::rang(5, 0), lieux::rang(6, 0));
    let quartiers = [
        ("QN96001F", "Les Songes-Neufs (fictif)", vec![centre]),
        ("QN96002F", "Rive-Inventée (fictif)", vec![nord, sud]),
    ];
    let objets = quartiers.into_iter().map(|(code, nom, cellules)| {
        let codes: Vec<String> = cellules
            .iter()
            .map(|&i| format!("\"{}\"", lieux::code(i)))
            .collect();
        let proprietes = format!(
            "\"code\":\"{code}\",\"nom\":\"{nom}\",\"communes\":[{}]",
            codes.join(",")
        );
        let (x, y) = match cellules.as_slice() {
            [nord, _] => plan.bord_sud(*nord),
            _ => plan.centre(centre),
        };
        let coins = [
            (-2_500, -4_000),
            (2_500, -3_500),
            (2_000, 4_000),
            (-3_000, 3_500),
            (-2_500, -4_000),
        ];
        objet(
            &proprietes,
            &[coins.map(|(dx, dy)| (x + dx, y + dy)).to_vec()],
        )
    });
    collection("qpv", objets)
}

fn collection(nom: &str, objets: impl Iterator<Item = String>) -> String {
    let objets: Vec<String> = objets.collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"name\":\"{nom} (territoire FICTIF, dans l'Atlantique)\",\"features\":[\n{}\n]}}\n",
        objets.join(",\n")
    )
}

/// A feature; several outer rings make a `MultiPolygon`.
fn objet(proprietes: &str, anneaux: &[Anneau]) -> String {
    let polygones: Vec<String> = anneaux
        .iter()
        .map(|a| format!("[{}]", coordonnees(a)))
        .collect();
    let (genre, geometrie) = match polygones.as_slice() {
        [seul] => ("Polygon", seul.clone()),
        plusieurs => ("MultiPolygon", format!("[{}]", plusieurs.join(","))),
    };
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{{proprietes}}},\"geometry\":{{\"type\":\"{genre}\",\"coordinates\":{geometrie}}}}}"
    )
}

/// Millionths of a degree written as decimals, without any rounding.
pub fn coordonnees(anneau: &Anneau) -> String {
    let mut texte = String::from("[");
    for (rang, (x, y)) in anneau.iter().enumerate() {
        let virgule = if rang == 0 { "" } else { "," };
        let _ = write!(texte, "{virgule}[{},{}]", decimal(*x), decimal(*y));
    }
    texte.push(']');
    texte
}

fn decimal(millioniemes: i64) -> String {
    let signe = if millioniemes < 0 { "-" } else { "" };
    let absolu = millioniemes.unsigned_abs();
    let texte = format!("{signe}{}.{:06}", absolu / 1_000_000, absolu % 1_000_000);
    texte.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_millionths_exactly() {
        assert_eq!(
            [
                decimal(-6_300_000),
                decimal(-42),
                decimal(47_000_000),
                decimal(3_144_600)
            ],
            ["-6.3", "-0.000042", "47", "3.1446"]
        );
    }

    #[test]
    fn files_are_geojson() {
        let plan = Plan::new();
        for (texte, nombre) in [(contours(&plan), 63), (qpv(&plan), 2)] {
            let lu: geojson::GeoJson = texte.parse().unwrap();
            let geojson::GeoJson::FeatureCollection(c) = lu else {
                panic!("not a collection")
            };
            assert_eq!(c.features.len(), nombre);
        }
    }
}
