//! The same bytes under two names: one of the two files is of no use, or is not what its name says.

use std::collections::BTreeMap;

use super::Dossier;
use crate::francais;
use crate::model::{Constat, RegleConstat, SectionId, Severite};

pub(super) fn verifier(d: &Dossier<'_>) -> Vec<Constat> {
    let mut par_empreinte: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for source in &d.contexte.dataset.sources {
        let fichiers = par_empreinte.entry(&source.sha256).or_default();
        if !source.sha256.is_empty() && !fichiers.contains(&source.fichier.as_str()) {
            fichiers.push(&source.fichier);
        }
    }
    let doubles = par_empreinte.into_values().filter(|f| f.len() > 1);
    doubles
        .map(|fichiers| {
            let texte = format!(
                "Ces fichiers sont les mêmes, octet pour octet\u{a0}: {}. Gardez-en un seul.",
                francais::joindre(&fichiers)
            );
            let origine = fichiers.first().copied().unwrap_or_default();
            Constat::new(
                RegleConstat::FichierEnDouble,
                Severite::Attention,
                SectionId::S0,
                texte,
            )
            .avec_origine(origine)
        })
        .collect()
}
