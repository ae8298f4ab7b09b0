//! Sorting short lists: one sort compiled for all of them, on ranks, where that of the library is compiled whole for each order.

use std::cmp::Ordering;

/// Stable sorts of what a report shows: a few hundred things. For the millions of a file, `sort_by` of the library.
pub trait Tri<T> {
    /// Sorts by an order of two.
    fn trie_par(&mut self, ordre: impl FnMut(&T, &T) -> Ordering);

    /// Sorts by a key.
    fn trie_par_cle<K: Ord>(&mut self, cle: impl FnMut(&T) -> K);
}

impl<T> Tri<T> for [T] {
    fn trie_par(&mut self, mut ordre: impl FnMut(&T, &T) -> Ordering) {
        let places = rangs(self.len(), &mut |a, b| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => ordre(a, b),
            _ => Ordering::Equal,
        });
        echanges(places, &mut |a, b| self.swap(a, b));
    }

    fn trie_par_cle<K: Ord>(&mut self, mut cle: impl FnMut(&T) -> K) {
        self.trie_par(|a, b| cle(a).cmp(&cle(b)));
    }
}

/// The ranks of some things in their order.
fn rangs(nombre: usize, ordre: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut rangs: Vec<usize> = (0..nombre).collect();
    rangs.sort_by(|a, b| ordre(*a, *b));
    rangs
}

/// Puts each thing in its place, one exchange at most for each; `places` says where each one comes from.
fn echanges(mut places: Vec<usize>, echange: &mut dyn FnMut(usize, usize)) {
    for depart in 0..places.len() {
        let mut ici = depart;
        while let Some(place) = places.get_mut(ici) {
            let vient_de = std::mem::replace(place, ici);
            if vient_de == depart {
                break;
            }
            echange(ici, vient_de);
            ici = vient_de;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn is_the_stable_sort_of_the_library(liste in prop::collection::vec((0_u8..6, any::<u16>()), 0..80)) {
            let mut attendue = liste.clone();
            attendue.sort_by_key(|x| std::cmp::Reverse(x.0));
            let mut triee = liste.clone();
            triee.trie_par(|a, b| b.0.cmp(&a.0));
            prop_assert_eq!(triee, attendue);
            let (mut attendue, mut triee) = (liste.clone(), liste);
            attendue.sort_by_key(|x| x.0);
            triee.trie_par_cle(|x| x.0);
            prop_assert_eq!(triee, attendue);
        }
    }
}
