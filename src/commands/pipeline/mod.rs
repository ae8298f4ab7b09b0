//! Load → compute → document: what the commands share, so that none calls another.

pub mod anonyme;
pub mod atelier;
pub mod chargement;
pub mod cible;
mod colonnes;
mod comparateurs;
pub mod constats;
mod cotes;
pub mod coupes;
pub mod donnees;
pub mod enregistre;
pub mod esquisses;
pub mod export;
pub mod financement;
pub mod groupes;
#[cfg(test)]
mod loi_lecture;
pub mod lot;
pub mod lus;
mod positions;
mod quartiers;
pub mod rapport;
pub mod regles;
mod regles_cpts;
mod soin;
pub mod territoire;
pub mod tous;
