//! GeoJSON: the skeleton of the features first, then only the properties and geometries that are needed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use geo::{MultiPolygon, Polygon};
use geojson::{Geometry, GeometryValue, Position};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::load::source::anneaux::{self, Faute};
use crate::load::source::tableau::Cellule;
use crate::load::table::geo_vite;
use crate::model::Point;

/// More features than this are not those of communes; each is held on its own.
pub(super) const ENTITES_MAX: usize = 300_000;
/// Largest text of all the properties, bytes: once read, they take several times that.
pub(super) const PROPRIETES_MAX: usize = 96 << 20;

#[derive(Deserialize)]
struct Collection<'a> {
    #[serde(borrow)]
    features: Vec<Brute<'a>>,
}

#[derive(Deserialize)]
struct Brute<'a> {
    #[serde(borrow, default)]
    properties: Option<&'a RawValue>,
    #[serde(borrow, default)]
    geometry: Option<&'a RawValue>,
}

/// A feature: its properties read, its geometry still as text, or decoded already.
#[derive(Debug, PartialEq)]
pub struct Entite<'a> {
    /// Properties by name.
    pub proprietes: BTreeMap<String, Value>,
    /// Text of the geometry.
    pub geometrie: Option<&'a str>,
    /// What its text says, when it was read in passing.
    pub surface: Option<MultiPolygon<f64>>,
}

impl Entite<'_> {
    /// Reads and checks the geometry, if there is one.
    pub fn forme(&mut self) -> Option<Result<Forme, String>> {
        let texte = self.geometrie.filter(|g| *g != "null")?;
        let surface = self.surface.take();
        Some(surface.map_or_else(|| forme(texte), |s| Ok(Forme::Surface(s))))
    }
}

/// Geometry of a feature.
#[derive(Debug, Clone, PartialEq)]
pub enum Forme {
    /// Surface.
    Surface(MultiPolygon<f64>),
    /// Point.
    Point(Point),
}

/// Reads the features of a collection, however they are written.
///
/// # Errors
/// Line, column and reason when the text is not a collection of features.
pub fn entites(texte: &str) -> Result<Vec<Entite<'_>>, serde_json::Error> {
    let collection: Collection<'_> = serde_json::from_str(texte)?;
    let proprietes = collection.features.iter().filter_map(|b| b.properties);
    let taille: usize = proprietes.map(|p| p.get().len()).sum();
    if collection.features.len() > ENTITES_MAX || taille > PROPRIETES_MAX {
        return Err(serde::de::Error::custom(
            "GeoJSON de plus de 300 000 entités, ou de plus de 96 Mio de propriétés",
        ));
    }
    collection
        .features
        .into_iter()
        .map(|b| {
            Ok(Entite {
                proprietes: match b.properties {
                    Some(p) => serde_json::from_str::<Option<_>>(p.get())?.unwrap_or_default(),
                    None => BTreeMap::new(),
                },
                geometrie: b.geometry.map(RawValue::get),
                surface: None,
            })
        })
        .collect()
}

/// A property as a cell; a list is its items separated by spaces.
#[must_use]
pub fn cellule(valeur: Option<&Value>) -> Cellule<'_> {
    match valeur {
        None | Some(Value::Null | Value::Object(_)) => Cellule::Vide,
        Some(Value::String(t)) => Cellule::texte(t),
        Some(Value::Number(n)) => n.as_f64().map_or(Cellule::Vide, Cellule::Nombre),
        Some(Value::Bool(b)) => Cellule::Texte(Cow::Borrowed(if *b { "VRAI" } else { "FAUX" })),
        Some(Value::Array(items)) => Cellule::possedee(
            items
                .iter()
                .map(|v| cellule(Some(v)).en_texte().into_owned())
                .collect::<Vec<_>>()
                .join(" "),
        ),
    }
}

/// Reads and checks a geometry.
///
/// # Errors
/// Why it cannot be used, in French: no surface nor point, open ring, fewer than four positions, not longitudes and latitudes.
fn forme(texte: &str) -> Result<Forme, String> {
    if let Some(surface) = geo_vite::surface(texte) {
        return Ok(Forme::Surface(surface));
    }
    forme_de_toute_sorte(texte)
}

/// The same, however it is written.
pub(super) fn forme_de_toute_sorte(texte: &str) -> Result<Forme, String> {
    let geometrie: Geometry =
        serde_json::from_str(texte).map_err(|_| "géométrie illisible".to_owned())?;
    match geometrie.value {
        GeometryValue::Polygon { coordinates } => Ok(surface([coordinates])?),
        GeometryValue::MultiPolygon { coordinates } => Ok(surface(coordinates)?),
        GeometryValue::Point { coordinates } => {
            let c = anneaux::position(&coordinates).map_err(dite)?;
            Ok(Forme::Point(Point { lon: c.x, lat: c.y }))
        }
        autre => Err(format!("ni polygone ni point ({})", autre.type_name())),
    }
}

fn surface(polygones: impl IntoIterator<Item = Vec<Vec<Position>>>) -> Result<Forme, String> {
    let polygones: Vec<Polygon<f64>> = polygones
        .into_iter()
        .map(|p| anneaux::polygone(&p).map_err(dite))
        .collect::<Result<_, _>>()?;
    if polygones.is_empty() {
        return Err("aucun polygone".to_owned());
    }
    Ok(Forme::Surface(MultiPolygon(polygones)))
}

/// A fault as the reason of a rejected row.
fn dite(faute: Faute) -> String {
    match faute {
        Faute::SansAnneau => "polygone sans contour".to_owned(),
        Faute::Court(n) => format!("anneau de {n} points (4 au moins)"),
        Faute::Ouvert(..) => "anneau ouvert (le dernier point n'est pas le premier)".to_owned(),
        Faute::SansPosition => "position sans longitude ni latitude".to_owned(),
        Faute::HorsDegres(x, y) => format!(
            "coordonnées hors WGS84 ({x} {y}) : exportez le fichier en longitude, latitude (EPSG:4326)"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_skeleton_and_the_geometry_apart() {
        let texte = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"code":"01001","n":3},"geometry":{"type":"Polygon",
             "coordinates":[[[0,0],[0,1],[1,1],[0,0]]]}},
            {"type":"Feature","properties":null,"geometry":null}]}"#;
        let mut e = entites(texte).unwrap();
        assert_eq!(cellule(e[0].proprietes.get("n")).en_texte(), "3");
        assert!(matches!(e[0].forme(), Some(Ok(Forme::Surface(m))) if m.0.len() == 1));
        assert!(e[1].proprietes.is_empty() && e[1].geometrie.is_none());
        assert!(entites(&texte[..80]).is_err());
    }

    #[test]
    fn bad_rings_are_told() {
        let p = |c: &str| forme(&format!(r#"{{"type":"Polygon","coordinates":{c}}}"#));
        assert!(
            p("[[[0,0],[0,1],[1,1],[1,0]]]")
                .unwrap_err()
                .contains("ouvert")
        );
        assert!(p("[[[0,0],[0,1],[0,0]]]").unwrap_err().contains("3 points"));
        assert!(
            p("[[[700000,6600000],[1,1],[2,2],[700000,6600000]]]")
                .unwrap_err()
                .contains("WGS84")
        );
        assert!(p("[]").is_err() && p("[[[0],[0],[0],[0]]]").is_err());
        assert!(forme(r#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#).is_err());
    }

    proptest::proptest! {
        /// The law: what is read straight is what the whole reader reads.
        #[test]
        fn the_short_way_gives_the_same_surface(
            anneau in proptest::collection::vec((-200i32..200, -9i32..9), 1..6),
            ferme in proptest::bool::ANY,
            sorte in 0..6usize,
        ) {
            let mut points: Vec<String> = anneau.iter().map(|(x, y)| format!("[{x}.25, {y}e0]")).collect();
            if ferme {
                points.push(points[0].clone());
            }
            let anneau = format!("[[{}]]", points.join(","));
            let texte = match sorte {
                0 => format!("{{\"type\":\"Polygon\",\"coordinates\":{anneau}}}"),
                1 => format!("{{ \"type\": \"MultiPolygon\", \"coordinates\": [{anneau},{anneau}] }}"),
                2 => format!("{{\"coordinates\":{anneau},\"type\":\"Polygon\"}}"),
                3 => format!("{{\"type\":\"Polygon\",\"coordinates\":{anneau},\"x\":1}}"),
                4 => format!("{{\"type\":\"MultiPolygon\",\"coordinates\":{anneau}}}"),
                _ => format!("{{\"type\":\"Polygon\",\"coordinates\":{}}}", anneau.replacen(',', ",7,", 1)),
            };
            if let Some(surface) = geo_vite::surface(&texte) {
                proptest::prop_assert_eq!(Ok(Forme::Surface(surface)), forme_de_toute_sorte(&texte));
                proptest::prop_assert!(sorte < 2 || sorte == 5);
            } else if sorte < 2 {
                proptest::prop_assert!(forme_de_toute_sorte(&texte).is_err());
            }
        }
    }

    #[test]
    fn a_list_becomes_words() {
        let v: Value = serde_json::json!(["02571", "02691"]);
        assert_eq!(cellule(Some(&v)).en_texte(), "02571 02691");
    }
}
