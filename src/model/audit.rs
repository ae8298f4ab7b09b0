//! What the CPTS of a list cover of a territory, and the pockets that they leave: the contract `cpts/zones-blanches/1`.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Bornes, CommuneRef, Constat, CouvertureStade, DateCivile, Stades, Statut};

/// Version of the contract.
pub const SCHEMA_ZONES_BLANCHES: &str = "cpts/zones-blanches/1";

/// Coverage of a territory by the CPTS of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AuditCouverture {
    /// `cpts/zones-blanches/1`.
    pub schema: String,
    /// Name of the territory.
    pub territoire: String,
    /// What the user asked for.
    pub expression: String,
    /// Name and vintage of the list of communes.
    pub referentiel: String,
    /// Communes, or arrondissements where the list names them.
    pub communes: usize,
    /// Arrondissements among them, counted in the place of their city.
    pub arrondissements: usize,
    /// Inhabitants (population municipale).
    pub population: f64,
    /// In at least one CPTS: whole communes, and inhabitants of those covered in part for their share.
    pub couvert: Compte,
    /// In none: communes without any CPTS, and inhabitants of the uncovered share of the others.
    pub sans_cpts: Compte,
    /// Covered in part: communes, and all their inhabitants; they are in the two lines above for their share.
    pub en_partie: Compte,
    /// In a département that the list does not name, or named by a row that cannot be read: not known.
    pub inconnu: Compte,
    /// What the rates count: which stages of the CPTS.
    pub note: String,
    /// Stages whose CPTS count as coverage in all that precedes and follows; empty when all those of the list do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub etapes: Vec<String>,
    /// Coverage by the stages that count, from the most advanced alone; empty when the list tells no stage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub par_stade: Vec<CouvertureStade>,
    /// Coverage crossed with the scarcity of médecins généralistes; empty without an APL file.
    pub croisement: Vec<CaseCroisee>,
    /// Contiguous pockets of communes without CPTS, that of most inhabitants first.
    pub poches: Vec<Poche>,
    /// CPTS that hold a part of the territory, by name.
    pub cpts: Vec<CptsVue>,
    /// What is to be checked in the list.
    pub constats: Vec<Constat>,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

impl AuditCouverture {
    /// Adds what the list tells of the stages of its CPTS, and says which of them the rates count.
    pub fn selon(
        &mut self,
        stades: Stades,
        par_stade: Vec<CouvertureStade>,
        etapes: &BTreeSet<String>,
    ) {
        if !stades.dits {
            return;
        }
        for cpts in &mut self.cpts {
            cpts.stade = Some(stades.id(&cpts.nom).to_owned());
            cpts.date = stades.dates.get(&cpts.nom).copied();
        }
        let mots: Vec<&str> = etapes.iter().map(|id| stades.libelle(id)).collect();
        self.note = match mots.is_empty() {
            true => "Ces taux comptent toutes les CPTS de la liste, quel que soit leur stade\u{a0}; le tableau par stade dit ce que \
                     chacun couvre."
                .to_owned(),
            false => format!(
                "Ces taux ne comptent que les CPTS à ce stade\u{a0}: {}. Ce que les autres CPTS de la liste couvrent est dit sans CPTS.",
                mots.join(", ")
            ),
        };
        self.etapes = etapes.iter().cloned().collect();
        self.par_stade = par_stade;
    }
}

/// Communes and inhabitants.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Compte {
    /// Communes.
    pub communes: usize,
    /// Inhabitants.
    pub population: f64,
    /// Share of the inhabitants of the territory, %; absent when it has none.
    pub part: Option<f64>,
}

/// Inhabitants in a state of coverage and a state of scarcity, never confused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CaseCroisee {
    /// `couvert` or `sans_cpts`.
    pub couverture: String,
    /// `sous_dense` (APL under the threshold), `non_sous_dense` or `inconnue`.
    pub densite_medicale: String,
    /// Communes; one covered in part is in both lines.
    pub communes: usize,
    /// Inhabitants.
    pub population: f64,
}

/// A contiguous group of communes that no CPTS covers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Poche {
    /// Rank, from 1.
    pub rang: usize,
    /// Name: its most populated commune.
    pub nom: String,
    /// Communes, by code.
    pub communes: Vec<CommuneRef>,
    /// Inhabitants.
    pub population: f64,
    /// Inhabitants by class of density.
    pub densite: Vec<Morceau>,
    /// EPCI, the one with most of its inhabitants first.
    pub epci: Vec<Morceau>,
    /// Bassins de vie, likewise.
    pub bassins_de_vie: Vec<Morceau>,
    /// CPTS that touch it, the longest border first.
    pub voisines: Vec<CptsVoisine>,
    /// APL of the médecins généralistes.
    pub apl: Chiffre,
    /// Médecins généralistes.
    pub medecins: Chiffre,
    /// Communes without médecin généraliste.
    pub communes_sans_medecin: Chiffre,
}

/// A figure of a pocket, as the catalogue publishes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Chiffre {
    /// Value; absent when it is not published.
    pub valeur: Option<f64>,
    /// Between what it lies when some communes are not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bornes: Option<Bornes>,
    /// State.
    pub statut: Statut,
}

/// The part of a pocket in a class or a zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Morceau {
    /// Code.
    pub code: String,
    /// Name.
    pub nom: String,
    /// Communes.
    pub communes: usize,
    /// Inhabitants.
    pub population: f64,
}

/// A CPTS beside a pocket, and what taking it whole would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CptsVoisine {
    /// Name.
    pub nom: String,
    /// Length of the border that they share, km.
    pub frontiere_km: f64,
    /// Its inhabitants today.
    pub population: f64,
    /// Its tier today.
    pub taille: Option<u8>,
    /// Its inhabitants with the pocket.
    pub population_avec: f64,
    /// Its tier with the pocket.
    pub taille_avec: Option<u8>,
}

/// A CPTS of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CptsVue {
    /// Name.
    pub nom: String,
    /// Communes or arrondissements that the list gives it.
    pub communes: usize,
    /// Inhabitants, each commune for its part.
    pub population: f64,
    /// Pieces that no border links; absent when a commune has no outline.
    pub morceaux: Option<usize>,
    /// Tier.
    pub taille: Option<u8>,
    /// Stage, when the list tells one that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stade: Option<String>,
    /// Date of that stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<DateCivile>,
}
