//! Reads indicators and classes commune by commune, for the tables of the report.

use crate::indicateurs::{Catalogue, valeurs_communes, zones_coupees};
use crate::model::{Dataset, Perimetre, UniteId, Valeur, ZoneCoupee};
use crate::rapport::tableaux::LectureCommune;

/// Reading of one dataset and perimeter through one catalogue.
pub struct Lecture<'a> {
    /// What was read.
    pub dataset: &'a Dataset,
    /// The territory.
    pub perimetre: &'a Perimetre,
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

    fn zones_coupees(&self, indicateur: &str) -> Vec<ZoneCoupee> {
        let definition = self.catalogue.definition(indicateur);
        definition.map_or_else(Vec::new, |d| zones_coupees(self.dataset, self.perimetre, d))
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
