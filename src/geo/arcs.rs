//! Rings cut into arcs at the points where borders meet, so that both sides of a border are simplified alike.

use std::collections::HashMap;

/// A vertex on a grid, in steps.
pub type Sommet = (i64, i64);

/// The one or two vertices joined to a vertex; three or more, or a dead end, make it a node.
#[derive(Debug, Clone, Copy, Default)]
struct Voisinage {
    voisins: [Option<Sommet>; 2],
    carrefour: bool,
}

impl Voisinage {
    fn ajouter(&mut self, autre: Sommet) {
        match self.voisins {
            [Some(a), _] if a == autre => {}
            [_, Some(b)] if b == autre => {}
            [None, _] => self.voisins[0] = Some(autre),
            [_, None] => self.voisins[1] = Some(autre),
            _ => self.carrefour = true,
        }
    }

    fn est_noeud(&self) -> bool {
        self.carrefour || self.voisins[1].is_none()
    }
}

/// Where borders meet, over all rings of the map.
#[derive(Debug, Default)]
pub(super) struct Noeuds(HashMap<Sommet, Voisinage>);

impl Noeuds {
    /// Reads closed rings given without repeated last vertex.
    pub(super) fn new<'a>(anneaux: impl Iterator<Item = &'a [Sommet]>) -> Self {
        let mut noeuds = Self::default();
        for anneau in anneaux {
            let suivants = anneau.iter().cycle().skip(1);
            for (&a, &b) in anneau.iter().zip(suivants).filter(|(a, b)| a != b) {
                noeuds.0.entry(a).or_default().ajouter(b);
                noeuds.0.entry(b).or_default().ajouter(a);
            }
        }
        noeuds
    }

    fn contient(&self, s: &Sommet) -> bool {
        self.0.get(s).is_some_and(Voisinage::est_noeud)
    }

    /// Cuts a ring (without repeated last vertex) into arcs; the end of one is the start of the next.
    ///
    /// A ring without node (an island, an enclave) is cut at its smallest vertex, whatever its direction.
    pub(super) fn couper(&self, anneau: &[Sommet]) -> Vec<Vec<Sommet>> {
        let noeud = anneau.iter().position(|s| self.contient(s));
        let petit = || (0..anneau.len()).min_by_key(|&i| anneau.get(i));
        let Some(depart) = noeud.or_else(petit) else {
            return Vec::new();
        };
        let mut arcs = Vec::new();
        let mut arc: Vec<Sommet> = Vec::new();
        let tour = anneau.iter().cycle().skip(depart).take(anneau.len() + 1);
        for (rang, &s) in tour.enumerate() {
            arc.push(s);
            let fin = rang == anneau.len();
            if rang > 0 && (fin || self.contient(&s)) {
                arcs.push(std::mem::replace(&mut arc, vec![s]));
            }
        }
        arcs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_border_is_the_same_arc_on_both_sides() {
        let a = [(0, 0), (10, 0), (11, 5), (10, 10), (0, 10)];
        let b = [(10, 0), (20, 0), (20, 10), (10, 10), (11, 5)];
        let noeuds = Noeuds::new([a.as_slice(), &b].into_iter());
        let commun = vec![(10, 0), (11, 5), (10, 10)];
        let retourne: Vec<Sommet> = commun.iter().rev().copied().collect();
        assert!(noeuds.couper(&a).contains(&commun));
        assert!(noeuds.couper(&b).contains(&retourne));
        assert_eq!(noeuds.couper(&a).len(), 2);
    }

    #[test]
    fn an_island_is_cut_at_the_same_vertex_in_both_directions() {
        let a = [(5, 5), (9, 5), (9, 9), (5, 9)];
        let b = [(9, 9), (9, 5), (5, 5), (5, 9)];
        for anneau in [&a, &b] {
            let arcs = Noeuds::new(std::iter::once(anneau.as_slice())).couper(anneau);
            assert_eq!(arcs.len(), 1);
            assert_eq!((arcs[0][0], arcs[0][4]), ((5, 5), (5, 5)));
        }
        assert!(Noeuds::default().couper(&[]).is_empty());
    }
}
