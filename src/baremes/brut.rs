//! A scale file exactly as it is written, before any check.

use serde::Deserialize;

use super::types::GenreMission;
use crate::model::{Confiance, DateCivile};
use crate::texte_toml::Situe;

/// Whole file; every block is optional.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fichier {
    pub version: Option<Situe<Version>>,
    pub tranches: Option<Situe<Tranches>>,
    #[serde(default, rename = "mission")]
    pub missions: Vec<Situe<Mission>>,
    #[serde(default)]
    pub parametres: Vec<Situe<Groupe>>,
    #[serde(default, rename = "reference")]
    pub references: Vec<Situe<Reference>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Version {
    pub id: String,
    pub titre: String,
    pub signature: Option<DateCivile>,
    pub effet: DateCivile,
    pub references: Vec<String>,
    pub valide_au: Option<DateCivile>,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tranches {
    pub unite: String,
    pub effet: DateCivile,
    pub confiance: Confiance,
    pub confiance_bornes: Confiance,
    pub references: Vec<String>,
    pub valide_au: Option<DateCivile>,
    pub note: Option<String>,
    pub bandes: Vec<Situe<Bande>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bande {
    pub taille: u8,
    pub min: Option<f64>,
    pub min_inclus: Option<bool>,
    pub max: Option<f64>,
    pub max_inclus: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mission {
    pub id: String,
    pub libelle: String,
    pub genre: GenreMission,
    pub apres: Option<String>,
    #[serde(default)]
    pub supprimee: bool,
    pub effet: DateCivile,
    pub confiance: Confiance,
    pub references: Vec<String>,
}

/// Values that share one birth certificate.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Groupe {
    pub unite: String,
    pub effet: DateCivile,
    pub confiance: Confiance,
    pub references: Vec<String>,
    pub valide_au: Option<DateCivile>,
    pub note: Option<String>,
    pub valeurs: Vec<Situe<ValeurDatee>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValeurDatee {
    pub id: String,
    pub taille: Option<u8>,
    pub valeur: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reference {
    pub id: String,
    pub titre: String,
    pub adresse: String,
    pub date: String,
}
