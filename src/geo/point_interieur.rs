//! A point inside an outline, by the middle of the widest horizontal cut.

use geo::{MultiPolygon, Polygon};

use super::{Emprise, est_geographique};
use crate::model::Point;

/// Heights of the cuts, as shares of the height of the polygon; the odd values avoid round coordinates.
const COUPES: [f64; 5] = [0.499_87, 0.351_13, 0.648_71, 0.201_97, 0.797_31];

/// A point inside the outline, in its largest polygon; in a hole never, near the middle as far as cuts allow.
///
/// Falls back on a vertex when the outline has no area; `None` when it has no usable vertex.
#[must_use]
pub fn point_interieur(geometrie: &MultiPolygon<f64>) -> Option<Point> {
    let [lon, lat] = interieur(geometrie)?;
    Some(Point { lon, lat })
}

fn interieur(geometrie: &MultiPolygon<f64>) -> Option<[f64; 2]> {
    let utilisables = || geometrie.iter().filter(|p| est_sur_terre(p));
    let plus_grand = utilisables().max_by(|a, b| aire_plane(a).total_cmp(&aire_plane(b)))?;
    coupe_la_plus_large(plus_grand).or_else(|| {
        let sommet = plus_grand.exterior().0.first()?;
        Some([sommet.x, sommet.y])
    })
}

fn est_sur_terre(polygone: &Polygon<f64>) -> bool {
    let mut anneaux = std::iter::once(polygone.exterior()).chain(polygone.interiors());
    !polygone.exterior().0.is_empty()
        && anneaux.all(|a| a.0.iter().all(|c| est_geographique(c.x, c.y)))
}

/// Area in square degrees, only to compare polygons of one outline.
fn aire_plane(polygone: &Polygon<f64>) -> f64 {
    let double: f64 = polygone
        .exterior()
        .lines()
        .map(|l| l.start.x * l.end.y - l.end.x * l.start.y)
        .sum();
    double.abs()
}

/// Middle of the widest segment of the cuts that lies inside.
fn coupe_la_plus_large(polygone: &Polygon<f64>) -> Option<[f64; 2]> {
    let emprise = Emprise::de(polygone.exterior().0.iter().map(|c| [c.x, c.y]));
    let hauteur = emprise.max[1] - emprise.min[1];
    let mut meilleur: Option<(f64, [f64; 2])> = None;
    for part in COUPES {
        let y = emprise.min[1] + hauteur * part;
        for (gauche, droite) in segments_interieurs(polygone, y) {
            let largeur = droite - gauche;
            // The middle cuts come first: a further one must be clearly wider.
            if largeur > 0.0 && meilleur.is_none_or(|(l, _)| largeur > l * 1.25) {
                meilleur = Some((largeur, [gauche.midpoint(droite), y]));
            }
        }
    }
    meilleur.map(|(_, point)| point)
}

/// Segments of a horizontal line inside a polygon, by the even-odd rule over all rings.
fn segments_interieurs(polygone: &Polygon<f64>, y: f64) -> Vec<(f64, f64)> {
    let mut croisements: Vec<f64> = std::iter::once(polygone.exterior())
        .chain(polygone.interiors())
        .flat_map(geo::LineString::lines)
        .filter(|l| (l.start.y > y) != (l.end.y > y))
        .map(|l| l.start.x + (y - l.start.y) * (l.end.x - l.start.x) / (l.end.y - l.start.y))
        .collect();
    croisements.sort_by(f64::total_cmp);
    croisements
        .chunks_exact(2)
        .filter_map(|paire| Some((*paire.first()?, *paire.get(1)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::geo::essais::{carre, polygone, troue};
    use crate::geo::inclusion::Inclusion;

    #[test]
    fn lies_inside_a_crescent_and_outside_a_hole() {
        let u = polygone(&[
            (0.0, 0.0),
            (4.0, 0.0),
            (4.0, 5.0),
            (3.0, 5.0),
            (3.0, 1.0),
            (1.0, 1.0),
            (1.0, 5.0),
            (0.0, 5.0),
        ]);
        assert!(Inclusion::new(&u).contient(point_interieur(&u).unwrap()));
        let anneau = troue(
            &[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)],
            &[(1.0, 1.0), (9.0, 1.0), (9.0, 9.0), (1.0, 9.0)],
        );
        assert!(Inclusion::new(&anneau).contient(point_interieur(&anneau).unwrap()));
    }

    #[test]
    fn chooses_the_largest_polygon_and_survives_degenerate_ones() {
        let mut archipel = carre(0.0, 0.0, 0.1);
        archipel.0.extend(carre(5.0, 5.0, 1.0).0);
        let p = point_interieur(&archipel).unwrap();
        assert!(p.lon > 5.0 && p.lat > 5.0);
        let plat = point_interieur(&polygone(&[(1.0, 2.0), (3.0, 2.0)])).unwrap();
        assert_eq!((plat.lon, plat.lat), (1.0, 2.0));
        assert_eq!(
            point_interieur(&polygone(&[(1e200, 2.0), (3.0, 2.0)])),
            None
        );
        assert_eq!(point_interieur(&MultiPolygon(vec![])), None);
    }

    proptest! {
        #[test]
        fn any_triangle_holds_its_point(
            (a, b, c) in ((0.0..9.0, 0.0..9.0), (0.0..9.0, 0.0..9.0), (0.0..9.0, 0.0..9.0)),
        ) {
            let double = (b.0 - a.0) * (c.1 - a.1) - (c.0 - a.0) * (b.1 - a.1);
            prop_assume!(f64::abs(double) > 0.01);
            let triangle = polygone(&[a, b, c]);
            prop_assert!(Inclusion::new(&triangle).contient(point_interieur(&triangle).unwrap()));
        }
    }
}
