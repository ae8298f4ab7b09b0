//! The indicators: a catalogue in TOML, aggregation rules, and every figure beside its comparators.

mod agregat;
pub mod alimentation;
mod apports;
mod autour;
mod calcul;
pub mod catalogue;
mod commune;
pub mod comparaison;
mod definition;
mod depassements;
mod donnees;
mod entieres;
#[cfg(test)]
pub(crate) mod essai;
pub mod etendue;
mod expression;
mod fichiers;
pub mod gardes;
pub mod incomparables;
mod lecture;
#[cfg(test)]
mod loi_autres_territoires;
#[cfg(test)]
mod loi_bornes;
#[cfg(test)]
mod loi_publies;
pub mod notice;
mod partiel;
mod poisson;
#[cfg(test)]
mod proprietes;
mod publication;
mod publies;
mod regles;
mod releve;
mod taux;

pub use agregat::Agregat;
pub use apports::apports;
pub use calcul::{Calculateur, agreger, calculer};
pub use catalogue::{Catalogue, ErreurCatalogue};
pub use commune::{LectureIndicateur, valeur_commune, valeur_territoire};
pub use definition::{Definition, Denombrable, MesureEvolution, PeriodeEvolution, Regle};
pub use depassements::depassements;
pub use donnees::Donnees;
pub use entieres::valeurs_entieres;
pub use expression::Expression;
pub use fichiers::FichiersOfficiels;
pub use regles::zones_coupees::{communes_des_zones, zones_coupees, zones_coupees_de};
pub use releve::Releveur;
pub use taux::intervalle_de_taux;

use crate::model::ErreurDonnees;

/// Reads every rule file of this module, which its code then takes as read.
///
/// # Errors
/// [`ErreurDonnees`] with file and line: a rule file of the program is wrong.
pub fn lire_les_regles() -> Result<(), ErreurDonnees> {
    comparaison::REGLES.lire()?;
    publication::REGLES.lire()?;
    FichiersOfficiels::embarques()?;
    Ok(())
}
