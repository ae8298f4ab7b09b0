//! Cases that people really met: each is a kind of fault, rebuilt on facts or on the fictional territory.

mod ambigus;
mod dates;
mod descripteurs;
mod extraits;
mod familles;
mod figures;
mod formes;
pub mod lecture;
mod listes;
mod listes_gardes;
mod loi_fichiers;
mod messages;
mod parquet;
mod perdues;
mod rapport;
mod regles;
mod rejets;
mod reunies;
mod structures;
mod supracommunal;
mod temps;
mod territoires;
mod unites;
mod vraisemblance;
