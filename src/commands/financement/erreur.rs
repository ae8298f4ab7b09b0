//! Which exit code a refusal of the funding deserves.

use crate::commands::sortie::{CodeSortie, echec};
use crate::financement::ErreurFinancement;

/// A wrong option.
pub fn usage(message: impl Into<String>) -> anyhow::Error {
    echec(CodeSortie::Usage, message)
}

/// What comes from an option is a usage error; what comes from a file is not.
pub fn en_echec(erreur: ErreurFinancement) -> anyhow::Error {
    match erreur {
        ErreurFinancement::AvantAccord { .. }
        | ErreurFinancement::Population(_)
        | ErreurFinancement::Demarrage { .. } => usage(erreur.to_string()),
        autre => anyhow::Error::new(autre),
    }
}
