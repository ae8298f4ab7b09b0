//! Outlines as arcs: each border once, simplified once, and each ring as a list of arcs and directions.

use std::collections::{BTreeMap, BTreeSet};

use super::arcs::Noeuds;
pub use super::arcs::Sommet;
use super::douglas_peucker;

/// An arc of a ring: its rank, and whether the ring runs along it backwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parcours {
    /// Rank in [`Topologie::arcs`].
    pub arc: usize,
    /// The ring goes from the end of the arc to its start.
    pub retourne: bool,
}

/// Rings that share their borders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topologie {
    /// Each border once, in the order in which the rings first meet it, along which that ring runs forwards.
    pub arcs: Vec<Vec<Sommet>>,
    /// Rings, in the order given.
    pub anneaux: Vec<Vec<Parcours>>,
}

impl Topologie {
    /// Cuts closed rings (on a grid, without repeated last vertex) where borders meet, and simplifies each arc once.
    ///
    /// `tolerance` is in steps of the grid. An arc is left as it was when its ring would lose its area, or when it
    /// would lie on another border: two communes that do not touch never come to share a segment.
    #[must_use]
    pub fn new(anneaux: &[Vec<Sommet>], tolerance: f64) -> Self {
        let entiere = Self::decouper(anneaux);
        let mut gardes: BTreeSet<usize> = BTreeSet::new();
        loop {
            let arcs = entiere.arcs.iter().enumerate().map(|(rang, arc)| {
                if gardes.contains(&rang) {
                    arc.clone()
                } else {
                    douglas_peucker::simplifier(arc, tolerance)
                }
            });
            let essai = Self {
                arcs: arcs.collect(),
                anneaux: entiere.anneaux.clone(),
            };
            let avant = gardes.len();
            gardes.extend(essai.ecrases());
            gardes.extend(essai.superposes());
            if gardes.len() == avant {
                return essai;
            }
        }
    }

    fn decouper(anneaux: &[Vec<Sommet>]) -> Self {
        let noeuds = Noeuds::new(anneaux.iter().map(Vec::as_slice));
        let mut rangs: BTreeMap<Vec<Sommet>, usize> = BTreeMap::new();
        let mut topologie = Self::default();
        for anneau in anneaux {
            let mut parcours = Vec::new();
            for arc in noeuds.couper(anneau) {
                let inverse: Vec<Sommet> = arc.iter().rev().copied().collect();
                let deja = rangs.get(&arc).map(|&r| (r, false));
                let deja = deja.or_else(|| rangs.get(&inverse).map(|&r| (r, true)));
                let (arc, retourne) = deja.unwrap_or_else(|| {
                    rangs.insert(arc.clone(), topologie.arcs.len());
                    topologie.arcs.push(arc);
                    (topologie.arcs.len() - 1, false)
                });
                parcours.push(Parcours { arc, retourne });
            }
            topologie.anneaux.push(parcours);
        }
        topologie
    }

    /// Arcs of the rings that have fewer than three vertices left.
    fn ecrases(&self) -> impl Iterator<Item = usize> + '_ {
        let cotes = |p: &Parcours| {
            self.arcs
                .get(p.arc)
                .map_or(0, |a| a.len().saturating_sub(1))
        };
        self.anneaux
            .iter()
            .filter(move |a| a.iter().map(cotes).sum::<usize>() < 3)
            .flatten()
            .map(|p| p.arc)
    }

    /// Arcs that have a segment in common with another, or twice the same.
    fn superposes(&self) -> BTreeSet<usize> {
        let mut segments: BTreeMap<(Sommet, Sommet), usize> = BTreeMap::new();
        let mut trouves = BTreeSet::new();
        for (rang, arc) in self.arcs.iter().enumerate() {
            for (&a, &b) in arc.iter().zip(arc.iter().skip(1)) {
                if let Some(autre) = segments.insert((a.min(b), a.max(b)), rang) {
                    trouves.extend([autre, rang]);
                }
            }
        }
        trouves
    }

    /// Vertices of a ring, without repeated last vertex.
    #[must_use]
    pub fn anneau(&self, rang: usize) -> Vec<Sommet> {
        let mut sommets = Vec::new();
        for p in self.anneaux.get(rang).into_iter().flatten() {
            let arc = self.arcs.get(p.arc).map_or(&[][..], Vec::as_slice);
            let cotes = arc.len().saturating_sub(1);
            if p.retourne {
                sommets.extend(arc.iter().rev().take(cotes));
            } else {
                sommets.extend(arc.iter().take(cotes));
            }
        }
        sommets
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_thin_commune_between_two_others_keeps_its_area_and_they_never_touch() {
        // Two communes, and between them a lens three steps thick at most.
        let lentille = vec![(0, 0), (50, 1), (100, 0), (50, -2)];
        let nord = vec![(0, 0), (50, 1), (100, 0), (100, 90), (0, 90)];
        let sud = vec![(0, 0), (50, -2), (100, 0), (100, -90), (0, -90)];
        let t = Topologie::new(&[lentille, nord, sud], 10.0);
        assert_eq!(t.arcs.len(), 4);
        assert_eq!(t.anneau(0).len(), 4);
        assert!(t.superposes().is_empty());
    }

    proptest! {
        #[test]
        fn without_tolerance_every_ring_is_given_back(
            points in prop::collection::vec((0i64..9, 0i64..9), 3..14),
        ) {
            let mut points = points;
            points.dedup();
            while points.len() > 1 && points.first() == points.last() {
                points.pop();
            }
            prop_assume!(points.len() >= 3);
            let inverse: Vec<Sommet> = points.iter().rev().copied().collect();
            let t = Topologie::decouper(&[points.clone(), inverse]);
            let rendu = t.anneau(0);
            // Same cycle, from another start: a vertex met twice may start it.
            prop_assert!((0..points.len()).any(|n| {
                let mut essai = points.clone();
                essai.rotate_left(n);
                essai == rendu
            }), "{rendu:?}");
        }
    }
}
