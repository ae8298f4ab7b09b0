//! `cpts schema`: the JSON Schema of the diagnostic.

use anyhow::Result;

use super::sortie::{CodeSortie, ecrire_stdout};
use crate::render;

/// Writes the schema on stdout.
///
/// # Errors
/// stdout cannot be written.
pub fn executer() -> Result<CodeSortie> {
    ecrire_stdout(&(serde_json::to_string_pretty(&render::json::schema())? + "\n"))?;
    Ok(CodeSortie::Succes)
}
