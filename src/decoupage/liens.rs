//! What was attached to the nearest, and why no border links it.

use std::collections::BTreeSet;

use super::atomes::{Atomes, Lien};
use super::terrain::Terrain;
use crate::geo::{Maille, adjacence};
use crate::model::{Dataset, LienDecoupage, RaisonLien, UniteId};

/// Each link, told.
pub(super) fn liens(d: &Dataset, t: &Terrain, a: &Atomes) -> Vec<LienDecoupage> {
    let unite = |p: usize| d.referentiel.unite(t.libres[p].unite);
    let lien = |l: &Lien| LienDecoupage {
        code: unite(l.de).code,
        nom: unite(l.de).nom.clone(),
        vers: unite(l.vers).nom.clone(),
        communes: l.places.len(),
        km: l.km,
        raison: Some(raison(d, t, &l.places)),
    };
    a.liens.iter().map(lien).collect()
}

/// Why nothing links some places with the others.
fn raison(d: &Dataset, t: &Terrain, places: &BTreeSet<usize>) -> RaisonLien {
    let siennes: BTreeSet<UniteId> = places.iter().map(|&p| t.libres[p].unite).collect();
    let traces = d.traces_de(&siennes, true);
    let maille = Maille::new(&d.referentiel, &traces, &siennes);
    if !siennes.iter().any(|&id| maille.contient(id)) {
        return RaisonLien::SansContour;
    }
    let dehors = |id: &UniteId| t.rang(*id).is_none();
    match adjacence::voisines_dans(&maille, &siennes)
        .iter()
        .any(dehors)
    {
        true => RaisonLien::Enclave,
        false => RaisonLien::Ile,
    }
}
