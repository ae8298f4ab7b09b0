//! What an unknown figure can be: an interval, and the natural domain of each kind of figure.

/// A closed interval; infinite where nothing bounds it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intervalle {
    /// Smallest value, −∞ when there is none.
    pub min: f64,
    /// Largest value, +∞ when there is none.
    pub max: f64,
}

impl Intervalle {
    /// Anything.
    pub const TOUT: Self = Self {
        min: f64::NEG_INFINITY,
        max: f64::INFINITY,
    };
    /// Zero or more.
    pub const POSITIF: Self = Self {
        min: 0.0,
        max: f64::INFINITY,
    };

    /// From a smallest to a largest value.
    #[must_use]
    pub fn entre(min: f64, max: f64) -> Self {
        Self { min, max }
    }

    /// One value only.
    #[must_use]
    pub fn point(x: f64) -> Self {
        Self { min: x, max: x }
    }

    /// Sum of a value of each.
    #[must_use]
    pub fn plus(self, autre: Self) -> Self {
        Self::entre(self.min + autre.min, self.max + autre.max)
    }

    /// Product by a number that is not negative; anything times zero is zero.
    #[must_use]
    pub fn fois(self, k: f64) -> Self {
        if k > 0.0 {
            Self::entre(self.min * k, self.max * k)
        } else {
            Self::point(0.0)
        }
    }

    /// What is in both; the first when they have nothing in common.
    #[must_use]
    pub fn et(self, autre: Self) -> Self {
        let (min, max) = (self.min.max(autre.min), self.max.min(autre.max));
        if min <= max {
            Self::entre(min, max)
        } else {
            self
        }
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn ou(self, autre: Self) -> Self {
        Self::entre(self.min.min(autre.min), self.max.max(autre.max))
    }

    /// Quotient of a value of each, neither being negative; anything when one may be.
    #[must_use]
    pub fn sur(self, den: Self) -> Self {
        if self.min < 0.0 || den.min < 0.0 {
            return Self::TOUT;
        }
        let min = if self.min > 0.0 {
            self.min / den.max
        } else {
            0.0
        };
        let max = if den.min > 0.0 {
            self.max / den.min
        } else {
            f64::INFINITY
        };
        Self::entre(min, max)
    }
}

/// What the figures of a kind can be, whatever the commune; written in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Domaine {
    /// Nothing is stated: an unknown figure has no bound of its own.
    #[default]
    Libre,
    /// A count: zero or more.
    Effectif,
    /// A density, an index, an APL: zero or more.
    Positif,
    /// A share in percent: a numerator that is a part of its denominator.
    Pourcentage,
}

impl Domaine {
    /// Values of the figure itself.
    #[must_use]
    pub fn intervalle(self) -> Intervalle {
        match self {
            Self::Libre => Intervalle::TOUT,
            Self::Effectif | Self::Positif => Intervalle::POSITIF,
            Self::Pourcentage => Intervalle::entre(0.0, 100.0),
        }
    }

    /// Whether a figure can be one of this domain, up to rounding.
    #[must_use]
    pub fn admet(self, x: f64) -> bool {
        let Intervalle { min, max } = self.intervalle();
        x.is_finite() && x >= min - 1e-6 && x <= max + 1e-6
    }

    /// Domain of the counts that a ratio of this domain divides.
    #[must_use]
    pub fn des_termes(self) -> Self {
        match self {
            Self::Libre => Self::Libre,
            _ => Self::Effectif,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn infinite_bounds_never_give_a_nan() {
        assert_eq!(Intervalle::TOUT.fois(0.0), Intervalle::point(0.0));
        assert_eq!(
            Intervalle::POSITIF.sur(Intervalle::POSITIF),
            Intervalle::POSITIF
        );
        assert_eq!(
            Intervalle::point(2.0).sur(Intervalle::entre(4.0, f64::INFINITY)),
            Intervalle::entre(0.0, 0.5)
        );
        assert_eq!(Intervalle::point(0.0).sur(Intervalle::point(0.0)).min, 0.0);
    }

    #[test]
    fn disjoint_intervals_keep_the_first() {
        let a = Intervalle::entre(1.0, 5.0);
        assert_eq!(a.et(Intervalle::entre(6.0, 9.0)), a);
        assert_eq!(
            a.et(Intervalle::entre(3.0, 9.0)),
            Intervalle::entre(3.0, 5.0)
        );
        assert_eq!(a.ou(Intervalle::point(9.0)), Intervalle::entre(1.0, 9.0));
    }
}
