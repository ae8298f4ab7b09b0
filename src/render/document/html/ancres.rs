//! Where a link of the page may lead: the anchors that the document declares.

use std::collections::BTreeSet;

use crate::rapport::document::{Bloc, Document};
use crate::render::svg::ancre;

/// Anchors of the sections, of what they fold or frame.
pub(super) fn de(document: &Document<'_>) -> BTreeSet<String> {
    let mut sortie = BTreeSet::new();
    for partie in &document.parties {
        sortie.insert(ancre(&partie.ancre));
        des_blocs(&partie.blocs, &mut sortie);
    }
    sortie
}

fn des_blocs(blocs: &[Bloc<'_>], sortie: &mut BTreeSet<String>) {
    for bloc in blocs {
        if let Bloc::Encadre(v) | Bloc::Repli(v) = bloc {
            sortie.extend(v.ancre.as_deref().map(ancre));
            des_blocs(&v.blocs, sortie);
        }
    }
}
