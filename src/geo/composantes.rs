//! Connected pockets of a set of communes.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::UniteId;

/// Connected pockets of the units of an adjacency map, ordered by their first unit.
///
/// A neighbour that is not itself a key of the map is ignored.
#[must_use]
pub fn composantes(adjacence: &BTreeMap<UniteId, BTreeSet<UniteId>>) -> Vec<BTreeSet<UniteId>> {
    let mut restent: BTreeSet<UniteId> = adjacence.keys().copied().collect();
    let mut poches = Vec::new();
    while let Some(depart) = restent.pop_first() {
        poches.push(poche(depart, adjacence, &mut restent));
    }
    poches
}

/// Takes out of `restent` all that is reached from a unit.
fn poche(
    depart: UniteId,
    adjacence: &BTreeMap<UniteId, BTreeSet<UniteId>>,
    restent: &mut BTreeSet<UniteId>,
) -> BTreeSet<UniteId> {
    let mut atteintes = BTreeSet::from([depart]);
    let mut a_visiter = vec![depart];
    while let Some(id) = a_visiter.pop() {
        for &voisine in adjacence.get(&id).into_iter().flatten() {
            if restent.remove(&voisine) {
                atteintes.insert(voisine);
                a_visiter.push(voisine);
            }
        }
    }
    atteintes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graphe(liens: &[(u32, &[u32])]) -> BTreeMap<UniteId, BTreeSet<UniteId>> {
        liens
            .iter()
            .map(|(a, b)| (UniteId(*a), b.iter().map(|&x| UniteId(x)).collect()))
            .collect()
    }

    #[test]
    fn separates_pockets_in_order() {
        let g = graphe(&[(5, &[7]), (7, &[5]), (1, &[9]), (9, &[1, 12]), (3, &[])]);
        let poches = composantes(&g);
        let ids: Vec<Vec<u32>> = poches
            .iter()
            .map(|p| p.iter().map(|u| u.0).collect())
            .collect();
        assert_eq!(ids, [vec![1, 9], vec![3], vec![5, 7]]);
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let n = 100_000_u32;
        let g = (0..n)
            .map(|i| {
                let voisines = [i.checked_sub(1), Some(i + 1).filter(|&j| j < n)];
                (
                    UniteId(i),
                    voisines.into_iter().flatten().map(UniteId).collect(),
                )
            })
            .collect();
        assert_eq!(composantes(&g).len(), 1);
    }
}
