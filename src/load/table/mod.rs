//! Rows of a recognised file to one value per unit: commune, cells, join, sparse files, features.

pub mod cellules;
pub mod champs;
pub mod classeur;
pub mod cle;
pub mod commune;
pub mod comptage;
pub mod comptes;
pub mod creux;
pub mod csv_table;
pub mod decimales;
pub mod effectifs;
pub mod entites;
pub mod formes;
pub mod fusions;
pub mod geo_json;
pub mod inconnues;
pub mod jointure;
pub mod lieux;
pub mod lieux_lus;
pub mod lignes;
pub mod perdues;
pub mod recodage;
pub mod regroupe;
pub mod resultat;
pub mod territoire;
pub mod villes;
