//! Travel times between atoms, where they are known: how far beyond the limit a group is.

use std::collections::BTreeMap;

/// Times between atoms, and the longest to the most populated one of a group.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Trajets {
    /// Minutes.
    pub(super) limite: f64,
    /// Minutes from the farthest place of an atom to the most populated place of another.
    pub(super) minutes: BTreeMap<(usize, usize), f64>,
}

impl Trajets {
    /// How far beyond the limit the atoms of a group are from its most populated one, in limits; those that never leave it
    /// (`fixe`) are where they are.
    pub(super) fn exces(
        &self,
        membres: impl Iterator<Item = usize> + Clone,
        habitants: impl Fn(usize) -> f64,
        fixe: impl Fn(usize) -> bool,
    ) -> f64 {
        let pole = membres.clone().max_by(|&x, &y| {
            let ordre = habitants(x).total_cmp(&habitants(y));
            ordre.then(y.cmp(&x))
        });
        let Some(pole) = pole else {
            return 0.0;
        };
        let libres = membres.filter(|&a| a != pole && !fixe(a));
        let connus = libres.filter_map(|a| self.minutes.get(&(a, pole)));
        connus.map(|t| (t / self.limite - 1.0).max(0.0)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_beyond_the_limit_of_the_most_populated_counts_and_what_is_unknown_does_not() {
        let trajets = Trajets {
            limite: 20.0,
            minutes: BTreeMap::from([((0, 1), 30.0), ((1, 0), 60.0)]),
        };
        let habitants = |a: usize| [100.0, 900.0, 50.0][a];
        // From the first to the second, the most populated: 30 minutes of 20; the third is unknown.
        let exces = |membres: Vec<usize>, fixe| {
            trajets.exces(membres.into_iter(), habitants, |a| Some(a) == fixe)
        };
        assert!((exces(vec![0, 1, 2], None) - 0.5).abs() < 1e-12);
        assert_eq!(exces(vec![1, 2], None), 0.0);
        assert_eq!(exces(vec![0, 1, 2], Some(0)), 0.0);
    }
}
