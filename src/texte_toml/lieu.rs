//! Where a byte of a text stands.

use crate::model::Emplacement;

/// Place of a byte offset in a text.
#[must_use]
pub fn place(texte: &str, fichier: &str, octet: usize) -> Emplacement {
    let avant = texte.as_bytes().iter().take(octet);
    let ligne = avant.filter(|o| **o == b'\n').count() as u64 + 1;
    Emplacement::fichier(fichier).ligne(ligne)
}

/// The line that holds a byte, trimmed; the one before when it is empty, as after an unfinished text.
pub(super) fn ligne_en(texte: &str, octet: usize) -> &str {
    let debut = texte
        .as_bytes()
        .iter()
        .take(octet)
        .rposition(|o| *o == b'\n')
        .map_or(0, |i| i + 1);
    let ligne = texte.get(debut..).unwrap_or_default();
    ligne.lines().next().unwrap_or_default().trim()
}

/// Rank of a byte in its line, in characters from 1.
pub(super) fn caractere(texte: &str, octet: usize) -> usize {
    let avant = texte.get(..octet).unwrap_or_default();
    avant.chars().rev().take_while(|c| *c != '\n').count() + 1
}
