//! Borders of outlines followed around, sides that two of them share left out.

use std::collections::{BTreeMap, BTreeSet};

use super::arcs::Sommet;
use super::simplification::Anneau;

/// What is left of rings that have what they hold on their left, once the sides that two of them share are gone: rings that go
/// through each of their vertices once, and touch at vertices without crossing.
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
    suivre(bords.into_iter(), false)
}

/// The same of rings turned either way: a side that is there an even number of times goes.
pub(super) fn tours_sans_sens<'a>(anneaux: impl IntoIterator<Item = &'a Anneau>) -> Vec<Anneau> {
    let mut bords: BTreeSet<(Sommet, Sommet)> = BTreeSet::new();
    for anneau in anneaux {
        let suivants = anneau.iter().cycle().skip(1);
        for (a, b) in anneau.iter().zip(suivants) {
            let (a, b) = (entier(a), entier(b));
            let bord = (a.min(b), a.max(b));
            if a != b && !bords.remove(&bord) {
                bords.insert(bord);
            }
        }
    }
    suivre(bords.into_iter().flat_map(|(a, b)| [(a, b), (b, a)]), true)
}

/// Follows sides around until none is left; with `deux_sens` they are given both ways, and one that is followed takes the other
/// with it.
fn suivre(bords: impl Iterator<Item = (Sommet, Sommet)>, deux_sens: bool) -> Vec<Anneau> {
    let mut sortants: BTreeMap<Sommet, Vec<Sommet>> = BTreeMap::new();
    for (a, b) in bords {
        sortants.entry(a).or_default().push(b);
    }
    let mut tours = Vec::new();
    while let Some((&depart, _)) = sortants.first_key_value() {
        tours.extend(tour(&mut sortants, depart, deux_sens));
    }
    tours.into_iter().flat_map(simples).collect()
}

/// Follows sides until they come back, always the rightmost, so that no ring crosses another; `None` on a dead end.
fn tour(
    sortants: &mut BTreeMap<Sommet, Vec<Sommet>>,
    depart: Sommet,
    deux_sens: bool,
) -> Option<Anneau> {
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
        if let Some(retour) = sortants.get_mut(&suivant).filter(|_| deux_sens) {
            retour.retain(|s| *s != ici);
            if retour.is_empty() {
                sortants.remove(&suivant);
            }
        }
        (avant, ici) = (Some(ici), suivant);
        if ici == depart {
            return Some(chemin);
        }
    }
}

/// The rings of a walk that goes through a vertex more than once, each going through its own only once.
fn simples(boucle: Anneau) -> Vec<Anneau> {
    let mut rangs = BTreeMap::new();
    let (mut chemin, mut faits): (Anneau, Vec<Anneau>) = (Vec::new(), Vec::new());
    for sommet in boucle {
        let cle = sommet.map(f64::to_bits);
        if let Some(&debut) = rangs.get(&cle) {
            let anneau: Anneau = chemin.drain(debut..).collect();
            for passe in anneau.iter().skip(1) {
                rangs.remove(&passe.map(f64::to_bits));
            }
            faits.push(anneau);
        }
        rangs.insert(cle, chemin.len());
        chemin.push(sommet);
    }
    faits.push(chemin);
    faits.retain(|a| a.len() > 2);
    faits
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

    /// Two squares that touch at a corner, then a board of them: every ring is simple, whatever the sense of the squares.
    #[test]
    fn squares_that_touch_at_corners_stay_apart() {
        let carre = |x: f64, y: f64| vec![[x, y], [x + 1.0, y], [x + 1.0, y + 1.0], [x, y + 1.0]];
        let mut damier = Vec::new();
        for rang in 0..16_u8 {
            let (x, y) = (f64::from(rang % 4), f64::from(rang / 4));
            if (rang % 4 + rang / 4) % 2 == 0 {
                let mut a = carre(x, y);
                if rang % 3 == 0 {
                    a.reverse();
                }
                damier.push(a);
            }
        }
        let fondus = tours_sans_sens(&damier);
        assert_eq!(fondus.iter().map(Vec::len).sum::<usize>(), 4 * damier.len());
        for anneau in &fondus {
            let uniques: BTreeSet<Sommet> = anneau.iter().map(entier).collect();
            assert_eq!(uniques.len(), anneau.len(), "{anneau:?}");
        }
    }

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
