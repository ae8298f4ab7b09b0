//! Geometry of commune outlines and points: adjacency, projection, area, distance, inclusion, simplification; no I/O.
//!
//! Degrees are never taken for metres: distances and areas are computed on the Earth, drawings in a named projection.

pub mod accolees;
pub mod adjacence;
pub mod aire;
pub mod alentours;
mod arcs;
mod bords;
pub mod composantes;
pub mod croisement;
pub mod dissolution;
pub mod distance;
mod douglas_peucker;
pub mod emprise;
pub mod enclaves;
#[cfg(test)]
pub(crate) mod essais;
pub mod fusion;
pub mod inclusion;
mod lambert;
pub mod liaison;
pub mod maille;
pub mod point_interieur;
pub mod ponts;
pub mod projection;
#[cfg(test)]
pub(crate) mod reel;
pub mod semis;
pub mod simplification;
pub mod topologie;
mod tours;
mod utm;

pub use emprise::Emprise;
pub use maille::Maille;
pub use projection::Projection;

use geo::MultiPolygon;

/// Whether a pair is a longitude and a latitude in degrees: finite, within ±180 and ±90.
#[must_use]
pub fn est_geographique(lon: f64, lat: f64) -> bool {
    // A NaN fails both comparisons.
    lon.abs() <= 180.0 && lat.abs() <= 90.0
}

/// Rings of a geometry, outer then holes, polygon by polygon, without those that hold a non-geographic coordinate.
pub fn anneaux(geometrie: &MultiPolygon<f64>) -> impl Iterator<Item = &geo::LineString<f64>> {
    geometrie
        .iter()
        .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
        .filter(|a| a.0.iter().all(|c| est_geographique(c.x, c.y)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_rings_that_are_not_on_earth() {
        assert!(est_geographique(-180.0, 90.0) && est_geographique(2.35, 48.85));
        assert!(!est_geographique(f64::NAN, 0.0) && !est_geographique(1e300, 0.0));
        let mut g = essais::carre(0.0, 0.0, 1.0);
        g.0.extend(essais::carre(1e300, 0.0, 1e300).0);
        assert_eq!(anneaux(&g).count(), 1);
    }
}
