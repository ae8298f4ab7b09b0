//! From the catalogue to the figures: each indicator on the perimeter and on its comparators.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::agregat::Agregat;
use super::autour::Autour;
use super::catalogue::Catalogue;
use super::definition::Definition;
use super::donnees::Donnees;
use super::gardes::{self, Cle, Gardes};
use super::publication::{Role, publier};
use super::publies;
use super::regles::{self, Provenance};
use crate::model::lecture::Territoire;
use crate::model::{Comparateur, Dataset, Indicateur, Niveau, Perimetre, Statut};
use crate::tri::Tri;

/// Value of an indicator on any territory, with bounds, coverage, numerator and denominator.
#[must_use]
pub fn agreger(donnees: &Donnees<'_>, definition: &Definition, territoire: &Territoire) -> Agregat {
    match regles::preparer(donnees, definition) {
        Ok(regle) => regle.agreger(territoire, definition),
        Err(motif) => Agregat::absent(motif),
    }
}

/// Every indicator of the catalogue on a perimeter, by section then in the order of the catalogue.
#[must_use]
pub fn calculer(
    dataset: &Dataset,
    perimetre: &Perimetre,
    catalogue: &Catalogue,
) -> Vec<Indicateur> {
    Calculateur::new(dataset, catalogue).calculer(perimetre)
}

/// A catalogue ready to be applied to many perimeters: the comparators are computed once.
pub struct Calculateur<'a> {
    donnees: Donnees<'a>,
    catalogue: &'a Catalogue,
    gardes: Gardes,
    comparateurs: Mutex<BTreeMap<Cle, Arc<Vec<Agregat>>>>,
}

impl<'a> Calculateur<'a> {
    /// Prepares a dataset and a catalogue.
    #[must_use]
    pub fn new(dataset: &'a Dataset, catalogue: &'a Catalogue) -> Self {
        Self {
            donnees: Donnees::selon(dataset, catalogue),
            catalogue,
            gardes: Gardes::de(dataset, catalogue),
            comparateurs: Mutex::default(),
        }
    }

    /// Every indicator on a perimeter, beside its départements, régions and France.
    #[must_use]
    pub fn calculer(&self, perimetre: &Perimetre) -> Vec<Indicateur> {
        let referentiel = &self.donnees.dataset.referentiel;
        let ici = self.agregats(
            &Territoire::du_perimetre(referentiel, perimetre),
            Role::Perimetre,
        );
        let ailleurs: Vec<_> = self
            .cles(perimetre)
            .into_iter()
            .map(|cle| (cle, self.comparateur(cle)))
            .collect();
        let autour = Autour::new(self.donnees.dataset, perimetre);
        let definitions = self.catalogue.definitions().iter();
        definitions
            .zip(ici)
            .enumerate()
            .map(|(rang, (definition, agregat))| {
                let provenance = self.provenance(definition);
                let siens = ailleurs.iter().filter_map(|(cle, agregats)| {
                    self.vers_comparateur(*cle, agregats.get(rang)?, definition, &provenance)
                });
                let siens = siens.collect();
                let mut indicateur = self.indicateur(definition, agregat, siens, &provenance);
                autour.complete(definition, &provenance, &mut indicateur);
                self.dater_population(perimetre, &mut indicateur);
                (definition, indicateur)
            })
            .filter(|(d, i)| !(d.facultatif && i.statut == Statut::Absent))
            .map(|(_, indicateur)| indicateur)
            .collect()
    }

    /// What it reads.
    pub(super) fn donnees(&self) -> &Donnees<'a> {
        &self.donnees
    }

    /// Its catalogue.
    pub(super) fn definitions(&self) -> &'a [Definition] {
        self.catalogue.definitions()
    }

    fn provenance(&self, d: &Definition) -> Provenance {
        regles::preparer(&self.donnees, d)
            .map_or_else(|_| Provenance::default(), |regle| regle.provenance())
    }

    /// Says in the vintage which départements of the perimeter have a population of another year in the référentiel.
    fn dater_population(&self, perimetre: &Perimetre, indicateur: &mut Indicateur) {
        let referentiel = &self.donnees.dataset.referentiel;
        let base = self.donnees.dataset.sources.first().map(|s| &s.id);
        let annee = referentiel.millesime_population.to_string();
        let Some(millesime) = &mut indicateur.millesime else {
            return;
        };
        if !indicateur.sources.iter().any(|s| Some(s) == base) || !millesime.contains(&annee) {
            return;
        }
        let unites = perimetre.membres.iter();
        let unites = unites.filter_map(|m| referentiel.unites.get(m.unite.0 as usize));
        let departements: BTreeSet<usize> = unites.map(|u| u.departement).collect();
        let autres: Vec<String> = departements
            .iter()
            .filter_map(|d| {
                let nom = &referentiel.departements.get(*d)?.nom;
                let annee = referentiel.autres_millesimes.get(d)?;
                Some(format!("{nom}\u{a0}: {annee}"))
            })
            .collect();
        if !autres.is_empty() {
            millesime.push_str(&format!(" ({})", autres.join(", ")));
        }
    }

    /// Every rule on one territory, in the order of the catalogue; the order of the sums never depends on the threads.
    fn agregats(&self, territoire: &Territoire, role: Role) -> Vec<Agregat> {
        self.catalogue
            .definitions()
            .par_iter()
            .map(|d| publier(agreger(&self.donnees, d, territoire), d, role))
            .collect()
    }

    /// Départements and régions met, the most populated inside the perimeter first, then France.
    fn cles(&self, perimetre: &Perimetre) -> Vec<Cle> {
        let referentiel = &self.donnees.dataset.referentiel;
        let mut departements: BTreeMap<usize, f64> = BTreeMap::new();
        let mut regions: BTreeMap<usize, f64> = BTreeMap::new();
        for membre in &perimetre.membres {
            let Some(unite) = referentiel.unites.get(membre.unite.0 as usize) else {
                continue;
            };
            let habitants = membre.part * referentiel.population(membre.unite);
            *departements.entry(unite.departement).or_default() += habitants;
            if let Some(d) = referentiel.departements.get(unite.departement) {
                *regions.entry(d.region).or_default() += habitants;
            }
        }
        par_population(Niveau::Departement, departements)
            .chain(par_population(Niveau::Region, regions))
            .chain(std::iter::once((Niveau::France, 0)))
            .collect()
    }

    fn comparateur(&self, cle: Cle) -> Arc<Vec<Agregat>> {
        let connu = |m: &BTreeMap<Cle, Arc<Vec<Agregat>>>| m.get(&cle).cloned();
        let verrou = || {
            self.comparateurs
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some(agregats) = connu(&verrou()) {
            return agregats;
        }
        let agregats = Arc::new(self.comparateur_garde(cle));
        verrou().insert(cle, Arc::clone(&agregats));
        agregats
    }

    /// What was kept of a comparator, the rest being computed.
    fn comparateur_garde(&self, cle: Cle) -> Vec<Agregat> {
        let definitions = self.catalogue.definitions();
        let gardes = self.gardes.du_territoire(&self.donnees, definitions, cle);
        let territoire = OnceLock::new();
        let referentiel = &self.donnees.dataset.referentiel;
        let complete = |(d, garde): (&Definition, Option<Agregat>)| {
            if let Some(garde) = garde {
                return garde;
            }
            let regle = match regles::preparer(&self.donnees, d) {
                Err(motif) => return publier(Agregat::absent(motif), d, Role::Comparateur),
                Ok(regle) => regle,
            };
            let territoire = territoire.get_or_init(|| gardes::territoire(referentiel, cle));
            self.donnees.lire(d, territoire.membres.len());
            publier(regle.agreger(territoire, d), d, Role::Comparateur)
        };
        let definitions = definitions.par_iter().zip(gardes);
        definitions.map(complete).collect()
    }

    fn vers_comparateur(
        &self,
        (niveau, rang): Cle,
        agregat: &Agregat,
        definition: &Definition,
        provenance: &Provenance,
    ) -> Option<Comparateur> {
        let referentiel = &self.donnees.dataset.referentiel;
        let (code, nom) = match niveau {
            Niveau::Departement => {
                let d = referentiel.departements.get(rang)?;
                (d.code.clone(), d.nom.clone())
            }
            Niveau::Region => {
                let r = referentiel.regions.get(rang)?;
                (r.code.clone(), r.nom.clone())
            }
            _ if referentiel.fictif => {
                ("FR".to_owned(), "Ensemble du territoire fictif".to_owned())
            }
            _ => ("FR".to_owned(), "France".to_owned()),
        };
        let mut comparateur = Comparateur {
            niveau,
            code,
            nom,
            valeur: agregat.valeur,
            bornes: agregat.bornes,
            intervalle: agregat.intervalle,
            petit_effectif: agregat.petit_effectif,
            statut: agregat.statut,
            motif: agregat.motif.clone(),
            couverture: agregat.couverture,
            publie: None,
        };
        publies::remplace(
            self.donnees.dataset,
            definition,
            provenance,
            &mut comparateur,
        );
        Some(comparateur)
    }

    fn indicateur(
        &self,
        d: &Definition,
        a: Agregat,
        comparateurs: Vec<Comparateur>,
        provenance: &Provenance,
    ) -> Indicateur {
        let dataset = self.donnees.dataset;
        let sources = provenance.sources.iter();
        Indicateur {
            id: d.id.clone(),
            section: d.section,
            groupe: d.groupe.clone(),
            libelle: d.libelle.clone(),
            unite: d.unite.clone(),
            decimales: d.decimales,
            valeur: a.valeur,
            bornes: a.bornes,
            intervalle: a.intervalle,
            petit_effectif: a.petit_effectif,
            statut: a.statut,
            motif: a.motif,
            couverture: a.couverture,
            millesime: provenance.millesime.clone(),
            formule: format!("{} (référence\u{a0}: {})", d.formule, d.reference),
            numerateur: a.numerateur,
            denominateur: a.denominateur,
            comparateurs,
            sources: sources
                .filter_map(|&id| dataset.source(id))
                .map(|s| s.id.clone())
                .collect(),
            favorable_si_haut: d.favorable_si_haut,
        }
    }
}

/// Territories of a level, the most populated first, in their order when equal.
fn par_population(niveau: Niveau, habitants: BTreeMap<usize, f64>) -> impl Iterator<Item = Cle> {
    let mut rangs: Vec<(usize, f64)> = habitants.into_iter().collect();
    rangs.trie_par(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    rangs.into_iter().map(move |(rang, _)| (niveau, rang))
}

#[cfg(test)]
mod tests;
