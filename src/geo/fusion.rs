//! Outlines melted into one polygon, islands and holes told apart, rings turned as RFC 7946 wants.

use std::collections::BTreeSet;

use geo::orient::{Direction, Orient};
use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::arcs::Sommet;
use super::dissolution::aire;
use super::simplification::Anneau;
use super::tours::{entier, tours};
use super::{Emprise, anneaux};

/// Steps of a degree in which vertices are compared: about a centimetre.
const PAS: f64 = 1e7;
/// Length of a degree of latitude, metres.
const METRES_PAR_DEGRE: f64 = 111_195.0;

/// Mean width, in metres, under which a ring that two outlines leave between them is a gap of their drawing.
const FENTE: f64 = 50.0;

/// The outline with its outer rings counterclockwise and its holes clockwise, without the rings that are not on Earth.
#[must_use]
pub fn orienter(geometrie: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let sur_terre = |a: &LineString<f64>| {
        a.0.len() > 3 && a.0.iter().all(|c| super::est_geographique(c.x, c.y))
    };
    let polygones = geometrie.iter().filter(|p| sur_terre(p.exterior()));
    let polygones = polygones.map(|p| {
        let trous = p.interiors().iter().filter(|a| sur_terre(a)).cloned();
        Polygon::new(p.exterior().clone(), trous.collect())
    });
    MultiPolygon::new(polygones.collect()).orient(Direction::Default)
}

/// What some outlines cover together: the borders that two of them share, vertex by vertex, are gone; largest piece first.
#[must_use]
pub fn fondre<'a>(formes: impl IntoIterator<Item = &'a MultiPolygon<f64>>) -> MultiPolygon<f64> {
    let formes: Vec<MultiPolygon<f64>> = formes.into_iter().map(orienter).collect();
    let bords: Vec<Anneau> = formes.iter().flat_map(|f| anneaux(f).map(en_pas)).collect();
    let mut simples: Vec<Anneau> = tours(&bords);
    let dessines: BTreeSet<Vec<Sommet>> = bords.iter().map(sommets).collect();
    simples.retain(|a| largeur(a) >= FENTE || dessines.contains(&sommets(a)));
    simples.sort_by(|a, b| aire(b).total_cmp(&aire(a)));
    emboiter(&simples).orient(Direction::Default)
}

/// A ring in whole steps, open.
fn en_pas(ligne: &LineString<f64>) -> Anneau {
    let ouverte = ligne.0.split_last().map_or(&[][..], |(_, debut)| debut);
    let pas = |c: &Coord<f64>| [(c.x * PAS).round(), (c.y * PAS).round()];
    ouverte.iter().map(pas).collect()
}

/// Mean width of a ring, metres.
fn largeur(anneau: &Anneau) -> f64 {
    let Some([_, y]) = anneau.first() else {
        return 0.0;
    };
    let metre = METRES_PAR_DEGRE / PAS;
    let aplati = (y / PAS).to_radians().cos();
    let plan: Anneau = anneau
        .iter()
        .map(|[x, y]| [x * metre * aplati, y * metre])
        .collect();
    let suivants = plan.iter().cycle().skip(1);
    let cotes = plan.iter().zip(suivants);
    let tour: f64 = cotes.map(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1])).sum();
    2.0 * aire(&plan) / tour.max(f64::MIN_POSITIVE)
}

/// The vertices of a ring, sorted: an islet that was drawn as it is left is no gap.
fn sommets(anneau: &Anneau) -> Vec<Sommet> {
    let uniques: BTreeSet<Sommet> = anneau.iter().map(entier).collect();
    uniques.into_iter().collect()
}

/// Rings, the largest first, as polygons: one that an even number of others hold is an island, else the hole of the smallest.
fn emboiter(simples: &[Anneau]) -> MultiPolygon<f64> {
    let boites: Vec<Emprise> = simples
        .iter()
        .map(|a| Emprise::de(a.iter().copied()))
        .collect();
    let mut iles: Vec<(usize, Vec<usize>)> = Vec::new();
    for (rang, anneau) in simples.iter().enumerate() {
        let Some(point) = milieu(anneau) else {
            continue;
        };
        let autour = simples.iter().zip(&boites).take(rang).enumerate();
        let autour = autour.filter(|(_, (a, b))| b.contient(point) && dedans(a, point));
        let autour: Vec<usize> = autour.map(|(r, _)| r).collect();
        let hote = autour
            .last()
            .and_then(|d| iles.iter_mut().find(|(i, _)| i == d));
        match (autour.len() % 2, hote) {
            (1, Some((_, trous))) => trous.push(rang),
            _ => iles.push((rang, Vec::new())),
        }
    }
    let ligne = |rang: &usize| {
        simples
            .get(*rang)
            .map(ligne)
            .unwrap_or(LineString(Vec::new()))
    };
    let polygone = |(ile, trous): &(usize, Vec<usize>)| {
        Polygon::new(ligne(ile), trous.iter().map(ligne).collect())
    };
    MultiPolygon::new(iles.iter().map(polygone).collect())
}

fn ligne(anneau: &Anneau) -> LineString<f64> {
    let sommets = anneau.iter().map(|[x, y]| Coord {
        x: x / PAS,
        y: y / PAS,
    });
    let mut ligne = LineString(sommets.collect());
    ligne.close();
    ligne
}

/// The middle of the first side: no other ring has this side.
fn milieu(anneau: &Anneau) -> Option<[f64; 2]> {
    let (a, b) = (anneau.first()?, anneau.get(1)?);
    Some([(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0])
}

/// Even-odd rule.
fn dedans(anneau: &Anneau, [x, y]: [f64; 2]) -> bool {
    let suivants = anneau.iter().cycle().skip(1);
    let croise = |(a, b): &(&[f64; 2], &[f64; 2])| {
        (a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
    };
    anneau.iter().zip(suivants).filter(croise).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use geo::winding_order::{Winding, WindingOrder};
    use proptest::prelude::*;

    use super::*;
    use crate::geo::croisement::{Croisement, croisement};
    use crate::geo::essais::carre;
    use crate::geo::inclusion::Inclusion;
    use crate::model::Point;

    fn dans(g: &MultiPolygon<f64>, lon: f64, lat: f64) -> bool {
        Inclusion::new(g).contient(Point { lon, lat })
    }

    #[test]
    fn a_hole_and_the_island_in_it_are_told_apart() {
        let mut cases = Vec::new();
        for x in 0..5 {
            for y in 0..5 {
                let bord = x % 4 == 0 || y % 4 == 0;
                if bord || (x, y) == (2, 2) {
                    cases.push(carre(f64::from(x), f64::from(y), 1.0));
                }
            }
        }
        let fondu = fondre(&cases);
        assert_eq!(fondu.0.len(), 2);
        assert_eq!(fondu.0[0].interiors().len(), 1);
        assert!(dans(&fondu, 2.5, 2.5) && !dans(&fondu, 1.5, 1.5) && dans(&fondu, 0.5, 2.5));
        assert!(fondre(&[]).0.is_empty());
    }

    /// The border of the first has a vertex that the second lacks: what lies between is no hole.
    #[test]
    fn a_gap_between_two_drawings_goes_and_a_thin_islet_stays() {
        use crate::geo::essais::polygone;
        let a = polygone(&[
            (0.0, 0.0),
            (1.0, 0.0),
            (0.9999, 0.5),
            (1.0, 1.0),
            (0.0, 1.0),
        ]);
        let ilot = carre(3.0, 3.0, 0.0003);
        let fondu = fondre([&a, &carre(1.0, 0.0, 1.0), &ilot]);
        assert_eq!(fondu.0.len(), 2);
        assert!(fondu.iter().all(|p| p.interiors().is_empty()));
        assert!(dans(&fondu, 3.0001, 3.0001) && dans(&fondu, 1.5, 0.5));
    }

    #[test]
    fn a_ring_turned_the_wrong_way_is_turned_back_and_one_out_of_earth_is_dropped() {
        let mut g = carre(1.0, 1.0, 1.0);
        g.0[0].exterior_mut(|l| l.0.reverse());
        g.0.extend(carre(1e300, 0.0, 1.0).0);
        let droit = orienter(&g);
        assert_eq!(droit.0.len(), 1);
        assert_eq!(
            droit.0[0].exterior().winding_order(),
            Some(WindingOrder::CounterClockwise)
        );
    }

    proptest! {
        /// Whatever the cells of a grid: the outline covers them and nothing else, no ring meets a vertex twice, and all turn
        /// as RFC 7946 wants.
        #[test]
        fn the_outline_covers_the_cells(cases in prop::collection::btree_set((0..6i32, 0..6i32), 0..30)) {
            let formes: Vec<_> = cases.iter().map(|(x, y)| carre(f64::from(*x), f64::from(*y), 1.0)).collect();
            let fondu = fondre(&formes);
            for x in 0..6 {
                for y in 0..6 {
                    prop_assert_eq!(dans(&fondu, f64::from(x) + 0.5, f64::from(y) + 0.5), cases.contains(&(x, y)));
                }
            }
            for p in &fondu {
                prop_assert_eq!(croisement(p), Croisement::Aucun);
                prop_assert_eq!(p.exterior().winding_order(), Some(WindingOrder::CounterClockwise));
                prop_assert!(p.interiors().iter().all(|t| t.winding_order() == Some(WindingOrder::Clockwise)));
                for anneau in std::iter::once(p.exterior()).chain(p.interiors()) {
                    let sommets: std::collections::BTreeSet<_> = anneau.0.iter().map(|c| (c.x.to_bits(), c.y.to_bits())).collect();
                    prop_assert_eq!(sommets.len() + 1, anneau.0.len());
                }
            }
        }
    }
}
