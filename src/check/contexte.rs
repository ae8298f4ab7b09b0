//! What the rules share: the perimeter, and for each source the latest columns that the figures use.

use std::collections::{BTreeMap, BTreeSet};

use crate::francais;
use crate::model::lecture::{ClasseLue, Lu, Territoire, classe, compte, lieux};
use crate::model::{
    CodeCommune, Colonne, ColonneClasse, Constat, Dataset, Membre, Perimetre, Referentiel,
    RegleConstat, SectionId, Severite, Source, SourceId, UniteId,
};

/// Columns of one source, sorted by variable.
#[derive(Default)]
pub(super) struct Colonnes<'a> {
    pub(super) valeurs: Vec<&'a Colonne>,
    pub(super) classes: Vec<&'a ColonneClasse>,
}

/// A dataset seen from a perimeter.
pub(super) struct Contexte<'a> {
    pub(super) dataset: &'a Dataset,
    pub(super) perimetre: &'a Perimetre,
    pub(super) membres: Vec<Membre>,
    pub(super) par_source: BTreeMap<SourceId, Colonnes<'a>>,
}

impl<'a> Contexte<'a> {
    pub(super) fn new(dataset: &'a Dataset, perimetre: &'a Perimetre) -> Self {
        let mut par_source: BTreeMap<SourceId, Colonnes<'a>> = BTreeMap::new();
        for colonne in dataset
            .colonnes
            .values()
            .filter_map(|v| v.values().next_back())
        {
            let place = par_source.entry(colonne.source).or_default();
            place.valeurs.push(colonne);
        }
        for colonne in dataset
            .classes
            .values()
            .filter_map(|v| v.values().next_back())
        {
            let place = par_source.entry(colonne.source).or_default();
            place.classes.push(colonne);
        }
        let connue = |m: &&Membre| (m.unite.0 as usize) < dataset.referentiel.unites.len();
        Self {
            dataset,
            perimetre,
            membres: perimetre.membres.iter().filter(connue).copied().collect(),
            par_source,
        }
    }

    pub(super) fn referentiel(&self) -> &'a Referentiel {
        &self.dataset.referentiel
    }

    /// Whether the perimeter is the whole reference territory: nobody's, and not called a perimeter.
    pub(super) fn entier(&self) -> bool {
        self.membres.len() == self.referentiel().france().count()
    }

    /// What the perimeter is called in a sentence.
    pub(super) fn nom(&self) -> &'static str {
        if self.entier() {
            "territoire de référence"
        } else {
            "périmètre"
        }
    }

    /// Sources that give figures, in order, with their columns.
    pub(super) fn sources(&self) -> impl Iterator<Item = (&'a Source, &Colonnes<'a>)> {
        self.par_source
            .iter()
            .filter_map(|(id, colonnes)| Some((self.dataset.source(*id)?, colonnes)))
    }

    /// What a column says of a unit, a city being read through its arrondissements.
    pub(super) fn lire(&self, colonne: &Colonne, unite: UniteId) -> Lu {
        compte(self.referentiel(), colonne, unite)
    }

    /// Whether a class is known for a unit, even when its arrondissements have several.
    pub(super) fn classee(&self, colonne: &ColonneClasse, unite: UniteId) -> bool {
        !matches!(
            classe(self.referentiel(), colonne, unite),
            ClasseLue::Inconnue(_)
        )
    }

    /// Members of the perimeter for which a condition holds.
    pub(super) fn membres_ou(&self, mut condition: impl FnMut(UniteId) -> bool) -> Vec<UniteId> {
        let ids = self.membres.iter().map(|m| m.unite);
        ids.filter(|&id| condition(id)).collect()
    }

    /// Members, and arrondissements of those that are cities, for which a condition holds.
    pub(super) fn unites_ou(&self, condition: impl Fn(UniteId) -> bool) -> Vec<UniteId> {
        let lieux = |m: &Membre| lieux(self.referentiel(), m.unite);
        let lieux = self.membres.iter().flat_map(lieux);
        lieux.filter(|&id| condition(id)).collect()
    }

    /// A finding that asks for attention about some units of a file.
    pub(super) fn attention(
        &self,
        id: RegleConstat,
        section: SectionId,
        texte: String,
        unites: &[UniteId],
        source: &Source,
    ) -> Constat {
        Constat::new(id, Severite::Attention, section, texte)
            .avec_communes(self.codes(unites))
            .avec_origine(source.fichier.clone())
    }

    pub(super) fn codes(&self, unites: &[UniteId]) -> Vec<CodeCommune> {
        unites
            .iter()
            .map(|&id| self.referentiel().unite(id).code)
            .collect()
    }

    /// « Mende, Florac et 3 autres ».
    pub(super) fn noms(&self, unites: &[UniteId]) -> String {
        enumerer(
            unites
                .iter()
                .map(|&id| self.referentiel().unite(id).nom.clone())
                .collect(),
        )
    }

    /// Share of the population of the perimeter that lives in these members, in words.
    pub(super) fn part_population(&self, unites: &[UniteId]) -> String {
        let choisies: BTreeSet<UniteId> = unites.iter().copied().collect();
        let dedans: Vec<Membre> = self
            .membres
            .iter()
            .filter(|m| choisies.contains(&m.unite))
            .copied()
            .collect();
        let habitants = |m: &[Membre]| Territoire::new(self.referentiel(), m).habitants;
        let tout = habitants(&self.membres);
        if tout > 0.0 {
            francais::part(habitants(&dedans) / tout)
        } else {
            francais::part(0.0)
        }
    }
}

/// « A », « A et B », « A, B, C, D, E et 3 autres ».
pub(super) fn enumerer(noms: Vec<String>) -> String {
    francais::enumerer(&noms, 5)
}

/// « 3 communes », « 1 commune ».
pub(super) fn communes(nombre: usize) -> String {
    francais::denombre(nombre, "commune", "communes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_names_as_a_sentence() {
        let noms = |n: usize| enumerer((1..=n).map(|i| i.to_string()).collect());
        assert_eq!(noms(1), "1");
        assert_eq!(noms(2), "1 et 2");
        assert_eq!(noms(6), "1, 2, 3, 4, 5 et 6");
        assert_eq!(noms(8), "1, 2, 3, 4, 5 et 3\u{a0}autres");
    }
}
