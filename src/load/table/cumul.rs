//! Sums of rows: of a commune in a series, and of territories wider than a commune.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::format::nombre::Brute;
use crate::model::{CleTerritoire, Valeur};

/// A sum, and what of it is not known.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Cumul {
    total: f64,
    masque: bool,
    absent: bool,
    rejet: bool,
}

impl Cumul {
    pub(super) fn ajoute(&mut self, brute: Brute) {
        match brute {
            Brute::Nombre(x) => self.total += x,
            Brute::Masquee => self.masque = true,
            Brute::Rejetee => self.rejet = true,
            Brute::Absente | Brute::Classe(_) => self.absent = true,
        }
    }

    /// The sum; a cell without figure is not zero: the sum that lacks it is not one.
    pub(super) fn valeur(self) -> Valeur {
        match self {
            Self { rejet: true, .. } => Valeur::Rejetee,
            Self { absent: true, .. } => Valeur::Absente,
            Self { masque: true, .. } => Valeur::Masquee,
            Self { total, .. } => Valeur::Connue(total),
        }
    }
}

/// What was added up so far.
#[derive(Debug, Default)]
pub(super) struct SommesPubliees {
    /// By territory and series.
    pub(super) cumuls: BTreeMap<(CleTerritoire, u32), Cumul>,
    /// Levels and codes of the rows that could not be used.
    pub(super) perdus: BTreeSet<CleTerritoire>,
}
