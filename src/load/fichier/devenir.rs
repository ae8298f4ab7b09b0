//! What became of a file: read, of no use, or not recognised.

use crate::load::format::descripteur::Descripteur;
use crate::load::table::resultat::Table;
use crate::model::{DateCivile, ErreurDonnees, date_de_liste};

/// A file, or the part of a workbook, that one format describes.
#[derive(Debug)]
pub struct Lu {
    /// Its format.
    pub descripteur: Descripteur,
    /// Path relative to the data folder.
    pub chemin: String,
    /// Fingerprint of the file.
    pub sha256: String,
    /// What it gave.
    pub table: Table,
    /// Rank of its layer: the later is laid over the earlier.
    pub couche: usize,
}

impl Lu {
    /// List of communes that the descriptor declares, `{an}` being the latest year of the file.
    #[must_use]
    pub fn cog(&self) -> Option<String> {
        let dernier = self.table.millesimes().last().copied();
        cog_declare(&self.descripteur, dernier)
    }
}

/// List of communes that a descriptor declares for a file of a year.
#[must_use]
pub fn cog_declare(descripteur: &Descripteur, annee: Option<u16>) -> Option<String> {
    let declare = descripteur.cog.as_ref()?;
    if declare.contains("{an}") {
        return Some(declare.replace("{an}", &annee?.to_string()));
    }
    Some(declare.clone())
}

/// First day of the list of communes that a file follows for a year; `None` when nothing says it.
#[must_use]
pub fn liste(descripteur: &Descripteur, annee: Option<u16>) -> Option<DateCivile> {
    date_de_liste(cog_declare(descripteur, annee).as_deref(), annee)
}

/// Path of a file, relative to its folder, and what became of it.
pub type Sort = (String, Devenir);

/// What became of a file.
#[derive(Debug)]
pub enum Devenir {
    /// Its figures were read.
    Lu(Vec<Lu>),
    /// Recognised, its rows having no commune but that of the structures of the other files: to be read after them.
    Differe,
    /// Recognised, of no use: what it is and why.
    NonUtilise(String),
    /// Recognised and broken: the others are used without it.
    Illisible(ErreurDonnees),
    /// Not recognised, or impossible to join: why.
    NonReconnu(String),
}

impl Devenir {
    /// Tables read; a file whose only content is set aside (points of services, parts of communes) is not recognised.
    #[must_use]
    pub fn de(lus: Vec<Lu>) -> Self {
        let ecarte = lus.iter().find_map(|lu| lu.table.lieux_ecartes.as_ref());
        match ecarte {
            Some(motif) if lus.iter().all(|lu| lu.table.est_vide()) => {
                Self::NonReconnu(motif.clone())
            }
            _ => Self::Lu(lus),
        }
    }
}
