//! The JSON contract of a perimeter that was checked: what it is, what its limit cuts, what was found.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CommuneRapport, EpciRapport, TerritoireRapport};
use crate::model::{CodeCommune, Constat};

/// Name and version of the contract.
pub const SCHEMA_PERIMETRE: &str = "cpts/perimetre/1";

/// A perimeter, checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExamenPerimetre {
    /// `cpts/perimetre/1`.
    pub schema: String,
    /// Name.
    pub nom: String,
    /// What was asked for.
    pub expression: String,
    /// The same as a list of codes and of whole territories.
    pub forme_normale: String,
    /// Inhabitants (population municipale), each commune for its part.
    pub population: f64,
    /// Communes (or arrondissements), sorted by code.
    pub communes: Vec<CommuneRapport>,
    /// EPCI, by population inside the perimeter, largest first.
    pub epci: Vec<EpciRapport>,
    /// Départements, sorted by code.
    pub departements: Vec<TerritoireRapport>,
    /// Régions, sorted by code.
    pub regions: Vec<TerritoireRapport>,
    /// What the limit cuts, EPCI first.
    pub zonages_coupes: Vec<ZonageCoupe>,
    /// Why nothing is said of some zones.
    pub zonages_inconnus: Vec<String>,
    /// What was found, the most serious first.
    pub constats: Vec<Constat>,
}

/// A zone of which the perimeter holds a part only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ZonageCoupe {
    /// « EPCI », « bassin de vie ».
    pub genre: String,
    /// Code of the zone.
    pub code: String,
    /// Name of the zone.
    pub nom: String,
    /// Communes of the zone inside the perimeter.
    pub communes_dedans: usize,
    /// Communes of the zone.
    pub communes: usize,
    /// Inhabitants inside the perimeter; absent where no file tells those of the zone.
    pub population_dedans: Option<f64>,
    /// Inhabitants of the zone.
    pub population: Option<f64>,
    /// Its communes inside, wholly or in part, the most populated first.
    #[serde(default)]
    pub dedans: Vec<CommuneDeZone>,
    /// Its communes left outside, wholly or for the rest of their part, the most populated first.
    #[serde(default)]
    pub dehors: Vec<CommuneDeZone>,
}

/// A commune on a side of the limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommuneDeZone {
    /// INSEE code.
    pub code: CodeCommune,
    /// Name.
    pub nom: String,
    /// Its inhabitants (population municipale) on that side; those of a quartier prioritaire when the zone is one. Absent where no
    /// source tells them.
    pub population: Option<f64>,
}
