//! How what is missing is brought.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a missing item is brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Voie {
    /// An open file to drop in the data folder.
    FichierOuvert,
    /// Someone to ask.
    #[default]
    Demande,
    /// To be gathered with those who know the territory.
    Terrain,
}
