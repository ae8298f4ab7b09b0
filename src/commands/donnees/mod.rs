//! `cpts donnees …`: what the data folder holds and lacks.

mod decrire;
mod detail;
mod dossier;
mod etat;
mod exporter;
mod gabarit;
mod preparer;
mod telecharger;
mod verifier;

use anyhow::Result;

use super::sortie::CodeSortie;
use crate::cli::donnees::ActionDonnees;

/// Runs `cpts donnees …`.
///
/// # Errors
/// Folder or recognised file that cannot be read, output that cannot be written.
pub fn executer(action: &ActionDonnees) -> Result<CodeSortie> {
    match action {
        ActionDonnees::Etat(options) => etat::executer(options),
        ActionDonnees::Verifier(options) => verifier::executer(options),
        ActionDonnees::Exporter(options) => exporter::executer(options),
        ActionDonnees::Preparer(options) => preparer::executer(options),
        ActionDonnees::Gabarit(options) => gabarit::executer(options),
        ActionDonnees::Telecharger(options) => telecharger::executer(options),
        ActionDonnees::Decrire(options) => decrire::executer(options),
    }
}
