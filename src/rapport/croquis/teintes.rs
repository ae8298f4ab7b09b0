//! Tints of areas: two that touch never share one, as long as there are enough.

use std::collections::{BTreeMap, BTreeSet};

use crate::rapport::carte_trace::Trace;

/// Tints on which dark letters read, told apart by colour-blind people: the « light » scheme of Paul Tol (SRON/EPS/TN/09-002,
/// 2021), without its grey, kept for what is unknown, and its blue, kept for the territory itself.
pub(in crate::rapport) const TEINTES: [&str; 7] = [
    "#eedd88", "#ee8866", "#99ddff", "#bbcc33", "#ffaabb", "#44bb99", "#aaaa00",
];

/// Rank of a tint for each node of a graph of neighbours.
///
/// Nodes are coloured from the last taken away when the one with the fewest neighbours left goes first, which needs six tints
/// at most for areas in one piece; the least used tint is preferred, so that few areas share one.
#[must_use]
pub(in crate::rapport) fn colorier<K: Ord + Clone>(
    voisins: &BTreeMap<K, BTreeSet<K>>,
    teintes: usize,
) -> BTreeMap<K, usize> {
    let mut choisies: BTreeMap<K, usize> = BTreeMap::new();
    let mut emplois = vec![0_usize; teintes];
    for noeud in ordre(voisins).into_iter().rev() {
        let siens = voisins.get(&noeud).into_iter().flatten();
        let prises: Vec<usize> = siens.filter_map(|v| choisies.get(v).copied()).collect();
        let prise = |rang: usize| prises.iter().filter(|p| **p == rang).count();
        let cout = |rang: &usize| (prise(*rang), emplois.get(*rang).copied(), *rang);
        let Some(rang) = (0..teintes).min_by_key(cout) else {
            continue;
        };
        if let Some(emploi) = emplois.get_mut(rang) {
            *emploi += 1;
        }
        choisies.insert(noeud, rang);
    }
    choisies
}

/// Nodes as they are taken away, the one with the fewest neighbours left first, then in order.
fn ordre<K: Ord + Clone>(voisins: &BTreeMap<K, BTreeSet<K>>) -> Vec<K> {
    let mut restants = voisins.clone();
    let mut ordre = Vec::with_capacity(restants.len());
    while let Some(noeud) = restants
        .iter()
        .min_by_key(|(_, v)| v.len())
        .map(|(noeud, _)| noeud.clone())
    {
        for voisin in restants.remove(&noeud).unwrap_or_default() {
            if let Some(siens) = restants.get_mut(&voisin) {
                siens.remove(&noeud);
            }
        }
        ordre.push(noeud);
    }
    ordre
}

/// The groups of outlines that share a border.
pub(in crate::rapport) fn voisins<'t, K: Ord + Clone>(
    groupes: impl Iterator<Item = (K, &'t [&'t Trace])>,
) -> BTreeMap<K, BTreeSet<K>> {
    let mut voisins: BTreeMap<K, BTreeSet<K>> = BTreeMap::new();
    let mut sommets: Vec<([i64; 2], K)> = Vec::new();
    for (groupe, traces) in groupes {
        let anneaux = traces.iter().flat_map(|t| t.anneaux.iter().flatten());
        sommets.extend(anneaux.map(|p| (p.map(en_metres), groupe.clone())));
        voisins.insert(groupe, BTreeSet::new());
    }
    sommets.sort_unstable();
    sommets.dedup();
    for ici in sommets.chunk_by(|a, b| a.0 == b.0) {
        for (_, un) in ici {
            let autres = ici.iter().map(|(_, g)| g).filter(|g| *g != un).cloned();
            if let Some(siens) = voisins.get_mut(un) {
                siens.extend(autres);
            }
        }
    }
    voisins
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "float to integer saturates; metres on Earth are far below"
)]
fn en_metres(v: f64) -> i64 {
    v.round() as i64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// On a grid whose cells are given to a few areas, areas that touch never share a tint; as many areas as tints have one each.
        #[test]
        fn areas_that_touch_differ(cases in prop::collection::vec(0..9u8, 36)) {
            let mut voisins: BTreeMap<u8, BTreeSet<u8>> = cases.iter().map(|c| (*c, BTreeSet::new())).collect();
            for rang in 0..36 {
                for autre in [rang + 1, rang + 6] {
                    let bord = autre == rang + 1 && autre % 6 == 0;
                    if let (false, Some(b)) = (bord, cases.get(autre).filter(|b| **b != cases[rang])) {
                        voisins.get_mut(&cases[rang]).unwrap().insert(*b);
                        voisins.get_mut(b).unwrap().insert(cases[rang]);
                    }
                }
            }
            let choisies = colorier(&voisins, TEINTES.len());
            prop_assert_eq!(choisies.len(), voisins.len());
            // Scattered areas may all touch each other: nine then need more tints than there are.
            if voisins.values().all(|v| v.len() < TEINTES.len()) {
                for (noeud, siens) in &voisins {
                    prop_assert!(siens.iter().all(|v| choisies[v] != choisies[noeud]));
                }
            }
            if voisins.len() <= TEINTES.len() {
                let distinctes: BTreeSet<_> = choisies.values().collect();
                prop_assert_eq!(distinctes.len(), voisins.len());
            }
        }
    }
}
