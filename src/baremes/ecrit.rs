//! A scale file being read: where each of its items is written.

use super::Lieu;
use crate::texte_toml::{self, Situe};

/// A file being added.
pub(super) struct Ecrit<'a> {
    pub texte: &'a str,
    pub nom: &'a str,
    pub utilisateur: bool,
}

impl Ecrit<'_> {
    /// Place of a written item.
    pub fn lieu<T>(&self, item: &Situe<T>) -> Lieu {
        let place = texte_toml::place(self.texte, self.nom, item.octet());
        Lieu {
            utilisateur: self.utilisateur,
            fichier: self.nom.to_owned(),
            ligne: place.ligne.unwrap_or(1),
        }
    }
}
