//! Communes that alone link two parts of a piece of the perimeter.

use std::collections::BTreeSet;

use super::super::contexte::communes;
use super::morceaux::decrit;
use super::{Contexte, Trouve, Vue};
use crate::francais::enumerer;
use crate::geo::ponts::Ponts;
use crate::model::{RegleConstat, UniteId};
use crate::tri::Tri;

/// Communes that a part must have to be told: one at the edge that touches only one other is no news. A choice of the project.
const PART_MIN: usize = 2;
/// Communes told one by one; the others are counted.
const DITS: usize = 3;

/// A commune, and the parts that it alone links to the rest.
type Pont<'p> = (UniteId, Vec<&'p [UniteId]>);

pub(super) fn trouver(c: &Contexte<'_>, vue: &Vue<'_>) -> Vec<Trouve> {
    let habitants = |id: UniteId| c.referentiel().population(id) * c.perimetre.part(id);
    let du_morceau = |morceau: &BTreeSet<UniteId>| {
        let premiere = morceau
            .iter()
            .max_by(|a, b| habitants(**a).total_cmp(&habitants(**b)).then(b.cmp(a)));
        premiere.map(|id| Ponts::autour(&vue.entre, *id, habitants))
    };
    let ponts: Vec<Ponts> = vue.morceaux.iter().filter_map(du_morceau).collect();
    let mut trouves: Vec<Pont<'_>> = ponts.iter().flat_map(Ponts::iter).collect();
    for (_, parts) in &mut trouves {
        parts.retain(|p| p.len() >= PART_MIN);
    }
    trouves.retain(|(_, parts)| !parts.is_empty());
    // The one that holds the most first.
    let tenues = |parts: &[&[UniteId]]| parts.iter().map(|p| p.len()).sum::<usize>();
    trouves.trie_par(|a, b| tenues(&b.1).cmp(&tenues(&a.1)).then(a.0.cmp(&b.0)));
    if trouves.is_empty() {
        return Vec::new();
    }
    vec![dire(c, vue, &trouves)]
}

fn dire(c: &Contexte<'_>, vue: &Vue<'_>, trouves: &[Pont<'_>]) -> Trouve {
    let dit = |(id, parts): &Pont<'_>| {
        let parts = parts
            .iter()
            .map(|p| decrit(c, &p.iter().copied().collect()));
        let parts: Vec<String> = parts.collect();
        let nom = &c.referentiel().unite(*id).nom;
        format!("{nom}, qui tient {}", enumerer(&parts, DITS))
    };
    let dits: Vec<String> = trouves.iter().take(DITS).map(dit).collect();
    let reste = match trouves.len().saturating_sub(DITS) {
        0 => String::new(),
        1 => "\u{a0}; et 1 autre".to_owned(),
        n => format!("\u{a0}; et {n} autres"),
    };
    let debut = match trouves.len() {
        1 => "Une commune relie seule".to_owned(),
        n => format!("{} relient chacune seule", communes(n)),
    };
    let doute = if vue.sans_contour.is_empty() {
        ""
    } else {
        " Une commune sans contour peut pourtant relier ces parties aussi."
    };
    Trouve {
        regle: RegleConstat::CommunePont,
        texte: format!(
            "{debut} une partie du périmètre au reste\u{a0}: {}{reste}.{doute}",
            dits.join("\u{a0}; ")
        ),
        communes: trouves.iter().map(|(id, _)| *id).collect(),
    }
}
