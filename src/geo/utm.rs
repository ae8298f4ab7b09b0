//! Universal transverse Mercator on GRS80, by Krüger's series in the third flattening (Karney 2011), to the millimetre in the zone.

use super::lambert::GRS80;

/// Scale on the central meridian.
const K0: f64 = 0.9996;
/// Third flattening of GRS80, `f / (2 - f)` with f = 1/298.257222101.
const N: f64 = 0.001_679_220_394_628_75;

/// Longitude and latitude in degrees to metres in a zone; the false northing of the southern zones is 10 000 km.
pub(super) fn projeter(zone: u8, sud: bool, lon: f64, lat: f64) -> [f64; 2] {
    let lambda = (lon - (6.0 * f64::from(zone) - 183.0)).to_radians();
    let phi = lat.to_radians();
    // Latitude on the conformal sphere, then spherical transverse Mercator.
    let t = (phi.sin().atanh() - GRS80.e * (GRS80.e * phi.sin()).atanh()).sinh();
    let xi = t.atan2(lambda.cos());
    let eta = (lambda.sin() / (1.0 + t * t).sqrt()).atanh();
    let (mut x, mut y) = (eta, xi);
    for (k, alpha) in (1u8..).zip(alphas()) {
        let k = 2.0 * f64::from(k);
        y += alpha * (k * xi).sin() * (k * eta).cosh();
        x += alpha * (k * xi).cos() * (k * eta).sinh();
    }
    let rayon = K0 * rayon_rectifiant();
    [
        500_000.0 + rayon * x,
        rayon * y + if sud { 10_000_000.0 } else { 0.0 },
    ]
}

/// Metres in a zone to longitude and latitude in degrees; the inverse of [`projeter`].
pub(super) fn inverser(zone: u8, sud: bool, [x, y]: [f64; 2]) -> (f64, f64) {
    let rayon = K0 * rayon_rectifiant();
    let (mut eta, mut xi) = (
        (x - 500_000.0) / rayon,
        (y - if sud { 10_000_000.0 } else { 0.0 }) / rayon,
    );
    let (eta0, xi0) = (eta, xi);
    for (k, beta) in (1u8..).zip(betas()) {
        let k = 2.0 * f64::from(k);
        xi -= beta * (k * xi0).sin() * (k * eta0).cosh();
        eta -= beta * (k * xi0).cos() * (k * eta0).sinh();
    }
    let lambda = eta.sinh().atan2(xi.cos());
    // From the conformal latitude to that of the ellipsoid, by fixed point.
    let iso = (xi.sin() / eta.cosh()).atanh();
    let mut phi = iso.tanh().asin();
    for _ in 0..20 {
        phi = (iso + GRS80.e * (GRS80.e * phi.sin()).atanh())
            .tanh()
            .asin();
    }
    let centre = 6.0 * f64::from(zone) - 183.0;
    (centre + lambda.to_degrees(), phi.to_degrees())
}

/// Coefficients of the inverse series (Karney 2011, eq. 36, first three orders).
fn betas() -> [f64; 3] {
    [
        N / 2.0 - 2.0 / 3.0 * N.powi(2) + 37.0 / 96.0 * N.powi(3),
        N.powi(2) / 48.0 + N.powi(3) / 15.0,
        17.0 / 480.0 * N.powi(3),
    ]
}

/// Radius of the rectifying sphere, metres.
fn rayon_rectifiant() -> f64 {
    GRS80.a / (1.0 + N) * (1.0 + N.powi(2) / 4.0 + N.powi(4) / 64.0)
}

/// Coefficients of the series (Karney 2011, eq. 35, first three orders).
fn alphas() -> [f64; 3] {
    [
        N / 2.0 - 2.0 / 3.0 * N.powi(2) + 5.0 / 16.0 * N.powi(3),
        13.0 / 48.0 * N.powi(2) - 3.0 / 5.0 * N.powi(3),
        61.0 / 240.0 * N.powi(3),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cn_tower() {
        // 43°38′33.24″ N, 79°23′13.7″ W is 630 084 m E, 4 833 438 m N in zone 17 (the usual published example).
        let lat = 43.0 + 38.0 / 60.0 + 33.24 / 3600.0;
        let lon = -(79.0 + 23.0 / 60.0 + 13.7 / 3600.0);
        let [x, y] = projeter(17, false, lon, lat);
        assert!(
            (x - 630_084.0).abs() < 1.0 && (y - 4_833_438.0).abs() < 1.0,
            "{x} {y}"
        );
    }

    #[test]
    fn the_quarter_meridian_and_the_southern_origin() {
        // Quarter meridian of GRS80: 10 001 965.729 m (Moritz 2000).
        let [x, y] = projeter(31, false, 3.0, 90.0);
        assert!(
            (x - 500_000.0).abs() < 1e-6 && (y / K0 - 10_001_965.729).abs() < 1e-2,
            "{y}"
        );
        assert_eq!(projeter(40, true, 57.0, 0.0), [500_000.0, 10_000_000.0]);
    }
}
