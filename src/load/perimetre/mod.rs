//! The user's territory: what the argument is, lists of communes as people make them, polygons.
//!
//! ```text
//! fichier ─grille_*─▶ Grille ─entete─▶ Decoupe ─colonnes─▶ Colonnes ─lignes─▶ communes + constats
//! ```

pub mod carte_cpts;
mod cellule;
mod colonnes;
mod colonnes_departage;
mod colonnes_noms;
mod colonnes_refus;
mod constats_liste;
pub mod demande;
mod entete;
mod erreur_tableur;
#[cfg(test)]
mod essais_liste;
mod etude;
pub mod expression_fichier;
pub mod fichier;
mod garde_codes;
mod garde_texte;
mod garde_titres;
mod grille;
mod grille_classeur;
mod grille_code;
mod grille_json;
mod grille_texte;
pub(super) mod inclusion;
mod intitules;
mod jetons;
pub mod lexique;
mod lignes;
mod lignes_codes;
mod lignes_noms;
mod lignes_parts;
mod lignes_refus;
pub mod liste;
#[cfg(test)]
mod loi_des_listes;
mod nom_a_cote;
mod numeros;
pub mod plusieurs;
pub mod points;
pub mod polygones;
mod recolle;
mod reserves;
mod sans_geometrie;
mod systeme;
pub mod temps;
mod titres;
mod umap;
