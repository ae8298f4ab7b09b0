//! A table of a document, for the templates.

use minijinja::{Value, context};

use crate::rapport::document::{Case, Table};

/// Caption, columns, rows, notes; a table that the heading above names is captioned by it, for who does not see.
pub(super) fn vue(table: &Table, titre_au_dessus: &str) -> Value {
    let dite = !table.titre.is_empty();
    let titre = if dite { &table.titre } else { titre_au_dessus };
    let colonnes: Vec<Value> = table
        .colonnes
        .iter()
        .map(|c| context! { titre => &c.titre, numerique => c.nombre })
        .collect();
    let lignes: Vec<Value> = table
        .lignes
        .iter()
        .map(|ligne| {
            let cases = ligne.iter().enumerate();
            let cases = cases.map(|(rang, case)| {
                let numerique = table.colonnes.get(rang).is_some_and(|c| c.nombre);
                context! { numerique, entete => rang == table.entete, ..texte(case) }
            });
            Value::from(cases.collect::<Vec<Value>>())
        })
        .collect();
    context! { titre, dite, colonnes, lignes, courte => table.lignes.len() <= 12, notes => &table.notes }
}

/// A text and where it leads.
pub(super) fn texte(case: &Case) -> Value {
    context! { texte => &case.texte, adresse => &case.adresse, fort => case.fort }
}
