//! What the prepared file says of itself and of each file that was read.

use serde::{Deserialize, Serialize};

use super::conteneur::Bloc;
use super::image::Image;
use crate::load::format::descripteur::Descripteur;
use crate::load::table::cle::CleSerie;
use crate::model::{ErreurDonnees, UniteId};

/// What the prepared file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entete {
    /// Version of the program that wrote it.
    pub programme: String,
    /// Fingerprint of the tables that said how the files were read; empty in a file made before it was kept.
    #[serde(default)]
    pub tables: String,
    /// Name of the list of communes: « COG 2026 ».
    pub referentiel: String,
    /// SHA-256 of that list.
    pub sha256: String,
    /// Number of its communes and arrondissements.
    pub unites: u32,
    /// Around what the places are kept; everywhere when not said.
    pub territoire: Option<Territoire>,
    /// Record of each file, a [`Fiche`], in the order in which they were read.
    pub fiches: Vec<Bloc>,
    /// What the files make together, for a run that lays nothing over them.
    #[serde(default)]
    pub image: Option<Image>,
    /// Whether it was looked for: what it depends on may let none be.
    #[serde(default)]
    pub image_cherchee: bool,
}

/// A territory around which outlines, points, structures, quartiers and CPTS are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Territoire {
    /// Its name.
    pub nom: String,
    /// Codes of its départements.
    pub departements: Vec<String>,
}

/// What became of a file.
#[derive(Debug, Serialize, Deserialize)]
pub struct Fiche {
    /// Path relative to the data folder.
    pub nom: String,
    /// What became of it.
    pub sort: Sort,
}

/// What became of a file, as `Devenir`, the tables in blocks.
#[derive(Debug, Serialize, Deserialize)]
pub enum Sort {
    /// Tables read.
    Lu(Vec<LuEcrit>),
    /// Of no use: why.
    NonUtilise(String),
    /// Broken.
    Illisible(ErreurDonnees),
    /// Not recognised: why.
    NonReconnu(String),
}

/// A table: what is light, and the blocks of the rest.
#[derive(Debug, Serialize, Deserialize)]
pub struct LuEcrit {
    /// Its format.
    pub descripteur: Descripteur,
    /// Whether the user wrote it.
    pub utilisateur: bool,
    /// Path relative to the data folder.
    pub chemin: String,
    /// Fingerprint of the file.
    pub sha256: String,
    /// Rank of its layer among those that were prepared.
    pub couche: usize,
    /// Columns of figures.
    pub series: Vec<CleSerie>,
    /// The figures, by stretch of the list of communes.
    pub figures: Vec<Bloc>,
    /// Classes.
    pub classes: Vec<(CleSerie, Bloc)>,
    /// Outlines, by département.
    pub contours: Vec<(Vec<UniteId>, Bloc)>,
    /// All the rest.
    pub reste: Bloc,
}
