//! Of two files of one format that give the same year, the one whose days are the latest is read: the name decides nothing.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::load::fichier::devenir::Lu;
use crate::model::SourceId;
use crate::tri::Tri;

/// Of the files of one format that write their days, the latest first, in the places that they have among the others.
pub(super) fn le_plus_tardif_d_abord(ordre: &mut Vec<(SourceId, Lu)>) {
    let groupe = |lu: &Lu| (lu.couche, lu.descripteur.id.clone());
    let mut rangs: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
    for (rang, (_, lu)) in ordre.iter().enumerate() {
        if lu.table.dernier_jour.is_some() {
            rangs.entry(groupe(lu)).or_default().push(rang);
        }
    }
    let mut places: Vec<usize> = (0..ordre.len()).collect();
    for siens in rangs.values() {
        let jour = |rang: &usize| ordre.get(*rang).and_then(|(_, lu)| lu.table.dernier_jour);
        let mut tries = siens.clone();
        tries.trie_par_cle(|rang| Reverse(jour(rang)));
        for (place, rang) in siens.iter().zip(tries) {
            if let Some(p) = places.get_mut(*place) {
                *p = rang;
            }
        }
    }
    let mut lus: Vec<Option<(SourceId, Lu)>> =
        std::mem::take(ordre).into_iter().map(Some).collect();
    let pris = places.into_iter();
    ordre.extend(pris.filter_map(|p| lus.get_mut(p).and_then(Option::take)));
}
