//! Features of a GeoJSON that have no geometry: told with what names them, as they bring nothing in.

use geojson::{Feature, GeoJson};

use crate::model::{Constat, RegleConstat, SectionId, Severite};

/// Features cited.
const CITEES: usize = 5;
/// Properties that name a commune, best first.
const PROPRIETES: [&str; 10] = [
    "code",
    "code_insee",
    "insee",
    "INSEE_COM",
    "insee_com",
    "codgeo",
    "nom",
    "NOM",
    "name",
    "libelle",
];

/// « 1 entité sans géométrie (48095 Mende) », `None` when all have one.
pub(super) fn constat(lu: &GeoJson) -> Option<Constat> {
    let GeoJson::FeatureCollection(objets) = lu else {
        return None;
    };
    let vides = || objets.features.iter().filter(|f| f.geometry.is_none());
    let nombre = vides().count();
    let cites: Vec<String> = vides().filter_map(designe).take(CITEES).collect();
    let suite = if nombre > cites.len() && !cites.is_empty() {
        "…"
    } else {
        ""
    };
    let cites = match cites.as_slice() {
        [] => String::new(),
        noms => format!(" ({}{suite})", noms.join(", ")),
    };
    let texte = match nombre {
        0 => return None,
        1 => format!(
            "Le fichier tient une entité sans géométrie{cites} : elle n'apporte aucune commune."
        ),
        n => format!(
            "Le fichier tient {n} entités sans géométrie{cites} : elles n'apportent aucune commune."
        ),
    };
    Some(Constat::new(
        RegleConstat::GeometriesNonLues,
        Severite::Attention,
        SectionId::S1,
        texte,
    ))
}

/// « 48095 Mende », as far as its properties tell.
fn designe(objet: &Feature) -> Option<String> {
    let proprietes = objet.properties.as_ref()?;
    let dits = PROPRIETES.iter().filter_map(|p| proprietes.get(*p));
    let textes = dits.filter_map(|v| match v {
        serde_json::Value::String(texte) => Some(texte.chars().take(40).collect::<String>()),
        serde_json::Value::Number(nombre) => Some(nombre.to_string()),
        _ => None,
    });
    let textes: Vec<String> = textes.take(2).collect();
    (!textes.is_empty()).then(|| textes.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_without_geometry_is_named() {
        let texte = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"code":"48095","nom":"Mende"},"geometry":null}]}"#;
        let dit = constat(&texte.parse().unwrap()).unwrap().texte;
        assert!(
            dit.contains("une entité sans géométrie (48095 Mende)"),
            "{dit}"
        );
        assert!(
            constat(
                &texte
                    .replace("null", r#"{"type":"Point","coordinates":[3.5,44.5]}"#)
                    .parse()
                    .unwrap()
            )
            .is_none()
        );
    }
}
