//! The card of an indicator: everything the catalogue says of it, in words that a reader can use.

use serde::Serialize;

use super::catalogue::Catalogue;
use super::definition::{Definition, Denombrable, Regle};
use super::fichiers::FichiersOfficiels;
use super::publication;
use crate::model::SectionId;

/// What the count of quartiers prioritaires reads, as if it were a variable.
pub const QPV: &str = "qpv";

/// A variable that an indicator reads, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Besoin {
    /// Variable id.
    pub variable: String,
    /// What it is, in French; empty when the program does not know it.
    pub libelle: String,
    /// The official file to drop in the folder; empty when it is not known.
    pub fichier: String,
    /// Address of that file.
    pub adresse: Option<String>,
    /// Whom to ask, when no open file gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demande: Option<String>,
}

/// Everything that is said of an indicator.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Notice {
    /// Stable identifier.
    pub id: String,
    /// S0…S12.
    pub section: SectionId,
    /// Group inside the section.
    pub groupe: String,
    /// Label.
    pub libelle: String,
    /// Unit.
    pub unite: String,
    /// Decimals shown.
    pub decimales: u8,
    /// Formula, in words.
    pub formule: String,
    /// Reading sentence, without « Lecture : ».
    pub lecture: String,
    /// Source of the rule.
    pub reference: String,
    /// True when more is better, false when less is better.
    pub favorable_si_haut: Option<bool>,
    /// The same, in words.
    pub sens: String,
    /// Name of the aggregation rule.
    pub regle: String,
    /// Share of the population that must have a value, from 0 to 1.
    pub couverture_min: f64,
    /// When it is published, in words.
    pub publication: String,
    /// Whether nothing is said of it when no file gives it.
    pub facultatif: bool,
    /// Variables read, each once, in order.
    pub variables: Vec<Besoin>,
}

/// The card of a definition, in the words of its catalogue.
#[must_use]
pub fn notice(catalogue: &Catalogue, d: &Definition) -> Notice {
    Notice {
        id: d.id.clone(),
        section: d.section,
        groupe: d.groupe.clone(),
        libelle: d.libelle.clone(),
        unite: d.unite.clone(),
        decimales: d.decimales,
        formule: d.formule.clone(),
        lecture: d.lecture.clone(),
        reference: d.reference.clone(),
        favorable_si_haut: d.favorable_si_haut,
        sens: sens(d).to_owned(),
        regle: d.regle.nom().to_owned(),
        couverture_min: d.couverture_min,
        publication: publication::regle(d),
        facultatif: d.facultatif,
        variables: besoins(catalogue.fichiers_officiels(), d),
    }
}

fn sens(d: &Definition) -> &'static str {
    match d.favorable_si_haut {
        Some(true) => "plus il est haut, plus c'est favorable",
        Some(false) => "plus il est haut, moins c'est favorable",
        None => "ni favorable ni défavorable en soi",
    }
}

/// The variables of the rule, each once, in the order of the rule.
#[must_use]
pub fn variables(d: &Definition) -> Vec<String> {
    if matches!(
        d.regle,
        Regle::Denombrement {
            objet: Denombrable::Qpv
        }
    ) {
        return vec![QPV.to_owned()];
    }
    let mut ids: Vec<String> = Vec::new();
    for expression in d.regle.variables() {
        let mots = expression.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        for mot in mots.filter(|m| !m.is_empty()) {
            if !ids.iter().any(|i| i == mot) {
                ids.push(mot.to_owned());
            }
        }
    }
    ids
}

fn besoins(fichiers: &FichiersOfficiels, d: &Definition) -> Vec<Besoin> {
    let besoin = |variable: String| {
        let mots = fichiers.mots(&variable);
        Besoin {
            libelle: mots.map_or("", |m| m.libelle).to_owned(),
            fichier: mots.map_or("", |m| m.fichier).to_owned(),
            adresse: mots.and_then(|m| m.adresse).map(str::to_owned),
            demande: mots.and_then(|m| m.demande).map(str::to_owned),
            variable,
        }
    };
    variables(d).into_iter().map(besoin).collect()
}
