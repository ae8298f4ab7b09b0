//! Communes of the perimeter that are neighbours by borders that were not drawn alike.

use super::{Contexte, Trouve, Vue};
use crate::francais::{enumerer, nombre};
use crate::geo::adjacence;
use crate::model::{RegleConstat, UniteId};

/// Pairs told one by one.
const DITES: usize = 5;

pub(super) fn trouver(c: &Contexte<'_>, vue: &Vue<'_>) -> Vec<Trouve> {
    let approchees = adjacence::approchees_dans(&vue.maille, &vue.places);
    if approchees.is_empty() {
        return Vec::new();
    }
    let nom = |id: UniteId| c.referentiel().unite(id).nom.as_str();
    let dire = |((a, b), km): (&(UniteId, UniteId), &f64)| {
        format!("{} – {} ({}\u{a0}km)", nom(*a), nom(*b), nombre(*km, 1))
    };
    let dites: Vec<String> = approchees.iter().map(dire).collect();
    let mut communes: Vec<UniteId> = approchees.keys().flat_map(|(a, b)| [*a, *b]).collect();
    communes.sort_unstable();
    communes.dedup();
    vec![Trouve {
        regle: RegleConstat::LimitesApprochees,
        texte: format!(
            "Des contours qui se touchent ne sont pas dessinés de la même façon\u{a0}: {}. Ces communes sont lues comme voisines, à {}\u{a0}m \
             près, et la longueur de leur limite est approchée.",
            enumerer(&dites, DITES),
            nombre(crate::geo::accolees::ECART_MAX, 0),
        ),
        communes,
    }]
}
