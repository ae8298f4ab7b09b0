//! Codes of a file to units of the référentiel: the only place where `load` asks what a code has become.

use crate::base::{self, Resolution};
use crate::model::{CodeCommune, Referentiel, UniteId};

/// What a code of a file is today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issue {
    /// A current commune or arrondissement.
    Actuelle(UniteId),
    /// A former code, a commune déléguée or associée, part of a current commune.
    Recodee(UniteId),
    /// A former commune cut into several: its figure belongs to none of them.
    Scindee,
    /// Not a commune.
    Inconnue,
}

/// What a code has become. A code that is current is never recoded.
#[must_use]
pub fn resoudre(referentiel: &Referentiel, code: CodeCommune) -> Issue {
    match base::resoudre(referentiel, code) {
        Resolution::Actuelle(id) => Issue::Actuelle(id),
        Resolution::Recodee { vers, .. } => Issue::Recodee(vers),
        Resolution::Scindee { .. } => Issue::Scindee,
        Resolution::Inconnue => Issue::Inconnue,
    }
}
