//! A perimeter that was checked: JSON.

use serde_json::Value;

use super::{ErreurRendu, json as contrat};
use crate::rapport::examen::{ExamenPerimetre, SCHEMA_PERIMETRE};

/// The contract, indented.
///
/// # Errors
/// [`ErreurRendu::NombreNonFini`].
pub fn json(examen: &ExamenPerimetre) -> Result<String, ErreurRendu> {
    contrat::ecrire(examen)
}

/// JSON Schema of what [`json()`] writes.
#[must_use]
pub fn schema() -> Value {
    contrat::schema_de::<ExamenPerimetre>(SCHEMA_PERIMETRE, "Un périmètre vérifié")
}
