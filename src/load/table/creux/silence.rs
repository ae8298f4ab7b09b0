//! A département, or arrondissements of a city, without any row in a file that is whole elsewhere: whether that is a zero.
//!
//! The law: no row is zero only when so wide a silence may be that of a whole file. In a class of communes of the same size,
//! of which `t` elsewhere have `s` with a row, `n` without any have the chance `Π (t − s + 1 + i) / (t + 2 + i)` (rule of
//! succession); `λ` being minus the logarithm of the product over the classes, the chance of the silence is `(1 + λ/k)^−k`, as
//! départements differ more than by chance: `k` is `Σ μ² / Σ ((o − μ)² − v)`, from the `o` communes that have a row in each, the
//! `μ` expected and their variance `v`, and no more than the départements that tell it. It is multiplied by the number of
//! places that might have been silent: the départements, or the cities and the ways to choose so many of their arrondissements.

use std::collections::{BTreeMap, BTreeSet};

use super::Seuils;
use crate::load::table::silences::Lieu;
use crate::model::lecture::arrondissements;
use crate::model::{Genre, Referentiel, UniteId};

/// What a file, or one of its variables, says of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dit {
    /// Nothing: no row.
    Rien,
    /// That it has none, in so many words.
    Aucun,
    /// That it has some.
    Quelque,
}

/// A commune, or an arrondissement of a city that the file does not give as a whole.
#[derive(Debug, Clone, Copy)]
struct Feuille {
    id: UniteId,
    departement: usize,
    /// Those compared with each other: the size, and the pool.
    classe: (bool, usize),
    dit: Dit,
}

/// Where a file speaks, and how it is judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Champ<'a> {
    /// Départements of which it speaks.
    pub entiers: &'a BTreeSet<usize>,
    /// Units of which it is known to be silent.
    pub tues: &'a BTreeSet<UniteId>,
    /// Whether the overseas départements are compared with each other only, what is common elsewhere being sometimes unknown there.
    pub outre_mer_a_part: bool,
}

/// Communes of a class: all, and those that have a row.
type Classes = BTreeMap<(bool, usize), (usize, usize)>;

/// Where a file is silent although it ought not to be, and the communes that were expected there.
pub(super) fn silences(
    r: &Referentiel,
    seuils: &Seuils,
    champ: Champ<'_>,
    dit: impl Fn(UniteId) -> Dit,
) -> Vec<(Lieu, f64)> {
    let feuilles = feuilles(r, seuils, champ, dit);
    let lieux = muets(r, &feuilles);
    if lieux.is_empty() {
        return Vec::new();
    }
    let muet = |f: &Feuille| {
        let mut lieux = lieux.iter().map(|m| &m.lieu);
        lieux.any(|lieu| *lieu == Lieu::Departement(f.departement))
    };
    let (muettes, parlees): (Vec<Feuille>, Vec<Feuille>) = feuilles.into_iter().partition(muet);
    let classes = classes(&parlees);
    let ecarts = [false, true].map(|bassin| ecart(&parlees, &classes, bassin));
    let tus = lieux.iter().filter_map(|muet| {
        let siennes = muettes.iter().chain(&parlees);
        let siennes: Vec<&Feuille> = siennes.filter(|f| muet.contient(f)).collect();
        let k = ecarts[usize::from(siennes.first()?.classe.0)];
        let (lambda, attendues) = attendu(&classes, muet, &siennes);
        let chance = muet.choix - k * (lambda / k).ln_1p();
        let tu = k > 0.0 && chance < seuils.hasard_silence.valeur.ln();
        tu.then(|| (muet.lieu.clone(), attendues))
    });
    tus.collect()
}

/// A place of which nothing is said.
struct Muet {
    lieu: Lieu,
    /// Logarithm of the number of places like it.
    choix: f64,
}

impl Muet {
    fn contient(&self, f: &Feuille) -> bool {
        match &self.lieu {
            Lieu::Departement(d) => f.departement == *d,
            Lieu::Ville(_, arrondissements) => arrondissements.contains(&f.id),
        }
    }
}

/// The communes, and the arrondissements of the cities of which the file has no row of their own.
fn feuilles(
    r: &Referentiel,
    seuils: &Seuils,
    champ: Champ<'_>,
    dit: impl Fn(UniteId) -> Dit,
) -> Vec<Feuille> {
    let entiere = |ville: UniteId| dit(ville) != Dit::Rien;
    let feuille = |id: &UniteId| {
        let unite = r.unite(*id);
        champ.entiers.contains(&unite.departement)
            && !champ.tues.contains(id)
            && unite.genre != Genre::CommuneCom
            && match unite.parent {
                Some(ville) => !entiere(ville),
                None => arrondissements(r, *id).is_empty() || entiere(*id),
            }
    };
    let tailles = &seuils.tailles.valeur;
    let lue = |id: UniteId| {
        let departement = r.unite(id).departement;
        let habitants = r.population(id);
        let outre_mer = r.departement(id).code.starts_with("97");
        let taille = tailles.partition_point(|borne| *borne <= habitants);
        Feuille {
            id,
            departement,
            classe: (champ.outre_mer_a_part && outre_mer, taille),
            dit: dit(id),
        }
    };
    r.ids().filter(feuille).map(lue).collect()
}

/// The départements of which nothing is said, then the cities some arrondissements of which nothing is said of.
fn muets(r: &Referentiel, feuilles: &[Feuille]) -> Vec<Muet> {
    let mut dits: BTreeMap<usize, bool> = BTreeMap::new();
    let mut villes: BTreeMap<UniteId, (usize, Vec<UniteId>)> = BTreeMap::new();
    for f in feuilles {
        *dits.entry(f.departement).or_default() |= f.dit != Dit::Rien;
        if let Some(ville) = r.unite(f.id).parent {
            let (tous, muets) = villes.entry(ville).or_default();
            *tous += 1;
            muets.extend((f.dit == Dit::Rien).then_some(f.id));
        }
    }
    let departements = dits.iter().filter(|(_, dit)| !**dit);
    let departements = departements.map(|(d, _)| Muet {
        lieu: Lieu::Departement(*d),
        choix: (dits.len() as f64).ln(),
    });
    let parle = |ville: &UniteId| dits.get(&r.unite(*ville).departement) == Some(&true);
    let n = villes.len() as f64;
    let villes = villes.into_iter().filter(|(ville, _)| parle(ville));
    let villes = villes.filter(|(_, (_, muets))| !muets.is_empty());
    let villes = villes.map(|(ville, (tous, muets))| Muet {
        choix: choix(tous, muets.len()) + n.ln(),
        lieu: Lieu::Ville(ville, muets),
    });
    departements.chain(villes).collect()
}

/// Logarithm of the number of ways to choose so many of them.
fn choix(tous: usize, pris: usize) -> f64 {
    (0..pris.min(tous))
        .map(|i| ((tous - i) as f64 / (i + 1) as f64).ln())
        .sum()
}

fn classes(feuilles: &[Feuille]) -> Classes {
    let mut classes = Classes::new();
    for f in feuilles {
        let (toutes, lues) = classes.entry(f.classe).or_default();
        *toutes += 1;
        *lues += usize::from(f.dit == Dit::Quelque);
    }
    classes
}

/// Minus the logarithm of the chance that none of these has a row, and the number expected, from the others of their classes.
fn attendu(classes: &Classes, muet: &Muet, muettes: &[&Feuille]) -> (f64, f64) {
    // The arrondissements of a city that speaks are among those of their classes.
    let comptees = matches!(muet.lieu, Lieu::Ville(..));
    let mut nombres: BTreeMap<(bool, usize), usize> = BTreeMap::new();
    for f in muettes {
        *nombres.entry(f.classe).or_default() += 1;
    }
    let (mut lambda, mut attendues) = (0.0, 0.0);
    for (classe, n) in nombres {
        let (toutes, lues) = classes.get(&classe).copied().unwrap_or_default();
        let ailleurs = toutes.saturating_sub(if comptees { n } else { 0 });
        let sans = ailleurs.saturating_sub(lues) as f64;
        let pas = (0..n).map(|i| i as f64);
        lambda -= pas
            .map(|i| ((sans + 1.0 + i) / (ailleurs as f64 + 2.0 + i)).ln())
            .sum::<f64>();
        attendues += n as f64 * lues as f64 / (ailleurs as f64).max(1.0);
    }
    (lambda, attendues)
}

/// `k` of the départements of a pool.
fn ecart(feuilles: &[Feuille], classes: &Classes, bassin: bool) -> f64 {
    let mut sommes: BTreeMap<usize, (f64, f64, f64)> = BTreeMap::new();
    for f in feuilles.iter().filter(|f| f.classe.0 == bassin) {
        let (toutes, lues) = classes.get(&f.classe).copied().unwrap_or_default();
        let p = lues as f64 / (toutes as f64).max(1.0);
        let (lus, attendus, variance) = sommes.entry(f.departement).or_default();
        *lus += f64::from(u8::from(f.dit == Dit::Quelque));
        *attendus += p;
        *variance += p * (1.0 - p);
    }
    let n = sommes.len();
    let carres: f64 = sommes.values().map(|(_, mu, _)| mu * mu).sum();
    let exces = sommes.values().map(|(o, mu, v)| (o - mu).powi(2) - v);
    let exces: f64 = exces.sum();
    let k = if exces > 0.0 {
        carres / exces
    } else {
        f64::INFINITY
    };
    k.min(n as f64)
}

#[cfg(test)]
mod tests;
