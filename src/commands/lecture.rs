//! Reads indicators and classes commune by commune, for the tables of the report.

use crate::indicateurs::{Catalogue, valeurs_communes};
use crate::model::{Dataset, UniteId, Valeur};
use crate::rapport::tableaux::LectureCommune;

/// Reading of one dataset through one catalogue.
pub struct Lecture<'a> {
    /// What was read.
    pub dataset: &'a Dataset,
    /// The catalogue.
    pub catalogue: &'a Catalogue,
}

impl LectureCommune for Lecture<'_> {
    fn valeurs(&self, indicateur: &str, unites: &[UniteId]) -> Vec<Valeur> {
        match self.catalogue.definition(indicateur) {
            Some(definition) => valeurs_communes(self.dataset, definition, unites),
            None => vec![Valeur::Absente; unites.len()],
        }
    }

    fn classe(&self, variable: &str, unite: UniteId) -> Option<String> {
        let colonne = self.dataset.classe(variable)?;
        let ville = self.dataset.referentiel.unite(unite).parent;
        let modalite = colonne
            .modalite(unite)
            .or_else(|| ville.and_then(|v| colonne.modalite(v)));
        modalite.map(|(code, libelle)| {
            if libelle.is_empty() {
                code.clone()
            } else {
                libelle.clone()
            }
        })
    }
}
