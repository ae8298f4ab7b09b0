//! Tables put together: the dataset, its conflicts and its findings.

mod additionnees;
pub mod assemblage;
pub mod base;
pub mod constats;
pub mod cpts;
mod cpts_editions;
pub mod doublons;
mod generations;
pub mod illisibles;
pub mod motifs;
pub mod niveau_suspect;
pub mod non_lues;
mod ordre;
pub mod points;
pub mod population;
pub mod portee;
pub mod publies;
pub mod quartiers;
mod quartiers_habites;
mod quartiers_peuples;
pub mod rejets;
pub mod section;
mod silences;
pub mod structures;
pub mod surfaces;
pub mod unites;
pub mod vraisemblance;
