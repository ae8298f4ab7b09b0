//! Coverage by CPTS and scarcity of médecins: two notions that are never mixed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bornes, CodeCommune};

/// A commune and its population, in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommuneRef {
    /// INSEE code.
    pub code: CodeCommune,
    /// Name.
    pub nom: String,
    /// Inhabitants of the part concerned.
    pub population: f64,
    /// CPTS that hold it, sorted; empty when none does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cpts: Vec<String>,
    /// APL of the commune, when the list is about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apl: Option<f64>,
    /// Nearest commune with a médecin généraliste, when the list is about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plus_proche: Option<Proche>,
}

/// The nearest commune that has what is looked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Proche {
    /// INSEE code.
    pub code: CodeCommune,
    /// Name.
    pub nom: String,
    /// Distance as the crow flies between representative points, kilometres.
    pub distance_km: f64,
}

/// Coverage by CPTS: « zone blanche » is a territory that no CPTS covers, never a lack of médecins.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ZonesBlanches {
    /// False when no commune → CPTS list was given: nothing can then be said.
    pub liste_presente: bool,
    /// What the list is and what it covers, in one French sentence.
    pub note: String,
    /// Communes of the perimeter that no CPTS of the list covers.
    pub communes_sans_cpts: Vec<CommuneRef>,
    /// Their inhabitants.
    pub population_sans_cpts: Option<f64>,
    /// Share of the population of the perimeter (within the scope of the list) that no CPTS covers, percent.
    pub part_sans_cpts: Option<f64>,
    /// Between what lies that share of the whole perimeter, percent, when some of it is outside the scope of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bornes_sans_cpts: Option<Bornes>,
    /// CPTS of the list that the perimeter is: by its name, or because each holds more than half of the people of the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cpts_reprise: Option<String>,
    /// Communes of the perimeter in a CPTS other than [`Self::cpts_reprise`].
    pub communes_autre_cpts: Vec<CommuneRef>,
    /// Communes of the perimeter of which a same part is in several CPTS; those that their arrondissements or told parts share out
    /// are not among them.
    pub communes_plusieurs_cpts: Vec<CommuneRef>,
    /// Communes of the perimeter outside the scope of the list: unknown, not uncovered.
    pub communes_hors_champ: Vec<CommuneRef>,
    /// Uncovered communes that touch the perimeter.
    pub voisines_sans_cpts: Vec<CommuneRef>,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

/// A class of a zoning in the perimeter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClasseZonage {
    /// Class: `ZIP`, `ZAC`, `HORS`.
    pub classe: String,
    /// Label.
    pub libelle: String,
    /// Number of communes.
    pub communes: usize,
    /// Inhabitants.
    pub population: f64,
    /// Share of the population of the perimeter, percent; the least one when `bornes` are given.
    pub part: f64,
    /// Bounds of the share when the class of some inhabitants is not known, percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bornes: Option<Bornes>,
}

/// Left out of the JSON: nothing is unknown.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde asks for"
)]
fn est_nul(n: &usize) -> bool {
    *n == 0
}

/// Scarcity of médecins généralistes: APL below the threshold, ZIP/ZAC, communes without any.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct SousDensite {
    /// Threshold of APL, consultations per year per standardised inhabitant.
    pub seuil_apl: f64,
    /// Reference of the threshold.
    pub reference_seuil: String,
    /// Vintage of the APL; absent when no APL file was given.
    pub millesime_apl: Option<u16>,
    /// Communes, or arrondissements of a city whose APL is given so, under the threshold, sorted by APL.
    pub communes_sous_seuil: Vec<CommuneRef>,
    /// Their inhabitants; absent when some inhabited commune has no known APL: the list is then a least one.
    pub population_sous_seuil: Option<f64>,
    /// Inhabited communes, or arrondissements, whose APL is not known.
    #[serde(default, skip_serializing_if = "est_nul")]
    pub apl_inconnues: usize,
    /// Zoning of the médecins: ZIP, ZAC, hors zonage; empty without a zoning file.
    pub zonage: Vec<ClasseZonage>,
    /// Cities whose arrondissements are in several zones: in none of them; their inhabitants are in that of their arrondissement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zonage_partage: Vec<CommuneRef>,
    /// What must be known of them, in one French sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_zonage: Option<String>,
    /// Communes without médecin généraliste, farthest first; empty without a BPE file.
    pub communes_sans_medecin: Vec<CommuneRef>,
    /// Inhabited communes of which nothing tells whether they have a médecin.
    #[serde(default, skip_serializing_if = "est_nul")]
    pub medecins_inconnus: usize,
    /// Inhabitants of the communes without médecin; absent without a BPE file, or when some commune is unknown.
    pub population_sans_medecin: Option<f64>,
    /// What must be known to read the distances.
    pub note_distance: String,
    /// Ids of the sources.
    pub sources: Vec<String>,
}
