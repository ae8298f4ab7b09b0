//! The rules of a run: those of the program, completed or replaced by the files of the user.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::baremes::Bareme;
use crate::indicateurs::Catalogue;
use crate::load::source::texte_liste;

/// The catalogue of the program with those of the user.
///
/// # Errors
/// File that cannot be read or is not a catalogue.
pub fn catalogue(fichiers: &[PathBuf]) -> Result<Catalogue> {
    let mut catalogue = Catalogue::embarque()?;
    for fichier in fichiers {
        catalogue.avec(&lire(fichier)?, &fichier.to_string_lossy())?;
    }
    Ok(catalogue)
}

/// The scale of the program with those of the user.
///
/// # Errors
/// File that cannot be read or is not a scale.
pub fn bareme(fichiers: &[PathBuf]) -> Result<Bareme> {
    fichiers
        .iter()
        .try_fold(Bareme::embarque()?, |bareme, fichier| {
            Ok(bareme.avec_fichier(&lire(fichier)?, &fichier.to_string_lossy())?)
        })
}

/// A TOML or CSV text of the user.
///
/// # Errors
/// Not an ordinary file, too large, or not text.
pub fn lire(fichier: &Path) -> Result<String> {
    Ok(texte_liste::texte(fichier)?)
}
