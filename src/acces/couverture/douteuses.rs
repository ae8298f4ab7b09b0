//! Units that a row without commune may be about, from the name of its CPTS: those of its départements, and those that it touches.

use std::collections::BTreeSet;

use crate::geo::{Maille, adjacence};
use crate::model::{Dataset, Referentiel, UniteId};

/// Where the communes that the CPTS of the list lack may be.
#[derive(Debug, Clone, Default)]
pub(super) struct Douteuses {
    partout: bool,
    departements: BTreeSet<usize>,
    voisines: BTreeSet<UniteId>,
}

impl Douteuses {
    /// From the rows that only name a CPTS; one of a CPTS without any other row may be anywhere.
    pub(super) fn new(d: &Dataset) -> Self {
        let perdues = d.cpts_perdues.iter().filter(|p| p.sans_lieu);
        let noms: BTreeSet<Option<&str>> = perdues.map(|p| p.cpts.as_deref()).collect();
        let mut douteuses = Self::default();
        for nom in noms {
            let lignes = d.cpts.iter().filter(|l| Some(l.cpts.as_str()) == nom);
            let unites: BTreeSet<UniteId> = lignes.map(|l| l.unite).collect();
            let traces = d.traces_de(&unites, true);
            let maille = Maille::new(&d.referentiel, &traces, &unites);
            if unites.is_empty() || !unites.iter().all(|&id| maille.contient(id)) {
                douteuses.partout = true;
                return douteuses;
            }
            let siens = unites.iter().map(|&id| d.referentiel.unite(id).departement);
            douteuses.departements.extend(siens);
            douteuses
                .voisines
                .extend(adjacence::voisines_dans(&maille, &unites));
        }
        douteuses
    }

    /// Whether one of the rows may be about a unit.
    pub(super) fn contient(&self, r: &Referentiel, id: UniteId) -> bool {
        self.partout
            || self.departements.contains(&r.unite(id).departement)
            || self.voisines.contains(&id)
    }
}
