//! Sources without a year, said once and loudly: the tables only mark them.

use std::collections::BTreeSet;

use crate::francais::{denombre, enumerer};
use crate::model::{Constat, Indicateur, RegleConstat, SectionId, Severite, Source, ZonesBlanches};

/// Files named in the sentence.
const NOMS_MAX: usize = 8;
/// What a source without a year bears as vintage.
const NON_DATE: &str = "non daté";

/// The undated sources that give a figure of the report.
#[must_use]
pub fn non_datees(
    sources: &[Source],
    indicateurs: &[Indicateur],
    zones: &ZonesBlanches,
) -> Option<Constat> {
    let citees: BTreeSet<&str> = indicateurs
        .iter()
        .filter(|i| i.valeur.is_some() || i.petit_effectif.is_some() || i.bornes.is_some())
        .flat_map(|i| &i.sources)
        .chain(&zones.sources)
        .map(String::as_str)
        .collect();
    let noms: Vec<String> = sources
        .iter()
        .filter(|s| s.millesime == NON_DATE && citees.contains(s.id.as_str()))
        .map(|s| format!("{} ({})", s.libelle, s.fichier))
        .collect();
    if noms.is_empty() {
        return None;
    }
    let texte = format!(
        "{} sans date\u{a0}: {}. L'année n'est ni dans le fichier ni dans son nom\u{a0}: demandez-la à qui l'a donné, et \
         ajoutez-la au nom du fichier\u{a0}; sans elle, ces chiffres ne se citent pas.",
        denombre(noms.len(), "source", "sources"),
        enumerer(&noms, NOMS_MAX)
    );
    Some(Constat::new(
        RegleConstat::SourceNonDatee,
        Severite::Attention,
        SectionId::S0,
        texte,
    ))
}
