//! Distance as the crow flies: great circle on the mean sphere (haversine), never in degrees.

use geo::{Distance, Haversine};

use crate::model::Point;

/// How distances are computed, for the notes of the report.
pub const METHODE: &str = "orthodromie (haversine) sur la sphère de rayon moyen 6 371,009 km";

/// Great-circle distance between two points, kilometres; at most 0.6 % away from the ellipsoid.
#[must_use]
pub fn km(a: Point, b: Point) -> f64 {
    Haversine.distance(geo::Point::new(a.lon, a.lat), geo::Point::new(b.lon, b.lat)) / 1000.0
}

/// A length that the distance between two points is never under, kilometres: that of their latitudes.
#[must_use]
pub fn au_moins(a: Point, b: Point) -> f64 {
    // A degree of meridian is 111.195 km on the mean sphere.
    (a.lat - b.lat).abs() * 111.19
}

/// Length of a short segment on the GRS80 ellipsoid, kilometres: the radii of curvature at its middle, by Pythagoras.
///
/// Within 1e-6 of the geodesic for a border segment (some hundred metres). Radii of the meridian and of the parallel: IGN,
/// note technique NT/G 71, grande normale N and rayon de courbure du méridien ρ.
#[must_use]
pub fn troncon_km(a: Point, b: Point) -> f64 {
    let sin2 = ((a.lat + b.lat) / 2.0).to_radians().sin().powi(2);
    let w2 = 1.0 - EXCENTRICITE_2 * sin2;
    let meridien = DEMI_GRAND_AXE_KM * (1.0 - EXCENTRICITE_2) / (w2 * w2.sqrt());
    let parallele = DEMI_GRAND_AXE_KM / w2.sqrt() * (1.0 - sin2).max(0.0).sqrt();
    let nord = meridien * (a.lat - b.lat).to_radians();
    nord.hypot(parallele * (a.lon - b.lon).to_radians())
}

/// Semi-major axis of GRS80, kilometres.
const DEMI_GRAND_AXE_KM: f64 = 6378.137;
/// Square of the first eccentricity of GRS80.
const EXCENTRICITE_2: f64 = 0.006_694_380_022_90;

/// The point on the unit sphere: the chord between two such points grows with their great-circle distance.
#[must_use]
pub fn sur_la_sphere(p: Point) -> [f64; 3] {
    let (sin_lat, cos_lat) = p.lat.to_radians().sin_cos();
    let (sin_lon, cos_lon) = p.lon.to_radians().sin_cos();
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARIS: Point = Point {
        lon: 2.3522,
        lat: 48.8566,
    };
    const MARSEILLE: Point = Point {
        lon: 5.3698,
        lat: 43.2965,
    };

    #[test]
    fn a_degree_of_meridian_and_a_known_pair() {
        let sud = Point {
            lat: PARIS.lat - 1.0,
            ..PARIS
        };
        assert!((km(PARIS, sud) - 111.195).abs() < 0.001);
        // Karney on WGS84 (geo's own geodesic) is the judge.
        let exacte = geo::Geodesic.distance(
            geo::Point::new(PARIS.lon, PARIS.lat),
            geo::Point::new(MARSEILLE.lon, MARSEILLE.lat),
        ) / 1000.0;
        assert!(
            (km(PARIS, MARSEILLE) / exacte - 1.0).abs() < 0.006,
            "{exacte}"
        );
        assert_eq!(km(PARIS, PARIS), 0.0);
    }

    proptest::proptest! {
        #[test]
        fn the_latitudes_alone_never_say_more_than_the_distance(
            a in (-180.0..180.0, -90.0..90.0_f64), b in (-180.0..180.0, -90.0..90.0_f64),
        ) {
            let [a, b] = [a, b].map(|(lon, lat)| Point { lon, lat });
            proptest::prop_assert!(au_moins(a, b) <= km(a, b));
        }
    }

    proptest::proptest! {
        /// Karney's geodesic (of geo, on WGS84, the same to the tenth of a millimetre) is the judge.
        #[test]
        fn a_border_segment_has_the_length_of_its_geodesic(
            (lon, lat) in (-62.0..56.0, -21.5..51.5_f64), (dx, dy) in (-0.01..0.01, -0.01..0.01_f64),
        ) {
            let (a, b) = (Point { lon, lat }, Point { lon: lon + dx, lat: lat + dy });
            let juge = geo::Geodesic.distance(geo::Point::new(a.lon, a.lat), geo::Point::new(b.lon, b.lat)) / 1000.0;
            proptest::prop_assert!((troncon_km(a, b) - juge).abs() <= juge * 1e-6 + 1e-9, "{} {juge}", troncon_km(a, b));
        }
    }

    #[test]
    fn the_chord_orders_as_the_distance() {
        let corde = |a: Point, b: Point| -> f64 {
            let (a, b) = (sur_la_sphere(a), sur_la_sphere(b));
            a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum()
        };
        let proche = Point {
            lon: 2.4,
            lat: 48.9,
        };
        assert!(corde(PARIS, proche) < corde(PARIS, MARSEILLE));
        let attendu = 2.0 * (km(PARIS, MARSEILLE) / 6371.0088 / 2.0).sin();
        assert!((corde(PARIS, MARSEILLE).sqrt() - attendu).abs() < 1e-12);
    }
}
