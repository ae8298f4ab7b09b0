//! Where places that nothing says anything of are taken to be.

use std::collections::BTreeMap;

use super::terrain::{Place, Terrain};
use crate::model::Dataset;

/// Where a place that nothing says anything of is taken to be: at the most populated of its EPCI, else of all.
pub(super) struct Repli<'a> {
    d: &'a Dataset,
    par_epci: BTreeMap<Option<usize>, (f64, [f64; 3])>,
    partout: Option<(f64, [f64; 3])>,
}

impl<'a> Repli<'a> {
    /// Looks at the free places.
    pub(super) fn new(d: &'a Dataset, t: &Terrain) -> Self {
        let mut repli = Self {
            d,
            par_epci: BTreeMap::new(),
            partout: None,
        };
        for p in &t.libres {
            let Some(position) = p.position else { continue };
            let ici = (p.habitants, position);
            let plus = |avant: &(f64, [f64; 3])| avant.0 < p.habitants;
            let epci = d.referentiel.unite(p.unite).epci;
            let sien = repli.par_epci.entry(epci).or_insert(ici);
            if plus(sien) {
                *sien = ici;
            }
            if repli.partout.as_ref().is_none_or(plus) {
                repli.partout = Some(ici);
            }
        }
        repli
    }

    /// Where a place is taken to be.
    pub(super) fn position(&self, p: &Place) -> Option<[f64; 3]> {
        let epci = self.d.referentiel.unite(p.unite).epci;
        let siens = self.par_epci.get(&epci).filter(|_| epci.is_some());
        siens
            .or(self.partout.as_ref())
            .map(|(_, position)| *position)
    }
}
