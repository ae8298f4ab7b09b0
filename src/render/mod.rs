//! The only door out: a [`Rapport`](crate::rapport::Rapport) becomes bytes; nothing is computed here, only laid out.

pub mod audit;
pub mod bandes;
mod classeur;
pub mod comparaison;
pub mod diagnostic_classeur;
pub mod document;
pub mod erreur;
pub mod examen;
pub mod export;
pub mod fiche;
pub mod financement;
pub mod graphique;
pub mod html;
pub mod json;
mod ligne;
pub mod listes;
pub mod lot;
pub mod map;
pub mod nombre;
pub mod perimetre;
pub mod proposition;
pub mod provenance;
pub mod rejets;
pub(crate) mod svg;
pub mod tableau_csv;
mod texte;
pub mod verifications;

#[cfg(test)]
pub(crate) mod essai;

pub use erreur::ErreurRendu;
pub use map::couleur::luminance;
