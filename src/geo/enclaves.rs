//! Units outside a set that nothing but the set surrounds.

use std::collections::{BTreeMap, BTreeSet};

use super::composantes::composantes;
use crate::model::UniteId;

/// Groups of units outside a set whose neighbours are all in the group or in the set, by their first unit.
///
/// `graphe` tells all the neighbours of its units, but of those of `bord`, beyond which nothing is known: a group that reaches
/// it is open. A unit that touches nothing is an island, and no enclave. The sea and the frontier are nobody: a unit of the
/// shore that touches the set alone is one.
#[must_use]
pub fn enclaves(
    graphe: &BTreeMap<UniteId, BTreeSet<UniteId>>,
    ensemble: &BTreeSet<UniteId>,
    bord: &BTreeSet<UniteId>,
) -> Vec<BTreeSet<UniteId>> {
    let dehors = graphe.iter().filter(|(id, _)| !ensemble.contains(id));
    let dehors = dehors.map(|(id, v)| (*id, v.difference(ensemble).copied().collect()));
    let dehors: BTreeMap<UniteId, BTreeSet<UniteId>> = dehors.collect();
    let touche = |id: &UniteId| {
        let voisines = graphe.get(id).into_iter().flatten();
        voisines.into_iter().any(|v| ensemble.contains(v))
    };
    let fermees = composantes(&dehors).into_iter();
    fermees
        .filter(|g| g.is_disjoint(bord) && g.iter().any(touche))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(liste: &[u32]) -> BTreeSet<UniteId> {
        liste.iter().copied().map(UniteId).collect()
    }

    /// A line 0–1–2–3–4, and 9 alone.
    fn ligne() -> BTreeMap<UniteId, BTreeSet<UniteId>> {
        let mut graphe: BTreeMap<UniteId, BTreeSet<UniteId>> = (0..5_u32)
            .map(|i| {
                let voisines = [i.checked_sub(1), (i < 4).then_some(i + 1)];
                (
                    UniteId(i),
                    voisines.into_iter().flatten().map(UniteId).collect(),
                )
            })
            .collect();
        graphe.insert(UniteId(9), BTreeSet::new());
        graphe
    }

    #[test]
    fn a_group_that_only_the_set_surrounds_is_closed() {
        let groupes =
            |ensemble: &[u32], bord: &[u32]| enclaves(&ligne(), &ids(ensemble), &ids(bord));
        assert_eq!(groupes(&[0, 3], &[4]), [ids(&[1, 2])]);
        // The end of the line is a shore.
        assert_eq!(groupes(&[0, 3], &[]), [ids(&[1, 2]), ids(&[4])]);
        assert_eq!(groupes(&[0], &[4]), Vec::<BTreeSet<UniteId>>::new());
        assert!(groupes(&[0, 1, 2, 3, 4], &[]).is_empty());
    }
}
