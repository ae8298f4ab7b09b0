//! `cpts schema`: the JSON Schema of the diagnostic or of the funding report.

use anyhow::Result;

use super::sortie::{CodeSortie, ecrire_stdout};
use crate::cli::financement::Contrat;
use crate::render;

/// Writes the schema on stdout.
///
/// # Errors
/// stdout cannot be written.
pub fn executer(contrat: Contrat) -> Result<CodeSortie> {
    let schema = match contrat {
        Contrat::Diagnostic => render::json::schema(),
        Contrat::Financement => render::financement::json::schema(),
        Contrat::ZonesBlanches => render::audit::schema(),
        Contrat::Comparaison => render::comparaison::schema(),
        Contrat::Lot => render::lot::schema(),
        Contrat::Proposer => render::proposition::schema(),
        Contrat::Verifications => render::verifications::schema(),
        Contrat::Document => render::document::json::schema(),
        Contrat::Perimetre => render::examen::schema(),
    };
    ecrire_stdout(&(serde_json::to_string_pretty(&schema)? + "\n"))?;
    Ok(CodeSortie::Succes)
}
