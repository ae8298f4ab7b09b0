//! What was attached to the nearest, in sentences.

use crate::francais::{compte, nombre};
use crate::model::{Decoupage, LienDecoupage, RaisonLien};

/// What a part of a territory is that no border links with the rest.
pub(super) fn mot_du_lien(raison: RaisonLien) -> &'static str {
    match raison {
        RaisonLien::Enclave => "enclave",
        RaisonLien::Ile => "île",
        RaisonLien::SansContour => "commune sans contour",
    }
}

/// What was attached to the nearest.
#[must_use]
pub fn rattachements(d: &Decoupage) -> Vec<String> {
    let un = |l: &LienDecoupage| {
        let avec = match l.communes {
            0 | 1 => String::new(),
            n => format!(
                " et {}",
                compte(n as f64 - 1.0, "autre commune", "autres communes")
            ),
        };
        let km = l.km.map_or_else(
            || "sans place connue sur la carte".to_owned(),
            |km| format!("à {}\u{a0}km", nombre(km, 0)),
        );
        let pourquoi = match l.raison {
            Some(RaisonLien::Enclave) => {
                "enclave que des communes hors du territoire séparent du reste"
            }
            Some(RaisonLien::Ile) => "île qu’aucune commune dessinée ne touche",
            Some(RaisonLien::SansContour) => "sans contour, donc sans limite connue",
            None => "sans limite commune avec le reste",
        };
        format!(
            "{} ({}){avec}, {pourquoi}, peut aller avec {}, {km}.",
            l.nom, l.code, l.vers
        )
    };
    d.liens.iter().map(un).collect()
}
