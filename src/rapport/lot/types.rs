//! The JSON contract of several territories at once: a row each, and where each figure stands among them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::situation::{BesoinOffre, ContexteLot, Places, Semblable};
use crate::model::{Bornes, DateCivile, SectionId, Source, Statut};
use crate::rapport::Croquis;

/// Name and version of the contract.
pub const SCHEMA_LOT: &str = "cpts/lot/1";

/// Several territories read with the same files and the same rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RapportLot {
    /// `cpts/lot/1`.
    pub schema: String,
    /// Version of the program that made it.
    pub version: String,
    /// Date of the reports, when the user gives one.
    pub date: Option<DateCivile>,
    /// True when the territories are invented.
    pub fictif: bool,
    /// What was asked for: `reg:93`, `epci:*`, a file.
    pub demande: String,
    /// Name and vintage of the list of communes.
    pub referentiel: String,
    /// The indicators, in the order of the sections, and how their figures are spread over the territories.
    pub indicateurs: Vec<IndicateurLot>,
    /// The territories, by name.
    pub territoires: Vec<TerritoireLot>,
    /// Those that could not be read, by name, and why.
    pub echecs: Vec<EchecLot>,
    /// Where they are; absent without outlines, or beyond what a map can show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carte: Option<Croquis>,
    /// What placed the territories among the others: who resembles whom, need and supply.
    #[serde(default)]
    pub contexte: ContexteLot,
    /// Sources of every figure.
    pub sources: Vec<Source>,
}

/// An indicator and its spread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IndicateurLot {
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
    /// True when more is better, false when less is, absent when neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub favorable_si_haut: Option<bool>,
    /// Vintage of the figures, in the first territory that has them.
    pub millesime: Option<String>,
    /// Spread of the figures that are published in whole; absent under three.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repartition: Option<Repartition>,
}

impl IndicateurLot {
    /// Whether it is a rate of cases for so many inhabitants, which is not read without them.
    #[must_use]
    pub fn est_un_taux(&self) -> bool {
        self.unite.starts_with("pour ")
    }
}

/// How figures are spread over territories, each counting once: the numbers are those of the territories, not of their people.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Repartition {
    /// Territories of which the figure is published in whole.
    pub territoires: usize,
    /// Smallest figure.
    pub minimum: f64,
    /// First quartile, by linear interpolation between the two nearest ranks (Hyndman and Fan, 1996, type 7).
    pub quartile_1: f64,
    /// Median.
    pub mediane: f64,
    /// Third quartile.
    pub quartile_3: f64,
    /// Largest figure.
    pub maximum: f64,
}

/// A territory of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TerritoireLot {
    /// Name.
    pub nom: String,
    /// What was asked for.
    pub expression: String,
    /// Name of its files, without what follows the point; absent when no report was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fichier: Option<String>,
    /// Its reports, relative to the folder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rapports: Vec<String>,
    /// Codes of its départements.
    pub departements: Vec<String>,
    /// Communes and arrondissements.
    pub communes: usize,
    /// Their names, for the search of the index; in the report of each territory, not in this contract.
    #[serde(skip)]
    pub lieux: Vec<String>,
    /// Inhabitants (population municipale), each commune for its part.
    pub population: f64,
    /// Year of that population.
    pub millesime_population: Option<u16>,
    /// Tier of the agreement; absent when no source settles it.
    pub taille: Option<u8>,
    /// Its figures by indicator; one of which the files say nothing is left out.
    pub chiffres: BTreeMap<String, ChiffreLot>,
    /// Territories of the list that resemble it, the nearest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub semblables: Vec<Semblable>,
    /// Its need of care beside its supply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub besoin_offre: Option<BesoinOffre>,
}

/// A figure of a territory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ChiffreLot {
    /// Value, in the unit of the indicator.
    pub valeur: Option<f64>,
    /// State.
    pub statut: Statut,
    /// Between what the truth lies when something is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bornes: Option<Bornes>,
    /// Exact interval (Poisson, 95 %) of a rate on few cases, and of any rate that the index ranks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intervalle: Option<[f64; 2]>,
    /// Count that stands in the place of a rate on too few cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub petit_effectif: Option<f64>,
    /// Numerator of a ratio: the cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numerateur: Option<f64>,
    /// Place among the territories whose figure is published in whole, 1 for the largest; equal figures share theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rang: Option<usize>,
    /// Places among those of its tier and those that resemble it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<Places>,
}

/// A territory that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EchecLot {
    /// Name.
    pub nom: String,
    /// Why, in French.
    pub motif: String,
}
