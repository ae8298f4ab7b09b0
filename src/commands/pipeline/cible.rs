//! What a command works on: one perimeter, or every one of a list.

use anyhow::Result;

use crate::commands::sortie::{CodeSortie, echec};

/// Runs a command on a list when one is given, else on its perimeter.
///
/// # Errors
/// Neither of them, which clap refuses before; those of the command.
pub fn liste_ou_perimetre(
    (liste, perimetre): (Option<&str>, Option<&str>),
    plusieurs: impl FnOnce(&str) -> Result<CodeSortie>,
    un: impl FnOnce(&str) -> Result<CodeSortie>,
) -> Result<CodeSortie> {
    match (liste, perimetre) {
        (Some(liste), _) => plusieurs(liste),
        (None, Some(perimetre)) => un(perimetre),
        (None, None) => Err(echec(
            CodeSortie::Usage,
            "il manque un PERIMETRE, ou --tous",
        )),
    }
}
