//! Perimeters proposed for a territory: the contract `cpts/proposition/1`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CodeCommune, Morceau};

/// Version of the contract.
pub const SCHEMA_PROPOSITION: &str = "cpts/proposition/1";

/// Perimeters proposed for a territory, the best first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decoupage {
    /// `cpts/proposition/1`.
    pub schema: String,
    /// Name of the territory.
    pub territoire: String,
    /// What the user asked for.
    pub expression: String,
    /// Name and vintage of the list of communes.
    pub referentiel: String,
    /// Whether the communes without CPTS alone are placed, or all of them.
    pub depart: DepartDecoupage,
    /// Communes to place, or arrondissements of cities that are read through them.
    pub communes: usize,
    /// Their inhabitants (population municipale).
    pub population: f64,
    /// Rules that every group keeps.
    pub contraintes: Contraintes,
    /// Seed of the chance.
    pub graine: u64,
    /// Searches made for each proposal.
    pub reprises: usize,
    /// Whether `--delai` cut the search: another run may then give something else.
    pub interrompu: bool,
    /// Places that no border links, and what they were attached to.
    pub liens: Vec<LienDecoupage>,
    /// What must be known of them all.
    pub notes: Vec<String>,
    /// Proposals, the best first for the objective.
    pub propositions: Vec<Proposition>,
}

/// What is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DepartDecoupage {
    /// Communes that no CPTS of the list holds; the CPTS are extended.
    Poches,
    /// Communes that no CPTS of the list holds; the CPTS stay as they are.
    PochesSeules,
    /// Every commune, whatever CPTS there are.
    Zero,
}

/// Hard rules.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Contraintes {
    /// Fewest inhabitants of a new group.
    pub population_min: f64,
    /// Most inhabitants of a group; a commune that has more is a group by itself.
    pub population_max: f64,
    /// Groups asked for; absent when the program chose.
    pub groupes: Option<usize>,
    /// Farthest from the centre of its group, kilometres.
    pub km_max: Option<f64>,
    /// Longest travel to the most populated commune of its group, minutes, where a time is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes_max: Option<f64>,
}

/// A place attached to another as no border links them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LienDecoupage {
    /// Commune attached.
    pub code: CodeCommune,
    /// Its name.
    pub nom: String,
    /// Commune that it is attached to.
    pub vers: String,
    /// Communes that this links with it.
    pub communes: usize,
    /// As the crow flies, kilometres; absent when one of the places is nowhere on the map.
    pub km: Option<f64>,
    /// Why no border links it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raison: Option<RaisonLien>,
}

/// Why no border links a part of a territory with the rest.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RaisonLien {
    /// Communes out of the territory are between both.
    Enclave,
    /// No commune that is drawn touches it: the sea is between both.
    Ile,
    /// It is not drawn.
    SansContour,
}

/// A way to cut up the territory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Proposition {
    /// Rank, from 1.
    pub rang: usize,
    /// Id of the weights that it was sought with.
    pub profil: String,
    /// What these weights look for.
    pub libelle: String,
    /// Objective by which the proposals are ranked, kilometres: the less the better.
    pub objectif: f64,
    /// Mean distance of the inhabitants to the population centre of their group, kilometres.
    pub distance_moyenne_km: f64,
    /// Fewest inhabitants of a new group; absent without any.
    pub plus_petit: Option<f64>,
    /// Most inhabitants of a new group.
    pub plus_grand: Option<f64>,
    /// EPCI of which all that is placed is in one group.
    pub epci_entiers: usize,
    /// EPCI cut between several, that with most inhabitants apart first.
    pub epci_coupes: Vec<ZonePartagee>,
    /// Bassins de vie cut likewise; absent when the data do not give them.
    pub bassins_coupes: Option<Vec<ZonePartagee>>,
    /// Groups: new ones, and CPTS that are extended; by population.
    pub groupes: Vec<GroupePropose>,
    /// CPTS beside the pockets that stay as they are.
    pub cpts_inchangees: usize,
    /// Places left in no group, with why.
    pub laisses: Vec<Laisse>,
}

/// A zone that groups share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ZonePartagee {
    /// Code.
    pub code: String,
    /// Name.
    pub nom: String,
    /// Inhabitants that are not in the group that holds most of it.
    pub separes: f64,
    /// Its inhabitants in each group, by rank of the group.
    pub parts: Vec<PartDeZone>,
}

/// What a group holds of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PartDeZone {
    /// Rank of the group; 0 for what is in none, or in a CPTS that stays as it is.
    pub groupe: usize,
    /// Inhabitants.
    pub population: f64,
}

/// What a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GenreGroupe {
    /// A CPTS to be made.
    Nouveau,
    /// A CPTS of the list, with what is added.
    Etendu,
    /// A commune above the ceiling, by itself or with what it encloses.
    HorsPlafond,
}

/// A perimeter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GroupePropose {
    /// Rank, from 1.
    pub rang: usize,
    /// Name: that of its most populated commune, or of the CPTS.
    pub nom: String,
    /// What it is.
    pub genre: GenreGroupe,
    /// Inhabitants.
    pub population: f64,
    /// Those of the CPTS before.
    pub population_avant: Option<f64>,
    /// ACI tier.
    pub taille: Option<u8>,
    /// Tier of the CPTS before.
    pub taille_avant: Option<u8>,
    /// Mean distance of its inhabitants to their population centre, kilometres.
    pub distance_moyenne_km: f64,
    /// The farthest from that centre first, at most three.
    pub plus_loin: Vec<Lointaine>,
    /// Pieces that no border links.
    pub morceaux: usize,
    /// EPCI, that with most of its inhabitants first.
    pub epci: Vec<Morceau>,
    /// Communes, by code.
    pub communes: Vec<CommunePlacee>,
}

/// A commune far from the centre of its group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lointaine {
    /// Name.
    pub nom: String,
    /// Inhabitants.
    pub population: f64,
    /// Kilometres as the crow flies.
    pub km: f64,
}

/// A commune of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommunePlacee {
    /// INSEE code.
    pub code: CodeCommune,
    /// Name.
    pub nom: String,
    /// Inhabitants, for its part.
    pub population: f64,
    /// Part of the commune, in ]0, 1].
    pub part: f64,
    /// Whether the group gains it.
    pub ajoutee: bool,
}

/// Places that touch each other and are in no group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Laisse {
    /// Its most populated commune.
    pub nom: String,
    /// Communes, by code.
    pub communes: Vec<CommunePlacee>,
    /// Inhabitants.
    pub population: f64,
    /// Why.
    pub raison: RaisonLaisse,
}

/// Why places are in no group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RaisonLaisse {
    /// Too few inhabitants, and no CPTS of the list touches them.
    SousLePlancherSansVoisine,
    /// Too few inhabitants, and no CPTS that touches them may take them: ceiling, distance, pairs, or CPTS kept as they are.
    SousLePlancherVoisinesFermees,
    /// The search placed them nowhere better.
    NonPlacees,
}
