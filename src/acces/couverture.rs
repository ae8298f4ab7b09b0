//! What a commune → CPTS list says of each commune, arrondissements municipaux included.

mod douteuses;

use std::collections::{BTreeMap, BTreeSet};

use douteuses::Douteuses;

use crate::model::lecture::{arrondissements, lieux, population};
use crate::model::{AffectationCpts, Dataset, UniteId};

/// Part under which what remains is rounding, not territory.
const EPSILON: f64 = 1e-9;

/// State of a commune towards the CPTS of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EtatCpts {
    /// In a département that the list does not cover, maybe named by a row that could not be read, or named for a part that
    /// nothing tells: unknown.
    HorsChamp,
    /// No CPTS of the list holds any part of it.
    SansCpts,
    /// One CPTS or more, but a part remains without any.
    EnPartie,
    /// All of it in one CPTS.
    UneCpts,
    /// In several CPTS, and no part without any.
    PlusieursCpts,
}

/// The list, by unit.
///
/// Scope of the list: the départements with at least one line. A line on a city holds for its arrondissements; lines on
/// arrondissements cover that part of the population of their city. Parts of several CPTS add up to the whole at most.
#[derive(Debug, Clone)]
pub struct CouvertureCpts<'a> {
    dataset: &'a Dataset,
    lignes: BTreeMap<UniteId, Vec<&'a AffectationCpts>>,
    champ: BTreeSet<usize>,
    douteuses: Douteuses,
}

impl<'a> CouvertureCpts<'a> {
    /// Indexes the list; `None` when there is none.
    #[must_use]
    pub fn new(dataset: &'a Dataset) -> Option<Self> {
        let mut lignes: BTreeMap<UniteId, Vec<&'a AffectationCpts>> = BTreeMap::new();
        let mut champ = dataset.cpts_champ.clone();
        for ligne in &dataset.cpts {
            lignes.entry(ligne.unite).or_default().push(ligne);
            champ.insert(dataset.referentiel.unite(ligne.unite).departement);
        }
        (!champ.is_empty()).then_some(Self {
            dataset,
            lignes,
            champ,
            douteuses: Douteuses::new(dataset),
        })
    }

    /// Names of the départements in the scope of the list, in code order.
    pub fn champ(&self) -> impl Iterator<Item = &'a str> {
        let departements = &self.dataset.referentiel.departements;
        self.champ
            .iter()
            .filter_map(|&d| departements.get(d))
            .map(|d| d.nom.as_str())
    }

    /// Whether the list says something of the département of the unit, and no rejected row of it may be about the unit.
    #[must_use]
    pub fn dans_champ(&self, id: UniteId) -> bool {
        let r = &self.dataset.referentiel;
        let douteuse =
            |u: &UniteId| self.dataset.cpts_inconnues.contains(u) || self.douteuses.contient(r, *u);
        let mut places = lieux(r, id).chain(r.unite(id).parent);
        self.champ.contains(&r.unite(id).departement)
            && !self.dataset.cpts_partielles.contains(&id)
            && !(self.noms(id).is_empty() && places.any(|u| douteuse(&u)))
    }

    /// CPTS that hold at least a part of the unit, sorted, each once.
    #[must_use]
    pub fn noms(&self, id: UniteId) -> BTreeSet<&'a str> {
        let r = &self.dataset.referentiel;
        lieux(r, id)
            .chain(r.unite(id).parent)
            .flat_map(|u| self.lignes(u))
            .map(|l| l.cpts.as_str())
            .collect()
    }

    /// A CPTS of the list by its exact name.
    #[must_use]
    pub fn nommee(&self, nom: &str) -> Option<&'a str> {
        let mut lignes = self.dataset.cpts.iter();
        lignes.find(|l| l.cpts == nom).map(|l| l.cpts.as_str())
    }

    /// Inhabitants of a unit, 0 when they are not known.
    #[must_use]
    pub fn habitants(&self, id: UniteId) -> f64 {
        population::habitants(self.dataset, id).unwrap_or(0.0)
    }

    /// Inhabitants of a unit that each CPTS holds, those of the whole unit at most: by the lines on it, on its city, and on its
    /// arrondissements.
    #[must_use]
    pub fn habitants_par_cpts(&self, id: UniteId) -> BTreeMap<&'a str, f64> {
        let r = &self.dataset.referentiel;
        let gens = self.habitants(id);
        let mut tenus: BTreeMap<&'a str, f64> = BTreeMap::new();
        let entier = std::iter::once(id).chain(r.unite(id).parent);
        let entier = entier.map(|place| (place, gens));
        let siens = arrondissements(r, id).iter();
        for (place, gens) in entier.chain(siens.map(|&a| (a, self.habitants(a)))) {
            for ligne in self.lignes(place) {
                *tenus.entry(&ligne.cpts).or_default() += ligne.part.clamp(0.0, 1.0) * gens;
            }
        }
        tenus.values_mut().for_each(|x| *x = x.min(gens));
        tenus
    }

    /// Inhabitants that each CPTS of the list holds; a city and its arrondissements count once.
    #[must_use]
    pub fn totaux(&self) -> BTreeMap<&'a str, f64> {
        let r = &self.dataset.referentiel;
        let places = self.lignes.keys().map(|&u| r.unite(u).parent.unwrap_or(u));
        let mut totaux: BTreeMap<&'a str, f64> = BTreeMap::new();
        for place in places.collect::<BTreeSet<UniteId>>() {
            for (nom, tenus) in self.habitants_par_cpts(place) {
                *totaux.entry(nom).or_default() += tenus;
            }
        }
        totaux
    }

    /// Part of the population of the unit in at least one CPTS, from 0 to 1.
    #[must_use]
    pub fn part_couverte(&self, id: UniteId) -> f64 {
        let r = &self.dataset.referentiel;
        let heritee = r
            .unite(id)
            .parent
            .map_or(0.0, |ville| self.somme_des_parts(ville));
        let directe = self.somme_des_parts(id) + heritee;
        let part = directe + self.part_des_arrondissements(id, directe);
        if part > 1.0 - EPSILON {
            1.0
        } else {
            part.max(0.0)
        }
    }

    /// Whether a line names an arrondissement of a city: the city is then read through them.
    #[must_use]
    pub fn nomme_un_arrondissement(&self, ville: UniteId) -> bool {
        let mut siens = arrondissements(&self.dataset.referentiel, ville).iter();
        siens.any(|a| self.lignes.contains_key(a))
    }

    /// Whether several CPTS hold a same part of a unit, so that nothing tells how its people count: parts that add up to the whole
    /// at most, and arrondissements each in one CPTS, are told.
    #[must_use]
    pub fn disputee(&self, id: UniteId) -> bool {
        let r = &self.dataset.referentiel;
        lieux(r, id).any(|place| {
            let siennes = || {
                self.lignes(place).chain(
                    r.unite(place)
                        .parent
                        .into_iter()
                        .flat_map(|v| self.lignes(v)),
                )
            };
            let noms: BTreeSet<&str> = siennes().map(|l| l.cpts.as_str()).collect();
            let parts: f64 = siennes().map(|l| l.part.clamp(0.0, 1.0)).sum();
            noms.len() > 1 && parts > 1.0 + EPSILON
        })
    }

    /// State of a unit.
    #[must_use]
    pub fn etat(&self, id: UniteId) -> EtatCpts {
        let (noms, part) = (self.noms(id).len(), self.part_couverte(id));
        match noms {
            _ if !self.dans_champ(id) => EtatCpts::HorsChamp,
            0 => EtatCpts::SansCpts,
            _ if part < 1.0 => EtatCpts::EnPartie,
            1 => EtatCpts::UneCpts,
            _ => EtatCpts::PlusieursCpts,
        }
    }

    fn lignes(&self, id: UniteId) -> impl Iterator<Item = &'a AffectationCpts> {
        self.lignes.get(&id).into_iter().flatten().copied()
    }

    fn somme_des_parts(&self, id: UniteId) -> f64 {
        self.lignes(id).map(|l| l.part.clamp(0.0, 1.0)).sum()
    }

    /// What the lines on arrondissements add to the lines on their city, as a part of its population.
    fn part_des_arrondissements(&self, ville: UniteId, directe: f64) -> f64 {
        let arrondissements = arrondissements(&self.dataset.referentiel, ville);
        let populations: Vec<f64> = arrondissements
            .iter()
            .map(|&a| population::habitants(self.dataset, a).unwrap_or(0.0))
            .collect();
        let total: f64 = populations.iter().sum();
        if total <= 0.0 {
            return 0.0;
        }
        let ajout = |a: UniteId| self.somme_des_parts(a).min((1.0 - directe).max(0.0));
        let somme: f64 = arrondissements
            .iter()
            .zip(&populations)
            .map(|(&a, p)| ajout(a) * p)
            .sum();
        somme / total
    }
}

#[cfg(test)]
mod tests;
