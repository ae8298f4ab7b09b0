//! Findings said in French sentences, from figures already computed: one file per subject.

mod absences;
mod comparaison;
mod concentration;
mod contradiction;
mod contrastes;
mod couverture;
mod dates;
mod densite;
mod eloignement;
#[cfg(test)]
mod essais;
mod financement;
mod lieux;
mod reconciliation;
mod seuils;
mod zonage;

pub use absences::{absences, tues};
pub use comparaison::{comparaisons, difference, mesure, que};
pub use concentration::{concentrations, premiere};
pub use contradiction::contradictions;
pub use contrastes::contrastes;
pub use couverture::couverture;
pub use dates::non_datees;
pub use densite::sous_densite;
pub use eloignement::eloignements;
pub use financement::financement;
pub use lieux::{articles, nommer};
pub use reconciliation::reconciliations;
pub use seuils::seuils;
pub use zonage::zonage_contre_apl;
