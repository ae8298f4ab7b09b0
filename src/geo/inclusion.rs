//! Point in polygon, with the bounding box first.

use geo::{LineString, MultiPolygon};

use super::Emprise;
use crate::model::Point;

/// An outline prepared for many questions.
#[derive(Debug, Clone)]
pub struct Inclusion<'a> {
    polygones: Vec<(Emprise, &'a geo::Polygon<f64>)>,
}

impl<'a> Inclusion<'a> {
    /// Prepares an outline.
    #[must_use]
    pub fn new(geometrie: &'a MultiPolygon<f64>) -> Self {
        let emprise =
            |p: &geo::Polygon<f64>| Emprise::de(p.exterior().0.iter().map(|c| [c.x, c.y]));
        Self {
            polygones: geometrie.iter().map(|p| (emprise(p), p)).collect(),
        }
    }

    /// Whether the point is inside one of the polygons and outside its holes.
    ///
    /// On a border shared by two outlines, the point belongs to exactly one of them.
    #[must_use]
    pub fn contient(&self, point: Point) -> bool {
        self.polygones
            .iter()
            .filter(|(emprise, _)| emprise.contient([point.lon, point.lat]))
            .any(|(_, p)| {
                let trous = p.interiors().iter().filter(|a| impair(a, point)).count();
                impair(p.exterior(), point) && trous == 0
            })
    }
}

/// Even-odd rule: whether a ray to the east crosses the ring an odd number of times.
fn impair(anneau: &LineString<f64>, p: Point) -> bool {
    let croise = |l: &geo::Line<f64>| {
        (l.start.y > p.lat) != (l.end.y > p.lat) && {
            let part = (p.lat - l.start.y) / (l.end.y - l.start.y);
            p.lon < l.start.x + part * (l.end.x - l.start.x)
        }
    };
    anneau.lines().filter(croise).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::essais::{carre, polygone, troue};

    fn dans(g: &MultiPolygon<f64>, lon: f64, lat: f64) -> bool {
        Inclusion::new(g).contient(Point { lon, lat })
    }

    #[test]
    fn inside_outside_hole() {
        let g = troue(
            &[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)],
            &[(3.0, 3.0), (6.0, 3.0), (6.0, 6.0), (3.0, 6.0)],
        );
        assert!(dans(&g, 1.0, 1.0) && !dans(&g, 4.0, 4.0) && !dans(&g, 10.0, 1.0));
    }

    #[test]
    fn a_point_on_a_shared_border_belongs_to_one_side() {
        let (a, b) = (carre(0.0, 0.0, 1.0), carre(1.0, 0.0, 1.0));
        for lat in [0.0, 0.25, 0.5] {
            assert!(dans(&a, 1.0, lat) ^ dans(&b, 1.0, lat), "{lat}");
        }
    }

    #[test]
    fn hostile_coordinates_are_outside() {
        let g = polygone(&[(f64::MAX, 0.0), (-f64::MAX, 1.0), (0.0, f64::MAX)]);
        let _ = dans(&g, 0.0, 0.5);
        assert!(!dans(&carre(0.0, 0.0, 1.0), f64::NAN, 0.5));
        assert!(!dans(&MultiPolygon(vec![]), 0.0, 0.0));
    }
}
