//! What is read of a unit: a figure, or why there is none and between which bounds it lies.

use super::Intervalle;
use crate::model::Valeur;

/// Why a figure is not known, the least unknown first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum Cause {
    /// Hidden by the publisher.
    Masque,
    /// Not given.
    Absent,
    /// Given for another territory than the commune of today.
    AutreTerritoire,
    /// Given, but not readable.
    Rejete,
}

/// A reading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lu {
    /// The figure.
    Connu(f64),
    /// No figure: why, and what it can be.
    Inconnu(Cause, Intervalle),
}

impl Lu {
    /// Nothing is given and nothing bounds it.
    pub const ABSENT: Self = Self::Inconnu(Cause::Absent, Intervalle::TOUT);

    /// The figure when it is known.
    #[must_use]
    pub fn connu(self) -> Option<f64> {
        match self {
            Self::Connu(x) => Some(x),
            Self::Inconnu(..) => None,
        }
    }

    /// Why it is not known.
    #[must_use]
    pub fn cause(self) -> Option<Cause> {
        match self {
            Self::Connu(_) => None,
            Self::Inconnu(cause, _) => Some(cause),
        }
    }

    /// Whether no file gives it.
    #[must_use]
    pub fn est_absent(self) -> bool {
        self.cause() == Some(Cause::Absent)
    }

    /// What it can be.
    #[must_use]
    pub fn intervalle(self) -> Intervalle {
        match self {
            Self::Connu(x) => Intervalle::point(x),
            Self::Inconnu(_, intervalle) => intervalle,
        }
    }

    /// Sum of two readings: known when both are, else for the worst of the causes.
    #[must_use]
    pub fn plus(self, autre: Self) -> Self {
        match (self, autre) {
            (Self::Connu(a), Self::Connu(b)) => Self::Connu(a + b),
            (a, b) => {
                let cause = a.cause().max(b.cause()).unwrap_or(Cause::Absent);
                Self::Inconnu(cause, a.intervalle().plus(b.intervalle()))
            }
        }
    }

    /// Product by a number that is not negative.
    #[must_use]
    pub fn fois(self, k: f64) -> Self {
        match self {
            Self::Connu(x) => Self::Connu(x * k),
            Self::Inconnu(cause, intervalle) => Self::Inconnu(cause, intervalle.fois(k)),
        }
    }

    /// The same, inside an interval that is known to hold it.
    #[must_use]
    pub fn dans(self, bornes: Intervalle) -> Self {
        match self {
            Self::Connu(_) => self,
            Self::Inconnu(cause, intervalle) => Self::Inconnu(cause, intervalle.et(bornes)),
        }
    }
}

impl From<Cause> for Valeur {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::Masque => Self::Masquee,
            Cause::Absent | Cause::AutreTerritoire => Self::Absente,
            Cause::Rejete => Self::Rejetee,
        }
    }
}

impl From<Lu> for Valeur {
    fn from(lu: Lu) -> Self {
        match lu {
            Lu::Connu(x) => Self::Connue(x),
            Lu::Inconnu(cause, _) => cause.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_cause_wins_and_the_bounds_add_up() {
        let masque = Lu::Inconnu(Cause::Masque, Intervalle::entre(1.0, 5.0));
        let absent = Lu::Inconnu(Cause::Absent, Intervalle::POSITIF);
        assert_eq!(
            masque.plus(Lu::Connu(2.0)),
            Lu::Inconnu(Cause::Masque, Intervalle::entre(3.0, 7.0))
        );
        assert_eq!(
            masque.plus(absent),
            Lu::Inconnu(Cause::Absent, Intervalle::entre(1.0, f64::INFINITY))
        );
    }
}
