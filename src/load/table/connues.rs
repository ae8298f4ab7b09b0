//! Structures that other files name, for the rows that only know their identifier.

use std::collections::{BTreeMap, HashMap};

use crate::load::fichier::devenir::Devenir;
use crate::model::Structure;

/// Structures by list, then identifier.
pub type Connues = BTreeMap<String, HashMap<String, Structure>>;

/// The structures of what was read.
pub fn connues<'a>(sorts: impl Iterator<Item = &'a Devenir>) -> Connues {
    let mut connues = Connues::new();
    for sort in sorts {
        let Devenir::Lu(lus) = sort else { continue };
        for s in lus.iter().flat_map(|lu| &lu.table.structures) {
            let liste = connues.entry(s.liste.clone()).or_default();
            liste
                .entry(s.identifiant.clone())
                .or_insert_with(|| s.clone());
        }
    }
    connues
}
