//! Load → compute → document: what the commands share, so that none calls another.

pub mod chargement;
mod colonnes;
pub mod financement;
pub mod rapport;
pub mod regles;
