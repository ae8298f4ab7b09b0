//! Smallest connected sets of weighted nodes that meet a goal: bounded, deterministic.

use std::collections::BTreeSet;

use crate::tri::Tri;

/// Most steps of a search; beyond it the answer says that it is not complete.
pub(super) const PAS_MAX: usize = 100_000;

/// Weighted nodes and who touches whom.
pub(super) struct Graphe {
    pub poids: Vec<f64>,
    /// Nodes from which a set may start.
    pub racines: Vec<bool>,
    pub voisins: Vec<BTreeSet<usize>>,
    /// Whether the roots hold together by themselves (they all touch the perimeter).
    pub racines_jointes: bool,
}

/// Outcome of a search.
#[derive(Debug, PartialEq)]
pub(super) struct Recherche {
    /// Lightest first, each sorted.
    pub ensembles: Vec<Vec<usize>>,
    /// Number of sets of that size found.
    pub nombre: usize,
    pub complet: bool,
}

/// Smallest connected sets whose weight meets the goal; the goal must stay met when the weight grows.
pub(super) fn plus_petits(
    graphe: &Graphe,
    taille_max: usize,
    garde: usize,
    but: &impl Fn(f64) -> bool,
) -> Recherche {
    let mut pas = 0;
    for taille in 1..=taille_max {
        let mut p = Parcours {
            graphe,
            but,
            taille,
            garde,
            maxima: maxima(graphe, taille),
            suite: Vec::new(),
            vus: Vec::new(),
            trouves: BTreeSet::new(),
            nombre: 0,
            pas,
        };
        p.lancer();
        pas = p.pas;
        if p.nombre > 0 || pas > PAS_MAX {
            return Recherche {
                ensembles: p.trouves.into_iter().map(|(_, e)| e).collect(),
                nombre: p.nombre,
                complet: pas <= PAS_MAX,
            };
        }
    }
    Recherche {
        ensembles: Vec::new(),
        nombre: 0,
        complet: true,
    }
}

/// Greatest weight that n nodes can add, for n from 0 to the size of a set.
fn maxima(graphe: &Graphe, taille: usize) -> Vec<f64> {
    let mut poids = graphe.poids.clone();
    poids.trie_par(|a, b| b.total_cmp(a));
    let mut somme = 0.0;
    let mut liste = vec![0.0];
    for p in poids.iter().take(taille) {
        somme += p;
        liste.push(somme);
    }
    liste
}

struct Parcours<'a, F> {
    graphe: &'a Graphe,
    but: &'a F,
    taille: usize,
    garde: usize,
    maxima: Vec<f64>,
    /// Nodes that may still be taken, those of a branch after those of the branch above it.
    suite: Vec<usize>,
    /// Whether a node is in `suite`, was refused, or is taken.
    vus: Vec<bool>,
    /// Weight as ordered bits, then the set.
    trouves: BTreeSet<(u64, Vec<usize>)>,
    nombre: usize,
    pas: usize,
}

impl<F: Fn(f64) -> bool> Parcours<'_, F> {
    fn lancer(&mut self) {
        self.vus = vec![false; self.graphe.poids.len()];
        let racines: Vec<usize> = (0..self.graphe.poids.len())
            .filter(|i| self.graphe.racines.get(*i) == Some(&true))
            .collect();
        if self.graphe.racines_jointes {
            for racine in racines {
                self.admettre(racine);
            }
            self.etendre(&mut Vec::new(), 0.0, 0);
            return;
        }
        // A root is refused for good once its own sets are searched: nothing is copied from one to the next.
        for racine in racines {
            if self.pas > PAS_MAX {
                return;
            }
            self.marquer(racine, true);
            let poids = self.poids(racine);
            let fin = self.admettre_voisins(racine);
            self.etendre(&mut vec![racine], poids, 0);
            self.rendre(fin);
        }
    }

    /// Each connected set is met once: a node refused at a step is never taken again below it.
    fn etendre(&mut self, pris: &mut Vec<usize>, somme: f64, debut: usize) {
        self.pas += 1;
        let reste = self.taille.saturating_sub(pris.len());
        if reste == 0 {
            if (self.but)(somme) {
                self.retenir(pris, somme);
            }
            return;
        }
        let possible = self.maxima.get(reste).or(self.maxima.last());
        if !(self.but)(somme + possible.copied().unwrap_or_default()) {
            return;
        }
        let mut rang = debut;
        while let Some(&n) = self.suite.get(rang) {
            if self.pas > PAS_MAX {
                return;
            }
            rang += 1;
            let fin = self.admettre_voisins(n);
            pris.push(n);
            self.etendre(pris, somme + self.poids(n), rang);
            pris.pop();
            self.rendre(fin);
        }
    }

    fn marquer(&mut self, n: usize, vu: bool) {
        if let Some(place) = self.vus.get_mut(n) {
            *place = vu;
        }
    }

    fn admettre(&mut self, n: usize) {
        if self.vus.get(n) == Some(&false) {
            self.marquer(n, true);
            self.suite.push(n);
        }
    }

    /// Adds the neighbours not yet seen; gives the length of the list before them.
    fn admettre_voisins(&mut self, n: usize) -> usize {
        let fin = self.suite.len();
        let graphe = self.graphe;
        for &voisin in graphe.voisins.get(n).into_iter().flatten() {
            self.admettre(voisin);
        }
        fin
    }

    /// Takes back what was added after a length.
    fn rendre(&mut self, fin: usize) {
        for n in self.suite.split_off(fin.min(self.suite.len())) {
            self.marquer(n, false);
        }
    }

    fn retenir(&mut self, pris: &[usize], somme: f64) {
        self.nombre += 1;
        let mut ensemble = pris.to_vec();
        ensemble.sort_unstable();
        self.trouves.insert((somme.max(0.0).to_bits(), ensemble));
        if self.trouves.len() > self.garde {
            self.trouves.pop_last();
        }
    }

    fn poids(&self, n: usize) -> f64 {
        self.graphe.poids.get(n).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn graphe(poids: &[u16], aretes: &[(usize, usize)], joints: bool) -> Graphe {
        let n = poids.len();
        let mut voisins = vec![BTreeSet::new(); n];
        for (a, b) in aretes {
            if a % n != b % n {
                voisins[a % n].insert(b % n);
                voisins[b % n].insert(a % n);
            }
        }
        Graphe {
            poids: poids.iter().map(|p| f64::from(*p)).collect(),
            racines: (0..n).map(|i| !joints || i % 2 == 0).collect(),
            voisins,
            racines_jointes: joints,
        }
    }

    /// Whether a set holds together, its roots counted as touching when they are joined.
    fn tient(g: &Graphe, e: &[usize]) -> bool {
        let mut pris: BTreeSet<usize> = if g.racines_jointes {
            e.iter().copied().filter(|i| g.racines[*i]).collect()
        } else {
            e.iter().copied().take(1).collect()
        };
        loop {
            let avant = pris.len();
            for i in e {
                if g.voisins[*i].iter().any(|v| pris.contains(v)) {
                    pris.insert(*i);
                }
            }
            if pris.len() == avant {
                return pris.len() == e.len() && !e.is_empty();
            }
        }
    }

    /// The same answer by trying every subset.
    fn force_brute(g: &Graphe, taille_max: usize, but: f64) -> (usize, Vec<Vec<usize>>) {
        for taille in 1..=taille_max {
            let mut trouves: Vec<(u64, Vec<usize>)> = (1u32..1 << g.poids.len())
                .map(|m| {
                    (0..g.poids.len())
                        .filter(|i| m >> i & 1 == 1)
                        .collect::<Vec<_>>()
                })
                .filter(|e| e.len() == taille && tient(g, e))
                .map(|e| (e.iter().map(|i| g.poids[*i]).sum::<f64>(), e))
                .filter(|(s, _)| *s >= but)
                .map(|(s, e)| (s.to_bits(), e))
                .collect();
            if !trouves.is_empty() {
                trouves.sort();
                let n = trouves.len();
                return (n, trouves.into_iter().take(3).map(|(_, e)| e).collect());
            }
        }
        (0, Vec::new())
    }

    proptest! {
        #[test]
        fn finds_what_trying_every_subset_finds(
            poids in proptest::collection::vec(0u16..50, 1..9),
            aretes in proptest::collection::vec((0usize..9, 0usize..9), 0..14),
            but in 1u16..160,
            joints: bool,
        ) {
            let g = graphe(&poids, &aretes, joints);
            let but = f64::from(but);
            let r = plus_petits(&g, 5, 3, &|s| s >= but);
            let (nombre, ensembles) = force_brute(&g, 5, but);
            prop_assert!(r.complet);
            prop_assert_eq!(r.nombre, nombre);
            prop_assert_eq!(r.ensembles, ensembles);
        }
    }

    #[test]
    fn stops_at_its_bound_and_says_so() {
        let poids = vec![10u16; 60];
        let g = graphe(&poids, &[], true);
        let g = Graphe {
            racines: vec![true; 60],
            ..g
        };
        let r = plus_petits(&g, 6, 3, &|s| s >= 59.0);
        assert!(!r.complet);
    }
}
