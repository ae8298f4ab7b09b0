//! Load → compute → document: what the commands share, so that none calls another.

pub mod chargement;
pub mod financement;
pub mod rapport;
pub mod regles;
