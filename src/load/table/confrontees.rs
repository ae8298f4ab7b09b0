//! What the rows say twice, as it is met: labels beside codes, other keys, structures named again.

use std::collections::{BTreeSet, HashMap};

use crate::model::{CodeCommune, UniteId};

/// What the rows say twice.
#[derive(Default)]
pub struct Confrontees {
    /// Labels of the classes, by column.
    pub(super) libelles: Vec<LibellesLus>,
    /// What the other keys of the rows say.
    pub(super) redites: Redites,
    /// Structures counted so far.
    pub(super) repetitions: Repetitions,
}

impl Confrontees {
    /// For so many columns.
    pub(super) fn new(colonnes: usize) -> Self {
        Self {
            libelles: vec![LibellesLus::default(); colonnes],
            ..Self::default()
        }
    }
}

/// Labels met in a column of classes.
#[derive(Debug, Clone, Default)]
pub struct LibellesLus {
    pub(super) rangs: HashMap<String, u32>,
    pub(super) noms: Vec<String>,
    /// Rank of the row, of its class and of its label.
    pub(super) lignes: Vec<(usize, u32, u32)>,
    /// Whether the column is not used.
    pub(super) refuse: bool,
}

/// What the other keys of the rows say.
#[derive(Debug, Clone, Default)]
pub struct Redites {
    pub(super) comparees: usize,
    pub(super) contraires: usize,
    pub(super) departements: BTreeSet<String>,
    /// Line, code, header and cell of the first that contradicts its code.
    pub(super) premiere: Option<(u64, String, String, String)>,
}

/// The first row of a structure.
pub(super) struct Premiere {
    pub(super) ligne: u64,
    pub(super) unite: UniteId,
    pub(super) categorie: String,
}

/// Structures counted by rows.
#[derive(Default)]
pub struct Repetitions {
    pub(super) vues: HashMap<String, Premiere>,
    /// Identifier, first line and line of the rows that say the same again.
    pub(super) repetees: Vec<(String, u64, u64)>,
    /// Those of the structures that are in several communes.
    pub(super) ailleurs: Vec<(String, u64, u64)>,
    pub(super) communes: BTreeSet<CodeCommune>,
}
