//! What can be wrong in a catalogue: always the file, the indicator and the key.

use crate::model::{Emplacement, ErreurDonnees};

/// A catalogue file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ErreurCatalogue {
    /// The file is not TOML, or a key outside the indicators is wrong.
    #[error("catalogue d'indicateurs, {0}")]
    Fichier(Box<ErreurDonnees>),
    /// An indicator is wrong.
    #[error(
        "catalogue d'indicateurs, indicateur «\u{a0}{id}\u{a0}», clé «\u{a0}{cle}\u{a0}», {erreur}"
    )]
    Indicateur {
        /// Identifier, or its rank in the file when it has none.
        id: String,
        /// Key at fault.
        cle: String,
        /// Where and why.
        erreur: Box<ErreurDonnees>,
    },
}

/// A place in a catalogue file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lieu<'t> {
    pub(super) fichier: &'t str,
    pub(super) texte: &'t str,
}

impl Lieu<'_> {
    /// The line of a byte offset, from 1.
    pub(super) fn emplacement(&self, octet: Option<usize>) -> Emplacement {
        let lieu = Emplacement::fichier(self.fichier);
        match octet.and_then(|fin| self.texte.as_bytes().get(..fin)) {
            Some(avant) => {
                let sauts = avant.iter().filter(|&&o| o == b'\n').count();
                lieu.ligne(u64::try_from(sauts).unwrap_or(u64::MAX).saturating_add(1))
            }
            None => lieu,
        }
    }

    /// An error of the file, outside the indicators.
    pub(super) fn erreur(
        &self,
        octet: Option<usize>,
        probleme: impl Into<String>,
    ) -> ErreurDonnees {
        ErreurDonnees::new(self.emplacement(octet), probleme)
    }
}
