//! The population that the tier reads: its value, what it counts, its vintage.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ErreurFinancement;

/// Population of a perimeter, communes in part counted for their share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PopulationRetenue {
    /// Inhabitants; not always a whole number when a commune belongs in part.
    pub valeur: f64,
    /// `municipale`, `totale`, `utilisateur`.
    #[serde(rename = "type")]
    pub genre: String,
    /// Year.
    pub millesime: Option<u16>,
    /// Why the user gives it: « saisonnière ».
    pub motif: Option<String>,
}

impl PopulationRetenue {
    /// Population municipale of a vintage.
    #[must_use]
    pub fn municipale(valeur: f64, millesime: Option<u16>) -> Self {
        Self {
            valeur,
            genre: "municipale".into(),
            millesime,
            motif: None,
        }
    }

    /// Population that the user gives, with the reason.
    #[must_use]
    pub fn utilisateur(valeur: f64, motif: Option<String>) -> Self {
        Self {
            valeur,
            genre: "utilisateur".into(),
            millesime: None,
            motif,
        }
    }

    /// Refuses what is not a number of inhabitants.
    ///
    /// # Errors
    /// [`ErreurFinancement::Population`] when the value is negative, infinite, not a number or above one billion.
    pub fn verifier(&self) -> Result<(), ErreurFinancement> {
        if (0.0..=1e9).contains(&self.valeur) {
            Ok(())
        } else {
            Err(ErreurFinancement::Population(self.valeur))
        }
    }
}
