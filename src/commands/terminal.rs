//! What the terminal can show: width and colours.

use std::io::IsTerminal;

use crate::cli::Couleur;

/// Widest line written when stdout is not a terminal.
const LARGEUR_DEFAUT: u16 = 80;

/// Columns to fill: those of the terminal between 60 and 120, 80 elsewhere.
#[must_use]
pub fn largeur() -> u16 {
    if !std::io::stdout().is_terminal() {
        return LARGEUR_DEFAUT;
    }
    comfy_table::Table::new()
        .width()
        .map_or(LARGEUR_DEFAUT, |l| l.clamp(60, 120))
}

/// Whether to colour: asked for, or a terminal without `NO_COLOR`.
#[must_use]
pub fn couleurs(choix: Couleur) -> bool {
    match choix {
        Couleur::Toujours => true,
        Couleur::Jamais => false,
        Couleur::Auto => {
            std::io::stdout().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
        }
    }
}
