//! The rings of a GeoJSON, read and checked once for contours and for perimeters (RFC 7946, WGS84).

use geo::{Coord, LineString, Polygon};
use geojson::Position;

/// Why a ring or a position cannot be used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Faute {
    /// A polygon without any ring.
    SansAnneau,
    /// Fewer than four positions.
    Court(usize),
    /// The last position is not the first.
    Ouvert(Coord<f64>, Coord<f64>),
    /// A position without longitude and latitude.
    SansPosition,
    /// Longitude and latitude that are no degrees.
    HorsDegres(f64, f64),
}

/// How the two numbers of a position become a longitude and a latitude: [`degres`], or a conversion.
pub type Lire = fn(f64, f64) -> Result<Coord<f64>, Faute>;

/// A polygon: its outer ring, then its holes.
///
/// # Errors
/// [`Faute`] of the first ring that cannot be used.
pub fn polygone(anneaux: &[Vec<Position>]) -> Result<Polygon<f64>, Faute> {
    polygone_selon(anneaux, degres)
}

/// The same, its positions being read in some way.
///
/// # Errors
/// [`Faute`] of the first ring that cannot be used.
pub fn polygone_selon(anneaux: &[Vec<Position>], lire: Lire) -> Result<Polygon<f64>, Faute> {
    let mut lus = anneaux.iter().map(|a| anneau_selon(a, lire));
    let exterieur = lus.next().ok_or(Faute::SansAnneau)??;
    Ok(Polygon::new(exterieur, lus.collect::<Result<_, _>>()?))
}

/// A closed ring of four positions at least, read in some way.
///
/// # Errors
/// [`Faute`] of the ring or of its first wrong position.
pub fn anneau_selon(positions: &[Position], lire: Lire) -> Result<LineString<f64>, Faute> {
    let lues = positions.iter().map(|p| position_selon(p, lire));
    ferme(lues.collect::<Result<_, _>>()?)
}

/// The same, its points being read.
///
/// # Errors
/// [`Faute`] of the ring.
pub fn ferme(points: Vec<Coord<f64>>) -> Result<LineString<f64>, Faute> {
    match (points.first(), points.last()) {
        (Some(&debut), Some(&fin)) if points.len() >= 4 && debut != fin => {
            Err(Faute::Ouvert(debut, fin))
        }
        _ if points.len() < 4 => Err(Faute::Court(points.len())),
        _ => Ok(LineString(points)),
    }
}

/// Longitude and latitude, degrees.
///
/// # Errors
/// [`Faute`] when there are not two, or they are no degrees.
pub fn position(position: &Position) -> Result<Coord<f64>, Faute> {
    position_selon(position, degres)
}

fn position_selon(position: &Position, lire: Lire) -> Result<Coord<f64>, Faute> {
    let &[x, y, ..] = position.as_slice() else {
        return Err(Faute::SansPosition);
    };
    lire(x, y)
}

/// A longitude and a latitude.
///
/// # Errors
/// [`Faute::HorsDegres`].
pub fn degres(x: f64, y: f64) -> Result<Coord<f64>, Faute> {
    if (-180.0..=180.0).contains(&x) && (-90.0..=90.0).contains(&y) {
        return Ok(Coord { x, y });
    }
    Err(Faute::HorsDegres(x, y))
}
