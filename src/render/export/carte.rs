//! The table as GeoJSON (RFC 7946): a feature by commune, its outline when one is known, its figures as properties.

use geo::MultiPolygon;
use serde_json::{Map, Value, json};

use super::dictionnaire::{TITRES, ligne};
use crate::rapport::export::{Contenu, TableCommunes};
use crate::render::ErreurRendu;

/// The feature collection, a feature a line; the dictionary is its foreign member `dictionnaire`.
///
/// # Errors
/// [`ErreurRendu::Json`], never in practice.
pub fn rendre(table: &TableCommunes) -> Result<String, ErreurRendu> {
    let colonnes = table.avec_etats();
    let mut entites = Vec::with_capacity(table.lignes());
    for (rang, contour) in table.contours.iter().enumerate() {
        let cellule = |contenu: &Contenu| match contenu {
            Contenu::Textes(textes) => textes
                .get(rang)
                .cloned()
                .flatten()
                .map_or(Value::Null, Value::from),
            Contenu::Nombres(valeurs) => valeurs
                .get(rang)
                .and_then(|v| v.connue())
                .map_or(Value::Null, Value::from),
        };
        let proprietes: Map<String, Value> = colonnes
            .iter()
            .map(|c| (c.id.clone(), cellule(&c.contenu)))
            .collect();
        let entite = json!({ "type": "Feature", "geometry": contour.as_ref().map(geometrie), "properties": proprietes });
        entites.push(serde_json::to_string(&entite)?);
    }
    let description = |c| {
        TITRES
            .iter()
            .map(|t| (*t).to_owned())
            .zip(ligne(c).into_iter().map(Value::from))
    };
    let dictionnaire: Vec<Map<String, Value>> =
        colonnes.iter().map(|c| description(c).collect()).collect();
    Ok(format!(
        "{{\"type\":\"FeatureCollection\",\"name\":{},\"dictionnaire\":{},\"features\":[\n{}\n]}}\n",
        serde_json::to_string(&table.titre)?,
        serde_json::to_string(&dictionnaire)?,
        entites.join(",\n"),
    ))
}

pub(in crate::render) fn geometrie(contour: &MultiPolygon<f64>) -> Value {
    let anneau =
        |l: &geo::LineString<f64>| l.0.iter().map(|c| json!([c.x, c.y])).collect::<Vec<_>>();
    let polygone = |p: &geo::Polygon<f64>| {
        let anneaux = std::iter::once(p.exterior()).chain(p.interiors());
        anneaux.map(anneau).collect::<Vec<_>>()
    };
    json!({ "type": "MultiPolygon", "coordinates": contour.0.iter().map(polygone).collect::<Vec<_>>() })
}
