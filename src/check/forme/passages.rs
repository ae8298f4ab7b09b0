//! Bridges over water that make one piece of two.

use std::collections::BTreeSet;

use super::morceaux::decrit;
use super::{Contexte, Trouve, Vue};
use crate::geo::adjacence;
use crate::geo::composantes::composantes;
use crate::model::{Passage, RegleConstat};

pub(super) fn trouver(c: &Contexte<'_>, vue: &Vue<'_>) -> Vec<Trouve> {
    let passages = vue.maille.passages().iter();
    passages.filter_map(|p| dire(c, vue, p)).collect()
}

/// What a bridge links, unless a border does too.
fn dire(c: &Contexte<'_>, vue: &Vue<'_>, p: &Passage) -> Option<Trouve> {
    let bouts = BTreeSet::from([p.de, p.vers]);
    let touchent = || {
        let longueurs = adjacence::longueurs_dans(&vue.maille, &bouts);
        longueurs.values().any(|km| *km > 0.0)
    };
    if !bouts.is_subset(&vue.places) || touchent() {
        return None;
    }
    let mut sans = vue.entre.clone();
    for (ici, la) in [(p.de, p.vers), (p.vers, p.de)] {
        if let Some(voisines) = sans.get_mut(&ici) {
            voisines.remove(&la);
        }
    }
    let morceaux = composantes(&sans);
    let mut rives = morceaux.iter().filter(|m| !m.is_disjoint(&bouts));
    let (une, autre) = (rives.next()?, rives.next()?);
    let nom = |id| c.referentiel().unite(id).nom.as_str();
    Some(Trouve {
        regle: RegleConstat::PerimetreParPont,
        texte: format!(
            "Deux parties du périmètre ne sont reliées que par un pont au-dessus de l'eau, {} ({} – {})\u{a0}: {}\u{a0}; {}.",
            p.nom,
            nom(p.de),
            nom(p.vers),
            decrit(c, une),
            decrit(c, autre),
        ),
        communes: bouts.into_iter().collect(),
    })
}
