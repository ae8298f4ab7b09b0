//! A set of communes and parts under construction: union, difference, cities and their arrondissements.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    CodeCommune, Constat, Emplacement, ErreurDonnees, Membre, Referentiel, UniteId,
};

use super::ensemble_dits::{
    EPSILON, Entree, arrondi, conflit, designe, egales, entiere, redondants, regroupee, somme,
    ville_partielle,
};

/// The communes held, each with its parts by the code under which they were written.
#[derive(Debug, Default, Clone)]
pub(super) struct Ensemble {
    membres: BTreeMap<UniteId, BTreeMap<Option<CodeCommune>, f64>>,
    /// Where each unit was first written.
    lieux: BTreeMap<UniteId, Emplacement>,
    /// Arrondissements asked for beside their whole city, which holds them.
    incluses: BTreeSet<UniteId>,
}

impl Ensemble {
    /// Units held, sorted.
    pub fn unites(&self) -> impl Iterator<Item = UniteId> + '_ {
        self.membres.keys().copied()
    }

    /// Total part of a unit, 0 when it is not held.
    pub fn part(&self, id: UniteId) -> f64 {
        let parts = self.membres.get(&id);
        parts.map_or(0.0, total)
    }

    /// Adds a commune; true when it was already there with the same part.
    ///
    /// Parts written under different former codes of one commune add up; any other difference is a conflict.
    pub fn ajoute(
        &mut self,
        referentiel: &Referentiel,
        entree: &Entree,
    ) -> Result<bool, ErreurDonnees> {
        let lieu = || entree.lieu.clone();
        self.lieux.entry(entree.unite).or_insert_with(lieu);
        let parts = self.membres.entry(entree.unite).or_default();
        if let Some(&deja) = parts.get(&entree.ancien) {
            return if egales(deja, entree.part) {
                Ok(true)
            } else {
                Err(conflit(referentiel, entree, deja))
            };
        }
        let deja = total(parts);
        let toutes_entieres = entiere(entree.part) && parts.values().all(|&p| entiere(p));
        let tous_anciens = entree.ancien.is_some() && parts.keys().all(Option::is_some);
        let sommables =
            tous_anciens && !entiere(entree.part) && !parts.values().any(|&p| entiere(p));
        if !parts.is_empty() && !toutes_entieres && !sommables {
            return Err(conflit(referentiel, entree, deja));
        }
        if sommables && deja + entree.part > 1.0 + EPSILON {
            return Err(somme(referentiel, entree, deja + entree.part));
        }
        let doublon = !parts.is_empty() && toutes_entieres;
        parts.insert(entree.ancien, entree.part);
        self.inclut(referentiel, entree.unite);
        Ok(doublon)
    }

    /// A whole city holds its whole arrondissements, whichever was written first: nothing is counted twice.
    fn inclut(&mut self, referentiel: &Referentiel, id: UniteId) {
        let ville = referentiel.unite(id).parent.unwrap_or(id);
        if !entiere(self.part(ville)) {
            return;
        }
        for &arrondissement in referentiel.arrondissements(ville) {
            if entiere(self.part(arrondissement)) {
                self.membres.remove(&arrondissement);
                self.incluses.insert(arrondissement);
            }
        }
    }

    /// Takes a part of a unit away; false when there was less than that.
    fn retire(&mut self, id: UniteId, part: f64) -> bool {
        let reste = arrondi(self.part(id) - part);
        if reste > EPSILON {
            self.membres.insert(id, BTreeMap::from([(None, reste)]));
        } else {
            self.membres.remove(&id);
        }
        reste > -EPSILON
    }

    /// Takes a commune away; false when it (or as much of it) was not there.
    ///
    /// Taking an arrondissement from a whole city leaves its other arrondissements; taking a city takes them all.
    pub fn soustrait(
        &mut self,
        referentiel: &Referentiel,
        id: UniteId,
        part: f64,
        lieu: &Emplacement,
    ) -> Result<bool, ErreurDonnees> {
        if let Some(ville) = referentiel.unite(id).parent
            && self.part(ville) > 0.0
        {
            if !entiere(self.part(ville)) {
                return Err(ville_partielle(referentiel, ville, id, lieu));
            }
            self.decoupe(referentiel, ville);
        }
        let dedans: Vec<UniteId> = referentiel
            .arrondissements(id)
            .iter()
            .copied()
            .filter(|&a| self.part(a) > 0.0)
            .collect();
        if dedans.is_empty() {
            return Ok(self.retire(id, part));
        }
        if !entiere(part) {
            return Err(ville_partielle(referentiel, id, id, lieu));
        }
        self.membres.remove(&id);
        for arrondissement in dedans {
            self.membres.remove(&arrondissement);
        }
        Ok(true)
    }

    /// Replaces a whole city by its arrondissements.
    fn decoupe(&mut self, referentiel: &Referentiel, ville: UniteId) {
        self.membres.remove(&ville);
        for &arrondissement in referentiel.arrondissements(ville) {
            self.membres
                .insert(arrondissement, BTreeMap::from([(None, 1.0)]));
        }
    }

    /// The members, sorted; a city replaces its arrondissements when all are whole.
    pub fn termine(
        mut self,
        referentiel: &Referentiel,
        lieu: &Emplacement,
    ) -> Result<(Vec<Membre>, Vec<Constat>), Vec<ErreurDonnees>> {
        let mut constats = Vec::new();
        let mut erreurs = Vec::new();
        let villes: BTreeSet<UniteId> = self
            .unites()
            .filter_map(|id| referentiel.unite(id).parent)
            .collect();
        for ville in villes {
            let tous = referentiel
                .arrondissements(ville)
                .iter()
                .all(|&a| entiere(self.part(a)));
            let ville_dedans = self.part(ville);
            if tous && ville_dedans == 0.0 {
                for arrondissement in referentiel.arrondissements(ville) {
                    self.membres.remove(arrondissement);
                }
                self.membres.insert(ville, BTreeMap::from([(None, 1.0)]));
                constats.push(regroupee(referentiel, ville));
            } else if ville_dedans > 0.0 {
                erreurs.push(self.ville_et_arrondissements(referentiel, ville, lieu));
            }
        }
        constats.extend(self.redondance(referentiel));
        let membre = |(&unite, parts): (&UniteId, &BTreeMap<_, f64>)| Membre {
            unite,
            part: total(parts),
        };
        if erreurs.is_empty() {
            Ok((self.membres.iter().map(membre).collect(), constats))
        } else {
            Err(erreurs)
        }
    }

    /// Arrondissements written beside their city that are still in the perimeter with it.
    fn redondance(&self, referentiel: &Referentiel) -> Option<Constat> {
        let ville = |a: UniteId| referentiel.unite(a).parent.filter(|v| self.part(*v) > 0.0);
        let dedans: Vec<(UniteId, UniteId)> = self
            .incluses
            .iter()
            .filter_map(|a| Some((*a, ville(*a)?)))
            .collect();
        let lieux = dedans.iter().filter_map(|(a, _)| self.lieux.get(a));
        let lieu = lieux.into_iter().find(|l| l.ligne.is_some());
        redondants(referentiel, &dedans, lieu)
    }

    /// Error at the first arrondissement written beside its city; `ailleurs` when nothing says where.
    fn ville_et_arrondissements(
        &self,
        referentiel: &Referentiel,
        ville: UniteId,
        ailleurs: &Emplacement,
    ) -> ErreurDonnees {
        let dedans: Vec<UniteId> = referentiel
            .arrondissements(ville)
            .iter()
            .copied()
            .filter(|&a| self.part(a) > 0.0)
            .collect();
        let ligne = |id: UniteId| self.lieux.get(&id).and_then(|l| l.ligne);
        let place = |id: UniteId| ligne(id).map_or(String::new(), |l| format!(" (ligne {l})"));
        let cite = |&id: &UniteId| format!("{}{}", designe(referentiel, id), place(id));
        let lieu = dedans.first().and_then(|a| self.lieux.get(a));
        let probleme = format!(
            "conflit : {}{} et ses arrondissements ne sont pas demandés en entier : leur partie commune ne se connaît pas",
            designe(referentiel, ville),
            place(ville)
        );
        let valeurs: Vec<String> = dedans.iter().map(cite).collect();
        ErreurDonnees::new(lieu.unwrap_or(ailleurs).clone(), probleme)
            .valeur(valeurs.join(", "))
            .attendu("la ville entière, avec ou sans ses arrondissements, ou des arrondissements avec leurs parts")
            .remede(format!(
                "retirez {}, ou retirez les arrondissements",
                referentiel.unite(ville).code
            ))
    }
}

/// Whole when one of the parts is; their sum otherwise.
fn total(parts: &BTreeMap<Option<CodeCommune>, f64>) -> f64 {
    if parts.values().any(|&p| entiere(p)) {
        return 1.0;
    }
    arrondi(parts.values().sum())
}
