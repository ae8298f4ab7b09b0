//! Tier and amounts of two reports.

use std::collections::BTreeSet;

use super::types::{FinancementCompare, MontantCompare};
use crate::model::{Financement, Montant};

pub(super) fn comparer(a: &Financement, b: &Financement) -> FinancementCompare {
    let marge = |f: &Financement| {
        let habitants = f.marges.iter().map(|m| m.habitants);
        habitants.min_by(|x, y| x.abs().total_cmp(&y.abs()))
    };
    let ids: BTreeSet<&str> = b.montants.iter().map(|m| m.id.as_str()).collect();
    let anciens = a.montants.iter().filter(|m| !ids.contains(m.id.as_str()));
    let montants = b.montants.iter().chain(anciens);
    let de = |f: &'_ Financement, id: &str| -> Option<f64> {
        f.montants.iter().find(|m| m.id == id)?.total
    };
    let compare = |m: &Montant| {
        let (avant, apres) = (de(a, &m.id), de(b, &m.id));
        MontantCompare {
            id: m.id.clone(),
            libelle: m.libelle.clone(),
            avant,
            apres,
            ecart: avant.zip(apres).map(|(x, y)| y - x),
        }
    };
    FinancementCompare {
        taille_change: a.taille.zip(b.taille).map(|(x, y)| x != y),
        marge_avant: marge(a),
        marge_apres: marge(b),
        montants: montants
            .map(compare)
            .filter(|m| m.avant.is_some() || m.apres.is_some())
            .collect(),
    }
}
