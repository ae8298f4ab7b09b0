//! What a file is and how its cells are read: descriptors, recognition, plan of columns.

pub mod catalogue;
pub mod coherence;
pub mod colonnes;
pub mod compile;
pub mod comptees;
pub mod descripteur;
pub mod gabarits;
pub mod grandeurs;
pub mod lieux;
pub mod lire;
pub mod millesime;
pub mod motifs;
pub mod nature;
pub mod nombre;
pub mod noms;
pub mod personne;
pub mod places;
pub mod plan;
mod plan_compose;
pub mod proche;
pub mod reconnaissance;
pub mod regle;
pub mod saisie;
pub mod sans_entete;
pub mod structure;
pub mod utilisateur;
