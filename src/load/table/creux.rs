//! Sparse files: a commune without a row has zero, but only where the file speaks, where the commune existed and where
//! no rejected row may be about it.

use std::collections::BTreeSet;

use crate::load::table::resultat::Table;
use crate::model::lecture::se_lit;
use crate::model::{DateCivile, Genre, Referentiel, UniteId, Valeur};

/// Writes the zeros of a sparse table, whose list of communes is that of a day (absent when nothing says it).
///
/// A département without any row is left without figures (the file may be an extract), and so is a commune re-created
/// by a split that the list of the file does not know for sure: from the day after the split on, or by a row of its own.
pub fn remplit(referentiel: &Referentiel, liste: Option<DateCivile>, table: &mut Table) {
    let vues: BTreeSet<UniteId> = referentiel
        .ids()
        .filter(|&id| table.vues.contains(&id) || table.series.values().any(|v| connue(v, id)))
        .collect();
    let departements: BTreeSet<usize> = vues
        .iter()
        .map(|&id| referentiel.unite(id).departement)
        .collect();
    let parle = |id: &UniteId| {
        let unite = referentiel.unite(*id);
        departements.contains(&unite.departement)
            && unite.genre != Genre::CommuneCom
            && se_lit(referentiel, *id, |id| vues.contains(&id))
    };
    let parlees: Vec<UniteId> = referentiel.ids().filter(parle).collect();
    let inconnues = std::mem::take(&mut table.inconnues);
    let incertaines = retablies(referentiel, liste, &vues);
    for (cle, valeurs) in &mut table.series {
        for &id in &parlees {
            if let Some(place) = valeurs.get_mut(id.0 as usize)
                && *place == Valeur::Absente
                && !incertaines.contains(&id)
                && !inconnues.sans_chiffre.contains(&(cle.clone(), id))
            {
                *place = if inconnues.concerne(referentiel, cle, id) {
                    Valeur::Rejetee
                } else {
                    Valeur::Connue(0.0)
                };
            }
        }
    }
    table.inconnues = inconnues;
}

/// Communes re-created by a split, of which the file may still give the figures under the code that was kept.
fn retablies(
    referentiel: &Referentiel,
    liste: Option<DateCivile>,
    vues: &BTreeSet<UniteId>,
) -> BTreeSet<UniteId> {
    let mut incertaines = BTreeSet::new();
    for separation in &referentiel.separations {
        let autres = separation.vers.iter().filter(|&&c| c != separation.de);
        let autres: Vec<UniteId> = autres.filter_map(|&c| referentiel.par_code(c)).collect();
        let connue = autres.iter().any(|id| vues.contains(id));
        if !connue && liste.is_none_or(|jour| jour <= separation.date) {
            incertaines.extend(autres);
        }
    }
    incertaines
}

fn connue(valeurs: &[Valeur], id: UniteId) -> bool {
    valeurs
        .get(id.0 as usize)
        .is_some_and(|v| *v != Valeur::Absente)
}
