//! The variables of the list that place a territory among the others, as data, and their figures standardised.

use serde::Deserialize;

use super::types::{ChiffreLot, TerritoireLot};
use crate::model::{ErreurDonnees, Statut};
use crate::texte_toml::Embarque;

/// What makes territories alike, what tells their need and what tells their supply.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    /// Share of the territories whose figure is published in whole, under which a variable is not used, percent.
    pub(super) part_min: f64,
    /// Variables of context that vary over the list, under which nothing is said of who resembles whom.
    pub(super) variables_min: usize,
    /// Territories listed as the most alike.
    pub(super) semblables: usize,
    /// Gap between two places from which it has a direction, percent of the number of territories.
    pub(super) ecart_min: f64,
    /// What each weight is divided and multiplied by, one at a time.
    pub(super) secousse: f64,
    /// Variables that make territories alike.
    pub(super) contexte: Vec<Variable>,
    /// Variables of the need, the higher the greater.
    pub(super) besoin: Vec<Variable>,
    /// Variables of the supply, the higher the greater.
    pub(super) offre: Vec<Variable>,
}

/// A variable and its weight.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variable {
    /// Indicator.
    pub(super) indicateur: String,
    /// Weight.
    pub(super) poids: f64,
    /// Whether its logarithm is read.
    #[serde(default)]
    pub(super) logarithme: bool,
}

/// The plan of the program.
///
/// # Errors
/// [`ErreurDonnees`] with file and line: the file of the program is wrong.
pub(super) fn plan() -> Result<&'static Plan, ErreurDonnees> {
    static PLAN: Embarque<Plan> = Embarque::new(include_str!("contexte.toml"), "contexte.toml");
    PLAN.lire()
}

/// The figures of the variables that are used, and the territories that have them all, by rank.
pub(super) struct Figures<'p> {
    /// The variables used.
    pub(super) variables: Vec<&'p Variable>,
    /// Ranks of the territories, in their order.
    pub(super) territoires: Vec<usize>,
    /// One line a territory, one figure a variable.
    pub(super) valeurs: Vec<Vec<f64>>,
}

impl<'p> Figures<'p> {
    /// Reads the variables that enough territories have, of the territories that have them all.
    pub(super) fn lire(
        variables: &'p [Variable],
        part_min: f64,
        territoires: &[TerritoireLot],
    ) -> Self {
        let assez = |v: &&Variable| {
            let lues = territoires.iter().filter(|t| figure(t, v).is_some());
            100.0 * lues.count() as f64 >= part_min * territoires.len() as f64
        };
        let variables: Vec<&Variable> = match territoires.is_empty() {
            true => Vec::new(),
            false => variables.iter().filter(assez).collect(),
        };
        let mut figures = Self {
            variables,
            territoires: Vec::new(),
            valeurs: Vec::new(),
        };
        for (rang, territoire) in territoires.iter().enumerate() {
            let siennes = figures.variables.iter().map(|v| figure(territoire, v));
            if let Some(siennes) = siennes.collect::<Option<Vec<f64>>>() {
                figures.territoires.push(rang);
                figures.valeurs.push(siennes);
            }
        }
        figures
    }

    /// Figures of a variable, in the order of the territories.
    pub(super) fn colonne(&self, rang: usize) -> impl Iterator<Item = f64> {
        self.valeurs
            .iter()
            .filter_map(move |l| l.get(rang).copied())
    }
}

/// A figure published in whole, as the variable reads it.
fn figure(territoire: &TerritoireLot, variable: &Variable) -> Option<f64> {
    let entier = |c: &ChiffreLot| c.valeur.filter(|_| c.statut == Statut::Publie);
    let lue = territoire
        .chiffres
        .get(&variable.indicateur)
        .and_then(entier)?;
    match variable.logarithme {
        true => (lue > 0.0).then(|| lue.ln()),
        false => Some(lue),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variable_is_an_indicator_with_a_weight() {
        let (plan, catalogue) = (
            plan().unwrap(),
            crate::indicateurs::Catalogue::embarque().unwrap(),
        );
        for v in plan.contexte.iter().chain(&plan.besoin).chain(&plan.offre) {
            assert!(catalogue.definition(&v.indicateur).is_some(), "{v:?}");
            assert!(v.poids > 0.0, "{v:?}");
        }
        for v in &plan.offre {
            let favorable = catalogue
                .definition(&v.indicateur)
                .unwrap()
                .favorable_si_haut;
            assert_eq!(favorable, Some(true), "{v:?}");
        }
    }
}
