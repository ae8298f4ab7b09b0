//! Of several sources of one thing, which one speaks: never one that says almost nothing where another says much.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::SourceId;

/// A column that is not heard for a perimeter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tue {
    /// Variable.
    pub variable: String,
    /// Whether it gives classes.
    pub classes: bool,
    /// Vintage.
    pub an: Option<u16>,
    /// Its source.
    pub source: SourceId,
    /// Rank, among the columns that were not kept, of the one of the same vintage that takes its place.
    pub remplacante: Option<usize>,
}

/// What the choice of the files that speak of a perimeter has changed of the columns: two choices that are equal make the
/// same dataset of the same one.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Choisies {
    /// Columns that are not heard, in the order in which they were set aside.
    pub tues: Vec<Tue>,
    /// Variables.
    pub variables: BTreeSet<String>,
    /// Files that gave the columns taken or left.
    pub sources: BTreeSet<SourceId>,
}

impl Choisies {
    /// Whether nothing has changed.
    #[must_use]
    pub fn est_vide(&self) -> bool {
        self.tues.is_empty() && self.variables.is_empty() && self.sources.is_empty()
    }

    /// What tells this choice from any other, 128 bits in hexadecimal; nothing when there is none.
    #[must_use]
    pub fn empreinte(&self) -> String {
        if self.est_vide() {
            return String::new();
        }
        let moitie = |graine: u8| {
            let mut hache = DefaultHasher::new();
            (graine, self).hash(&mut hache);
            hache.finish()
        };
        format!("{:016x}{:016x}", moitie(0), moitie(1))
    }
}

/// Share of what another source speaks of under which a source is not heard, whatever its date: half, as for a sparse file to
/// be whole (`creux.toml`). Choice of the project, November 2026.
pub const PART: f64 = 0.5;

/// Rank of the first, by order of preference, that speaks of enough beside the one that speaks of most; `None` when none
/// speaks of anything.
#[must_use]
pub fn premiere_assez_etendue(etendues: &[f64]) -> Option<usize> {
    let plus = etendues.iter().copied().fold(0.0, f64::max);
    let assez = |e: &f64| *e > 0.0 && *e >= PART * plus;
    etendues.iter().position(assez)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_one_unless_it_is_an_extract() {
        assert_eq!(premiere_assez_etendue(&[5.0, 10.0]), Some(0));
        assert_eq!(premiere_assez_etendue(&[1.0, 10.0, 12.0]), Some(1));
        assert_eq!(premiere_assez_etendue(&[0.0, 0.0]), None);
        assert_eq!(premiere_assez_etendue(&[]), None);
    }
}
