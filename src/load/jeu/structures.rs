//! Structures named by the files: one file by list, each structure once.

use crate::load::fichier::devenir::Lu;
use crate::model::{Dataset, SourceId};

/// Adds the structures of a file, unless a file of a higher priority has named those of the same list.
pub fn ajoute(d: &mut Dataset, source: SourceId, lu: &mut Lu) {
    let Some(liste) = lu.descripteur.structure.as_ref().map(|s| &s.liste) else {
        return;
    };
    if d.structures.iter().any(|s| s.liste == *liste) {
        return;
    }
    let mut lues = std::mem::take(&mut lu.table.structures);
    for s in &mut lues {
        s.source = source;
    }
    lues.sort_by(|a, b| {
        (&a.identifiant, &a.categorie, &a.nom, a.unite).cmp(&(
            &b.identifiant,
            &b.categorie,
            &b.nom,
            b.unite,
        ))
    });
    lues.dedup_by(|b, a| {
        (&a.identifiant, &a.categorie) == (&b.identifiant, &b.categorie)
            && (!a.identifiant.is_empty() || (&a.nom, a.unite) == (&b.nom, b.unite))
    });
    d.structures.append(&mut lues);
    d.structures.sort_by(|a, b| a.liste.cmp(&b.liste));
}
