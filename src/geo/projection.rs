//! The one place where degrees become metres for the maps.

use super::{Emprise, lambert, utm};

/// Mean radius of the Earth (IUGG R1), metres.
const RAYON_MOYEN: f64 = 6_371_008.8;

/// A map projection; coordinates are metres, x to the east, y to the north.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Projection {
    /// Lambert-93 (EPSG:2154), legal in metropolitan France.
    Lambert93,
    /// Universal transverse Mercator, legal overseas.
    Utm {
        /// Zone, 1 to 60.
        zone: u8,
        /// Southern hemisphere.
        sud: bool,
        /// Geodetic system and EPSG code.
        systeme: &'static str,
    },
    /// Equirectangular around a point, elsewhere or when a perimeter crosses an ocean.
    Locale {
        /// Longitude of the centre, degrees.
        lon: f64,
        /// Latitude of the centre, degrees.
        lat: f64,
    },
}

/// Longitudes and latitudes of metropolitan France, Corsica included.
const METROPOLE: Emprise = Emprise {
    min: [-6.0, 41.0],
    max: [10.5, 51.6],
};

/// Overseas territories, their UTM zone and legal system (décret n° 2000-1276 modifié, arrêté du 5 mars 2019).
const OUTRE_MER: [(Emprise, u8, bool, &str); 5] = [
    (
        boite([-63.5, 14.0], [-60.5, 18.5]),
        20,
        false,
        "RGAF09, EPSG:5490",
    ),
    (
        boite([-55.0, 2.0], [-51.0, 6.5]),
        22,
        false,
        "RGFG95, EPSG:2972",
    ),
    (
        boite([54.9, -21.7], [56.1, -20.6]),
        40,
        true,
        "RGR92, EPSG:2975",
    ),
    (
        boite([44.7, -13.3], [45.6, -12.4]),
        38,
        true,
        "RGM04, EPSG:4471",
    ),
    (
        boite([-57.0, 46.4], [-55.8, 47.4]),
        21,
        false,
        "RGSPM06, EPSG:4467",
    ),
];

const fn boite(min: [f64; 2], max: [f64; 2]) -> Emprise {
    Emprise { min, max }
}

impl Projection {
    /// The legal projection of the territory that holds a box in degrees, else a local one centred on the box.
    #[must_use]
    pub fn pour(emprise: &Emprise) -> Self {
        if METROPOLE.englobe(emprise) {
            return Self::Lambert93;
        }
        let outre_mer = OUTRE_MER.iter().find(|(b, ..)| b.englobe(emprise));
        if let Some(&(_, zone, sud, systeme)) = outre_mer {
            return Self::Utm { zone, sud, systeme };
        }
        let [lon, lat] = if emprise.est_vide() {
            [0.0, 0.0]
        } else {
            emprise.centre()
        };
        Self::Locale { lon, lat }
    }

    /// The legal projection of a département or collectivity, by its code; `None` where none is known.
    ///
    /// Décret n° 2000-1276 modifié, arrêté du 5 mars 2019.
    #[must_use]
    pub fn du_departement(code: &str) -> Option<Self> {
        let rang = match code {
            "971" | "972" | "977" | "978" => 0,
            "973" => 1,
            "974" => 2,
            "976" => 3,
            "975" => 4,
            autre if autre.len() == 2 => return Some(Self::Lambert93),
            _ => return None,
        };
        let &(_, zone, sud, systeme) = OUTRE_MER.get(rang)?;
        Some(Self::Utm { zone, sud, systeme })
    }

    /// Metres to longitude and latitude in degrees; `None` out of the territory of the projection.
    #[must_use]
    pub fn inverser(&self, [x, y]: [f64; 2]) -> Option<(f64, f64)> {
        let (lon, lat) = match *self {
            Self::Lambert93 => {
                let (lambda, phi) = lambert::LAMBERT_93.inverser([x, y]);
                (lambda.to_degrees(), phi.to_degrees())
            }
            Self::Utm { zone, sud, .. } => utm::inverser(zone, sud, [x, y]),
            Self::Locale { lon, lat } => (
                lon + (x / (RAYON_MOYEN * lat.to_radians().cos())).to_degrees(),
                lat + (y / RAYON_MOYEN).to_degrees(),
            ),
        };
        let dedans = match *self {
            Self::Utm { zone, sud, .. } => OUTRE_MER
                .iter()
                .any(|(b, z, s, _)| (zone, sud) == (*z, *s) && b.contient([lon, lat])),
            Self::Lambert93 => METROPOLE.contient([lon, lat]),
            Self::Locale { .. } => lon.abs() <= 180.0 && lat.abs() <= 90.0,
        };
        dedans.then_some((lon, lat))
    }

    /// Name for the caption, in French.
    #[must_use]
    pub fn nom(&self) -> String {
        match self {
            Self::Lambert93 => "Lambert-93 (RGF93, EPSG:2154)".to_owned(),
            Self::Utm { zone, sud, systeme } => {
                let hemisphere = if *sud { "Sud" } else { "Nord" };
                format!("UTM {zone} {hemisphere} ({systeme})")
            }
            Self::Locale { lon, lat } => {
                let est = if *lon < 0.0 { "O" } else { "E" };
                let nord = if *lat < 0.0 { "S" } else { "N" };
                let (lon, lat) = (virgule(lon.abs()), virgule(lat.abs()));
                format!(
                    "équirectangulaire locale, centrée sur {lat}°\u{a0}{nord}, {lon}°\u{a0}{est}"
                )
            }
        }
    }

    /// Longitude and latitude in degrees to metres.
    #[must_use]
    pub fn projeter(&self, lon: f64, lat: f64) -> [f64; 2] {
        match *self {
            Self::Lambert93 => lambert::LAMBERT_93.projeter(lon.to_radians(), lat.to_radians()),
            Self::Utm { zone, sud, .. } => utm::projeter(zone, sud, lon, lat),
            Self::Locale {
                lon: lon0,
                lat: lat0,
            } => [
                RAYON_MOYEN * lat0.to_radians().cos() * (lon - lon0).to_radians(),
                RAYON_MOYEN * (lat - lat0).to_radians(),
            ],
        }
    }
}

/// A coordinate with two decimals and a comma.
fn virgule(degres: f64) -> String {
    format!("{degres:.2}").replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn autour(lon: f64, lat: f64) -> Projection {
        Projection::pour(&Emprise::de([
            [lon - 0.1, lat - 0.1],
            [lon + 0.1, lat + 0.1],
        ]))
    }

    #[test]
    fn each_territory_has_its_legal_projection() {
        for (lon, lat, nom) in [
            (3.5, 44.5, "Lambert-93 (RGF93, EPSG:2154)"),
            (9.1, 42.1, "Lambert-93 (RGF93, EPSG:2154)"),
            (-61.5, 16.2, "UTM 20 Nord (RGAF09, EPSG:5490)"),
            (-61.0, 14.6, "UTM 20 Nord (RGAF09, EPSG:5490)"),
            (-53.0, 4.0, "UTM 22 Nord (RGFG95, EPSG:2972)"),
            (55.5, -21.1, "UTM 40 Sud (RGR92, EPSG:2975)"),
            (45.1, -12.8, "UTM 38 Sud (RGM04, EPSG:4471)"),
            (-56.3, 46.9, "UTM 21 Nord (RGSPM06, EPSG:4467)"),
        ] {
            assert_eq!(autour(lon, lat).nom(), nom);
        }
        assert_eq!(
            autour(-149.57, -17.53).nom(),
            "équirectangulaire locale, centrée sur 17,53°\u{a0}S, 149,57°\u{a0}O"
        );
    }

    proptest::proptest! {
        #[test]
        fn metres_go_back_to_the_degrees_they_came_from(i in 0usize..7, a in 0.02..0.98, b in 0.02..0.98) {
            let codes = ["971", "973", "974", "976", "975", "48"];
            let boite = OUTRE_MER.get(i).map_or(METROPOLE, |o| o.0);
            let melange = |k: usize, part: f64| boite.min[k] + part * (boite.max[k] - boite.min[k]);
            let (lon, lat) = (melange(0, a), melange(1, b));
            let locale = Projection::Locale { lon: 1.0, lat: 47.0 };
            let p = codes.get(i).map_or(locale, |code| Projection::du_departement(code).unwrap());
            let (x, y) = p.inverser(p.projeter(lon, lat)).unwrap();
            proptest::prop_assert!((x - lon).abs() < 1e-8 && (y - lat).abs() < 1e-8, "{x} {y} {lon} {lat}");
        }
    }

    #[test]
    fn metres_of_another_territory_are_no_point() {
        let reunion = Projection::du_departement("974").unwrap();
        assert!(
            Projection::Lambert93
                .inverser(reunion.projeter(55.5, -21.1))
                .is_none()
        );
        assert!(Projection::Lambert93.inverser([f64::NAN, 6.3e6]).is_none());
        assert!(
            Projection::du_departement("986").is_none()
                && Projection::du_departement("2A").is_some()
        );
    }

    #[test]
    fn an_empty_or_oceanic_box_still_projects() {
        assert!(Projection::pour(&Emprise::VIDE).projeter(2.0, 48.0)[0].is_finite());
        let ocean = Projection::pour(&Emprise::de([[3.5, 44.5], [-61.5, 16.2]]));
        assert!(matches!(ocean, Projection::Locale { .. }));
    }

    #[test]
    fn lengths_are_metres_everywhere() {
        // 0.01° of latitude is about 1.11 km in any of them.
        for (lon, lat) in [(3.5, 44.5), (-61.5, 16.2), (55.5, -21.1), (-149.57, -17.53)] {
            let p = autour(lon, lat);
            let ([x1, y1], [x2, y2]) = (p.projeter(lon, lat), p.projeter(lon, lat + 0.01));
            let metres = (x2 - x1).hypot(y2 - y1);
            assert!((metres / 1110.0 - 1.0).abs() < 0.005, "{metres}");
        }
    }
}
