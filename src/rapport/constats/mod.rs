//! Findings said in French sentences, from figures already computed: one file per subject.

mod comparaison;
mod concentration;
mod contradiction;
mod couverture;
mod dates;
mod densite;
mod financement;
mod lieux;
mod reconciliation;

pub use comparaison::{comparaisons, mesure, que};
pub use concentration::concentrations;
pub use contradiction::contradictions;
pub use couverture::couverture;
pub use dates::non_datees;
pub use densite::sous_densite;
pub use financement::financement;
pub use lieux::{articles, nommer};
pub use reconciliation::reconciliations;
