//! Which of many points polygons hold, all asked at once: each side is compared with the points at its latitudes alone.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::Emprise;
use crate::model::Point;

/// Comparisons of a side and a point: beyond, an outline is too tangled to be asked. A few seconds.
pub const COMPARAISONS_MAX: u64 = 2_000_000_000;

/// Where a point is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In none of the polygons.
    Dehors,
    /// In one of them.
    Dedans,
    /// Where an outline that crosses itself goes around it more than once: the two readings of such an outline differ.
    Ambigue,
}

/// Where each point is; a point on an outline is inside. `None` when the polygons are too tangled.
#[must_use]
pub fn places(polygones: &[&MultiPolygon<f64>], points: &[Point]) -> Option<Vec<Place>> {
    let mut ordre: Vec<usize> = (0..points.len()).collect();
    ordre.sort_by(|a, b| points[*a].lat.total_cmp(&points[*b].lat).then(a.cmp(b)));
    let tries: Vec<Point> = ordre.iter().map(|rang| points[*rang]).collect();
    let mut vus = vec![Place::Dehors; points.len()];
    let mut reste = COMPARAISONS_MAX;
    for polygone in polygones.iter().flat_map(|g| &g.0) {
        for (rang, place) in dans(polygone, &tries, &mut reste)? {
            let vu = &mut vus[ordre[rang]];
            if *vu != Place::Dedans {
                *vu = place;
            }
        }
    }
    Some(vus)
}

/// Points, sorted by latitude, that a polygon may hold.
fn dans(polygone: &Polygon<f64>, points: &[Point], reste: &mut u64) -> Option<Vec<(usize, Place)>> {
    let emprise = Emprise::de(polygone.exterior().0.iter().map(|c| [c.x, c.y]));
    let debut = points.partition_point(|p| p.lat < emprise.min[1]);
    let fin = points.partition_point(|p| p.lat <= emprise.max[1]);
    let proches = (debut..fin).filter(|r| emprise.contient([points[*r].lon, points[*r].lat]));
    let proches: Vec<usize> = proches.collect();
    if proches.is_empty() {
        return Some(Vec::new());
    }
    let siens: Vec<Point> = proches.iter().map(|r| points[*r]).collect();
    let exterieur = Tours::new(polygone.exterior(), &siens, reste)?;
    let mut places: Vec<(bool, bool)> = (0..siens.len())
        .map(|r| (exterieur.entoure(r), exterieur.impair(r)))
        .collect();
    for trou in polygone.interiors() {
        let trou = Tours::new(trou, &siens, reste)?;
        for (rang, (entoure, impair)) in places.iter_mut().enumerate() {
            let bord = trou.bords[rang];
            *entoure &= bord || !trou.entoure(rang);
            *impair &= bord || !trou.impair(rang);
        }
    }
    let place = |(rang, place): (usize, (bool, bool))| match place {
        (true, true) => Some((rang, Place::Dedans)),
        (false, false) => None,
        _ => Some((rang, Place::Ambigue)),
    };
    Some(proches.into_iter().zip(places).filter_map(place).collect())
}

/// How many times a ring goes around points, and how many times a ray to the east crosses it.
struct Tours {
    tours: Vec<i32>,
    traverses: Vec<u32>,
    bords: Vec<bool>,
}

impl Tours {
    fn new(anneau: &LineString<f64>, points: &[Point], reste: &mut u64) -> Option<Self> {
        let mut tours = Self {
            tours: vec![0; points.len()],
            traverses: vec![0; points.len()],
            bords: vec![false; points.len()],
        };
        for deux in anneau.0.windows(2) {
            let &[a, b] = deux else { continue };
            let (bas, haut) = (a.y.min(b.y), a.y.max(b.y));
            let premier = points.partition_point(|p| p.lat < bas);
            for (rang, p) in points.iter().enumerate().skip(premier) {
                if p.lat > haut {
                    break;
                }
                *reste = reste.checked_sub(1)?;
                tours.passer(rang, *p, (a, b));
            }
        }
        Some(tours)
    }

    /// A side at the latitude of a point.
    fn passer(&mut self, rang: usize, p: Point, (a, b): (Coord<f64>, Coord<f64>)) {
        let cote = (b.x - a.x) * (p.lat - a.y) - (p.lon - a.x) * (b.y - a.y);
        if cote == 0.0 && (a.x.min(b.x)..=a.x.max(b.x)).contains(&p.lon) {
            self.bords[rang] = true;
        }
        let (monte, descend) = (a.y <= p.lat && b.y > p.lat, b.y <= p.lat && a.y > p.lat);
        if monte && cote > 0.0 {
            self.tours[rang] += 1;
            self.traverses[rang] += 1;
        } else if descend && cote < 0.0 {
            self.tours[rang] -= 1;
            self.traverses[rang] += 1;
        }
    }

    fn entoure(&self, rang: usize) -> bool {
        self.bords[rang] || self.tours[rang] != 0
    }

    fn impair(&self, rang: usize) -> bool {
        self.bords[rang] || self.traverses[rang] % 2 == 1
    }
}

#[cfg(test)]
mod tests {
    use geo::Intersects;
    use proptest::prelude::*;

    use super::*;
    use crate::geo::essais::{carre, polygone, troue};

    fn de(g: &MultiPolygon<f64>, lon: f64, lat: f64) -> Place {
        places(&[g], &[Point { lon, lat }]).unwrap()[0]
    }

    #[test]
    fn inside_outside_hole_and_border() {
        let g = troue(
            &[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)],
            &[(3.0, 3.0), (6.0, 3.0), (6.0, 6.0), (3.0, 6.0)],
        );
        assert_eq!(de(&g, 1.0, 1.0), Place::Dedans);
        assert_eq!(
            (de(&g, 4.0, 4.0), de(&g, 10.0, 1.0)),
            (Place::Dehors, Place::Dehors)
        );
        assert_eq!(
            (de(&g, 9.0, 4.0), de(&g, 3.0, 4.0)),
            (Place::Dedans, Place::Dedans)
        );
        assert!(places(&[], &[]).unwrap().is_empty());
    }

    #[test]
    fn a_bow_tie_holds_both_its_halves_and_what_is_gone_around_twice_is_ambiguous() {
        let noeud = polygone(&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)]);
        assert_eq!(
            (de(&noeud, 0.2, 1.0), de(&noeud, 1.8, 1.0)),
            (Place::Dedans, Place::Dedans)
        );
        assert_eq!(de(&noeud, 1.0, 1.8), Place::Dehors);
        let etoile = [0.0_f64, 144.0, 288.0, 72.0, 216.0]
            .map(|d| (d.to_radians().cos(), d.to_radians().sin()));
        let etoile = polygone(&etoile);
        assert_eq!(de(&etoile, 0.0, 0.0), Place::Ambigue);
        assert_eq!(de(&etoile, 0.9, 0.0), Place::Dedans);
        // What another polygon surely holds is no question.
        let deux = [&etoile, &carre(-0.1, -0.1, 0.2)];
        assert_eq!(
            places(&deux, &[Point { lon: 0.0, lat: 0.0 }]).unwrap()[0],
            Place::Dedans
        );
    }

    proptest! {
        /// Points asked together are where `geo` says each to be, on outlines that do not cross themselves.
        #[test]
        fn as_each_point_alone(
            points in prop::collection::vec((0.0..6.0_f64, 0.0..6.0_f64), 0..40),
            coins in prop::collection::vec((0..5_u8, 0..5_u8, 1..3_u8), 1..5),
        ) {
            let carres: Vec<MultiPolygon<f64>> =
                coins.into_iter().map(|(x, y, c)| carre(f64::from(x), f64::from(y), f64::from(c))).collect();
            let points: Vec<Point> = points.into_iter().map(|(lon, lat)| Point { lon, lat }).collect();
            let tous: Vec<&MultiPolygon<f64>> = carres.iter().collect();
            for (p, place) in points.iter().zip(places(&tous, &points).unwrap()) {
                let point = geo::Point::new(p.lon, p.lat);
                prop_assert_eq!(place == Place::Dedans, carres.iter().any(|c| c.intersects(&point)));
                prop_assert!(place != Place::Ambigue);
            }
        }
    }
}
