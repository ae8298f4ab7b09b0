//! A computed figure with its birth certificate: value, state, coverage, formula, comparators, sources.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Couverture, SectionId};

/// State of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Statut {
    /// Published, all communes have a value.
    Publie,
    /// Published on a part of the communes, above the declared coverage.
    Partiel,
    /// Not published: coverage below the declared minimum; `motif` says so.
    NonPublie,
    /// No source in the data folder.
    Absent,
    /// Not aggregated by rule (medians): shown by commune.
    ParCommune,
}

/// A level of comparison.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Niveau {
    /// Département.
    Departement,
    /// Région.
    Region,
    /// Metropolitan France and DROM (or the whole référentiel when it is the user's).
    France,
}

/// The same figure elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparateur {
    /// Level.
    pub niveau: Niveau,
    /// Code of the territory; `FR` for France.
    pub code: String,
    /// Name of the territory.
    pub nom: String,
    /// Value, same unit as the indicator.
    pub valeur: Option<f64>,
    /// Minimum and maximum when something is masked, same unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bornes: Option<[f64; 2]>,
    /// Exact interval (Poisson, 95 %) of a rate on few cases, same unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intervalle: Option<[f64; 2]>,
    /// Count that stands in the place of a rate on too few cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub petit_effectif: Option<f64>,
    /// State of the value.
    pub statut: Statut,
    /// Why it is not published, partial or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motif: Option<String>,
    /// Coverage of the value.
    pub couverture: Couverture,
}

/// One figure of the diagnostic with its birth certificate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Indicateur {
    /// Stable identifier, snake_case.
    pub id: String,
    /// S0…S12.
    pub section: SectionId,
    /// Group inside the section: « Médecins généralistes »; empty when there is none.
    #[serde(default)]
    pub groupe: String,
    /// Label, in French.
    pub libelle: String,
    /// Unit, in French: « habitants », « % », « consultations par an et par habitant standardisé ».
    pub unite: String,
    /// Decimals to show.
    pub decimales: u8,
    /// Value; a share is in percent when `unite` is « % ».
    pub valeur: Option<f64>,
    /// Minimum and maximum when something is masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bornes: Option<[f64; 2]>,
    /// Exact interval (Poisson, 95 %) of a rate on few cases, in its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intervalle: Option<[f64; 2]>,
    /// Count that stands in the place of a rate on too few cases (« petit effectif »).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub petit_effectif: Option<f64>,
    /// State of the value.
    pub statut: Statut,
    /// Why it is not published, partial or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motif: Option<String>,
    /// Share of the perimeter with a value.
    pub couverture: Couverture,
    /// Vintage of the figures.
    pub millesime: Option<String>,
    /// Formula in words, with the reference of the rule.
    pub formule: String,
    /// Numerator of a ratio, in its own unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numerateur: Option<f64>,
    /// Denominator of a ratio, in its own unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominateur: Option<f64>,
    /// The same figure in the département(s), région(s) and France.
    pub comparateurs: Vec<Comparateur>,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// True when more is better, false when less is better, absent when neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub favorable_si_haut: Option<bool>,
}
