//! Communes of the perimeter that no outline places, in a country where others have one.

use super::super::contexte::communes;
use super::{Contexte, Trouve, Vue};
use crate::model::RegleConstat;

pub(super) fn trouver(c: &Contexte<'_>, vue: &Vue<'_>) -> Vec<Trouve> {
    if vue.sans_contour.is_empty() {
        return Vec::new();
    }
    let verbe = if vue.sans_contour.len() > 1 {
        "n'ont"
    } else {
        "n'a"
    };
    vec![Trouve {
        regle: RegleConstat::CommunesSansContour,
        texte: format!(
            "{} du périmètre {verbe} pas de contour dans les données\u{a0}: {}. Rien n'est dit de ce qui les relie aux autres.",
            communes(vue.sans_contour.len()),
            c.noms(&vue.sans_contour)
        ),
        communes: vue.sans_contour.clone(),
    }]
}
