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
mod groupes;
pub mod image;
mod image_lue;
mod lecture;
mod nombres;
mod points;
mod preparation;
mod publies;
mod series;
mod tranches;

/// What the program is made of (`build.rs`): what another one read or computed is not taken for its own.
const PROGRAMME: &str = env!("CPTS_PROGRAMME");

/// The tables that say how a data file is read (`build.rs`): formats, words, movements of the communes.
const TABLES: &str = env!("CPTS_TABLES");

pub use cache::{Cache, EnGarde, Trouve};
pub use conteneur::en_est_un;
#[cfg(test)]
pub use ecriture::EnCours;
pub use lecture::{Prepare, intact};
pub use preparation::{Imagee, Preparation};
