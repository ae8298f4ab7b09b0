//! Variables that two files give: the first is kept, the others are said.

use std::collections::BTreeMap;

use crate::francais::enumerer;
use crate::load::jeu::section::SECTION;
use crate::model::{Constat, Dataset, RegleConstat, Severite, SourceId};

/// What a file gives that another one already gave.
#[derive(Default)]
pub struct Doublons(BTreeMap<SourceId, Vec<String>>);

impl Doublons {
    /// Notes what is not kept, and the source that had it first.
    pub fn note(&mut self, source: SourceId, quoi: String) {
        let notes = self.0.entry(source).or_default();
        if notes.last() != Some(&quoi) {
            notes.push(quoi);
        }
    }

    /// Says, source by source, what was not kept.
    pub fn constat(self, d: &mut Dataset, nom: &str) {
        for (source, quoi) in self.0 {
            let garde = d
                .source(source)
                .map(|s| s.fichier.clone())
                .unwrap_or_default();
            let texte = format!(
                "Déjà fourni par {garde}, non repris de {nom}\u{a0}: {}.",
                quoi.join(", ")
            );
            d.constats.push(
                Constat::new(
                    RegleConstat::DoublonSource,
                    Severite::Information,
                    SECTION,
                    texte,
                )
                .avec_origine(nom),
            );
        }
    }
}

/// Says which lines repeat the header.
#[must_use]
pub fn entetes(nom: &str, lignes: &[u64]) -> Option<Constat> {
    let premieres: Vec<String> = lignes.iter().map(u64::to_string).collect();
    let texte = format!(
        "{nom}\u{a0}: l'en-tête est répété ({} {})\u{a0}; ce qui suit est lu comme le reste. Si c'est un autre tableau, \
         séparez les deux.",
        if lignes.len() > 1 { "lignes" } else { "ligne" },
        enumerer(&premieres, 5)
    );
    let regle = RegleConstat::EntetesRepetes;
    let constat = Constat::new(regle, Severite::Information, SECTION, texte);
    (!lignes.is_empty()).then(|| constat.avec_origine(nom))
}

/// « variable 2023 ».
#[must_use]
pub fn nomme(variable: &str, an: Option<u16>) -> String {
    an.map_or_else(|| variable.to_owned(), |an| format!("{variable} {an}"))
}
