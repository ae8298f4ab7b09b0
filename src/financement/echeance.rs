//! A dated row of the contract, and the money rounding that its amounts share.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::baremes::{DateCivile, Parametre};
use crate::model::Confiance;

/// What kind of row it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum GenreEcheance {
    /// Signature of the contract.
    Signature,
    /// Start of a mission, at the latest or as planned.
    Demarrage,
    /// Deployment of a mission, at the latest.
    Deploiement,
    /// Money due on that date.
    Versement,
    /// Variable part, known only after the yearly review: the date is the earliest one.
    Variable,
    /// Last day of the contract.
    Fin,
}

/// A dated row of the contract.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Echeance {
    /// Date.
    pub date: DateCivile,
    /// What kind of row it is.
    pub genre: GenreEcheance,
    /// Stable identifier, unique in the calendar: `demarrage_acces_soins`, `solde_2_parcours`.
    pub id: String,
    /// Year of the contract, from 1.
    pub annee: u8,
    /// Mission concerned.
    pub mission: Option<String>,
    /// Label, in French.
    pub libelle: String,
    /// Euros due; absent for a deadline, or when the amount is not established.
    pub montant: Option<f64>,
    /// Euros at most, for what depends on the results.
    pub montant_max: Option<f64>,
    /// How sure the row is.
    pub confiance: Confiance,
    /// Ids of the references.
    pub references: Vec<String>,
    /// What must be known.
    pub note: Option<String>,
}

/// A row with the birth certificate of a parameter.
pub(super) fn echeance(
    date: DateCivile,
    genre: GenreEcheance,
    id: &str,
    p: Option<&Parametre>,
) -> Echeance {
    Echeance {
        date,
        genre,
        id: id.to_owned(),
        annee: 1,
        mission: None,
        libelle: String::new(),
        montant: None,
        montant_max: None,
        confiance: p.map_or(Confiance::NonEtabli, |p| p.confiance),
        references: p.map(|p| p.references.clone()).unwrap_or_default(),
        note: p.and_then(|p| p.note.clone()),
    }
}

/// Euros rounded to the cent.
pub(super) fn centimes(euros: f64) -> f64 {
    (euros * 100.0).round() / 100.0
}
