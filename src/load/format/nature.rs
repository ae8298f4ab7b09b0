//! What the figures of a variable are: how those of former communes merge, whether they are counted or estimated.

use serde::{Deserialize, Serialize};

/// How the figures of former communes make the figure of the current one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NatureVariable {
    /// Counts: whole numbers, a figure with decimals is refused.
    Effectif,
    /// Estimates, rates, measures: decimals are right.
    Estimation,
}
