//! Borders of outlines followed around, sides that two of them share left out.

use std::collections::{BTreeMap, BTreeSet};

use super::arcs::Sommet;
use super::simplification::Anneau;

/// What is left of rings that have what they hold on their left, once the sides that two of them share are gone.
pub(super) fn tours(anneaux: &[Anneau]) -> Vec<Anneau> {
    let mut bords: BTreeSet<(Sommet, Sommet)> = BTreeSet::new();
    for anneau in anneaux {
        let suivants = anneau.iter().cycle().skip(1);
        for (a, b) in anneau.iter().zip(suivants) {
            let (a, b) = (entier(a), entier(b));
            if a != b && !bords.remove(&(b, a)) {
                bords.insert((a, b));
            }
        }
    }
    let mut sortants: BTreeMap<Sommet, Vec<Sommet>> = BTreeMap::new();
    for (a, b) in bords {
        sortants.entry(a).or_default().push(b);
    }
    let mut tours = Vec::new();
    while let Some((&depart, _)) = sortants.first_key_value() {
        tours.extend(tour(&mut sortants, depart));
    }
    tours
}

/// Follows sides until they come back, always the rightmost, so that no ring crosses another; `None` on a dead end.
fn tour(sortants: &mut BTreeMap<Sommet, Vec<Sommet>>, depart: Sommet) -> Option<Anneau> {
    let (mut chemin, mut avant, mut ici) = (Vec::new(), None, depart);
    loop {
        chemin.push(en_flottants(ici));
        let choix = sortants.get_mut(&ici)?;
        let virage = |c: &Sommet| avant.map_or(0.0, |a| virage(a, ici, *c));
        let rangs = choix.iter().map(virage).enumerate();
        let (rang, _) = rangs.min_by(|a, b| a.1.total_cmp(&b.1))?;
        let suivant = choix.swap_remove(rang);
        if choix.is_empty() {
            sortants.remove(&ici);
        }
        (avant, ici) = (Some(ici), suivant);
        if ici == depart {
            return Some(chemin);
        }
    }
}

/// Angle of the turn at `ici`, negative to the right.
fn virage(avant: Sommet, ici: Sommet, apres: Sommet) -> f64 {
    let ([x0, y0], [x1, y1], [x2, y2]) =
        (en_flottants(avant), en_flottants(ici), en_flottants(apres));
    let (ux, uy, vx, vy) = (x1 - x0, y1 - y0, x2 - x1, y2 - y1);
    (ux * vy - uy * vx).atan2(ux * vx + uy * vy)
}

/// A vertex in whole steps.
#[expect(
    clippy::cast_possible_truncation,
    reason = "float to integer saturates; steps on Earth are far below"
)]
pub(super) fn entier([x, y]: &[f64; 2]) -> Sommet {
    (x.round() as i64, y.round() as i64)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "steps on Earth are far below 2^52"
)]
fn en_flottants((x, y): Sommet) -> [f64; 2] {
    [x as f64, y as f64]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_side_goes_a_repeated_outline_counts_once_and_a_dead_end_is_nothing() {
        let carre = |x: f64| vec![[x, 0.0], [x + 1.0, 0.0], [x + 1.0, 1.0], [x, 1.0]];
        let deux = tours(&[carre(0.0), carre(1.0), carre(0.0)]);
        assert_eq!(deux.iter().map(Vec::len).collect::<Vec<_>>(), [6]);
        assert_eq!(tours(&[carre(0.0), carre(0.0)]), tours(&[carre(0.0)]));
        assert!(
            tours(&[]).is_empty() && tours(&[vec![[0.0, 0.0]], vec![[f64::NAN, 1.0]]]).is_empty()
        );
    }
}
