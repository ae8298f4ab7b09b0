//! The CPTS of the list: communes, inhabitants, pieces, tier.

use std::collections::{BTreeMap, BTreeSet};

use crate::geo::composantes::composantes;
use crate::geo::{Maille, adjacence};
use crate::model::lecture::population;
use crate::model::{CptsVue, Dataset, UniteId};

/// All of them, by name.
pub(super) fn toutes(d: &Dataset, taille: &dyn Fn(f64) -> Option<u8>) -> Vec<CptsVue> {
    let mut siennes: BTreeMap<&str, BTreeMap<UniteId, f64>> = BTreeMap::new();
    for ligne in &d.cpts {
        let unites = siennes.entry(ligne.cpts.as_str()).or_default();
        let part = unites.entry(ligne.unite).or_default();
        *part = (*part + ligne.part).min(1.0);
    }
    siennes
        .into_iter()
        .map(|(nom, unites)| {
            let habitants =
                |(&id, part): (&UniteId, &f64)| population::habitants(d, id).unwrap_or(0.0) * part;
            let population = unites.iter().map(habitants).sum();
            CptsVue {
                nom: nom.to_owned(),
                communes: unites.len(),
                population,
                morceaux: morceaux(d, &unites.into_keys().collect()),
                taille: taille(population),
                stade: None,
                date: None,
            }
        })
        .collect()
}

/// Pieces of a set of units; `None` when one has no outline: it may link what seems apart.
fn morceaux(d: &Dataset, ensemble: &BTreeSet<UniteId>) -> Option<usize> {
    let traces = d.traces();
    let places: BTreeSet<UniteId> = ensemble
        .iter()
        .copied()
        .filter(|id| traces.contains_key(id))
        .collect();
    if places.len() < ensemble.len() {
        return None;
    }
    let seuls = places
        .iter()
        .filter_map(|id| Some((*id, traces.get(id)?.clone())));
    let seuls = seuls.collect();
    let maille = Maille::new(&d.referentiel, &seuls, &places);
    Some(composantes(&adjacence::entre_dans(&maille, &places)).len())
}
