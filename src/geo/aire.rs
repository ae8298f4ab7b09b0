//! Area on the GRS80 ellipsoid, through the cylindrical equal-area projection (Lambert, 1772).
//!
//! Equal-area by construction and thirty times faster than geodesics: the country takes some tens of milliseconds.

use geo::{LineString, MultiPolygon};

use super::est_geographique;
use super::lambert::GRS80;

/// How areas are computed, for the notes of the report.
pub const METHODE: &str =
    "aire du contour en projection cylindrique équivalente sur l'ellipsoïde GRS80";

/// Area of an outline, km², whatever the winding of its rings; holes are deducted.
///
/// `None` when a coordinate is not on Earth. Formula: Snyder, *Map Projections, a Working Manual*, USGS 1395, eq. 3-12.
#[must_use]
pub fn surface_km2(geometrie: &MultiPolygon<f64>) -> Option<f64> {
    let mut total = 0.0;
    for polygone in geometrie {
        let trous = polygone
            .interiors()
            .iter()
            .map(aire_anneau)
            .sum::<Option<f64>>()?;
        total += (aire_anneau(polygone.exterior())? - trous).max(0.0);
    }
    Some(total)
}

/// Area of a ring, km², never negative.
fn aire_anneau(anneau: &LineString<f64>) -> Option<f64> {
    let mut points = Vec::with_capacity(anneau.0.len());
    for c in &anneau.0 {
        if !est_geographique(c.x, c.y) {
            return None;
        }
        points.push((c.x.to_radians(), q(c.y.to_radians().sin())));
    }
    let Some(&(x0, y0)) = points.first() else {
        return Some(0.0);
    };
    // Shoelace around the first point, so that precision does not suffer from the distance to the origin.
    let double: f64 = points
        .iter()
        .zip(points.iter().skip(1))
        .map(|((x1, y1), (x2, y2))| (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))
        .sum();
    let demi_grand_axe_km = GRS80.a / 1000.0;
    Some((double / 4.0).abs() * demi_grand_axe_km * demi_grand_axe_km)
}

/// Snyder's q of the sine of a latitude: `a² q / 2` is the area between the equator and the parallel, per radian.
fn q(sin: f64) -> f64 {
    let e = GRS80.e;
    let es = e * sin;
    (1.0 - e * e) * (sin / (1.0 - es * es) - ((1.0 - es) / (1.0 + es)).ln() / (2.0 * e))
}

#[cfg(test)]
mod tests {
    use geo::GeodesicArea;

    use super::*;
    use crate::geo::essais::{carre, polygone, troue};

    #[test]
    fn agrees_with_karney_geodesics_whatever_the_winding() {
        let carre = carre(3.0, 44.0, 0.1);
        let exacte = carre.geodesic_area_unsigned() / 1e6;
        let horaire = polygone(&[(3.0, 44.0), (3.0, 44.1), (3.1, 44.1), (3.1, 44.0)]);
        for forme in [&carre, &horaire] {
            let ici = surface_km2(forme).unwrap();
            assert!((ici / exacte - 1.0).abs() < 1e-5, "{ici} {exacte}");
        }
    }

    #[test]
    fn the_whole_ellipsoid() {
        // Area of GRS80: 510 065 621.7 km² (Moritz 2000, authalic radius 6 371 007.181 m).
        let monde = polygone(&[
            (-180.0, -90.0),
            (180.0, -90.0),
            (180.0, 90.0),
            (-180.0, 90.0),
        ]);
        assert!((surface_km2(&monde).unwrap() - 510_065_621.7).abs() < 1.0);
    }

    #[test]
    fn a_hole_is_deducted_and_hostile_rings_do_not_break() {
        let exterieur = [(0.0, 45.0), (1.0, 45.0), (1.0, 46.0), (0.0, 46.0)];
        let trou = [(0.2, 45.2), (0.4, 45.2), (0.4, 45.4), (0.2, 45.4)];
        let plein = surface_km2(&polygone(&exterieur)).unwrap();
        let creux = surface_km2(&troue(&exterieur, &trou)).unwrap();
        let vide = surface_km2(&polygone(&trou)).unwrap();
        assert!((plein - vide - creux).abs() < 1e-6);
        assert_eq!(surface_km2(&polygone(&[(1e300, 0.0), (0.0, 1.0)])), None);
        assert_eq!(surface_km2(&polygone(&[(1.0, 1.0)])), Some(0.0));
        assert_eq!(surface_km2(&MultiPolygon(vec![])), Some(0.0));
    }
}
