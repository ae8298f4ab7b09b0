//! What the coordinates of a GeoJSON are, when they are not degrees: Lambert-93 is converted, the rest is refused by name.

use geo::Coord;
use geojson::{GeoJson, JsonObject};

use crate::geo::Projection;
use crate::load::source::anneaux::Faute;
use crate::model::ErreurDonnees;

/// Letters of the name of a system that are shown.
const NOM_MAX: usize = 60;

/// The system that the `crs` member of a file names; RFC 7946 has no such member, GIS programs still write it.
pub(super) fn declare(lu: &GeoJson) -> Option<String> {
    let membres: Option<&JsonObject> = match lu {
        GeoJson::Geometry(g) => g.foreign_members.as_ref(),
        GeoJson::Feature(f) => f.foreign_members.as_ref(),
        GeoJson::FeatureCollection(c) => c.foreign_members.as_ref(),
    };
    let crs = membres?.get("crs")?;
    let nom = crs.pointer("/properties/name")?.as_str()?.trim();
    (!nom.is_empty()).then(|| nom.chars().take(NOM_MAX).collect())
}

/// Whether coordinates that are not degrees may be Lambert-93: the file says so, or says nothing that holds.
pub(super) fn convertible(systeme: Option<&str>) -> bool {
    systeme.is_none_or(|nom| nom.contains("2154") || en_degres(nom))
}

/// Systems in degrees, which coordinates that are not degrees belie.
fn en_degres(nom: &str) -> bool {
    ["CRS84", "4326", "4171"].iter().any(|n| nom.contains(n))
}

/// Metres of Lambert-93 as degrees.
///
/// # Errors
/// [`Faute::HorsDegres`] out of metropolitan France.
pub(super) fn lambert_93(x: f64, y: f64) -> Result<Coord<f64>, Faute> {
    let lue = Projection::Lambert93.inverser([x, y]);
    lue.map(|(x, y)| Coord { x, y })
        .ok_or(Faute::HorsDegres(x, y))
}

/// The refusal of a file that says to be in another system.
pub(super) fn dit(erreur: ErreurDonnees, systeme: Option<&str>) -> ErreurDonnees {
    match systeme {
        Some(nom) if !en_degres(nom) => erreur.remede(format!(
            "le fichier dit être dans le système {nom} : exportez-le en WGS84 (EPSG:4326)"
        )),
        _ => erreur,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_system_is_read_and_only_lambert_93_is_converted() {
        let avec = |nom: &str| {
            let texte = format!(
                r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"{nom}"}}}},"features":[]}}"#
            );
            declare(&texte.parse().unwrap())
        };
        let lambert = avec("urn:ogc:def:crs:EPSG::2154");
        assert_eq!(lambert.as_deref(), Some("urn:ogc:def:crs:EPSG::2154"));
        assert!(convertible(lambert.as_deref()) && convertible(None));
        assert!(!convertible(avec("EPSG:3857").as_deref()));
        assert_eq!(avec(" "), None);
        let mende = lambert_93(741_000.0, 6_379_000.0).unwrap();
        assert!((3.4..3.6).contains(&mende.x) && (44.4..44.6).contains(&mende.y));
        assert_eq!(lambert_93(3.0, 44.0), Err(Faute::HorsDegres(3.0, 44.0)));
    }
}
