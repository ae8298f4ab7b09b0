//! Of several sources of one thing, which one speaks: never one that says almost nothing where another says much.

use std::collections::BTreeSet;

use super::SourceId;

/// What the choice of the files that speak of a perimeter has changed of the columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choisies {
    /// Variables.
    pub variables: BTreeSet<String>,
    /// Files that gave the columns taken or left.
    pub sources: BTreeSet<SourceId>,
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
