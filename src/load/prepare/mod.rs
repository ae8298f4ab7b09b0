//! The prepared file: what was read from a data folder, kept so that it is not read again.

mod cache;
mod cle;
mod conteneur;
mod contenu;
mod curseur;
mod ecriture;
mod fiches;
pub mod formes;
mod gardees;
pub mod image;
mod lecture;
mod nombres;
mod points;
mod preparation;
mod series;

pub use cache::{Cache, EnGarde, Trouve};
pub use conteneur::en_est_un;
#[cfg(test)]
pub use ecriture::EnCours;
pub use lecture::Prepare;
pub use preparation::{Imagee, Preparation};
