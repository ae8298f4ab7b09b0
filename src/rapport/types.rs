//! The report as plain serialisable data: the stable JSON contract, which every other format renders.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::cartes::Cartes;
use super::positions::Positions;
use super::voie::Voie;
use crate::model::{
    CodeCommune, Constat, DateCivile, Financement, GenrePerimetre, Indicateur, NonReconnu, Rejet,
    SectionId, Source, SousDensite, ZonesBlanches,
};

/// Name and version of the JSON contract.
pub const SCHEMA: &str = "cpts/diagnostic/1";

/// All that a reader will see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rapport {
    /// `cpts/diagnostic/1`.
    pub schema: String,
    /// Version of the program that made it.
    pub version: String,
    /// Date of the report, AAAA-MM-JJ, when the user gives one.
    pub date: Option<DateCivile>,
    /// True when the territory is invented: must then be said on every page.
    pub fictif: bool,
    /// The territory.
    pub perimetre: PerimetreRapport,
    /// Population that the funding tier reads.
    pub population: Population,
    /// ACI tier and amounts.
    pub financement: Financement,
    /// Every indicator, in the order of the sections.
    pub indicateurs: Vec<Indicateur>,
    /// Charts beside the comparators.
    pub graphiques: Vec<Graphique>,
    /// Tables by commune, EPCI, QPV…
    pub tableaux: Vec<Tableau>,
    /// Where the territory stands, when comparable ones are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub positions: Option<Positions>,
    /// What no CPTS covers.
    pub zones_blanches: ZonesBlanches,
    /// Where care is scarce.
    pub sous_densite: SousDensite,
    /// Findings, in the order of the sections then of severity.
    pub constats: Vec<Constat>,
    /// What only the user can bring.
    pub a_completer: Vec<ACompleter>,
    /// Items that the data folder is expected to bring to a diagnostic, those of `a_completer` included.
    #[serde(default)]
    pub elements_attendus: usize,
    /// S0 to S12, in order.
    pub sections: Vec<Section>,
    /// Map data; absent when no polygons were given.
    pub cartes: Option<Cartes>,
    /// Files read but not usable in part or in whole.
    pub donnees: EtatDonnees,
    /// Sources of every figure.
    pub sources: Vec<Source>,
    /// Seal: SHA-256 of the text of the report before it, spaces between tokens apart; written with the text, never read as data.
    #[serde(default, skip_serializing_if = "Option::is_none", skip_deserializing)]
    pub empreinte: Option<String>,
}

/// The territory of the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PerimetreRapport {
    /// Name.
    pub nom: String,
    /// What the user asked for.
    pub expression: String,
    /// What kind of territory it is: the words follow.
    #[serde(default)]
    pub genre: GenrePerimetre,
    /// Name and vintage of the list of communes: « COG 2026 ».
    pub referentiel: String,
    /// Communes (or arrondissements), sorted by code.
    pub communes: Vec<CommuneRapport>,
    /// EPCI, by population inside the perimeter, largest first.
    pub epci: Vec<EpciRapport>,
    /// Départements, sorted by code.
    pub departements: Vec<TerritoireRapport>,
    /// Régions, sorted by code.
    pub regions: Vec<TerritoireRapport>,
}

/// A commune of the perimeter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommuneRapport {
    /// INSEE code.
    pub code: CodeCommune,
    /// Name.
    pub nom: String,
    /// Part inside the perimeter, in ]0, 1].
    pub part: f64,
    /// Population municipale of the whole commune, inhabitants.
    pub population: Option<f64>,
    /// Code of the département.
    pub departement: String,
    /// SIREN of the EPCI.
    pub epci: Option<String>,
}

/// An EPCI met by the perimeter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EpciRapport {
    /// SIREN.
    pub siren: String,
    /// Name.
    pub nom: String,
    /// CC, CA, CU, METRO, MET69.
    pub genre: String,
    /// Communes of the EPCI inside the perimeter.
    pub communes_dedans: usize,
    /// Communes of the EPCI.
    pub communes_total: usize,
    /// Inhabitants of the EPCI inside the perimeter.
    pub population_dedans: f64,
    /// Inhabitants of the EPCI.
    pub population_total: f64,
    /// `population_dedans / population_total`, from 0 to 1.
    pub part_dedans: f64,
}

/// A département or région.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TerritoireRapport {
    /// Code.
    pub code: String,
    /// Name.
    pub nom: String,
}

/// A population and what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Population {
    /// Inhabitants.
    pub valeur: f64,
    /// `municipale`, `totale`, `utilisateur`.
    #[serde(rename = "type")]
    pub genre: String,
    /// Year.
    pub millesime: Option<u16>,
    /// Name of the population that weighs and divides in the report: « Population municipale 2023, COG 2026 ».
    #[serde(default)]
    pub reference: String,
    /// What must be said: « Mayotte : population municipale 2017 ».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A chart: series of values by category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Graphique {
    /// Stable identifier.
    pub id: String,
    /// Section where it is shown.
    pub section: SectionId,
    /// Title, in French.
    pub titre: String,
    /// Unit of the values.
    pub unite: String,
    /// Decimals to show.
    pub decimales: u8,
    /// Categories, in order.
    pub categories: Vec<String>,
    /// Series; the first is the perimeter.
    pub series: Vec<Serie>,
    /// Source, vintage, coverage, in one French sentence.
    pub note: String,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

/// One territory of a chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Serie {
    /// Name of the territory.
    pub nom: String,
    /// One value per category; `null` when it is not published.
    pub valeurs: Vec<Option<f64>>,
    /// Ranks of the categories, from 0, whose value is that of a part of the communes only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partielles: Vec<usize>,
}

/// A table ready to be laid out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tableau {
    /// Stable identifier.
    pub id: String,
    /// Section where it is shown.
    pub section: SectionId,
    /// Title, in French.
    pub titre: String,
    /// Columns.
    pub colonnes: Vec<ColonneTableau>,
    /// Rows: one cell per column.
    pub lignes: Vec<Vec<Cellule>>,
    /// What must be known to read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

/// Column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ColonneTableau {
    /// Title.
    pub titre: String,
    /// Unit; empty for text.
    pub unite: String,
    /// Decimals to show for numbers.
    pub decimales: u8,
    /// Indicator or class that it shows, when it shows one: two columns of one variable say the same thing.
    #[serde(skip)]
    pub variable: Option<String>,
}

/// Cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Cellule {
    /// A number, in the unit of its column.
    Nombre(f64),
    /// A text; « masqué » and « non disponible » are texts.
    Texte(String),
}

/// An item that the data folder does not hold for the perimeter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ACompleter {
    /// Stable identifier.
    pub id: String,
    /// Section.
    pub section: SectionId,
    /// What is missing.
    pub libelle: String,
    /// How it is brought.
    #[serde(default)]
    pub voie: Voie,
    /// Who publishes it, whom to ask, or with whom to gather it.
    pub aupres_de: String,
    /// Official name of the open file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fichier: Option<String>,
    /// Where it is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What to do, in French: « fichier ouvert à déposer : … », « à demander à : … », « à recueillir sur le terrain avec : … ».
    #[serde(default)]
    pub comment: String,
}

/// A section of the report and what it shows, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// S0…S12.
    pub id: SectionId,
    /// Title, in French.
    pub titre: String,
    /// Opening paragraphs, in French; figures formatted.
    pub textes: Vec<String>,
    /// Ids of the indicators, in order.
    pub indicateurs: Vec<String>,
    /// Ids of those to be read first; a long table may fold the others.
    #[serde(default)]
    pub cles: Vec<String>,
    /// Ids of the charts.
    pub graphiques: Vec<String>,
    /// Ids of the map themes.
    pub cartes: Vec<String>,
    /// Ids of the tables.
    pub tableaux: Vec<String>,
}

/// What was made of the data folder.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct EtatDonnees {
    /// Rows rejected in all files.
    pub rejets_total: usize,
    /// Rows rejected that name a commune of the perimeter.
    pub rejets_perimetre: Vec<Rejet>,
    /// Files not recognised, with the reason.
    pub non_reconnus: Vec<NonReconnu>,
    /// What was recoded, doubled or left aside in the files, whether or not it touches the perimeter.
    #[serde(default)]
    pub constats: Vec<Constat>,
}
