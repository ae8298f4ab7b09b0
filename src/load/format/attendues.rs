//! What a descriptor expects of the cells: their look, the marks that are not figures, the rows that are kept.

use serde::{Deserialize, Serialize};

use crate::load::format::noms::Noms;

/// What the cells of a column must look like for a file to be of a format.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Valeurs {
    /// Column.
    pub colonne: Noms,
    /// Regular expression on the whole cell, as written; most cells must answer.
    pub motif: String,
    /// Whether the last digit of the cells is the key of a SIREN number (Luhn).
    #[serde(default)]
    pub siren: bool,
    /// What the column holds then, in French: « codes de … ».
    pub quoi: String,
}

/// Marks that are not figures.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Marques {
    /// Cells that mean « no figure », besides the empty one.
    #[serde(default)]
    pub manquants: Vec<String>,
    /// Cells that mean « hidden by the publisher ».
    #[serde(default)]
    pub masques: Vec<String>,
    /// Bounds of what is hidden.
    pub bornes: Option<(f64, f64)>,
}

/// What a column says of the whole row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Filtre {
    /// Column; the filter is ignored when the table has not got it.
    pub colonne: Noms,
    /// Values of the rows that are kept; all of them when empty.
    #[serde(default)]
    pub valeurs: Vec<String>,
    /// Values of the rows whose figures are hidden.
    #[serde(default)]
    pub masquees: Vec<String>,
    /// Regular expression of a legible value: a row of another value is rejected, and not left out.
    pub forme: Option<String>,
    /// Values of the rows that are left out; `""` is the empty cell.
    #[serde(default)]
    pub exclues: Vec<String>,
}

/// What the cells of a column look like; half of the first rows at least, the first among them, answer to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Contenu {
    /// Column.
    pub colonne: Noms,
    /// Regular expression on the whole cell, trimmed.
    pub motif: String,
}
