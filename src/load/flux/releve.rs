//! What a piece of a block says, and what is looked up for each of its rows.

use std::collections::HashMap;

use crate::load::table::commune::CommuneSure;
use crate::model::Niveau;
use crate::model::melange::Vite;

/// Place of a row without commune.
pub(super) const SANS_LIEU: u32 = u32::MAX;
/// What is added to a unit that the blocks before had shown, in the place of a rank in [`Releve::communes`].
pub(super) const CONNUE: u32 = 1 << 31;

/// An activity: who, where, of which kind, at which site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Activite {
    /// Number of the person.
    pub personne: u64,
    /// Unit, or [`SANS_LIEU`].
    pub unite: u32,
    /// Kind of the row.
    pub genre: u32,
    /// Site, 0 when it is not written.
    pub lieu: u32,
}

/// A row that cannot be counted without a word.
pub(super) struct ALire {
    /// Line feeds before it in the piece.
    pub ligne: u64,
    /// Cells of the plan.
    pub cellules: Vec<String>,
    /// Its width, when it is not that of the header.
    pub largeur: Option<usize>,
}

/// A series that the rows of a kind feed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cible {
    /// Rank of the series.
    pub serie: u32,
    /// Rank of the variable.
    pub variable: u32,
    /// What the row brings to the condition on the person.
    pub marque: u16,
}

/// Where a row is counted.
pub(super) enum Lieu {
    /// Unit of a commune that a block before had shown.
    Connu(u32),
    /// A commune not met yet, and how it is written.
    Nouveau(Vec<u8>, CommuneSure),
}

/// What a piece says.
#[derive(Default)]
pub(super) struct Releve {
    /// Line feeds.
    pub lignes: u64,
    /// One row of each kind that is counted.
    pub genres: Vec<Vec<String>>,
    /// Communes met.
    pub communes: Vec<Lieu>,
    /// Rows of persons; the kind and the unit are ranks in `genres` and `communes`.
    pub activites: Vec<Activite>,
    /// When persons are not told: rows, or the sum of their column, by commune then by series already known.
    pub sommes: Vec<Option<f64>>,
    /// Vintages and communes of these rows.
    pub vues: Vec<(Option<u16>, u32)>,
    /// The same by kind and commune, for the kinds that the file had not shown yet.
    pub comptes: HashMap<(u32, u32), f64, Vite>,
    /// Level of the rows of each kind of `genres`, when it is wider than the commune.
    pub niveaux: Vec<Option<Niveau>>,
    /// Sums of these rows by kind, then by territory as its code is written.
    pub publies: HashMap<u32, HashMap<Vec<u8>, f64, Vite>, Vite>,
    /// Rows for the ordinary reader.
    pub a_lire: Vec<ALire>,
    /// Rows of no place.
    pub sans_lieu: u64,
    /// Whether the rows of each kind of `genres` name a structure.
    pub nomment: Vec<bool>,
    /// Rows that name a structure: cells, rank of the commune.
    pub structures: Vec<(Vec<String>, u32)>,
}

/// Kinds and communes of a piece, by the bytes that say them.
#[derive(Default)]
pub(super) struct Connus<'a> {
    /// Rank of the kind; [`SANS_LIEU`] when it is left out, none when it must be read.
    pub genres: HashMap<Vec<u8>, Option<u32>, Vite>,
    /// By rank of the kind: what it feeds and its vintage, when the file has already shown it.
    pub cibles: Vec<Option<(&'a [Cible], Option<u16>)>>,
    /// Rank of the commune, none when its row must be read.
    pub communes: HashMap<Vec<u8>, Option<u32>, Vite>,
    /// Commune of the row before: rows of one commune often follow each other.
    pub derniere: (Vec<u8>, Option<u32>),
    /// Bytes of the kind of a row.
    pub signature: Vec<u8>,
}

/// The unit of a row of a piece, or [`SANS_LIEU`]: one that was met before, or one of those that the piece shows.
pub(super) fn unite(communes: &[u32], lieu: u32) -> u32 {
    match lieu {
        SANS_LIEU => SANS_LIEU,
        connue if connue & CONNUE != 0 => connue & !CONNUE,
        rang => communes.get(rang as usize).copied().unwrap_or(SANS_LIEU),
    }
}
