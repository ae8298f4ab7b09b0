//! The prepared file: what was read from a data folder, kept so that it is not read again.

mod conteneur;
mod curseur;
mod ecriture;
mod fiches;
mod formes;
mod lecture;
mod nombres;
mod preparation;
mod series;

pub use conteneur::en_est_un;
pub use formes::surface;
pub use lecture::Prepare;
pub use preparation::Preparation;
