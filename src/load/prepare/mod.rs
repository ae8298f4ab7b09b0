//! The prepared file: what was read from a data folder, kept so that it is not read again.

mod cache;
mod cle;
mod conteneur;
mod curseur;
mod ecriture;
mod fiches;
pub mod formes;
mod lecture;
mod nombres;
mod preparation;
mod series;

pub use cache::Cache;
pub use conteneur::en_est_un;
pub use lecture::Prepare;
pub use preparation::Preparation;
