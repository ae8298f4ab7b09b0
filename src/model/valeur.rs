//! A figure as its publisher gives it: known, masked or absent; masked is not zero.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Value of one variable for one commune.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Valeur {
    /// Published figure, in the unit of its variable.
    Connue(f64),
    /// Hidden by the publisher (statistical secrecy, n < 6…); the bounds, if any, belong to the column.
    Masquee,
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
            Self::Masquee | Self::Absente => None,
        }
    }

    /// Whether the publisher hid the figure.
    #[must_use]
    pub fn est_masquee(self) -> bool {
        matches!(self, Self::Masquee)
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
