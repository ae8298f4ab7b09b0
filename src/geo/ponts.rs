//! Units that alone link two parts of a piece, in one walk (Tarjan, 1972: articulation points, by depth-first search).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::UniteId;

/// Who touches whom.
type Graphe = BTreeMap<UniteId, BTreeSet<UniteId>>;

/// The units of a piece without which it would be in several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ponts {
    /// The units of the piece, in the order of the walk.
    ordre: Vec<UniteId>,
    /// Each such unit, and the places in `ordre` of each part that it alone holds to the rest.
    ponts: Vec<(UniteId, Vec<Range<usize>>)>,
}

impl Ponts {
    /// Those of the piece of a unit; the rest is where that unit is, and for the unit itself its heaviest part.
    #[must_use]
    pub fn autour(graphe: &Graphe, depart: UniteId, poids: impl Fn(UniteId) -> f64) -> Self {
        let mut visite = Visite::default();
        visite.parcourir(graphe, depart);
        let mut trouves: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        for (rang, (parent, plus_haut)) in visite.parents.iter().zip(&visite.plus_haut).enumerate()
        {
            let Some(parent) = parent.filter(|p| plus_haut >= p) else {
                continue;
            };
            let fin = visite.fins.get(rang).copied().unwrap_or(rang);
            trouves.entry(parent).or_default().push(rang..fin);
        }
        let ordre = visite.ordre;
        if let Some(parts) = trouves.get_mut(&0) {
            let pese = |part: &Range<usize>| -> f64 {
                let siens = ordre.get(part.clone()).unwrap_or_default();
                siens.iter().map(|id| poids(*id)).sum()
            };
            parts.sort_by(|a, b| pese(b).total_cmp(&pese(a)).then(a.start.cmp(&b.start)));
            parts.remove(0);
        }
        let nomme = |(rang, parts): (usize, Vec<Range<usize>>)| Some((*ordre.get(rang)?, parts));
        let mut ponts: Vec<_> = trouves.into_iter().filter_map(nomme).collect();
        ponts.retain(|(_, parts)| !parts.is_empty());
        ponts.sort_by_key(|(id, _)| *id);
        Self { ordre, ponts }
    }

    /// Each unit, by its rank, with the parts that it alone holds to the rest.
    pub fn iter(&self) -> impl Iterator<Item = (UniteId, Vec<&[UniteId]>)> {
        self.ponts.iter().map(|(id, parts)| {
            let parts = parts.iter().filter_map(|p| self.ordre.get(p.clone()));
            (*id, parts.collect())
        })
    }
}

/// A depth-first walk: no recursion, a chain of all communes would exhaust the stack.
#[derive(Default)]
struct Visite {
    ordre: Vec<UniteId>,
    rangs: BTreeMap<UniteId, usize>,
    /// Rank of the unit from which each was reached.
    parents: Vec<Option<usize>>,
    /// Smallest rank that each, and those reached from it, touch.
    plus_haut: Vec<usize>,
    /// Rank after the last that was reached from each.
    fins: Vec<usize>,
}

impl Visite {
    fn parcourir(&mut self, graphe: &Graphe, depart: UniteId) {
        let voisines = |id: UniteId| graphe.get(&id).into_iter().flatten().copied();
        let mut pile = vec![(self.entrer(depart, None), voisines(depart))];
        while let Some((rang, restent)) = pile.last_mut() {
            let rang = *rang;
            match restent.next() {
                Some(voisine) if !graphe.contains_key(&voisine) => {}
                Some(voisine) => match self.rangs.get(&voisine).copied() {
                    Some(vue) => self.touche(rang, vue),
                    None => pile.push((self.entrer(voisine, Some(rang)), voisines(voisine))),
                },
                None => {
                    pile.pop();
                    self.sortir(rang);
                }
            }
        }
    }

    fn entrer(&mut self, id: UniteId, parent: Option<usize>) -> usize {
        let rang = self.ordre.len();
        self.ordre.push(id);
        self.rangs.insert(id, rang);
        self.parents.push(parent);
        self.plus_haut.push(rang);
        self.fins.push(rang + 1);
        rang
    }

    fn touche(&mut self, rang: usize, vue: usize) {
        if self.parents.get(rang).copied().flatten() == Some(vue) {
            return;
        }
        if let Some(haut) = self.plus_haut.get_mut(rang) {
            *haut = (*haut).min(vue);
        }
    }

    fn sortir(&mut self, rang: usize) {
        let fin = self.ordre.len();
        if let Some(place) = self.fins.get_mut(rang) {
            *place = fin;
        }
        let (Some(parent), Some(haut)) = (
            self.parents.get(rang).copied().flatten(),
            self.plus_haut.get(rang).copied(),
        ) else {
            return;
        };
        if let Some(sien) = self.plus_haut.get_mut(parent) {
            *sien = (*sien).min(haut);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::geo::composantes::composantes;

    fn graphe(n: u32, liens: &[(u32, u32)]) -> Graphe {
        let mut g: Graphe = (0..n).map(|i| (UniteId(i), BTreeSet::new())).collect();
        for (a, b) in liens.iter().filter(|(a, b)| a != b) {
            for (x, y) in [(a, b), (b, a)] {
                g.entry(UniteId(*x)).or_default().insert(UniteId(*y));
            }
        }
        g
    }

    fn sans(g: &Graphe, id: UniteId) -> Vec<BTreeSet<UniteId>> {
        let mut g = g.clone();
        g.remove(&id);
        composantes(&g)
    }

    #[test]
    fn a_unit_between_two_triangles_holds_the_lighter() {
        let g = graphe(
            7,
            &[
                (0, 1),
                (1, 2),
                (2, 0),
                (2, 3),
                (3, 4),
                (4, 5),
                (5, 6),
                (6, 4),
            ],
        );
        let ponts = Ponts::autour(&g, UniteId(0), |_| 1.0);
        let dits: Vec<(u32, Vec<usize>)> = ponts
            .iter()
            .map(|(id, parts)| (id.0, parts.iter().map(|p| p.len()).collect()))
            .collect();
        assert_eq!(dits, [(2, vec![4]), (3, vec![3]), (4, vec![2])]);
        let chaine: Vec<(u32, u32)> = (1..100_000).map(|i| (i - 1, i)).collect();
        let chaine = graphe(100_000, &chaine);
        assert_eq!(
            Ponts::autour(&chaine, UniteId(0), |_| 1.0).iter().count(),
            99_998
        );
    }

    proptest! {
        /// The law: a unit is one when, taken away, its piece is in several; what it holds and the rest are these pieces.
        #[test]
        fn they_are_those_whose_removal_cuts(
            liens in prop::collection::vec((0..9_u32, 0..9_u32), 0..16),
            depart in 0..9_u32,
        ) {
            let g = graphe(9, &liens);
            let depart = UniteId(depart);
            let piece = composantes(&g).into_iter().find(|p| p.contains(&depart)).unwrap();
            let ponts = Ponts::autour(&g, depart, |id| f64::from(id.0 + 1));
            let dits: BTreeMap<UniteId, Vec<BTreeSet<UniteId>>> = ponts
                .iter()
                .map(|(id, parts)| (id, parts.iter().map(|p| p.iter().copied().collect()).collect()))
                .collect();
            for id in &piece {
                let siens: Vec<_> = sans(&g, *id).into_iter().filter(|p| p.is_subset(&piece)).collect();
                match dits.get(id) {
                    None => prop_assert!(siens.len() <= 1, "{id:?}"),
                    Some(parts) => {
                        prop_assert_eq!(parts.len() + 1, siens.len());
                        for part in parts {
                            prop_assert!(siens.contains(part));
                            prop_assert!(*id == depart || !part.contains(&depart));
                        }
                    }
                }
            }
        }
    }
}
