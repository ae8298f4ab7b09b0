//! The dataset as the rules see it: vintages chosen, the reference population among the columns.

use std::collections::BTreeSet;

use super::catalogue::Catalogue;
use super::definition::Definition;
use super::expression::Expression;
use super::fichiers::FichiersOfficiels;
use super::notice;
use crate::model::lecture::{Domaine, Groupe, population};
use crate::model::{Colonne, Dataset, Repetees};

/// Variable of the population that weighs and divides.
pub const POPULATION: &str = population::VARIABLE;

/// Units beyond which a column is read whole rather than unit by unit.
const BEAUCOUP: usize = 4000;

/// A dataset and its reference population.
///
/// `population_municipale` in a rule is the reference population, whatever other populations the folder holds: a later,
/// undated or partial one never takes its place. They are read as a series, by [`Self::millesimes`], for changes only.
#[derive(Debug, Clone)]
pub struct Donnees<'a> {
    /// What was read.
    pub dataset: &'a Dataset,
    /// Words of the absences.
    pub(crate) fichiers: &'a FichiersOfficiels,
    population: Option<Colonne>,
}

impl<'a> Donnees<'a> {
    /// The dataset, with its reference population as a column.
    #[must_use]
    pub fn new(dataset: &'a Dataset) -> Self {
        Self {
            dataset,
            fichiers: FichiersOfficiels::lus(),
            population: population::colonne(dataset),
        }
    }

    /// The same, whose absences are told in the words of a catalogue.
    #[must_use]
    pub fn selon(dataset: &'a Dataset, catalogue: &'a Catalogue) -> Self {
        Self {
            fichiers: catalogue.fichiers_officiels(),
            ..Self::new(dataset)
        }
    }

    /// Reads whole the columns of an entry, when many of their values are about to be asked one by one.
    pub(super) fn lire(&self, d: &Definition, unites: usize) {
        if unites < BEAUCOUP {
            return;
        }
        for variable in notice::variables(d) {
            let numeriques = self.dataset.colonnes.get(&variable).into_iter().flatten();
            numeriques.for_each(|(_, c)| c.valeurs.lire());
            let classes = self.dataset.classes.get(&variable).into_iter().flatten();
            classes.for_each(|(_, c)| c.classes.lire());
        }
    }

    /// Vintages of a variable, sorted, undated first.
    #[must_use]
    pub fn millesimes(&self, variable: &str) -> Vec<Option<u16>> {
        let fichiers = self.dataset.colonnes.get(variable).into_iter().flatten();
        let mut millesimes: BTreeSet<_> = fichiers.map(|(m, _)| *m).collect();
        if variable == POPULATION {
            millesimes.extend(self.population.as_ref().map(|c| c.millesime));
        }
        millesimes.into_iter().collect()
    }

    /// A variable at a vintage; the reference population before a file that gives another one of the same year.
    #[must_use]
    pub fn colonne(&self, variable: &str, millesime: Option<u16>) -> Option<&Colonne> {
        self.reference(variable)
            .filter(|c| c.millesime == millesime)
            .or_else(|| self.dataset.colonne(variable, millesime))
    }

    fn reference(&self, variable: &str) -> Option<&Colonne> {
        self.population.as_ref().filter(|_| variable == POPULATION)
    }

    /// Columns of an expression at the latest vintage that all its addends share; on a tie the first alternative.
    #[must_use]
    pub fn resoudre(&self, expression: &Expression) -> Option<Groupe<'_>> {
        let mut choix: Option<(Option<u16>, &[String])> = None;
        for alternative in expression.alternatives() {
            if let [seule] = alternative.as_slice()
                && let Some(reference) = self.reference(seule)
            {
                return choix
                    .and_then(|(m, a)| self.groupe(a, m))
                    .or_else(|| Some(Groupe::seul(reference, Domaine::Libre)));
            }
            if let Some(millesime) = self.dernier_commun(alternative)
                && choix.is_none_or(|(retenu, _)| millesime > retenu)
            {
                choix = Some((millesime, alternative));
            }
        }
        let (millesime, alternative) = choix?;
        self.groupe(alternative, millesime)
    }

    /// Columns of an expression at a given vintage when some alternative has it, else as [`Self::resoudre`].
    #[must_use]
    pub fn resoudre_vers(
        &self,
        expression: &Expression,
        millesime: Option<u16>,
    ) -> Option<Groupe<'_>> {
        expression
            .alternatives()
            .iter()
            .find_map(|alternative| self.groupe(alternative, millesime))
            .or_else(|| self.resoudre(expression))
    }

    /// Columns of two expressions at the latest vintage that both have; none when they share no vintage.
    #[must_use]
    pub fn resoudre_ensemble(
        &self,
        a: &Expression,
        b: &Expression,
    ) -> Option<(Groupe<'_>, Groupe<'_>)> {
        let variables = a.alternatives().iter().flatten();
        let millesimes: BTreeSet<Option<u16>> =
            variables.flat_map(|v| self.millesimes(v)).collect();
        let a_la_date = |e: &Expression, m| e.alternatives().iter().find_map(|v| self.groupe(v, m));
        let mut dates = millesimes.into_iter().rev();
        dates.find_map(|m| Some((a_la_date(a, m)?, a_la_date(b, m)?)))
    }

    /// What counts a person once over several communes, in the columns of a group.
    #[must_use]
    pub fn repetees(&self, groupe: &Groupe<'_>) -> Vec<&'a Repetees> {
        let colonnes = groupe.colonnes.iter();
        let cle = |c: &&Colonne| (c.variable.clone(), c.millesime);
        colonnes
            .filter_map(|c| self.dataset.repetees.get(&cle(c)))
            .collect()
    }

    fn groupe(&self, variables: &[String], millesime: Option<u16>) -> Option<Groupe<'_>> {
        if let [seule] = variables
            && let Some(reference) = self.reference(seule)
        {
            return Some(Groupe::seul(reference, Domaine::Libre));
        }
        let colonnes: Option<Vec<_>> = variables
            .iter()
            .map(|v| self.colonne(v, millesime))
            .collect();
        Some(Groupe {
            colonnes: colonnes?,
            millesime,
            domaine: Domaine::Libre,
        })
    }

    fn dernier_commun(&self, variables: &[String]) -> Option<Option<u16>> {
        let (premiere, suite) = variables.split_first()?;
        let mut communs = self.millesimes(premiere);
        for variable in suite {
            communs.retain(|&m| self.colonne(variable, m).is_some());
        }
        communs.pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::SourceId;
    use crate::model::Valeur::Connue;

    fn e(texte: &str) -> Expression {
        Expression::parse(texte).unwrap()
    }

    #[test]
    fn another_population_never_takes_the_place_of_the_reference() {
        let mut essai = Essai::avec_ville();
        for annee in [None, Some(2018), Some(2023), Some(2025)] {
            essai.colonne(POPULATION, annee, &[("96001", Connue(900.0))]);
        }
        let donnees = Donnees::new(&essai.dataset);
        assert_eq!(donnees.millesimes(POPULATION).len(), 4);
        let de_reference = |g: Groupe<'_>| (g.millesime, g.colonnes[0].source);
        let attendu = (Some(2023), SourceId(0));
        let groupe = donnees.resoudre(&e(POPULATION)).unwrap();
        assert_eq!(de_reference(groupe), attendu);
        for annee in [Some(2018), Some(2025), None] {
            let groupe = donnees.resoudre_vers(&e(POPULATION), annee).unwrap();
            assert_eq!(de_reference(groupe), attendu);
        }
        // The series keeps the other years, for changes.
        let autre = donnees.colonne(POPULATION, Some(2018)).unwrap();
        assert_eq!(autre.source, SourceId(1));
    }

    #[test]
    fn addends_share_one_vintage_and_the_latest_alternative_wins() {
        let mut essai = Essai::avec_ville();
        let un = [("96001", Connue(1.0))];
        for (variable, millesime) in [("a", 2018), ("a", 2022), ("b", 2018), ("c", 2021)] {
            essai.colonne(variable, Some(millesime), &un);
        }
        let donnees = Donnees::new(&essai.dataset);
        assert_eq!(donnees.resoudre(&e("a + b")).unwrap().millesime, Some(2018));
        assert_eq!(
            donnees.resoudre(&e("a + b | c")).unwrap().millesime,
            Some(2021)
        );
        assert!(donnees.resoudre(&e("a + z")).is_none());
        let (a, b) = donnees.resoudre_ensemble(&e("a"), &e("b")).unwrap();
        assert_eq!((a.millesime, b.millesime), (Some(2018), Some(2018)));
        assert!(donnees.resoudre_ensemble(&e("a"), &e("c")).is_none());
        let denominateur = donnees.resoudre_vers(&e("c | a"), Some(2018)).unwrap();
        assert_eq!(denominateur.colonnes[0].variable, "a");
    }
}
