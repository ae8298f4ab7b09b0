//! Tables put together: the dataset, its conflicts and its findings.

pub mod assemblage;
pub mod base;
pub mod constats;
pub mod cpts;
pub mod doublons;
mod generations;
pub mod illisibles;
pub mod motifs;
pub mod non_lues;
pub mod points;
pub mod population;
pub mod portee;
pub mod publies;
pub mod quartiers;
pub mod rejets;
pub mod section;
pub mod structures;
pub mod surfaces;
pub mod unites;
pub mod vraisemblance;
