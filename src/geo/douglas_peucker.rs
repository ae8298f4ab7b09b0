//! Douglas–Peucker on one arc, the same whichever way the arc runs.

use super::arcs::Sommet;

/// Longest stretch simplified at once: bounds the cost of a hostile zigzag.
const TRONCON: usize = 512;

/// Vertices of an arc that matter beyond a tolerance (same unit as the vertices); its ends are always kept.
pub(super) fn simplifier(arc: &[Sommet], tolerance: f64) -> Vec<Sommet> {
    let mut canonique = arc.to_vec();
    let retourne = arc.iter().rev().lt(arc.iter());
    if retourne {
        canonique.reverse();
    }
    let mut garde = vec![false; canonique.len()];
    for (debut, fin) in troncons(&canonique) {
        marquer(&canonique, debut, fin, tolerance, &mut garde);
    }
    let mut reste: Vec<Sommet> = canonique
        .iter()
        .zip(&garde)
        .filter_map(|(s, g)| g.then_some(*s))
        .collect();
    if retourne {
        reste.reverse();
    }
    reste
}

/// Stretches to simplify: a closed arc is first cut at the vertex farthest from its start.
fn troncons(arc: &[Sommet]) -> Vec<(usize, usize)> {
    let Some(dernier) = arc.len().checked_sub(1) else {
        return Vec::new();
    };
    let mut bornes: Vec<usize> = (0..dernier).step_by(TRONCON).chain([dernier]).collect();
    if arc.first() == arc.last() {
        bornes.extend(plus_loin(arc));
        bornes.sort_unstable();
        bornes.dedup();
    }
    if dernier == 0 {
        return vec![(0, 0)];
    }
    bornes
        .iter()
        .copied()
        .zip(bornes.iter().copied().skip(1))
        .collect()
}

/// Vertex farthest from the start, the smallest of them on a tie.
fn plus_loin(arc: &[Sommet]) -> Option<usize> {
    let depart = *arc.first()?;
    let carre = |s: &Sommet| flottant(*s, depart).iter().map(|d| d * d).sum::<f64>();
    (0..arc.len()).max_by(|&i, &j| match (arc.get(i), arc.get(j)) {
        (Some(a), Some(b)) => carre(a).total_cmp(&carre(b)).then(b.cmp(a)),
        _ => i.cmp(&j),
    })
}

/// Marks the vertices to keep between two of them, without recursion.
fn marquer(arc: &[Sommet], debut: usize, fin: usize, tolerance: f64, garde: &mut [bool]) {
    for extremite in [debut, fin] {
        if let Some(g) = garde.get_mut(extremite) {
            *g = true;
        }
    }
    let mut pile = vec![(debut, fin)];
    while let Some((i, j)) = pile.pop() {
        let Some((k, ecart)) = plus_ecarte(arc, i, j) else {
            continue;
        };
        if ecart > tolerance {
            if let Some(g) = garde.get_mut(k) {
                *g = true;
            }
            pile.extend([(i, k), (k, j)]);
        }
    }
}

/// Vertex farthest from the segment between two vertices, and its distance; `None` when nothing lies between.
fn plus_ecarte(arc: &[Sommet], i: usize, j: usize) -> Option<(usize, f64)> {
    let (a, b) = (*arc.get(i)?, *arc.get(j)?);
    let mut pire: Option<(usize, f64)> = None;
    for (k, s) in arc.iter().enumerate().take(j).skip(i + 1) {
        let ecart = distance_au_segment(*s, a, b);
        if pire.is_none_or(|(_, p)| ecart > p) {
            pire = Some((k, ecart));
        }
    }
    pire
}

fn distance_au_segment(s: Sommet, a: Sommet, b: Sommet) -> f64 {
    let ([dx, dy], [px, py]) = (flottant(b, a), flottant(s, a));
    let carre = dx * dx + dy * dy;
    let part = if carre > 0.0 {
        ((px * dx + py * dy) / carre).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (px - part * dx).hypot(py - part * dy)
}

/// Difference of two vertices.
#[expect(
    clippy::cast_precision_loss,
    reason = "vertices are metres on Earth, far below 2^52"
)]
fn flottant(s: Sommet, origine: Sommet) -> [f64; 2] {
    [
        s.0.saturating_sub(origine.0) as f64,
        s.1.saturating_sub(origine.1) as f64,
    ]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keeps_the_ends_and_the_bends() {
        let arc = [(0, 0), (5, 1), (10, 0), (10, 20), (10, 40)];
        assert_eq!(simplifier(&arc, 2.0), [(0, 0), (10, 0), (10, 40)]);
        assert_eq!(simplifier(&arc, 0.5).len(), 4);
        assert_eq!(simplifier(&[(3, 3)], 1.0), [(3, 3)]);
        assert!(simplifier(&[], 1.0).is_empty());
    }

    #[test]
    fn a_closed_arc_does_not_collapse() {
        let boucle = [(0, 0), (50, 0), (100, 0), (100, 100), (0, 100), (0, 0)];
        assert_eq!(
            simplifier(&boucle, 10.0),
            [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
        );
    }

    #[test]
    fn a_long_zigzag_ends() {
        let arc: Vec<Sommet> = (0..40_000)
            .map(|i| (i, if i % 2 == 0 { i } else { -i }))
            .collect();
        assert!(simplifier(&arc, 0.5).len() > 20_000);
    }

    proptest! {
        #[test]
        fn the_direction_does_not_matter(
            mut arc in prop::collection::vec((0i64..500, 0i64..500), 2..60),
            tolerance in 0.0..80.0,
        ) {
            let aller = simplifier(&arc, tolerance);
            arc.reverse();
            let mut retour = simplifier(&arc, tolerance);
            retour.reverse();
            prop_assert_eq!(aller, retour);
        }
    }
}
