//! What the figures of a variable are: how those of former communes merge, whether they are counted or estimated.

use serde::Deserialize;

use crate::load::format::descripteur::Descripteur;
use crate::load::format::regle::regle;

/// How the figures of former communes make the figure of the current one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fusion {
    /// Counts: the sum.
    Somme,
    /// Mean weighted by another variable of the same table, named in `poids`.
    MoyennePonderee,
    /// Kept when all the former communes have the same figure.
    Identique,
    /// Never: a median has no mean.
    Aucune,
}

/// What the figures of a variable are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NatureVariable {
    /// Counts: whole numbers, a figure with decimals is refused.
    Effectif,
    /// Estimates, rates, measures: decimals are right.
    Estimation,
}

impl Descripteur {
    /// Whether the figures of a variable of this format add up.
    #[must_use]
    pub fn additionne(&self, variable: &str) -> bool {
        let sienne = |modele: &str| match modele.split_once("{}") {
            Some((debut, fin)) => variable.starts_with(debut) && variable.ends_with(fin),
            None => modele == variable,
        };
        let mut variables = self.variables.iter();
        let trouvee = variables.find(|v| sienne(&v.id));
        let fusion = trouvee.and_then(|v| regle(self, v, variable).ok());
        fusion.is_some_and(|r| r.fusion == Fusion::Somme)
    }
}
