//! The rows of the list that cannot be used: where the communes that they name may be, the coverage is unknown, and that is said.

use std::collections::BTreeSet;

use crate::francais::{denombre, enumerer};
use crate::model::{Constat, CptsPerdue, Dataset, RegleConstat, SectionId, Severite};

/// Rows named in a sentence.
const LIGNES: usize = 3;

/// What the rows whose commune cannot be read leave unknown; nothing when all can.
pub(super) fn trouver(d: &Dataset) -> Vec<Constat> {
    // A row without name is told with the name above it.
    let perdues = d
        .cpts_perdues
        .iter()
        .filter(|p| !p.valeur.is_empty() || p.sans_lieu);
    let perdues: Vec<&CptsPerdue> = perdues.collect();
    let inconnues = !d.cpts_inconnues.is_empty() || perdues.iter().any(|p| p.sans_lieu);
    if perdues.is_empty() || !inconnues {
        return Vec::new();
    }
    let fichiers: BTreeSet<&str> = perdues.iter().map(|p| p.fichier.as_str()).collect();
    let fichiers: Vec<&str> = fichiers.into_iter().collect();
    let dite = |p: &&CptsPerdue| {
        let cpts = p.cpts.as_ref().map(|nom| format!(", {nom}"));
        format!(
            "ligne\u{a0}{} «\u{a0}{}\u{a0}»{}",
            p.ligne,
            p.valeur,
            cpts.unwrap_or_default()
        )
    };
    let dites: Vec<String> = perdues.iter().map(dite).collect();
    let texte = format!(
        "{}\u{a0}: {} de la liste sans commune lisible ({}). Là où cette commune peut être, une commune sans ligne n'est plus «\u{a0}sans \
         CPTS\u{a0}»\u{a0}: sa couverture est inconnue. Corrigez le code, ou ôtez la ligne.",
        enumerer(&fichiers, LIGNES),
        denombre(perdues.len(), "ligne", "lignes"),
        enumerer(&dites, LIGNES),
    );
    vec![Constat::new(
        RegleConstat::LignesRejetees,
        Severite::Attention,
        SectionId::S1,
        texte,
    )]
}
