//! Why a GeoJSON gives no polygon.

use crate::model::{Emplacement, ErreurDonnees};

/// No polygon, and what there is instead.
pub(super) fn sans_polygone(fichier: &str, (ouvertes, points): (usize, usize)) -> ErreurDonnees {
    let (probleme, remede) = match (ouvertes, points) {
        (0, 0) => (
            "le fichier GeoJSON ne contient aucun polygone",
            "dessinez le contour du territoire (geojson.io, QGIS) et exportez-le en GeoJSON",
        ),
        (0, _) => (
            "le fichier GeoJSON ne contient aucun polygone, seulement des points",
            "exportez les contours au lieu des points (geo.api.gouv.fr : geometry=contour), ou donnez la liste des codes communes",
        ),
        _ => (
            "le fichier GeoJSON ne contient aucun polygone, seulement des lignes ouvertes",
            "fermez la ligne et convertissez-la en polygone (uMap, QGIS : « Lignes vers polygones »), puis exportez à nouveau",
        ),
    };
    ErreurDonnees::new(Emplacement::fichier(fichier), probleme)
        .attendu("au moins un Polygon ou MultiPolygon")
        .remede(remede)
}

/// The text is not GeoJSON: the line is named when the JSON itself is broken.
pub(super) fn illisible(fichier: &str, contenu: &str, erreur: &geojson::Error) -> ErreurDonnees {
    let lieu = Emplacement::fichier(fichier);
    let json = serde_json::from_str::<&serde_json::value::RawValue>(contenu).err();
    let lieu = match json.and_then(|e| u64::try_from(e.line()).ok()) {
        Some(ligne) => lieu.ligne(ligne),
        None => lieu,
    };
    ErreurDonnees::new(lieu, "ce n'est pas un fichier GeoJSON lisible")
        .valeur(en_francais(erreur))
        .attendu("un objet GeoJSON : FeatureCollection, Feature, Polygon ou MultiPolygon")
        .remede("exportez à nouveau le contour en GeoJSON (WGS84) ; un fichier tronqué doit être téléchargé à nouveau")
}

/// What is wrong, without the words of the JSON library.
fn en_francais(erreur: &geojson::Error) -> &'static str {
    let texte = erreur.to_string();
    [
        ("EOF", "le fichier s'arrête avant la fin"),
        ("recursion limit", "trop d'objets ou de listes imbriqués"),
        ("out of range", "un nombre dépasse les bornes"),
    ]
    .into_iter()
    .find(|(motif, _)| texte.contains(motif))
    .map_or("la structure n'est pas celle d'un GeoJSON", |(_, f)| f)
}
