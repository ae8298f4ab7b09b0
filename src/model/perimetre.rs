//! The territory under study: communes (or arrondissements), each whole or in part.

use super::{Constat, GenrePerimetre, UniteId};

/// A commune of the perimeter and the part of it that belongs to the perimeter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Membre {
    /// Commune or arrondissement municipal.
    pub unite: UniteId,
    /// Part of its population inside, in ]0, 1].
    pub part: f64,
}

/// A checked perimeter: current communes, sorted by code, each once; never a city beside its own arrondissements.
#[derive(Debug, Clone, PartialEq)]
pub struct Perimetre {
    /// Name shown on the report.
    pub nom: String,
    /// What the user asked for, as typed, or the file name.
    pub expression: String,
    /// What kind of territory it is.
    pub genre: GenrePerimetre,
    /// Members, sorted by unit (that is by code), without duplicates.
    pub membres: Vec<Membre>,
    /// What was repaired, recoded or doubtful while reading it.
    pub constats: Vec<Constat>,
    /// Name of the CPTS in the commune → CPTS list when the perimeter is exactly one `cpts:"…"`.
    pub cpts: Option<String>,
}

impl Perimetre {
    /// Part of a unit inside the perimeter, 0 when it is outside.
    #[must_use]
    pub fn part(&self, unite: UniteId) -> f64 {
        self.membres
            .binary_search_by_key(&unite, |m| m.unite)
            .ok()
            .and_then(|rang| self.membres.get(rang))
            .map_or(0.0, |m| m.part)
    }

    /// Whether the perimeter holds at least a part of the unit.
    #[must_use]
    pub fn contient(&self, unite: UniteId) -> bool {
        self.part(unite) > 0.0
    }
}
