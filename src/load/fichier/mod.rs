//! One file from bytes to tables: what it is, what is refused and why.

mod arbre;
pub mod atelier;
mod carte;
mod choix;
mod classeur;
pub mod devenir;
mod feuilles;
mod feuilles_rivales;
pub mod parquet;
pub mod refus;
pub mod texte;
mod traite;
