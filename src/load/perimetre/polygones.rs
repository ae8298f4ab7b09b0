//! Reads the polygons of a perimeter from a GeoJSON file.

use std::path::Path;

use geo::{LineString, MultiPolygon, Polygon};
use geojson::{Feature, GeoJson, Geometry, GeometryValue, Position};

use crate::model::{Emplacement, ErreurDonnees};
use crate::perimetre::PolygonesPerimetre;

use crate::load::source::texte_liste::texte;

/// Reads the polygons of a GeoJSON file (WGS84 degrees); points and lines beside them are left out.
///
/// # Errors
/// [`ErreurDonnees`] when the file is not GeoJSON, holds no polygon, has an open ring or projected coordinates; the
/// number of the feature is named.
pub fn lire_geojson_perimetre(chemin: &Path) -> Result<PolygonesPerimetre, ErreurDonnees> {
    analyser_geojson(&chemin.display().to_string(), &texte(chemin)?)
}

/// Reads polygons from the text of a GeoJSON file; `fichier` names it in messages.
///
/// # Errors
/// Those of [`lire_geojson_perimetre`] but for the file itself.
pub fn analyser_geojson(fichier: &str, contenu: &str) -> Result<PolygonesPerimetre, ErreurDonnees> {
    let lu: GeoJson = contenu
        .parse()
        .map_err(|e| illisible(fichier, contenu, &e))?;
    let mut polygones = Vec::new();
    for (numero, geometrie) in (1..).zip(geometries(&lu)) {
        if let Some(geometrie) = geometrie {
            let lecture = Lecture { fichier, numero };
            polygones.extend(lecture.geometrie(geometrie)?);
        }
    }
    if polygones.is_empty() {
        return Err(ErreurDonnees::new(
            Emplacement::fichier(fichier),
            "le fichier GeoJSON ne contient aucun polygone",
        )
        .attendu("au moins un Polygon ou MultiPolygon")
        .remede("dessinez le contour du territoire (geojson.io, QGIS) et exportez-le en GeoJSON"));
    }
    Ok(PolygonesPerimetre {
        fichier: fichier.to_owned(),
        polygones,
    })
}

/// The text is not GeoJSON: the line is named when the JSON itself is broken.
fn illisible(fichier: &str, contenu: &str, erreur: &geojson::Error) -> ErreurDonnees {
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

fn geometries(lu: &GeoJson) -> Vec<Option<&Geometry>> {
    let de = |f: &Feature| f.geometry.is_some();
    match lu {
        GeoJson::Geometry(geometrie) => vec![Some(geometrie)],
        GeoJson::Feature(objet) if de(objet) => vec![objet.geometry.as_ref()],
        GeoJson::Feature(_) => Vec::new(),
        GeoJson::FeatureCollection(objets) => objets
            .features
            .iter()
            .map(|f| f.geometry.as_ref())
            .collect(),
    }
}

/// A feature being read.
struct Lecture<'a> {
    fichier: &'a str,
    numero: usize,
}

impl Lecture<'_> {
    /// Polygons of a geometry; collections are opened with a list, not by recursion.
    fn geometrie(&self, geometrie: &Geometry) -> Result<Vec<MultiPolygon<f64>>, ErreurDonnees> {
        let mut pile = vec![geometrie];
        let mut polygones = Vec::new();
        while let Some(geometrie) = pile.pop() {
            match &geometrie.value {
                GeometryValue::Polygon { coordinates } => {
                    polygones.push(MultiPolygon::new(vec![self.polygone(coordinates)?]))
                }
                GeometryValue::MultiPolygon { coordinates } => {
                    let parties = coordinates.iter().map(|p| self.polygone(p));
                    polygones.push(MultiPolygon::new(parties.collect::<Result<_, _>>()?));
                }
                GeometryValue::GeometryCollection { geometries } => {
                    pile.extend(geometries.iter().rev())
                }
                _ => {}
            }
        }
        Ok(polygones)
    }

    fn polygone(&self, anneaux: &[Vec<Position>]) -> Result<Polygon<f64>, ErreurDonnees> {
        let mut lus = anneaux.iter().map(|a| self.anneau(a));
        let exterieur = lus
            .next()
            .transpose()?
            .ok_or_else(|| self.erreur("polygone sans anneau"))?;
        Ok(Polygon::new(exterieur, lus.collect::<Result<_, _>>()?))
    }

    fn anneau(&self, positions: &[Position]) -> Result<LineString<f64>, ErreurDonnees> {
        let points: Vec<(f64, f64)> = positions
            .iter()
            .map(|p| self.position(p))
            .collect::<Result<_, _>>()?;
        if points.len() < 4 {
            return Err(self
                .erreur("anneau de moins de quatre positions")
                .valeur(format!("{} positions", points.len()))
                .attendu("au moins quatre positions, la dernière égale à la première"));
        }
        if points.first() != points.last() {
            return Err(self
                .erreur("anneau ouvert : la dernière position n'est pas la première")
                .valeur(format!(
                    "{:?} … {:?}",
                    points.first().unwrap_or(&(0.0, 0.0)),
                    points.last().unwrap_or(&(0.0, 0.0))
                ))
                .attendu("un anneau fermé (RFC 7946)")
                .remede(
                    "fermez le contour dans le logiciel qui l'a dessiné et exportez-le à nouveau",
                ));
        }
        Ok(LineString::from(points))
    }

    fn position(&self, position: &Position) -> Result<(f64, f64), ErreurDonnees> {
        let &[lon, lat, ..] = position.as_slice() else {
            return Err(self.erreur("position sans longitude et latitude"));
        };
        if lon.is_finite() && lat.is_finite() && lon.abs() <= 180.0 && lat.abs() <= 90.0 {
            return Ok((lon, lat));
        }
        Err(self
            .erreur("coordonnées qui ne sont pas des degrés")
            .valeur(format!("[{lon}, {lat}]"))
            .attendu("des longitudes entre -180 et 180 et des latitudes entre -90 et 90 (WGS84, EPSG:4326)")
            .remede("le contour est sans doute projeté (Lambert-93) : exportez-le en WGS84"))
    }

    fn erreur(&self, probleme: &str) -> ErreurDonnees {
        let lieu = Emplacement::fichier(format!("{}, objet n° {}", self.fichier, self.numero));
        ErreurDonnees::new(lieu, probleme)
    }
}

#[cfg(test)]
mod tests {
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
    fn refuses_what_is_not_geojson_or_has_no_polygon() {
        assert!(
            message(r#"{"type":"FeatureCollection","features":[]}"#).contains("aucun polygone")
        );
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
}
