//! The JSON contract of several perimeters checked at once: a row each, with what there is to say of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Constat, Severite, Source};
use crate::rapport::lot::EchecLot;

/// Name and version of the contract.
pub const SCHEMA_VERIFICATIONS: &str = "cpts/verifications/1";

/// Several perimeters checked with the same files and the same rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Verifications {
    /// `cpts/verifications/1`.
    pub schema: String,
    /// Version of the program that made it.
    pub version: String,
    /// True when the territories are invented.
    pub fictif: bool,
    /// What was asked for: `reg:93`, `cpts:*`, a file.
    pub demande: String,
    /// Name and vintage of the list of communes.
    pub referentiel: String,
    /// The perimeters, by name.
    pub perimetres: Vec<Verification>,
    /// Those that could not be read, by name, and why.
    pub echecs: Vec<EchecLot>,
    /// Files that were read.
    pub sources: Vec<Source>,
}

/// A perimeter of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Verification {
    /// Name.
    pub nom: String,
    /// What was asked for.
    pub expression: String,
    /// Codes of its départements.
    pub departements: Vec<String>,
    /// Communes and arrondissements.
    pub communes: usize,
    /// Inhabitants (population municipale), each commune for its part.
    pub population: f64,
    /// Year of that population.
    pub millesime_population: Option<u16>,
    /// Tier of the agreement; absent when no source settles it.
    pub taille: Option<u8>,
    /// The most serious of its findings.
    pub gravite: Option<Severite>,
    /// What was found of it, the most serious first: what `cpts perimetre verifier` says of it alone.
    pub constats: Vec<Constat>,
}

impl Verification {
    /// Its findings of a severity.
    pub fn de_gravite(&self, severite: Severite) -> impl Iterator<Item = &Constat> {
        self.constats.iter().filter(move |c| c.severite == severite)
    }
}
