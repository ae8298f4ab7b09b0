//! The dataset as the rules see it: vintages chosen, population of the référentiel among the columns.

use std::collections::BTreeSet;

use crate::model::{Colonne, Dataset, SourceId, Valeur};

use super::expression::Expression;
use super::lecture::Groupe;

/// Variable that the référentiel itself can give.
pub const POPULATION: &str = "population_municipale";

/// A dataset and the population municipale of its référentiel.
#[derive(Debug, Clone)]
pub struct Donnees<'a> {
    /// What was read.
    pub dataset: &'a Dataset,
    population: Option<Colonne>,
}

impl<'a> Donnees<'a> {
    /// The dataset, with the population of the référentiel as a column when no file gives it at that vintage.
    #[must_use]
    pub fn new(dataset: &'a Dataset) -> Self {
        Self {
            dataset,
            population: population_du_referentiel(dataset),
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

    /// A variable at a vintage.
    #[must_use]
    pub fn colonne(&self, variable: &str, millesime: Option<u16>) -> Option<&Colonne> {
        self.dataset.colonne(variable, millesime).or_else(|| {
            self.population
                .as_ref()
                .filter(|c| variable == POPULATION && c.millesime == millesime)
        })
    }

    /// Columns of an expression at the latest vintage that all its addends share; on a tie the first alternative.
    #[must_use]
    pub fn resoudre(&self, expression: &Expression) -> Option<Groupe<'_>> {
        let mut choix: Option<(Option<u16>, &[String])> = None;
        for alternative in expression.alternatives() {
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

    fn groupe(&self, variables: &[String], millesime: Option<u16>) -> Option<Groupe<'_>> {
        let colonnes: Option<Vec<_>> = variables
            .iter()
            .map(|v| self.colonne(v, millesime))
            .collect();
        Some(Groupe {
            colonnes: colonnes?,
            millesime,
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

fn population_du_referentiel(dataset: &Dataset) -> Option<Colonne> {
    let referentiel = &dataset.referentiel;
    let millesime = Some(referentiel.millesime_population).filter(|&m| m > 0);
    if dataset.colonne(POPULATION, millesime).is_some() {
        return None;
    }
    let valeur = |p: Option<u32>| p.map_or(Valeur::Absente, |x| Valeur::Connue(f64::from(x)));
    let valeurs: Vec<_> = referentiel
        .unites
        .iter()
        .map(|u| valeur(u.population))
        .collect();
    valeurs
        .iter()
        .any(|v| *v != Valeur::Absente)
        .then(|| Colonne {
            variable: POPULATION.to_owned(),
            millesime,
            source: SourceId(0),
            valeurs,
            bornes_masque: None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::Connue;

    fn e(texte: &str) -> Expression {
        Expression::parse(texte).unwrap()
    }

    #[test]
    fn the_population_of_the_referentiel_is_a_column_unless_a_file_gives_that_year() {
        let mut essai = Essai::avec_ville();
        essai.colonne(POPULATION, Some(2018), &[("96001", Connue(900.0))]);
        {
            let donnees = Donnees::new(&essai.dataset);
            assert_eq!(donnees.millesimes(POPULATION), [Some(2018), Some(2023)]);
            let groupe = donnees.resoudre(&e(POPULATION)).unwrap();
            assert_eq!(groupe.millesime, Some(2023));
            assert_eq!(groupe.colonnes[0].source, SourceId(0));
        }
        essai.colonne(POPULATION, Some(2023), &[("96001", Connue(1001.0))]);
        let donnees = Donnees::new(&essai.dataset);
        let groupe = donnees.resoudre(&e(POPULATION)).unwrap();
        assert_ne!(groupe.colonnes[0].source, SourceId(0));
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
        let denominateur = donnees.resoudre_vers(&e("c | a"), Some(2018)).unwrap();
        assert_eq!(denominateur.colonnes[0].variable, "a");
    }
}
