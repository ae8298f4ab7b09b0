//! A random tree of neighbours, cut at the edge that leaves the least out of bounds on both sides.

use std::collections::{BTreeMap, BTreeSet};

use super::alea::Alea;
use super::probleme::Probleme;

/// Trees drawn for a cut: one in ten suits when both sides have some room.
const ARBRES: usize = 16;

/// Atoms in the order in which a tree reached them, the rank of the parent of each, and what hangs from each.
struct Arbre {
    ordre: Vec<usize>,
    parent: Vec<usize>,
    habitants: Vec<f64>,
}

/// Atoms of one side of the best cut that was drawn, and what `faute` says of both sides, the one given first; both hold in one
/// piece. `None` when the atoms are only one, or in pieces.
pub(super) fn couper(
    p: &Probleme,
    atomes: &[usize],
    faute: impl Fn(f64, f64) -> f64,
    alea: &mut Alea,
) -> Option<(Vec<usize>, f64)> {
    let dedans: BTreeSet<usize> = atomes.iter().copied().collect();
    let mut meilleure: Option<(Vec<usize>, f64)> = None;
    for _ in 0..ARBRES {
        let depart = *atomes.get(alea.sous(atomes.len()))?;
        let arbre = Arbre::new(p, &dedans, depart, alea);
        if arbre.ordre.len() < dedans.len() {
            return None;
        }
        let (rang, sienne) = arbre.moindre(&faute)?;
        if meilleure.as_ref().is_none_or(|(_, m)| sienne < *m) {
            meilleure = Some((arbre.sous(rang), sienne));
        }
        if meilleure.as_ref().is_some_and(|(_, m)| *m <= 0.0) {
            break;
        }
    }
    meilleure
}

impl Arbre {
    /// A tree that grows by chance from an atom.
    fn new(p: &Probleme, dedans: &BTreeSet<usize>, depart: usize, alea: &mut Alea) -> Self {
        let mut rangs: BTreeMap<usize, usize> = BTreeMap::new();
        let (mut ordre, mut parent, mut bord) = (Vec::new(), Vec::new(), vec![(depart, 0)]);
        while !bord.is_empty() {
            let (atome, sien) = bord.swap_remove(alea.sous(bord.len()));
            if rangs.contains_key(&atome) {
                continue;
            }
            let rang = ordre.len();
            rangs.insert(atome, rang);
            ordre.push(atome);
            parent.push(sien);
            let voisins = p.voisins[atome].iter();
            let libres = voisins.filter(|v| dedans.contains(v) && !rangs.contains_key(v));
            bord.extend(libres.map(|&v| (v, rang)));
        }
        let mut habitants: Vec<f64> = ordre.iter().map(|&a| p.atomes[a].habitants()).collect();
        for rang in (1..ordre.len()).rev() {
            habitants[parent[rang]] += habitants[rang];
        }
        Self {
            ordre,
            parent,
            habitants,
        }
    }

    /// The edge, told by its lower end, whose cut costs least.
    fn moindre(&self, faute: impl Fn(f64, f64) -> f64) -> Option<(usize, f64)> {
        let total = *self.habitants.first()?;
        let coupes = self.habitants.iter().enumerate().skip(1);
        coupes
            .map(|(rang, &h)| (rang, faute(h, total - h)))
            .min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// What hangs from a rank, itself included.
    fn sous(&self, rang: usize) -> Vec<usize> {
        let mut pris = vec![false; self.ordre.len()];
        let mut atomes = Vec::new();
        for (ici, &atome) in self.ordre.iter().enumerate().skip(rang) {
            // A parent always comes before.
            pris[ici] = ici == rang || pris[self.parent[ici]];
            if pris[ici] {
                atomes.push(atome);
            }
        }
        atomes
    }
}
