//! Stretches of the list of communes, about a département each: what is heavy by commune is in a block for each of them, so
//! that a run reads only those of the territories that it speaks of.

use std::ops::Range;

use crate::model::Referentiel;

/// Where each stretch starts, then the number of communes and arrondissements.
#[derive(Debug)]
pub struct Tranches(Vec<usize>);

impl Tranches {
    /// The consecutive units of each département.
    #[must_use]
    pub fn new(referentiel: &Referentiel) -> Self {
        let unites = &referentiel.unites;
        let suites = unites.chunk_by(|a, b| a.departement == b.departement);
        let fins = suites.scan(0, |fin, suite| {
            *fin += suite.len();
            Some(*fin)
        });
        Self(std::iter::once(0).chain(fins).collect())
    }

    /// A single stretch of that many units, for what is read of the whole country.
    #[must_use]
    pub fn entiere(unites: usize) -> Self {
        Self(vec![0, unites])
    }

    /// Ranks of the units of each.
    pub fn iter(&self) -> impl Iterator<Item = Range<usize>> {
        self.0.windows(2).filter_map(|w| match w {
            [debut, fin] => Some(*debut..*fin),
            _ => None,
        })
    }

    /// Number of stretches.
    #[must_use]
    pub fn combien(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    /// Number of units of one.
    #[must_use]
    pub fn unites(&self, tranche: usize) -> usize {
        let borne = |rang: usize| self.0.get(rang).copied().unwrap_or_default();
        borne(tranche + 1).saturating_sub(borne(tranche))
    }

    /// The stretch of a unit, and its rank inside; `None` beyond the last.
    #[must_use]
    pub fn place(&self, rang: usize) -> Option<(usize, usize)> {
        let tranche = self
            .0
            .partition_point(|debut| *debut <= rang)
            .checked_sub(1)?;
        let debut = self.0.get(tranche)?;
        (tranche < self.combien()).then(|| (tranche, rang - debut))
    }
}
