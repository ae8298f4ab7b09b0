//! A figure as its publisher gives it: known, masked, rejected or absent; only a known one can be zero.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Value of one variable for one commune.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub enum Valeur {
    /// Published figure, in the unit of its variable.
    Connue(f64),
    /// Hidden by the publisher (statistical secrecy, n < 6…); the bounds, if any, belong to the column.
    Masquee,
    /// Given by the file, but in a cell or a row that could not be read: as unknown as a masked figure.
    Rejetee,
    /// No row or an empty cell.
    #[default]
    Absente,
}

impl Valeur {
    /// The figure when it is known.
    #[must_use]
    pub fn connue(self) -> Option<f64> {
        match self {
            Self::Connue(x) => Some(x),
            Self::Masquee | Self::Rejetee | Self::Absente => None,
        }
    }

    /// Whether the publisher hid the figure.
    #[must_use]
    pub fn est_masquee(self) -> bool {
        matches!(self, Self::Masquee)
    }

    /// Whether the file gave a figure that could not be read.
    #[must_use]
    pub fn est_rejetee(self) -> bool {
        matches!(self, Self::Rejetee)
    }
}

/// Share of the territory for which a figure had a value; both shares from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Couverture {
    /// Share of the communes, from 0 to 1.
    pub communes: f64,
    /// Share of the population municipale, from 0 to 1.
    pub population: f64,
}

impl Couverture {
    /// Nothing covered.
    pub const NULLE: Self = Self {
        communes: 0.0,
        population: 0.0,
    };
    /// Everything covered.
    pub const PLEINE: Self = Self {
        communes: 1.0,
        population: 1.0,
    };
}
