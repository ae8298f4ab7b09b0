//! Sets that are joined two by two.

use std::collections::BTreeMap;

/// Sets that are joined (union-find).
pub(super) struct Unis(Vec<usize>);

impl Unis {
    /// Each alone.
    pub(super) fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    fn tete(&mut self, mut a: usize) -> usize {
        while self.0[a] != a {
            self.0[a] = self.0[self.0[a]];
            a = self.0[a];
        }
        a
    }

    /// Joins the sets of two members.
    pub(super) fn unir(&mut self, a: usize, b: usize) {
        let (a, b) = (self.tete(a), self.tete(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// The sets by their first member, and the set of each.
    pub(super) fn classes(&mut self) -> (Vec<Vec<usize>>, Vec<usize>) {
        let mut classes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for a in 0..self.0.len() {
            let tete = self.tete(a);
            classes.entry(tete).or_default().push(a);
        }
        let classes: Vec<Vec<usize>> = classes.into_values().collect();
        let mut de = vec![0; self.0.len()];
        for (rang, classe) in classes.iter().enumerate() {
            classe.iter().for_each(|&a| de[a] = rang);
        }
        (classes, de)
    }
}
