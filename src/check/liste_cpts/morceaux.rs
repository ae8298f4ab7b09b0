//! CPTS of the list that are in several pieces, an island apart.

use std::collections::BTreeSet;

use super::Liste;
use crate::francais::{denombre, enumerer};
use crate::geo::adjacence;
use crate::model::{Constat, RegleConstat, SectionId, Severite, UniteId};

/// Pieces named in a sentence.
const DITS: usize = 4;

pub(super) fn trouver(liste: &Liste<'_>) -> Vec<Constat> {
    let trouves = liste.cpts.iter().filter_map(|vue| {
        let (principal, autres) = vue.morceaux.split_first()?;
        let terrestres: Vec<&BTreeSet<UniteId>> = autres
            .iter()
            .filter(|m| !adjacence::voisines_dans(&liste.maille, m).is_empty())
            .collect();
        if terrestres.is_empty() {
            return None;
        }
        let decrit = |m: &&BTreeSet<UniteId>| match m.first() {
            Some(&seule) if m.len() == 1 => liste.nom(seule),
            Some(&premiere) => format!(
                "{} et {}",
                liste.nom(premiere),
                denombre(m.len().saturating_sub(1), "autre", "autres")
            ),
            None => String::new(),
        };
        let dits: Vec<String> = terrestres.iter().map(decrit).collect();
        let texte = format!(
            "«\u{a0}{}\u{a0}» est en {}\u{a0}: à part de {}, {}.",
            vue.nom,
            denombre(terrestres.len() + 1, "morceau", "morceaux"),
            denombre(principal.len(), "commune", "communes"),
            enumerer(&dits, DITS),
        );
        let constat = Constat::new(
            RegleConstat::CptsEnMorceaux,
            Severite::Attention,
            SectionId::S1,
            texte,
        );
        Some(constat.avec_communes(liste.codes(terrestres.into_iter().flatten())))
    });
    trouves.collect()
}
