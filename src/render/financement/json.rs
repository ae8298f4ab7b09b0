//! The stable contract `cpts/financement/1` and its schema.

use crate::rapport::financement::{RapportFinancement, SCHEMA_FINANCEMENT};
use crate::render::{ErreurRendu, json};

/// The report as indented JSON with a final newline.
///
/// # Errors
/// [`ErreurRendu::NombreNonFini`] when a figure is infinite or not a number.
pub fn rendre(rapport: &RapportFinancement) -> Result<String, ErreurRendu> {
    json::ecrire(rapport)
}

/// JSON Schema (draft 2020-12) of what [`rendre`] writes.
#[must_use]
pub fn schema() -> serde_json::Value {
    json::schema_de::<RapportFinancement>(SCHEMA_FINANCEMENT, "Rapport de financement ACI")
}
