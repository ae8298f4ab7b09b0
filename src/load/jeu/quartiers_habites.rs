//! Inhabitants of the quartiers prioritaires by commune: none where the list of the quartiers places none.
//!
//! The file of the inhabitants has a row for the communes that have a quartier only, and not for all of them: what it leaves
//! out is no figure. The list of the quartiers tells where there is none, so that nobody lives in one.

use std::collections::BTreeSet;

use crate::load::table::creux::est_nationale;
use crate::model::lecture::arrondissements;
use crate::model::{Dataset, Genre, PlaceQpv, Referentiel, UniteId, Valeur};

/// Variable of the inhabitants of the quartiers.
const VARIABLE: &str = "qpv_habitants";

/// Writes the zeros of the communes that have no figure and, for sure, no quartier.
pub fn complete(d: &mut Dataset) {
    let Some(sans) = d.colonnes.contains_key(VARIABLE).then(|| sans_quartier(d)) else {
        return;
    };
    for colonne in d
        .colonnes
        .get_mut(VARIABLE)
        .into_iter()
        .flat_map(|ans| ans.values_mut())
    {
        for id in &sans {
            if colonne.valeur(*id) == Valeur::Absente {
                colonne.valeurs.change(id.0 as usize, Valeur::Connue(0.0));
            }
        }
    }
}

/// Communes in which the list of the quartiers places none, where it speaks and leaves no doubt.
///
/// A city of arrondissements is left out: a file may name it, them, or both.
fn sans_quartier(d: &Dataset) -> Vec<UniteId> {
    let r = &d.referentiel;
    let departement = |id: UniteId| r.unite(id).departement;
    let places: BTreeSet<UniteId> = d.qpv.iter().flat_map(|q| q.unites()).collect();
    let nommes: BTreeSet<usize> = places.iter().map(|&id| departement(id)).collect();
    // A quartier found from its polygon, or not at all, may lie in other communes of its département.
    let douteux = d.qpv.iter().filter(|q| q.place != PlaceQpv::Ecrite);
    let douteux: Option<BTreeSet<usize>> = douteux.map(|q| du_code(r, &q.code)).collect();
    let Some(douteux) = douteux else {
        return Vec::new();
    };
    let nationale = est_nationale(nommes.len());
    let parle = |id: &UniteId| {
        let sien = departement(*id);
        (nationale || nommes.contains(&sien)) && !douteux.contains(&sien)
    };
    let commune = |id: &UniteId| {
        let u = r.unite(*id);
        u.genre == Genre::Commune && u.parent.is_none() && arrondissements(r, *id).is_empty()
    };
    r.ids()
        .filter(|id| commune(id) && parle(id) && !places.contains(id))
        .collect()
}

/// Département that the code of a quartier names.
fn du_code(r: &Referentiel, code: &str) -> Option<usize> {
    let departement = crate::model::Qpv::departement_du_code(code)?;
    r.departements.iter().position(|d| d.code == departement)
}
