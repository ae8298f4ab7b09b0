//! Where a link of the document may lead: the anchors that it declares, and the part that holds each.

use std::collections::BTreeMap;

use crate::rapport::document::{Bloc, Document};
use crate::render::svg::ancre;

/// The rank of the part that holds each anchor: of a part, or of what it folds or frames.
pub(super) fn de(document: &Document<'_>) -> BTreeMap<String, usize> {
    let mut sortie = BTreeMap::new();
    for (rang, partie) in document.parties.iter().enumerate() {
        sortie.entry(ancre(&partie.ancre)).or_insert(rang);
        des_blocs(&partie.blocs, rang, &mut sortie);
    }
    sortie
}

fn des_blocs(blocs: &[Bloc<'_>], rang: usize, sortie: &mut BTreeMap<String, usize>) {
    for bloc in blocs {
        if let Bloc::Encadre(v) | Bloc::Repli(v) = bloc {
            if let Some(nom) = v.ancre.as_deref() {
                sortie.entry(ancre(nom)).or_insert(rang);
            }
            des_blocs(&v.blocs, rang, sortie);
        }
    }
}

/// The same among the parts that have a title, which alone are led to.
pub(super) fn titrees(document: &Document<'_>) -> BTreeMap<String, usize> {
    let titree = |rang: usize| {
        let sienne = document.parties.get(rang);
        sienne.is_some_and(|p| !p.titre.trim().is_empty())
    };
    let parmi = |rang: usize| (0..rang).filter(|r| titree(*r)).count();
    de(document)
        .into_iter()
        .filter(|(_, rang)| titree(*rang))
        .map(|(nom, rang)| (nom, parmi(rang)))
        .collect()
}
