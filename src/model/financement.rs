//! Funding of a CPTS: tier, margins and amounts of the ACI, each with its confidence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Tier and amounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Financement {
    /// Version of the agreement: « ACI du 20 juin 2019, avenant 2 ».
    pub version: String,
    /// Tier 1 to 4; absent when the population is exactly on a bound that no source settles.
    pub taille: Option<u8>,
    /// Why the tier is absent or doubtful.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motif: Option<String>,
    /// Bands of the agreement.
    pub seuils: Vec<SeuilTaille>,
    /// Distance to the thresholds around.
    pub marges: Vec<Marge>,
    /// Amounts, in the order of the agreement.
    pub montants: Vec<Montant>,
    /// Sums that hide no hole: one per hypothesis (without / with a recognised crisis).
    pub totaux: Vec<Total>,
    /// What must be known, in French sentences.
    pub notes: Vec<String>,
    /// References cited by `reference` of the amounts.
    pub references: Vec<Reference>,
}

/// Band of a tier, in inhabitants.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SeuilTaille {
    /// Tier.
    pub taille: u8,
    /// Lower bound, inhabitants; absent for the first.
    pub min: Option<f64>,
    /// Whether the lower bound is inside; absent when no source settles it.
    pub min_inclus: Option<bool>,
    /// Upper bound, inhabitants; absent for the last.
    pub max: Option<f64>,
    /// Whether the upper bound is inside; absent when no source settles it.
    pub max_inclus: Option<bool>,
    /// Confidence label.
    pub confiance: Confiance,
    /// Ids of the references.
    pub references: Vec<String>,
}

/// Distance from the population to a threshold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Marge {
    /// Threshold, inhabitants.
    pub seuil: f64,
    /// Tier on the other side.
    pub vers_taille: u8,
    /// Inhabitants to gain (positive) or lose (negative) to reach it.
    pub habitants: f64,
    /// The same, in percent of the population.
    pub pourcent: f64,
}

/// How sure an amount is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Confiance {
    /// Official text or official body, read directly.
    Officiel,
    /// At least two independent sources agree, or contract-level data.
    Recoupe,
    /// One secondary source only.
    SourceUnique,
    /// Arithmetic or wording deduction.
    Deduit,
    /// No source gives it.
    NonEtabli,
}

/// An amount of the agreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Montant {
    /// Stable identifier: `fonctionnement`, `acces_soins`, `plafond`…
    pub id: String,
    /// Label, in French.
    pub libelle: String,
    /// `fonctionnement`, `mission_socle`, `mission_complementaire`, `plafond`.
    pub genre: String,
    /// Fixed part, euros per year; absent when not established.
    pub fixe: Option<f64>,
    /// Variable part at most, euros per year; absent when not established.
    pub variable_max: Option<f64>,
    /// Variable part paid only in a year of recognised crisis, euros.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variable_crise: Option<f64>,
    /// Sum per year without crisis, euros; absent when a part is not established.
    pub total: Option<f64>,
    /// Confidence.
    pub confiance: Confiance,
    /// Date of effect, AAAA-MM-JJ.
    pub effet: Option<super::DateCivile>,
    /// Ids of the references.
    pub references: Vec<String>,
    /// What must be known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A sum of amounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Total {
    /// Label: « par an, sans crise sanitaire reconnue ».
    pub libelle: String,
    /// Least that is established, euros.
    pub min: f64,
    /// Most that is established, euros; absent when no ceiling is.
    pub max: Option<f64>,
    /// True when every component is established (min = max or min–max of the variable parts).
    pub complet: bool,
    /// Confidence: that of the least sure component.
    pub confiance: Confiance,
    /// What is missing.
    pub manque: Vec<String>,
}

/// A reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reference {
    /// Id cited by the amounts: `S9`.
    pub id: String,
    /// Title.
    pub titre: String,
    /// Address.
    pub adresse: String,
    /// Date as printed, « n. d. » when none.
    pub date: String,
}
