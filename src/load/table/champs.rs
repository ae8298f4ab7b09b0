//! What rows are kept as: columns to read, series that they feed, cells by column.

use crate::load::format::nombre::Brute;
use crate::load::format::regle::Regle;
use crate::load::table::cle::CleSerie;
use crate::model::CodeCommune;

/// A column to read as figures or as classes.
#[derive(Debug, Clone)]
pub struct Champ {
    /// Place in the plan.
    pub place: usize,
    /// Rank of the variable that says how to read it.
    pub variable: usize,
    /// Place of the labels.
    pub libelle: Option<usize>,
    /// Whether a negative figure is possible.
    pub negatif: bool,
    /// Whether the figures are counts, without decimals.
    pub effectif: bool,
    /// What multiplies the figures, from the unit that the descriptor states.
    pub facteur: f64,
}

/// A series fed by the rows of one kind.
#[derive(Debug, Clone)]
pub struct Cible {
    /// Rank of the series.
    pub serie: usize,
    /// Rank of the column.
    pub champ: usize,
    /// Rank of the column of the weights.
    pub poids: Option<usize>,
}

/// A series: variable, vintage, rule, whether it holds classes.
#[derive(Debug, Clone)]
pub struct Serie {
    /// Variable and vintage.
    pub cle: CleSerie,
    /// Merging rule.
    pub regle: Regle,
    /// Whether the values are classes.
    pub classe: bool,
}

/// Rows kept, by columns.
#[derive(Debug, Default)]
pub struct Gardees {
    /// Unit of each row.
    pub unites: Vec<u32>,
    /// Kind of each row.
    pub genres: Vec<u32>,
    /// Code of each row, as in the file.
    pub codes: Vec<CodeCommune>,
    /// Line of each row.
    pub lignes: Vec<u64>,
    /// Cells, by column then row.
    pub cellules: Vec<Vec<Brute>>,
}
