//! Outlines of many communes made light enough for a map, neighbours staying exactly side by side.

use super::Emprise;
use super::arcs::{Noeuds, Sommet};
use super::douglas_peucker;

/// Vertices of a map that a browser and a mailbox take without effort (about 1 MB of SVG).
pub const BUDGET: usize = 80_000;
/// Vertices that a commune may always keep, however many there are.
const MINIMUM_PAR_UNITE: usize = 8;

/// Tolerances tried in turn, as divisors of the longest side of the map.
const DIVISEURS: [f64; 4] = [4_000.0, 2_000.0, 1_000.0, 500.0];

/// A ring in metres, without repeated last vertex.
pub type Anneau = Vec<[f64; 2]>;

/// What was done to the outlines.
#[derive(Debug, Clone, PartialEq)]
pub struct Simplification {
    /// Rings of each unit, in the order given; empty when nothing of it remains on the grid.
    pub formes: Vec<Vec<Anneau>>,
    /// Step of the grid, metres.
    pub grille: f64,
    /// Largest distance between a removed vertex and the line that replaces it, metres.
    pub tolerance: f64,
}

/// Rounds outlines (rings in metres) to a grid of 1 m, 10 m beyond 200 km, and simplifies each border once for both sides.
///
/// The tolerance starts at 1/4 000 of the map, which does not show, and doubles until the map holds `budget` vertices
/// (or 8 per unit), at most 1/500 of the map. An islet under the tolerance goes, unless it is all that a unit has.
#[must_use]
pub fn simplifier(formes: &[Vec<Anneau>], budget: usize) -> Simplification {
    let cote = Emprise::de(formes.iter().flatten().flatten().copied()).cote();
    let grille = if cote > 200_000.0 { 10.0 } else { 1.0 };
    let arrondies: Vec<Vec<Vec<Sommet>>> = formes
        .iter()
        .map(|f| f.iter().filter_map(|a| arrondir(a, grille)).collect())
        .collect();
    let noeuds = Noeuds::new(arrondies.iter().flatten().map(Vec::as_slice));
    let budget = budget.max(MINIMUM_PAR_UNITE.saturating_mul(formes.len()));
    let essai = |diviseur: f64| {
        let tolerance = cote / diviseur;
        let formes: Vec<Vec<Vec<Sommet>>> = arrondies
            .iter()
            .map(|f| simplifier_unite(f, &noeuds, tolerance / grille))
            .collect();
        let sommets: usize = formes.iter().flatten().map(Vec::len).sum();
        (tolerance, formes, sommets)
    };
    let mut resultat = essai(DIVISEURS[0]);
    for diviseur in DIVISEURS.into_iter().skip(1) {
        if resultat.2 > budget {
            resultat = essai(diviseur);
        }
    }
    Simplification {
        formes: resultat.1.iter().map(|f| en_metres(f, grille)).collect(),
        grille,
        tolerance: resultat.0,
    }
}

/// A ring on the grid; `None` when fewer than three distinct vertices remain.
fn arrondir(anneau: &[[f64; 2]], grille: f64) -> Option<Vec<Sommet>> {
    let mut sommets: Vec<Sommet> = anneau
        .iter()
        .map(|[x, y]| (pas(*x, grille), pas(*y, grille)))
        .collect();
    sommets.dedup();
    if sommets.len() > 1 && sommets.first() == sommets.last() {
        sommets.pop();
    }
    (sommets.len() >= 3).then_some(sommets)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "float to integer saturates; metres on Earth are far below"
)]
fn pas(metres: f64, grille: f64) -> i64 {
    (metres / grille).round() as i64
}

fn simplifier_unite(anneaux: &[Vec<Sommet>], noeuds: &Noeuds, tolerance: f64) -> Vec<Vec<Sommet>> {
    let plus_grand = anneaux.iter().map(|a| cote(a)).fold(0.0, f64::max);
    let mut un_garde = false;
    let mut resultat = Vec::with_capacity(anneaux.len());
    for anneau in anneaux {
        let principal = !un_garde && cote(anneau) >= plus_grand;
        if principal || cote(anneau) > tolerance {
            un_garde |= principal;
            resultat.push(simplifier_anneau(anneau, noeuds, tolerance));
        }
    }
    resultat
}

/// Simplifies a ring arc by arc; a ring that would vanish is kept as it is.
fn simplifier_anneau(anneau: &[Sommet], noeuds: &Noeuds, tolerance: f64) -> Vec<Sommet> {
    let mut reste: Vec<Sommet> = Vec::with_capacity(anneau.len());
    for arc in noeuds.couper(anneau) {
        let mut leger = douglas_peucker::simplifier(&arc, tolerance);
        leger.pop();
        reste.extend(leger);
    }
    if reste.len() < 3 {
        anneau.to_vec()
    } else {
        reste
    }
}

/// Longest side of the box of a ring, in steps.
#[expect(
    clippy::cast_precision_loss,
    reason = "steps on Earth are far below 2^52"
)]
fn cote(anneau: &[Sommet]) -> f64 {
    Emprise::de(anneau.iter().map(|s| [s.0 as f64, s.1 as f64])).cote()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "steps on Earth are far below 2^52"
)]
fn en_metres(anneaux: &[Vec<Sommet>], grille: f64) -> Vec<Anneau> {
    let metres = |s: &Sommet| [s.0 as f64 * grille, s.1 as f64 * grille];
    anneaux
        .iter()
        .map(|a| a.iter().map(metres).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// Two squares of 100 km beside each other, with a wavy border of `n` vertices.
    fn deux_voisines(n: i32) -> Vec<Vec<Anneau>> {
        let vague: Vec<[f64; 2]> = (0..=n)
            .map(|i| {
                let t = f64::from(i) / f64::from(n);
                [100_000.0 + 300.0 * (t * 60.0).sin(), 100_000.0 * t]
            })
            .collect();
        let mut gauche = vec![[0.0, 100_000.0], [0.0, 0.0]];
        gauche.extend(&vague);
        let mut droite = vec![[200_000.0, 0.0], [200_000.0, 100_000.0]];
        droite.extend(vague.iter().rev());
        vec![vec![gauche], vec![droite]]
    }

    fn aretes(anneau: &Anneau) -> BTreeSet<[i64; 4]> {
        let cle = |p: &[f64; 2]| (pas(p[0], 1.0), pas(p[1], 1.0));
        (0..anneau.len())
            .map(|i| (cle(&anneau[i]), cle(&anneau[(i + 1) % anneau.len()])))
            .map(|(a, b)| (a.min(b), a.max(b)))
            .map(|(a, b)| [a.0, a.1, b.0, b.1])
            .collect()
    }

    #[test]
    fn neighbours_stay_side_by_side_and_the_budget_is_kept() {
        let s = simplifier(&deux_voisines(5_000), 400);
        let (a, b) = (aretes(&s.formes[0][0]), aretes(&s.formes[1][0]));
        let communes = a.intersection(&b).count();
        // All of each outline but its three outer sides is shared.
        assert_eq!((a.len() - communes, b.len() - communes), (3, 3));
        assert!(communes > 10 && a.len() + b.len() <= 400, "{communes}");
        assert!(s.tolerance <= 200_000.0 / 500.0);
    }

    #[test]
    fn a_small_map_is_only_rounded_to_the_metre() {
        let s = simplifier(
            &[vec![vec![[0.4, 0.0], [900.3, 0.0], [900.3, 500.6]]]],
            BUDGET,
        );
        assert_eq!(s.formes[0][0], [[0.0, 0.0], [900.0, 0.0], [900.0, 501.0]]);
        assert_eq!(s.grille, 1.0);
    }

    #[test]
    fn an_islet_goes_unless_it_is_all_there_is() {
        let ilot = |x: f64| vec![[x, 0.0], [x + 30.0, 0.0], [x, 30.0]];
        let grande = vec![[0.0, 0.0], [300_000.0, 0.0], [0.0, 300_000.0]];
        let s = simplifier(&[vec![ilot(5e5), grande], vec![ilot(6e5)], vec![]], BUDGET);
        assert_eq!(
            (s.formes[0].len(), s.formes[1].len(), s.formes[2].len()),
            (1, 1, 0)
        );
        assert_eq!(s.grille, 10.0);
    }

    #[test]
    fn degenerate_and_huge_rings_do_not_break() {
        let s = simplifier(
            &[
                vec![vec![], vec![[1.0, 1.0]], vec![[1.0, 1.0], [2.0, 2.0]]],
                vec![vec![[1e300, 0.0], [-1e300, 5.0], [0.0, 1e300]]],
                vec![vec![[f64::NAN, 0.0], [1.0, f64::INFINITY], [3.0, 3.0]]],
            ],
            10,
        );
        assert!(s.formes[0].is_empty());
    }

    proptest! {
        #[test]
        fn any_ring_ends_without_panic(
            formes in prop::collection::vec(
                prop::collection::vec(prop::collection::vec((any::<f64>(), -9.0..9.0), 0..20), 0..3),
                0..4,
            ),
        ) {
            let formes: Vec<Vec<Anneau>> = formes
                .into_iter()
                .map(|f| f.into_iter().map(|a| a.into_iter().map(|(x, y)| [x, y]).collect()).collect())
                .collect();
            let s = simplifier(&formes, 20);
            prop_assert_eq!(s.formes.len(), formes.len());
            prop_assert!(s.formes.iter().flatten().all(|a| a.len() >= 3));
        }

        #[test]
        fn small_grids_of_integers_keep_their_rings(
            points in prop::collection::vec((0i32..6, 0i32..6), 3..12),
        ) {
            let anneau: Anneau = points.iter().map(|&(x, y)| [f64::from(x), f64::from(y)]).collect();
            let s = simplifier(&[vec![anneau.clone()], vec![anneau]], BUDGET);
            prop_assert_eq!(&s.formes[0], &s.formes[1]);
        }
    }
}
