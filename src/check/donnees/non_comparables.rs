//! Vintages that lie side by side in the folder and must not be compared: the rules of the changes (`comparaison.toml`), and
//! the figures that no distance makes comparable (`non_comparables.toml`).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::Dossier;
use crate::francais;
use crate::indicateurs::comparaison::{self, Ecart};
use crate::model::{Constat, DateCivile, ErreurDonnees, RegleConstat, SectionId, Severite};
use crate::texte_toml::Embarque;

static JAMAIS: Embarque<Fichier> =
    Embarque::new(include_str!("non_comparables.toml"), "non_comparables.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    jamais: Vec<Jamais>,
}

/// Figures that change of meaning at each vintage.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Jamais {
    variables: Vec<String>,
    libelle: String,
    motif: String,
    reference: String,
    #[serde(rename = "date")]
    _date: DateCivile,
    #[serde(rename = "confiance")]
    _confiance: String,
}

pub(super) fn verifier(d: &Dossier<'_>) -> Result<Vec<Constat>, ErreurDonnees> {
    let jamais = JAMAIS.lire()?.jamais.iter();
    let mut constats = trop_proches(d);
    constats.extend(jamais.filter_map(|j| changeants(d, j)));
    Ok(constats)
}

/// Two vintages of a figure that no distance makes comparable.
fn changeants(d: &Dossier<'_>, jamais: &Jamais) -> Option<Constat> {
    let convient = |v: &str| jamais.variables.iter().any(|m| comparaison::convient(m, v));
    let colonnes = d.contexte.dataset.colonnes.iter();
    let annees: BTreeSet<u16> = colonnes
        .filter(|(v, versions)| convient(v) && versions.len() > 1)
        .flat_map(|(_, versions)| versions.keys().flatten().copied())
        .collect();
    let dites: Vec<String> = annees.iter().map(u16::to_string).collect();
    (annees.len() > 1).then(|| {
        let texte = format!(
            "{} de {} ne se comparent pas\u{a0}: {}. Référence\u{a0}: {}.",
            francais::majuscule(&jamais.libelle),
            francais::joindre(&dites),
            jamais.motif,
            jamais.reference,
        );
        constat(texte)
    })
}

fn constat(texte: String) -> Constat {
    Constat::new(
        RegleConstat::MillesimesNonComparables,
        Severite::Attention,
        SectionId::S0,
        texte,
    )
}

/// Vintages that are closer than their rule allows.
fn trop_proches(d: &Dossier<'_>) -> Vec<Constat> {
    let mut par_sujet: BTreeMap<&str, (&Ecart, BTreeSet<u16>)> = BTreeMap::new();
    for (variable, versions) in &d.contexte.dataset.colonnes {
        if let Some(ecart) = comparaison::ecart(variable) {
            let annees = versions.keys().flatten().copied();
            let place = par_sujet.entry(&ecart.libelle);
            place.or_insert((ecart, BTreeSet::new())).1.extend(annees);
        }
    }
    par_sujet
        .into_values()
        .filter_map(|(e, annees)| proches(e, &annees))
        .collect()
}

/// The pairs of neighbouring vintages that are too close.
fn proches(ecart: &Ecart, annees: &BTreeSet<u16>) -> Option<Constat> {
    let suivantes = annees.iter().zip(annees.iter().skip(1));
    let proches: Vec<String> = suivantes
        .filter(|(avant, apres)| **avant > ecart.dernier_comparable(**apres))
        .map(|(avant, apres)| format!("{avant} et {apres}"))
        .collect();
    (!proches.is_empty()).then(|| {
        let texte = format!(
            "{} de {} ne se comparent pas, distantes de moins de {} {}\u{a0}: {}. Référence\u{a0}: {}.",
            francais::majuscule(&ecart.libelle),
            francais::joindre(&proches),
            ecart.ecart_minimal,
            ecart.unite,
            ecart.motif,
            ecart.reference,
        );
        constat(texte)
    })
}
