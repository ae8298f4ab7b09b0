//! The travel times of a file, between the atoms of a territory.

use std::collections::BTreeMap;

use super::atomes::Atomes;
use super::demande::TempsMax;
use super::terrain::{Place, Terrain};
use super::trajets::Trajets;
use crate::model::UniteId;

/// The times between the atoms of a territory, then those of its CPTS; of a pair given one way, the other is the same.
pub(super) fn trajets((t, a): (&Terrain, &Atomes), max: &TempsMax) -> Trajets {
    let libres = a
        .places
        .iter()
        .map(|p| p.iter().filter_map(|&p| t.libres.get(p)).collect());
    let cpts = t.cpts.iter().map(|c| c.places.iter().collect());
    let atomes: Vec<Vec<&Place>> = libres.chain(cpts).collect();
    let mut de: BTreeMap<UniteId, usize> = BTreeMap::new();
    let mut poles: BTreeMap<UniteId, usize> = BTreeMap::new();
    for (rang, places) in atomes.iter().enumerate() {
        de.extend(places.iter().map(|p| (p.unite, rang)));
        let pole = places.iter().max_by(|x, y| {
            let ordre = x.habitants.total_cmp(&y.habitants);
            ordre.then(y.unite.cmp(&x.unite))
        });
        poles.extend(pole.map(|p| (p.unite, rang)));
    }
    let mut minutes: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let mut noter = |ici: &UniteId, la: &UniteId, t: f64| {
        if let (Some(&un), Some(&autre)) = (de.get(ici), poles.get(la)) {
            let place = minutes.entry((un, autre)).or_insert(t);
            *place = t.max(*place);
        }
    };
    for (&(ici, la), &temps) in &max.connus {
        noter(&ici, &la, temps);
        if !max.connus.contains_key(&(la, ici)) {
            noter(&la, &ici, temps);
        }
    }
    Trajets {
        limite: max.minutes,
        minutes,
    }
}
