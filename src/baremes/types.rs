//! What a scale is made of: versions, missions, population bands and dated parameters.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Confiance, DateCivile};

/// Version of the agreement, from its date of effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Stable identifier: `aci-avenant-2`.
    pub id: String,
    /// Title shown on the report.
    pub titre: String,
    /// Date of signature by the parties.
    pub signature: Option<DateCivile>,
    /// First day of effect.
    pub effet: DateCivile,
    /// Ids of the references.
    pub references: Vec<String>,
    /// Last date on which a source says that it is in force.
    pub valide_au: Option<DateCivile>,
    /// What must be known.
    pub note: Option<String>,
    /// File and line.
    pub lieu: Lieu,
}

/// Whether a mission is mandatory.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum GenreMission {
    /// Mandatory.
    Socle,
    /// Optional.
    Complementaire,
}

/// Mission that the agreement pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mission {
    /// Stable identifier: `acces_soins`.
    pub id: String,
    /// Label, in French.
    pub libelle: String,
    /// Mandatory or optional.
    pub genre: GenreMission,
    /// Mission that it follows in the order of the agreement.
    pub apres: Option<String>,
    /// True when this version takes the mission away.
    pub supprimee: bool,
    /// First day of effect.
    pub effet: DateCivile,
    /// How sure its existence and kind are.
    pub confiance: Confiance,
    /// Ids of the references.
    pub references: Vec<String>,
    /// File and line.
    pub lieu: Lieu,
}

/// Population band of a tier; a bound that is absent is open, an inclusion that is absent is not settled by any source.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bande {
    /// Tier.
    pub taille: u8,
    /// Lower bound, inhabitants.
    pub min: Option<f64>,
    /// Whether the lower bound is inside.
    pub min_inclus: Option<bool>,
    /// Upper bound, inhabitants.
    pub max: Option<f64>,
    /// Whether the upper bound is inside.
    pub max_inclus: Option<bool>,
}

/// Complete set of bands: contiguous, from zero to infinity.
#[derive(Debug, Clone, PartialEq)]
pub struct Tranches {
    /// First day of effect.
    pub effet: DateCivile,
    /// How sure the bands are.
    pub confiance: Confiance,
    /// How sure the side of each bound is.
    pub confiance_bornes: Confiance,
    /// Ids of the references.
    pub references: Vec<String>,
    /// Last date on which a source gives them.
    pub valide_au: Option<DateCivile>,
    /// What must be known.
    pub note: Option<String>,
    /// Bands, by tier.
    pub bandes: Vec<Bande>,
    /// File and line.
    pub lieu: Lieu,
}

/// File and line where something is written, and whether the user wrote it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Lieu {
    /// True for the user's own file, which wins over the embedded ones.
    pub utilisateur: bool,
    /// File.
    pub fichier: String,
    /// Line, from 1.
    pub ligne: u64,
}

/// Dated value of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Parametre {
    /// Dotted identifier: `mission.acces_soins.fixe`.
    pub id: String,
    /// Tier that it concerns; every tier when absent.
    pub taille: Option<u8>,
    /// Value in `unite`; absent when no source gives it.
    pub valeur: Option<f64>,
    /// `€/an`, `€`, `part`, `mois`, `ans`.
    pub unite: String,
    /// First day of effect.
    pub effet: DateCivile,
    /// How sure it is.
    pub confiance: Confiance,
    /// Ids of the references.
    pub references: Vec<String>,
    /// Last date on which a source gives it.
    pub valide_au: Option<DateCivile>,
    /// What must be known.
    pub note: Option<String>,
    /// File and line.
    pub lieu: Lieu,
}
