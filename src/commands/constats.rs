//! `cpts constats`: the rules that findings come from, for `--echec-si` and for readers of the JSON.

use anyhow::Result;

use super::sortie::{CodeSortie, ecrire_stdout};
use super::{liste, terminal};
use crate::cli::OptionsConstats;
use crate::model::RegleConstat;
use crate::render::listes::Liste;

/// Runs `cpts constats`.
///
/// # Errors
/// stdout that cannot be written.
pub fn executer(options: &OptionsConstats) -> Result<CodeSortie> {
    let mut regles = Liste::new(&["règle", "ce qu'elle dit"]);
    for regle in RegleConstat::TOUTES {
        regles.ajouter(vec![regle.to_string(), regle.sens().to_owned()]);
    }
    let texte = liste::rendre(&regles, options.format, terminal::largeur());
    ecrire_stdout(&texte)?;
    Ok(CodeSortie::Succes)
}
