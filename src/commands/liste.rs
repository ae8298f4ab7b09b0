//! Chooses how a list is written.

use crate::cli::FormatListe;
use crate::render::listes::{self, Liste};

/// The list in the format asked for.
#[must_use]
pub fn rendre(liste: &Liste, format: FormatListe, largeur: u16) -> String {
    match format {
        FormatListe::Terminal => listes::terminal(liste, largeur),
        FormatListe::Csv => listes::csv(liste),
        FormatListe::Json => serde_json::to_string_pretty(liste).unwrap_or_default() + "\n",
    }
}
