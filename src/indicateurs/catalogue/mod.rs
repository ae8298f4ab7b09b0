//! The catalogue: what each indicator is and how it is aggregated, in TOML files that a user can extend.
//!
//! `[[indicateur]]` holds `id`, `section`, `groupe`, `libelle`, `unite`, `decimales`, `regle` and its parameters,
//! `couverture_min`, `petit_effectif`, `domaine`, `formule`, `lecture`, `precision`, `reference`, `favorable_si_haut`, `facultatif`; `[defaut]` gives what is common to a file.
//! A `[[famille]]` repeats its `[[famille.indicateur]]` for each table of `pour`, whose values replace `{…}` in the texts.
//! Variables are written `a + b | c`: a sum read at one vintage, or an alternative when it is not there.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

mod champs;
mod emboitements;
mod erreur;
mod lire;
mod regle;

pub use erreur::ErreurCatalogue;

use super::definition::Definition;
use super::fichiers::FichiersOfficiels;
use crate::tri::Tri;

/// Embedded files: (name, text), by name, which is the order of the report.
const FICHIERS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// Indicators, by section then in the order of the files.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Catalogue {
    definitions: Vec<Definition>,
    fichiers: FichiersOfficiels,
    /// Whether nothing was added to what the program says.
    du_programme: bool,
}

impl Catalogue {
    /// The catalogue of the program.
    ///
    /// # Errors
    /// [`ErreurCatalogue`] when an embedded file is wrong, which the tests exclude.
    pub fn embarque() -> Result<Self, ErreurCatalogue> {
        let mut catalogue = Self {
            fichiers: FichiersOfficiels::lus().clone(),
            ..Self::default()
        };
        let lus = FICHIERS.par_iter();
        let lus = lus.map(|(nom, texte)| lire::fichier(texte, nom));
        // The first fault, whatever the threads.
        let mut definitions = Vec::new();
        for lues in lus.collect::<Vec<_>>() {
            definitions.extend(lues?);
        }
        catalogue.ajoute(definitions);
        catalogue.definitions.trie_par_cle(|d| d.section);
        catalogue.du_programme = true;
        Ok(catalogue)
    }

    /// Adds the indicators of a file; an id that exists is replaced where it stands.
    ///
    /// # Errors
    /// [`ErreurCatalogue`], naming file, indicator and key; the catalogue is then left as it was.
    pub fn avec(&mut self, toml_text: &str, file_name: &str) -> Result<(), ErreurCatalogue> {
        self.ajoute(lire::fichier(toml_text, file_name)?);
        self.definitions.trie_par_cle(|d| d.section);
        self.du_programme = false;
        Ok(())
    }

    fn ajoute(&mut self, definitions: Vec<Definition>) {
        let connues = self.definitions.iter().map(|d| d.id.clone());
        let mut rangs: BTreeMap<String, usize> = connues.zip(0..).collect();
        for definition in definitions {
            let suivant = self.definitions.len();
            let rang = *rangs.entry(definition.id.clone()).or_insert(suivant);
            match self.definitions.get_mut(rang) {
                Some(place) => *place = definition,
                None => self.definitions.push(definition),
            }
        }
    }

    /// Takes another list of what the variables are and of the files that give them.
    pub fn avec_fichiers_officiels(&mut self, fichiers: FichiersOfficiels) {
        self.fichiers = fichiers;
    }

    /// What the variables are, and the official files that give them.
    #[must_use]
    pub fn fichiers_officiels(&self) -> &FichiersOfficiels {
        &self.fichiers
    }

    /// Whether its indicators are those of the program, no other file being read.
    #[must_use]
    pub fn est_celui_du_programme(&self) -> bool {
        self.du_programme
    }

    /// Every indicator, in order.
    #[must_use]
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// Ids of the variables that the indicators read.
    #[must_use]
    pub fn variables(&self) -> BTreeSet<String> {
        let expressions = self.definitions.iter().flat_map(|d| d.regle.variables());
        let mut ids = BTreeSet::new();
        for e in expressions {
            let mots = e.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
            ids.extend(mots.filter(|m| !m.is_empty()).map(str::to_owned));
        }
        ids
    }

    /// One indicator.
    #[must_use]
    pub fn definition(&self, id: &str) -> Option<&Definition> {
        self.definitions.iter().find(|d| d.id == id)
    }
}

#[cfg(test)]
mod tests;
