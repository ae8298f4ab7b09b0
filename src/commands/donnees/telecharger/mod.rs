//! `cpts donnees telecharger`: the files of the producers, in the data folder, with their size and SHA-256 in `cpts.lock`.

mod choix;
mod fichier;
mod liste;
mod verification;

use std::path::PathBuf;

use anyhow::Result;

use crate::cli::donnees::OptionsTelecharger;
use crate::commands::sortie::CodeSortie;

/// Runs `cpts donnees telecharger`.
///
/// # Errors
/// Unknown source, wrong mirror, date or descriptor; a lock that cannot be read; a folder or stdout that cannot be written.
pub(super) fn executer(options: &OptionsTelecharger) -> Result<CodeSortie> {
    if options.verifier {
        return verification::executer(options);
    }
    let choisies = choix::choisies(options)?;
    if options.liste {
        return liste::executer(&choisies, options);
    }
    fichier::executer(&choisies, options)
}

/// Folder of the files: that of the option, else `$CPTS_DONNEES`, else `./donnees`.
fn dossier(options: &OptionsTelecharger) -> PathBuf {
    let environnement = || std::env::var_os("CPTS_DONNEES").filter(|v| !v.is_empty());
    let choisi = options
        .donnees
        .clone()
        .or_else(|| environnement().map(PathBuf::from));
    choisi.unwrap_or_else(|| PathBuf::from("donnees"))
}
