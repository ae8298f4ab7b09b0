//! The full export of a uMap map: the only layer with polygons is read, several are named.

use geojson::GeoJson;
use serde::Deserialize;
use serde_json::Value;

use crate::model::{Emplacement, ErreurDonnees};

/// The export.
#[derive(Deserialize)]
struct Carte {
    #[serde(rename = "type")]
    genre: String,
    #[serde(default)]
    layers: Vec<Value>,
}

/// The layer of polygons of a uMap export; `None` when the text is not one.
///
/// # Errors
/// [`ErreurDonnees`] when no layer has a polygon, when several have, or when the layer is not GeoJSON.
pub fn couche(fichier: &str, contenu: &str) -> Result<Option<GeoJson>, ErreurDonnees> {
    let Ok(carte) = serde_json::from_str::<Carte>(contenu) else {
        return Ok(None);
    };
    if carte.genre != "umap" {
        return Ok(None);
    }
    let refuse = |probleme: String| {
        ErreurDonnees::new(Emplacement::fichier(fichier), probleme)
            .attendu("une seule couche de polygones")
            .remede("dans uMap, « Partager et télécharger », exportez la couche voulue en GeoJSON")
    };
    let mut trouvees: Vec<&Value> = carte.layers.iter().filter(|c| a_des_polygones(c)).collect();
    match (trouvees.pop(), trouvees.as_slice()) {
        (None, _) => Err(refuse("cette carte uMap n'a aucun polygone".to_owned())),
        (Some(seule), []) => {
            let lue: Result<GeoJson, _> = seule.to_string().parse();
            lue.map(Some)
                .map_err(|_| refuse("la couche de cette carte uMap n'est pas lisible".to_owned()))
        }
        (Some(derniere), autres) => {
            let noms = autres.iter().copied().chain([derniere]).map(nom);
            let noms: Vec<String> = noms.collect();
            Err(refuse(format!(
                "cette carte uMap a plusieurs couches de polygones : {}",
                noms.join(", ")
            )))
        }
    }
}

fn a_des_polygones(couche: &Value) -> bool {
    let objets = couche.get("features").and_then(Value::as_array);
    objets.into_iter().flatten().any(|o| {
        let genre = o.pointer("/geometry/type").and_then(Value::as_str);
        matches!(genre, Some("Polygon" | "MultiPolygon"))
    })
}

fn nom(couche: &Value) -> String {
    let nom = ["/_umap_options/name", "/_storage/name", "/name"]
        .iter()
        .find_map(|p| couche.pointer(p)?.as_str());
    format!("« {} »", nom.unwrap_or("sans nom"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_only_layer_of_polygons_is_read() {
        let couche_de = |nom: &str, genre: &str| {
            format!(
                r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{}},"geometry":{{"type":"{genre}","coordinates":[]}}}}],"_umap_options":{{"name":"{nom}"}}}}"#
            )
        };
        let carte =
            |couches: &[String]| format!(r#"{{"type":"umap","layers":[{}]}}"#, couches.join(","));
        let (a, b, p) = (
            couche_de("A", "Polygon"),
            couche_de("B", "Polygon"),
            couche_de("P", "Point"),
        );
        assert!(
            couche("x", &carte(&[a.clone(), p.clone()]))
                .unwrap()
                .is_some()
        );
        assert!(
            couche("x", &carte(&[a, b]))
                .unwrap_err()
                .probleme
                .contains("« A », « B »")
        );
        assert!(
            couche("x", &carte(&[p]))
                .unwrap_err()
                .probleme
                .contains("aucun polygone")
        );
        assert!(couche("x", "{\"type\":\"Polygon\"}").unwrap().is_none());
    }
}
