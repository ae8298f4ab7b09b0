//! Who touches whom, and which départements some steps from commune to commune reach.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cpts::model::CodeCommune;

use crate::lecture::Formes;

/// Units that share a border segment, smallest code first.
pub type Paires = BTreeSet<(CodeCommune, CodeCommune)>;

/// Pairs of units with a segment in common; `grille` makes a vertex comparable.
pub fn paires(formes: &Formes, grille: impl Fn([f64; 2]) -> [i64; 2]) -> Paires {
    let mut segments: HashMap<[[i64; 2]; 2], Vec<CodeCommune>> = HashMap::new();
    for (code, polygones) in formes {
        for anneau in polygones.iter().flatten() {
            for cote in anneau.windows(2) {
                let (a, b) = (grille(cote[0]), grille(cote[1]));
                if a != b {
                    segments
                        .entry([a.min(b), a.max(b)])
                        .or_default()
                        .push(*code);
                }
            }
        }
    }
    let mut paires = Paires::new();
    for codes in segments.values() {
        for a in codes {
            paires.extend(codes.iter().filter(|b| a < *b).map(|b| (*a, *b)));
        }
    }
    paires
}

/// Pairs lost and pairs made, to be read.
pub fn ecarts(vraies: &Paires, lues: &Paires) -> Vec<String> {
    let perdues = vraies
        .difference(lues)
        .map(|(a, b)| format!("{a}-{b} perdue"));
    let nees = lues.difference(vraies).map(|(a, b)| format!("{a}-{b} née"));
    perdues.chain(nees).collect()
}

/// By département, ranks of those that at most `pas` steps from one of its communes reach, itself included.
pub fn portees<'a>(
    paires: &Paires,
    departements: &BTreeSet<&'a str>,
    pas: usize,
) -> BTreeMap<&'a str, Vec<usize>> {
    let mut voisines: BTreeMap<CodeCommune, Vec<CodeCommune>> = BTreeMap::new();
    for (a, b) in paires {
        voisines.entry(*a).or_default().push(*b);
        voisines.entry(*b).or_default().push(*a);
    }
    let rang = |code: &CodeCommune| departements.iter().position(|d| *d == code.departement());
    let portee = |departement: &&'a str| {
        let du_departement = voisines.keys().filter(|c| c.departement() == *departement);
        let mut atteintes: BTreeSet<CodeCommune> = du_departement.copied().collect();
        let mut bord: Vec<CodeCommune> = atteintes.iter().copied().collect();
        for _ in 0..pas {
            let suivantes = bord.iter().flat_map(|c| &voisines[c]);
            bord = suivantes
                .filter(|c| atteintes.insert(**c))
                .copied()
                .collect();
        }
        let mut rangs: BTreeSet<usize> = atteintes.iter().filter_map(rang).collect();
        rangs.extend(departements.iter().position(|d| d == departement));
        (*departement, rangs.into_iter().collect())
    };
    departements.iter().map(portee).collect()
}
