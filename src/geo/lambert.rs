//! Lambert conformal conic projection, algorithms ALG0001 and ALG0003 of IGN's note technique NTG_71.

/// Ellipsoid: half major axis (metres) and first eccentricity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ellipsoide {
    /// Half major axis, metres.
    pub a: f64,
    /// First eccentricity.
    pub e: f64,
}

/// GRS80, the ellipsoid of RGF93 and of the French overseas systems (flattening 1/298.257222101).
pub(super) const GRS80: Ellipsoide = Ellipsoide {
    a: 6_378_137.0,
    e: 0.081_819_191_042_815_8,
};

/// Constants of a conic projection, as IGN writes them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Conique {
    e: f64,
    n: f64,
    c: f64,
    /// Longitude of origin, radians.
    lambda_c: f64,
    xs: f64,
    ys: f64,
}

/// Lambert-93 (EPSG:2154), constants published by IGN.
pub(super) const LAMBERT_93: Conique = Conique {
    e: GRS80.e,
    n: 0.725_607_765_053_267_1,
    c: 11_754_255.426_096,
    lambda_c: 3.0 * std::f64::consts::PI / 180.0,
    xs: 700_000.0,
    ys: 12_655_612.049_876,
};

/// ALG0001: isometric latitude of a latitude in radians.
fn latitude_isometrique(phi: f64, e: f64) -> f64 {
    let es = e * phi.sin();
    phi.sin().atanh() - e * es.atanh()
}

impl Conique {
    /// ALG0003: longitude and latitude in radians to metres.
    pub(super) fn projeter(&self, lambda: f64, phi: f64) -> [f64; 2] {
        let rayon = self.c * (-self.n * latitude_isometrique(phi, self.e)).exp();
        let gamma = self.n * (lambda - self.lambda_c);
        [self.xs + rayon * gamma.sin(), self.ys - rayon * gamma.cos()]
    }

    /// ALG0004: metres to longitude and latitude in radians.
    pub(super) fn inverser(&self, [x, y]: [f64; 2]) -> (f64, f64) {
        let (dx, dy) = (x - self.xs, self.ys - y);
        let lambda = self.lambda_c + (dx / dy).atan() / self.n;
        let iso = -(dx.hypot(dy) / self.c).ln() / self.n;
        // ALG0002: fixed point on the isometric latitude.
        let mut phi = iso.tanh().asin();
        for _ in 0..20 {
            phi = (iso + self.e * (self.e * phi.sin()).atanh()).tanh().asin();
        }
        (lambda, phi)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ntg_71_isometric_latitude() {
        // NTG_71, ALG0001, worked examples.
        for (phi, attendu) in [
            (0.872_664_626_00, 1.005_526_536_48),
            (-0.300_000_000_00, -0.302_616_900_63),
            (0.199_989_033_70, 0.200_000_000_009),
        ] {
            let iso = latitude_isometrique(phi, 0.081_991_889_98);
            assert!((iso - attendu).abs() < 1e-10, "{phi} {iso}");
        }
    }

    #[test]
    fn ntg_71_projection() {
        // NTG_71, ALG0003, worked example.
        let c = Conique {
            e: 0.082_483_256_76,
            n: 0.760_405_966,
            c: 11_603_796.976_7,
            lambda_c: 0.040_792_344_33,
            xs: 600_000.0,
            ys: 5_657_616.674,
        };
        let [x, y] = c.projeter(0.145_512_099_00, 0.872_664_626_00);
        assert!((x - 1_029_705.081_8).abs() < 1e-3, "{x}");
        assert!((y - 272_723.851_0).abs() < 1e-3, "{y}");
    }

    #[test]
    fn lambert_93_origin_and_round_trip() {
        let [x, y] = LAMBERT_93.projeter(3_f64.to_radians(), 46.5_f64.to_radians());
        assert!(
            (x - 700_000.0).abs() < 1e-4 && (y - 6_600_000.0).abs() < 1e-4,
            "{x} {y}"
        );
        let (lambda, phi) = LAMBERT_93.inverser([411_184.25, 6_399_914.31]);
        let [x, y] = LAMBERT_93.projeter(lambda, phi);
        assert!((x - 411_184.25).abs() < 1e-5 && (y - 6_399_914.31).abs() < 1e-5);
    }
}
