//! Persons counted in several communes: what must be taken off a sum for each to be counted once on a territory.

use serde::{Deserialize, Serialize};

use crate::model::UniteId;

/// Persons present in several units, in one series: unit and number of the person, sorted.
///
/// A person of one unit is in no pair: the sum of the counts is then right by itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Repetees(Vec<(UniteId, u32)>);

impl Repetees {
    /// From pairs in any order.
    #[must_use]
    pub fn new(mut paires: Vec<(UniteId, u32)>) -> Self {
        paires.sort_unstable();
        paires.dedup();
        Self(paires)
    }

    /// Pairs, sorted by unit then person.
    #[must_use]
    pub fn paires(&self) -> &[(UniteId, u32)] {
        &self.0
    }

    /// What the sum of the counts of some units, each for its part, counts too many.
    ///
    /// On whole units it is exact: each person is counted once. A person of several units held in part is there unless in
    /// none of these parts, as if the parts were drawn apart.
    #[must_use]
    pub fn en_trop(&self, unites: &[(UniteId, f64)]) -> f64 {
        let mut vues: Vec<(u32, f64)> = Vec::new();
        for &(unite, part) in unites {
            let debut = self.0.partition_point(|(u, _)| *u < unite);
            let siennes = self.0.iter().skip(debut).take_while(|(u, _)| *u == unite);
            vues.extend(siennes.map(|(_, personne)| (*personne, part)));
        }
        vues.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let groupes = vues.chunk_by(|a, b| a.0 == b.0).filter(|g| g.len() > 1);
        groupes
            .map(|g| {
                let somme: f64 = g.iter().map(|(_, part)| part).sum();
                let absente: f64 = g.iter().map(|(_, part)| 1.0 - part).product();
                somme - (1.0 - absente)
            })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    proptest::proptest! {
        /// The law: counts of the units, less what is in excess, are the distinct persons of any set of units.
        #[test]
        fn each_person_counts_once_on_any_territory(
            presences in proptest::collection::btree_set((0..6u32, 0..12u32), 0..40),
            territoire in proptest::collection::btree_set(0..6u32, 0..6),
        ) {
            let fois = |p: u32| presences.iter().filter(|(_, q)| *q == p).count();
            let repetees = Repetees::new(
                presences.iter().filter(|(_, p)| fois(*p) > 1).map(|(u, p)| (UniteId(*u), *p)).collect(),
            );
            let dedans = || presences.iter().filter(|(u, _)| territoire.contains(u));
            let unites: Vec<_> = territoire.iter().map(|u| (UniteId(*u), 1.0)).collect();
            let distincts = dedans().map(|(_, p)| p).collect::<BTreeSet<_>>().len();
            let lu = dedans().count() as f64 - repetees.en_trop(&unites);
            proptest::prop_assert_eq!(lu, distincts as f64);
        }
    }

    #[test]
    fn half_a_commune_takes_half_of_its_persons_and_none_twice() {
        let r = Repetees::new(vec![(UniteId(0), 7), (UniteId(1), 7)]);
        // Wholly in one, half in the other: there, once.
        assert_eq!(r.en_trop(&[(UniteId(0), 1.0), (UniteId(1), 0.5)]), 0.5);
        assert_eq!(r.en_trop(&[(UniteId(1), 0.5)]), 0.0);
    }
}
