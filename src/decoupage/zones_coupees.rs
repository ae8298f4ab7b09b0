//! Zones that the groups keep whole, and those that they share.

use std::collections::BTreeMap;

use super::montage::Montage;
use super::zonage::GenreZone;
use crate::model::{PartDeZone, ZonePartagee};
use crate::tri::Tri;

/// Zones of a kind.
pub(super) struct Compte {
    /// Whether there is any.
    pub(super) connues: bool,
    /// All of whose inhabitants are in one group.
    pub(super) entieres: usize,
    /// The others, that with most inhabitants apart first.
    pub(super) coupees: Vec<ZonePartagee>,
}

/// Counts the zones of a kind; `rangs` are those of the groups that are told.
pub(super) fn coupees(
    m: &Montage,
    genre: GenreZone,
    groupe: &[usize],
    rangs: &BTreeMap<usize, usize>,
) -> Compte {
    let mut parts: BTreeMap<usize, BTreeMap<usize, f64>> = BTreeMap::new();
    // What a CPTS already holds is no choice of the proposal.
    let places = m.atomes().iter().take(m.cpts.1);
    for (atome, &g) in places.zip(groupe) {
        for &(zone, habitants) in &atome.zones {
            *parts.entry(zone).or_default().entry(g).or_default() += habitants;
        }
    }
    let mut compte = Compte {
        connues: false,
        entieres: 0,
        coupees: Vec::new(),
    };
    for (zone, par_groupe) in parts {
        let Some(nommee) = m.zones.get(zone).filter(|z| z.genre == genre) else {
            continue;
        };
        compte.connues = true;
        if par_groupe.len() == 1 {
            compte.entieres += 1;
            continue;
        }
        let mut dites: BTreeMap<usize, f64> = BTreeMap::new();
        for (g, habitants) in &par_groupe {
            *dites
                .entry(rangs.get(g).copied().unwrap_or_default())
                .or_default() += habitants;
        }
        let plus_grande = par_groupe.values().copied().fold(0.0, f64::max);
        let mut parts: Vec<PartDeZone> = dites
            .into_iter()
            .map(|(groupe, population)| PartDeZone { groupe, population })
            .collect();
        parts.trie_par(|a, b| {
            b.population
                .total_cmp(&a.population)
                .then(a.groupe.cmp(&b.groupe))
        });
        compte.coupees.push(ZonePartagee {
            code: nommee.code.clone(),
            nom: nommee.nom.clone(),
            separes: par_groupe.values().sum::<f64>() - plus_grande,
            parts,
        });
    }
    compte
        .coupees
        .trie_par(|a, b| b.separes.total_cmp(&a.separes).then(a.code.cmp(&b.code)));
    compte
}
