//! The outline of each group: those of its communes, melted, in degrees.

use std::collections::{BTreeMap, BTreeSet};

use geo::MultiPolygon;

use crate::geo::Maille;
use crate::geo::fusion::fondre;
use crate::model::{Dataset, Decoupage, UniteId};

/// Outline of each group, by rank of the proposal and of the group; none when no commune of it has one.
#[must_use]
pub fn contours(d: &Dataset, decoupage: &Decoupage) -> BTreeMap<(usize, usize), MultiPolygon<f64>> {
    let mut contours = BTreeMap::new();
    for p in &decoupage.propositions {
        for g in &p.groupes {
            let unites = g
                .communes
                .iter()
                .filter_map(|c| d.referentiel.par_code(c.code));
            let unites: BTreeSet<UniteId> = unites.collect();
            let traces = d.traces_de(&unites, false);
            let maille = Maille::new(&d.referentiel, &traces, &unites);
            let formes = unites.iter().flat_map(|&id| maille.forme(id));
            let fondu = fondre(formes.map(|f| &***f));
            if !fondu.0.is_empty() {
                contours.insert((p.rang, g.rang), fondu);
            }
        }
    }
    contours
}
