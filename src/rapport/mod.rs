//! The report: all a reader will see, as plain serialisable data; wording and order, no layout.

pub mod aci;
pub mod apercu;
pub mod assemblage;
pub mod atelier;
pub mod audit;
pub mod carte_fond;
pub mod carte_structures;
pub mod carte_themes;
mod carte_trace;
pub mod cartes;
pub mod cartes_sans_lieu;
pub mod comparables;
pub mod comparaison;
pub mod completer;
pub mod constats;
mod croquis;
pub mod document;
pub mod ecran;
pub mod entete;
pub mod examen;
pub mod export;
pub mod feuilles;
pub mod financement;
pub mod financement_tableaux;
pub mod graphiques;
pub mod lieux_connus;
pub mod limites;
pub mod lot;
mod manques;
pub mod mots;
pub mod ordre;
pub mod plan;
pub mod plan_constats;
mod plan_utilisateur;
pub mod positions;
pub mod proposition;
pub mod publies;
pub mod qualite;
mod rangs;
#[cfg(test)]
mod reel;
mod reunion;
pub mod tableaux;
pub mod territoire;
mod touches;
pub mod types;
pub mod verifications;
mod voie;

pub use assemblage::{Ingredients, construire};
pub use carte_fond::{
    COMMUNES_MAX as COMMUNES_DE_CARTE, Fond, INDICATEURS as INDICATEURS_DES_CARTES,
    carte_des_territoires, cartes_pour, fond,
};
pub use cartes::Valeurs;
pub use cartes::*;
pub use types::*;
pub use voie::Voie;

use crate::model::ErreurDonnees;

/// Reads every rule file of this module that its code takes as read.
///
/// # Errors
/// [`ErreurDonnees`] with file and line: a rule file of the program is wrong.
pub fn lire_les_regles() -> Result<(), ErreurDonnees> {
    constats::articles()?;
    carte_themes::decoupes()?;
    lot::lire_les_regles()?;
    Ok(())
}
