//! Funding of a CPTS by the ACI: tier, margins, amounts, calendar, variable part and what would change them.

mod analyse;
mod bascule;
mod calcul;
mod calendrier;
mod contrat;
mod contrat_local;
mod echeance;
mod erreur;
mod exercices;
mod liste;
mod montants;
mod population;
mod populations;
mod projection;
mod recherche;
mod taille;
mod totaux;
mod variable;
mod versements;
mod voisinage;
mod voisins;

pub use crate::baremes::DateCivile;
pub use analyse::{Analyse, Demande, LectureTaille, MargeDetaillee, MontantsTaille, analyser};
pub use bascule::{
    Bascule, Bascules, COMMUNES_MAX, CommuneBascule, CommuneVoisine, Sens, Voisinage, bascules,
};
pub use calcul::calculer;
pub use calendrier::{Calendrier, CoutRetard, calendrier};
pub use contrat_local::{ContratLocal, IndicateurContrat, Palier, SensIndicateur, lire_contrat};
pub use echeance::{Echeance, GenreEcheance};
pub use erreur::ErreurFinancement;
pub use exercices::Exercice;
pub use liste::{LigneParametre, lister};
pub use population::PopulationRetenue;
pub use populations::{PopulationsLues, populations};
pub use projection::{Projection, Prolongement, projeter};
pub use taille::{Taille, ecart_certain, habitants_entiers, marges, seuils, taille};
pub use totaux::{Hypothese, TotalDetaille};
pub use variable::{
    IndicateurPaye, MissionPayee, PartVariable, ProchainPalier, Resultat, part_variable,
};
pub use voisinage::Alentours;
pub use voisins::voisins;
