//! A coarser problem: neighbours of the same zone gathered into small blocks, so that a search first moves what is large.

use std::collections::BTreeSet;

use super::alea::Alea;
use super::probleme::{Atome, Genre, Probleme};

/// A block has at most this share of the floor of a group: as many must fit between the bounds as the communes would.
const PART_DU_PLANCHER: f64 = 0.125;

/// Free atoms of each piece, and its new groups.
type Pieces = [(Vec<usize>, Vec<usize>)];

/// A coarser problem, and the block of each atom.
pub(super) struct Grossi {
    pub(super) probleme: Probleme,
    pub(super) pieces: Vec<(Vec<usize>, Vec<usize>)>,
    pub(super) bloc: Vec<usize>,
}

/// Gathers the atoms until there are about so many; `None` when they are not more, or when times between them are known, which
/// tell nothing of blocks.
pub(super) fn grossir(
    p: &Probleme,
    pieces: &Pieces,
    cible: usize,
    alea: &mut Alea,
) -> Option<Grossi> {
    if p.atomes.len() <= cible || p.trajets.is_some() {
        return None;
    }
    let nouveaux = p.groupes.iter().filter(|r| r.genre == Genre::Nouveau);
    let plancher = nouveaux.map(|r| r.min).fold(f64::INFINITY, f64::min);
    let plafond = match plancher > 0.0 && plancher.is_finite() {
        true => plancher * PART_DU_PLANCHER,
        false => p.habitants() / cible.max(1) as f64,
    };
    let mut bloc: Vec<usize> = (0..p.atomes.len()).collect();
    let (mut grossi, mut avant) = (p.clone(), usize::MAX);
    while grossi.atomes.len() > cible && grossi.atomes.len() < avant {
        avant = grossi.atomes.len();
        let pas = apparier(&grossi, plafond, avant - cible, alea);
        grossi = fondre(&grossi, &pas);
        bloc.iter_mut().for_each(|b| *b = pas[*b]);
    }
    let dans = |atomes: &Vec<usize>| {
        let blocs: BTreeSet<usize> = atomes.iter().map(|a| bloc[*a]).collect();
        blocs.into_iter().collect()
    };
    let pieces = pieces.iter().map(|(a, g)| (dans(a), g.clone())).collect();
    Some(Grossi {
        probleme: grossi,
        pieces,
        bloc,
    })
}

/// The new rank of each atom, where no more than `paires` pairs of neighbours become one.
fn apparier(p: &Probleme, plafond: f64, paires: usize, alea: &mut Alea) -> Vec<usize> {
    let n = p.atomes.len();
    let mut ordre: Vec<usize> = (0..n).collect();
    for rang in (1..n).rev() {
        ordre.swap(rang, alea.sous(rang + 1));
    }
    let habitants: Vec<f64> = p.atomes.iter().map(Atome::habitants).collect();
    let mut avec: Vec<Option<usize>> = vec![None; n];
    let mut restent = paires;
    for a in ordre {
        if restent == 0 || avec[a].is_some() || p.atomes[a].fixe.is_some() {
            continue;
        }
        let libres = p.voisins[a].iter().copied().filter(|&b| {
            avec[b].is_none()
                && p.atomes[b].fixe.is_none()
                && habitants[a] + habitants[b] <= plafond
                && zone(p, a) == zone(p, b)
                && !p.interdits[a].contains(&b)
        });
        let petit = libres.min_by(|&b, &c| habitants[b].total_cmp(&habitants[c]).then(b.cmp(&c)));
        if let Some(b) = petit {
            (avec[a], avec[b]) = (Some(b), Some(a));
            restent -= 1;
        }
    }
    let mut rangs = vec![0; n];
    let mut suivant = 0;
    for a in 0..n {
        rangs[a] = match avec[a] {
            Some(b) if b < a => rangs[b],
            _ => {
                suivant += 1;
                suivant - 1
            }
        };
    }
    rangs
}

fn zone(p: &Probleme, atome: usize) -> Option<usize> {
    p.atomes[atome].zones.first().map(|z| z.0)
}

/// The problem where the atoms of the same rank are one.
fn fondre(p: &Probleme, rangs: &[usize]) -> Probleme {
    let n = rangs.iter().max().map_or(0, |r| r + 1);
    let mut atomes = vec![Atome::default(); n];
    let mut voisins: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); n];
    let mut interdits: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); n];
    for (a, atome) in p.atomes.iter().enumerate() {
        let ici = rangs[a];
        let bloc = &mut atomes[ici];
        bloc.fixe = atome.fixe;
        bloc.lieux.extend(&atome.lieux);
        for &(zone, h) in &atome.zones {
            super::mesure::verser(&mut bloc.zones, zone, h);
        }
        let autres = |de: &[usize]| -> Vec<usize> {
            let autres = de.iter().map(|b| rangs[*b]);
            autres.filter(|b| *b != ici).collect()
        };
        voisins[ici].extend(autres(&p.voisins[a]));
        interdits[ici].extend(autres(&p.interdits[a]));
    }
    let listes = |ensembles: Vec<BTreeSet<usize>>| {
        let listes = ensembles.into_iter().map(|e| e.into_iter().collect());
        listes.collect()
    };
    Probleme {
        atomes,
        voisins: listes(voisins),
        interdits: listes(interdits),
        groupes: p.groupes.clone(),
        zones: p.zones.clone(),
        poids: p.poids,
        km_max: p.km_max,
        trajets: None,
    }
}

#[cfg(test)]
mod tests;
