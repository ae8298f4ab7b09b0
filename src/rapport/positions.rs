//! Where the territory stands among those that are comparable with it: one row by figure, the others without a name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Figures of the territory among those of comparable ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Positions {
    /// What they are, in French: « les autres CPTS de la région ».
    pub parmi: String,
    /// One by figure, in the order of the plan.
    pub lignes: Vec<Position>,
}

/// A figure among those of comparable territories.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// Indicator.
    pub indicateur: String,
    /// What it is, in a few words.
    pub titre: String,
    /// Unit.
    pub unite: String,
    /// Decimals to show.
    pub decimales: u8,
    /// The figure of the territory.
    pub valeur: f64,
    /// Those of the others that are wholly known, from the lowest.
    pub autres: Vec<f64>,
}

impl Position {
    /// Place of the territory, 1 for the highest.
    #[must_use]
    pub fn rang(&self) -> usize {
        1 + self.autres.iter().filter(|x| **x > self.valeur).count()
    }

    /// Territories that are placed, this one included.
    #[must_use]
    pub fn territoires(&self) -> usize {
        self.autres.len() + 1
    }

    /// Lowest, median and highest of all, this one included.
    #[must_use]
    pub fn etendue(&self) -> [f64; 3] {
        let mut tous = self.autres.clone();
        tous.push(self.valeur);
        tous.sort_by(f64::total_cmp);
        let a = |rang: usize| tous.get(rang).copied().unwrap_or(self.valeur);
        let milieu = tous.len() / 2;
        let mediane = match tous.len() % 2 {
            0 => f64::midpoint(a(milieu - 1), a(milieu)),
            _ => a(milieu),
        };
        [a(0), mediane, a(tous.len() - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_its_place_and_the_spread_of_all() {
        let mut p = Position {
            indicateur: "apl_mg".to_owned(),
            titre: "APL".to_owned(),
            unite: String::new(),
            decimales: 1,
            valeur: 3.0,
            autres: vec![1.0, 3.0, 4.0],
        };
        // Two share the second place.
        assert_eq!((p.rang(), p.territoires()), (2, 4));
        assert_eq!(p.etendue(), [1.0, 3.0, 4.0]);
        p.autres.push(9.0);
        assert_eq!((p.rang(), p.etendue()), (3, [1.0, 3.0, 9.0]));
        p.autres.clear();
        assert_eq!((p.rang(), p.etendue()), (1, [3.0, 3.0, 3.0]));
    }
}
