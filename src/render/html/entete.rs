//! Cover: what the territory is, in a few lines.

use minijinja::{Value, context};

use crate::francais::denombre;
use crate::rapport::{Rapport, entete};

/// Name, date and the facts of the cover.
pub(super) fn vue(rapport: &Rapport) -> Value {
    let faits = entete::faits(rapport).into_iter();
    let faits = faits.map(|(titre, texte)| context! { titre, texte });
    context! {
        faits => faits.collect::<Vec<Value>>(),
        expression => &rapport.perimetre.expression,
        note => &rapport.population.note,
    }
}

/// « 3 constats », for the table of contents.
#[must_use]
pub(super) fn resume(nombre: usize) -> String {
    denombre(nombre, "constat", "constats")
}
