//! What must be said of the patterns of counted rows that no row of a file has.

use std::collections::BTreeMap;

use crate::francais::{enumerer, pluriel};
use crate::load::jeu::section::SECTION;
use crate::load::table::motifs_vus::MotifMuet;
use crate::load::table::resultat::Table;
use crate::model::{Constat, RegleConstat, Severite};

/// Variables, and values, named in a sentence.
const NOMS: usize = 6;

/// One finding by column: the variables that are absent, their patterns, the values that look like them.
#[must_use]
pub fn muets(nom: &str, table: &Table) -> Vec<Constat> {
    let mut par_colonne: BTreeMap<&str, Vec<&MotifMuet>> = BTreeMap::new();
    for muet in &table.motifs_muets {
        if !table.series.keys().any(|(v, _)| *v == muet.variable) {
            par_colonne.entry(&muet.colonne).or_default().push(muet);
        }
    }
    let dit = |(colonne, muets): (&str, Vec<&MotifMuet>)| constat(nom, colonne, &muets);
    par_colonne.into_iter().map(dit).collect()
}

fn constat(nom: &str, colonne: &str, muets: &[&MotifMuet]) -> Constat {
    let n = muets.len();
    let motifs = muets.iter();
    let motifs: Vec<String> = motifs
        .map(|m| format!("«\u{a0}{}\u{a0}» ({})", m.motif, m.variable))
        .collect();
    let mut proches: Vec<String> = Vec::new();
    for valeur in muets.iter().flat_map(|m| &m.proches) {
        let dite = format!("«\u{a0}{valeur}\u{a0}»");
        if !proches.contains(&dite) {
            proches.push(dite);
        }
    }
    let proches = match proches.as_slice() {
        [] => "la colonne est vide".to_owned(),
        proches => format!(
            "valeurs les plus proches\u{a0}: {}",
            enumerer(proches, NOMS)
        ),
    };
    let utilisateur = muets.iter().any(|m| m.utilisateur);
    let texte = format!(
        "{nom}\u{a0}: aucune ligne n'a, dans la colonne «\u{a0}{colonne}\u{a0}», {} {} ({proches}). Rien ne dit s'il n'y en a aucun \
         ou si le libellé a changé\u{a0}: {}, et non à zéro{}.",
        if n > 1 { "les motifs" } else { "le motif" },
        enumerer(&motifs, NOMS),
        if n > 1 {
            "ces variables sont absentes"
        } else {
            "cette variable est absente"
        },
        if utilisateur {
            format!(
                "\u{a0}; corrigez le{0} motif{0} du descripteur si le libellé a changé",
                pluriel(n)
            )
        } else {
            String::new()
        },
    );
    let gravite = if utilisateur {
        Severite::Attention
    } else {
        Severite::Information
    };
    Constat::new(RegleConstat::MotifSansLigne, gravite, SECTION, texte).avec_origine(nom)
}
