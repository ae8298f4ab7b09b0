//! Communes that the list gives to several CPTS.

use std::collections::{BTreeMap, BTreeSet};

use super::Liste;
use crate::francais::{denombre, enumerer};
use crate::model::{Constat, RegleConstat, SectionId, Severite, UniteId};

/// Communes named in a sentence.
const DITES: usize = 5;

pub(super) fn trouver(liste: &Liste<'_>) -> Vec<Constat> {
    let mut noms: BTreeMap<UniteId, BTreeSet<&str>> = BTreeMap::new();
    for vue in &liste.cpts {
        for &id in &vue.unites {
            noms.entry(id).or_default().insert(vue.nom);
        }
    }
    noms.retain(|_, cpts| cpts.len() > 1);
    if noms.is_empty() {
        return Vec::new();
    }
    let dites: Vec<String> = noms.keys().map(|&id| liste.nom(id)).collect();
    let texte = format!(
        "{} dans plusieurs CPTS à la fois\u{a0}: {}.",
        match noms.len() {
            1 => "1\u{a0}commune est".to_owned(),
            n => format!("{} sont", denombre(n, "commune", "communes")),
        },
        enumerer(&dites, DITES),
    );
    let constat = Constat::new(
        RegleConstat::PlusieursCpts,
        Severite::Attention,
        SectionId::S1,
        texte,
    );
    vec![constat.avec_communes(liste.codes(noms.keys()))]
}
