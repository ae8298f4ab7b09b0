//! Inhabitants of the quartiers prioritaires as a file gives them.

use serde::{Deserialize, Serialize};

use crate::model::Valeur;

/// Inhabitants of a quartier as a row gives them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HabitantsLus {
    /// Code of the quartier, as written.
    pub code: String,
    /// Inhabitants of the whole quartier, whatever the commune of the row.
    pub habitants: Valeur,
}
