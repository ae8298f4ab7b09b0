//! The JSON contract of a comparison: two reports, what differs, and why.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Bornes, CodeCommune, Constat, SectionId, Statut};
use crate::rapport::Croquis;

/// Name and version of the contract.
pub const SCHEMA_COMPARAISON: &str = "cpts/comparaison/1";

/// Two reports, side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparaison {
    /// `cpts/comparaison/1`.
    pub schema: String,
    /// Version of the program that made it.
    pub version: String,
    /// True when a territory is invented.
    pub fictif: bool,
    /// The first report.
    pub avant: Cote,
    /// The second one.
    pub apres: Cote,
    /// Communes that come, go or change their part.
    pub communes: CommunesComparees,
    /// Tier and amounts.
    pub financement: FinancementCompare,
    /// Every figure that one of the reports has, in the order of the sections.
    pub indicateurs: Vec<IndicateurCompare>,
    /// Findings of the second report only.
    pub constats_apparus: Vec<Constat>,
    /// Findings of the first report only.
    pub constats_disparus: Vec<Constat>,
    /// Communes kept, come and gone, where the reports draw them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carte: Option<Croquis>,
    /// What must be known to read it, in French sentences.
    pub notes: Vec<String>,
}

/// One of the two reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cote {
    /// Name of the territory.
    pub nom: String,
    /// What was asked for.
    pub expression: String,
    /// The file that it was read from, when it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fichier: Option<String>,
    /// Version of the program that made it.
    pub version: String,
    /// Name and vintage of its list of communes.
    pub referentiel: String,
    /// Communes and arrondissements.
    pub communes: usize,
    /// Inhabitants.
    pub population: f64,
    /// Tier of the agreement; absent when no source settles it.
    pub taille: Option<u8>,
}

/// What the perimeter gained and lost.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommunesComparees {
    /// In the second report only, sorted by code.
    pub entrees: Vec<CommuneComparee>,
    /// In the first report only, sorted by code.
    pub sorties: Vec<CommuneComparee>,
    /// In both, for another part.
    pub parts: Vec<PartComparee>,
    /// Communes in both.
    pub gardees: usize,
}

/// A commune that comes or goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommuneComparee {
    /// INSEE code.
    pub code: CodeCommune,
    /// Name.
    pub nom: String,
    /// Part of the commune, in ]0, 1].
    pub part: f64,
    /// Inhabitants of that part; absent when they are not known.
    pub population: Option<f64>,
}

/// A commune whose part changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PartComparee {
    /// INSEE code.
    pub code: CodeCommune,
    /// Name.
    pub nom: String,
    /// Part in the first report.
    pub avant: f64,
    /// Part in the second one.
    pub apres: f64,
}

/// Tier and amounts of both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FinancementCompare {
    /// Whether the tier changes; absent when one of the two is not settled.
    pub taille_change: Option<bool>,
    /// Inhabitants to gain (positive) or lose (negative) to reach the nearest threshold, in the first report.
    pub marge_avant: Option<f64>,
    /// The same in the second one.
    pub marge_apres: Option<f64>,
    /// Amounts that differ or that both have, in the order of the agreement.
    pub montants: Vec<MontantCompare>,
}

/// An amount of the agreement, euros per year without crisis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MontantCompare {
    /// Stable identifier.
    pub id: String,
    /// Label, in French.
    pub libelle: String,
    /// In the first report; absent when it is not established.
    pub avant: Option<f64>,
    /// In the second one.
    pub apres: Option<f64>,
    /// Second less first, when both are established.
    pub ecart: Option<f64>,
}

/// A figure in both reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IndicateurCompare {
    /// Stable identifier.
    pub id: String,
    /// Section.
    pub section: SectionId,
    /// Label, in French.
    pub libelle: String,
    /// Unit, in French.
    pub unite: String,
    /// Decimals to show.
    pub decimales: u8,
    /// In the first report; absent when it has not this indicator.
    pub avant: Option<ChiffreCompare>,
    /// In the second one.
    pub apres: Option<ChiffreCompare>,
    /// Second less first, when both are published and may be compared.
    pub ecart: Option<f64>,
    /// The gap in percent of the first figure; absent for a share, whose gap is in points, and for a first figure of zero.
    pub ecart_pourcent: Option<f64>,
    /// What the gap comes from, in the unit of the figure; absent without gap, or where causes cannot be told apart.
    pub causes: Option<Causes>,
    /// Why the figures are not compared, or why the causes are not told apart, in French.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motif: Option<String>,
}

/// A figure of one report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChiffreCompare {
    /// Value.
    pub valeur: Option<f64>,
    /// Between what the truth lies when something is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bornes: Option<Bornes>,
    /// State.
    pub statut: Statut,
    /// Vintage.
    pub millesime: Option<String>,
}

/// A gap split in what changed: the three add up to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Causes {
    /// The perimeter: the second one read in the files of the first report, less the first one.
    pub perimetre: f64,
    /// The files: the second perimeter read in both.
    pub donnees: f64,
    /// The formula, the rules or the program.
    pub methode: f64,
}
