//! Two names of the list that only differ by link words, hyphens, case or accents: one CPTS written twice.

use std::collections::BTreeMap;

use super::{Liste, Vue};
use crate::base::cle;
use crate::francais::denombre;
use crate::model::{Constat, RegleConstat, SectionId, Severite};

pub(super) fn trouver(liste: &Liste<'_>) -> Vec<Constat> {
    let mut par_cle: BTreeMap<String, Vec<&Vue<'_>>> = BTreeMap::new();
    for vue in &liste.cpts {
        par_cle.entry(cle(vue.nom)).or_default().push(vue);
    }
    let doubles = par_cle.into_values().filter(|vues| vues.len() > 1);
    doubles
        .map(|vues| {
            let dits: Vec<String> = vues
                .iter()
                .map(|v| {
                    let communes = denombre(v.unites.len(), "commune", "communes");
                    format!("«\u{a0}{}\u{a0}» ({communes})", v.nom)
                })
                .collect();
            let texte = format!(
                "{} sont sans doute une seule CPTS\u{a0}: donnez-lui un seul nom dans la liste.",
                crate::francais::enumerer(&dits, dits.len()),
            );
            let constat = Constat::new(
                RegleConstat::CptsNomsProches,
                Severite::Attention,
                SectionId::S1,
                texte,
            );
            constat.avec_communes(liste.codes(vues.iter().flat_map(|v| &v.unites)))
        })
        .collect()
}
