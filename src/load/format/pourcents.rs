//! When a column of counts is one of whole percentages: see `grandeurs.toml`.

use serde::Deserialize;

/// Counts that do not follow the inhabitants, of which none is more than 100: they are percentages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pourcents {
    /// Communes from which the rule holds.
    pub communes: usize,
    /// How many times more inhabitants the third of the largest communes has, in median.
    pub habitants: f64,
    /// How many times more a true count has there, at least.
    pub chiffres: f64,
    /// Median of the smallest communes from which the rule holds.
    pub moindre: f64,
    /// Why.
    pub justification: String,
}
