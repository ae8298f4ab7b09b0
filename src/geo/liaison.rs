//! The fewest units that link two sets of units, and how far apart two sets lie.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use rstar::RTree;

use super::{Maille, anneaux, distance};
use crate::model::{Point, UniteId};

/// Units between two sets that make one piece of them, by number then by weight; `None` when no chain of neighbours links them.
///
/// Shortest path on the adjacency map, each unit counting for one, then for its weight (inhabitants); units of the sets cost
/// nothing. The first of equal chains, by identifier.
#[must_use]
pub fn liaison(
    graphe: &BTreeMap<UniteId, BTreeSet<UniteId>>,
    (de, vers): (&BTreeSet<UniteId>, &BTreeSet<UniteId>),
    poids: impl Fn(UniteId) -> u64,
) -> Option<Vec<UniteId>> {
    let mut meilleurs: BTreeMap<UniteId, (u32, u64)> = BTreeMap::new();
    let mut parents: BTreeMap<UniteId, UniteId> = BTreeMap::new();
    let mut file: BinaryHeap<Reverse<((u32, u64), UniteId)>> = BinaryHeap::new();
    for &id in de {
        meilleurs.insert(id, (0, 0));
        file.push(Reverse(((0, 0), id)));
    }
    while let Some(Reverse((cout, id))) = file.pop() {
        if meilleurs.get(&id).is_some_and(|m| *m < cout) {
            continue;
        }
        if vers.contains(&id) {
            return Some(chemin(id, &parents, de, vers));
        }
        for &suivante in graphe.get(&id).into_iter().flatten() {
            let pas = match vers.contains(&suivante) {
                true => (0, 0),
                false => (1, poids(suivante)),
            };
            let nouveau = (cout.0 + pas.0, cout.1.saturating_add(pas.1));
            if meilleurs.get(&suivante).is_none_or(|m| nouveau < *m) {
                meilleurs.insert(suivante, nouveau);
                parents.insert(suivante, id);
                file.push(Reverse((nouveau, suivante)));
            }
        }
    }
    None
}

/// Units of a path that are in neither set, in order of their identifiers.
fn chemin(
    arrivee: UniteId,
    parents: &BTreeMap<UniteId, UniteId>,
    de: &BTreeSet<UniteId>,
    vers: &BTreeSet<UniteId>,
) -> Vec<UniteId> {
    let suite = std::iter::successors(Some(arrivee), |id| parents.get(id).copied());
    let entre = suite.filter(|id| !de.contains(id) && !vers.contains(id));
    let mut entre: Vec<UniteId> = entre.collect();
    entre.sort_unstable();
    entre
}

/// Least distance between the vertices of two sets of outlines, kilometres; `None` when one of them has no outline.
#[must_use]
pub fn ecart_km(maille: &Maille, a: &BTreeSet<UniteId>, b: &BTreeSet<UniteId>) -> Option<f64> {
    let points = |ensemble: &BTreeSet<UniteId>| -> Vec<Point> {
        let formes = ensemble.iter().flat_map(|&id| maille.forme(id));
        let sommets = formes.flat_map(|f| anneaux(f)).flat_map(|a| a.0.iter());
        sommets.map(|c| Point { lon: c.x, lat: c.y }).collect()
    };
    let sur_la_sphere = |p: &Point| distance::sur_la_sphere(*p);
    let arbre = RTree::bulk_load(points(a).iter().map(sur_la_sphere).collect());
    let corde2 = |p: Point| {
        let p = distance::sur_la_sphere(p);
        let proche: &[f64; 3] = arbre.nearest_neighbor(&p)?;
        Some(proche.iter().zip(p).map(|(x, y)| (x - y).powi(2)).sum())
    };
    let moindre: f64 = points(b)
        .into_iter()
        .filter_map(corde2)
        .min_by(f64::total_cmp)?;
    Some(2.0 * RAYON_KM * (moindre.sqrt() / 2.0).min(1.0).asin())
}

/// Mean radius of the Earth, kilometres (IUGG), as [`distance::METHODE`].
const RAYON_KM: f64 = 6371.0088;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::geo::essais::{ALPHA, BETA, PARIS, VOISINE, france};

    fn grille(n: u32) -> BTreeMap<UniteId, BTreeSet<UniteId>> {
        let id = |x: u32, y: u32| UniteId(y * n + x);
        let mut graphe: BTreeMap<UniteId, BTreeSet<UniteId>> = BTreeMap::new();
        for y in 0..n {
            for x in 0..n {
                let place = graphe.entry(id(x, y)).or_default();
                place.extend((x > 0).then(|| id(x - 1, y)));
                place.extend((x + 1 < n).then(|| id(x + 1, y)));
                place.extend((y > 0).then(|| id(x, y - 1)));
                place.extend((y + 1 < n).then(|| id(x, y + 1)));
            }
        }
        graphe
    }

    proptest! {
        /// On a grid, two units are as many steps apart as their coordinates say, and the chain makes one piece of them.
        #[test]
        fn the_chain_is_the_shortest_and_makes_one_piece(a in 0..64_u32, b in 0..64_u32) {
            let graphe = grille(8);
            let (de, vers) = (BTreeSet::from([UniteId(a)]), BTreeSet::from([UniteId(b)]));
            let chaine = liaison(&graphe, (&de, &vers), |id| u64::from(id.0)).unwrap();
            let pas = (a % 8).abs_diff(b % 8) + (a / 8).abs_diff(b / 8);
            prop_assert_eq!(chaine.len(), pas.saturating_sub(1) as usize);
            let tous: BTreeSet<UniteId> = de.iter().chain(&vers).chain(&chaine).copied().collect();
            let dedans = graphe.iter().filter(|(id, _)| tous.contains(id));
            let dedans = dedans.map(|(id, v)| (*id, v.intersection(&tous).copied().collect())).collect();
            prop_assert_eq!(crate::geo::composantes::composantes(&dedans).len(), 1);
        }
    }

    #[test]
    fn the_lighter_of_equal_chains_is_taken_and_the_sea_has_none() {
        let graphe = grille(3);
        let (de, vers) = (BTreeSet::from([UniteId(0)]), BTreeSet::from([UniteId(8)]));
        let lourde = |id: UniteId| u64::from(id.0 == 4) * 10;
        let chaine = liaison(&graphe, (&de, &vers), lourde).unwrap();
        assert!(chaine.len() == 3 && !chaine.contains(&UniteId(4)));
        let ile = BTreeSet::from([UniteId(99)]);
        assert_eq!(liaison(&graphe, (&de, &ile), |_| 1), None);
    }

    #[test]
    fn what_touches_is_at_no_distance() {
        let d = france();
        let maille = Maille::new(&d.referentiel, &d.contours, &BTreeSet::from([VOISINE]));
        let un = |id| BTreeSet::from([id]);
        assert!(ecart_km(&maille, &un(PARIS), &un(VOISINE)).unwrap() < 1e-6);
        let loin = ecart_km(&maille, &un(PARIS), &un(ALPHA)).unwrap();
        // From 48.8° N to 44.1° N, and from 2.4° E to 3.0° E.
        assert!((520.0..530.0).contains(&loin), "{loin}");
        assert!(ecart_km(&maille, &un(ALPHA), &un(BETA)).unwrap() < 1e-6);
        assert_eq!(ecart_km(&maille, &un(ALPHA), &un(UniteId(9999))), None);
    }
}
