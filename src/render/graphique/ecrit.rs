//! A value of a chart as it is written.

use crate::rapport::{Graphique, Serie};
use crate::render::nombre::nombre;

/// A value as it is written, with a mark when it is that of a part of the communes.
pub(super) fn ecrite(graphique: &Graphique, serie: &Serie, rang: usize) -> Option<String> {
    let valeur = serie.valeurs.get(rang).copied().flatten();
    let marque = if serie.partielles.contains(&rang) {
        "*"
    } else {
        ""
    };
    let fini = valeur.filter(|v| v.is_finite())?;
    Some(nombre(fini, graphique.decimales) + marque)
}
