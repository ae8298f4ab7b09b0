//! Communes left out that only the perimeter surrounds.

use super::super::contexte::communes;
use super::{Contexte, Trouve, Vue};
use crate::francais::compte;
use crate::geo::enclaves::enclaves;
use crate::model::{RegleConstat, UniteId};

pub(super) fn trouver(c: &Contexte<'_>, vue: &Vue<'_>) -> Vec<Trouve> {
    let groupes = enclaves(&vue.autour, &vue.places, &vue.bord);
    let dire = |groupe| {
        let groupe: Vec<UniteId> = groupe;
        let habitants = groupe.iter().map(|&id| c.referentiel().population(id));
        let (verbe, toutes) = match groupe.len() {
            1 => ("n'est pas dans", "n'a"),
            _ => ("ne sont pas dans", "n'ont"),
        };
        Trouve {
            regle: RegleConstat::Enclave,
            texte: format!(
                "Enclave\u{a0}: {} ({}, {}) {verbe} le périmètre et {toutes} de voisines qu'en lui.",
                c.noms(&groupe),
                communes(groupe.len()),
                compte(habitants.sum(), "habitant", "habitants"),
            ),
            communes: groupe,
        }
    };
    let groupes = groupes.into_iter().map(|g| g.into_iter().collect());
    groupes.map(dire).collect()
}
