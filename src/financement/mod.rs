//! Funding of a CPTS by the ACI: tier, margins, amounts, calendar, variable part and what would change them.

#![allow(
    clippy::result_large_err,
    reason = "an error is built once, then ends the run: its size costs nothing"
)]

mod bascule;
mod calcul;
mod calendrier;
mod erreur;
mod exercices;
mod montants;
mod population;
mod projection;
mod recherche;
mod taille;
mod texte;
mod totaux;
mod versements;

pub use bascule::{Bascule, Bascules, CommuneBascule, CommuneVoisine, Sens, Voisinage, bascules};
pub use calcul::calculer;
pub use calendrier::{Calendrier, CoutRetard, Echeance, GenreEcheance, calendrier};
pub use erreur::ErreurFinancement;
pub use exercices::Exercice;
pub use population::PopulationRetenue;
pub use projection::{Projection, Prolongement, projeter};
pub use taille::{Taille, ecart_certain, habitants_entiers, marges, seuils, taille};
pub use totaux::{Hypothese, TotalDetaille};
