//! The raw table of a list: rows of cells with their line in the file, whatever the file is.

use crate::load::perimetre::cellule::epurer;

/// What is known of the first row before looking at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tete {
    /// It may be a title, a header or a commune.
    Inconnue,
    /// It names the columns (keys of JSON objects).
    Entete,
    /// It is data (items of a list written in a programming language).
    Donnees,
}

/// A row: its line in the file and its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    /// Line, from 1.
    pub numero: u64,
    /// Cells, cleaned.
    pub cellules: Vec<String>,
}

impl Ligne {
    /// A row, its cells cleaned.
    pub fn new<T: AsRef<str>>(numero: u64, cellules: impl IntoIterator<Item = T>) -> Self {
        let cellules = cellules.into_iter().map(|c| epurer(c.as_ref()));
        Self {
            numero,
            cellules: cellules.collect(),
        }
    }

    /// A cell, empty beyond the end of the row.
    #[must_use]
    pub fn cellule(&self, rang: usize) -> &str {
        self.cellules.get(rang).map_or("", String::as_str)
    }

    /// Cells that say something, with their rank.
    pub fn pleines(&self) -> impl Iterator<Item = (usize, &str)> {
        let cellules = self.cellules.iter().map(String::as_str).enumerate();
        cellules.filter(|(_, c)| !c.is_empty())
    }

    /// Whether a letter, a digit or a question mark stands in the row.
    #[must_use]
    pub fn parle(&self) -> bool {
        self.pleines()
            .any(|(_, c)| c.chars().any(|c| c.is_alphanumeric() || c == '?'))
    }

    /// The row as one text, shortened, for messages.
    #[must_use]
    pub fn resume(&self) -> String {
        let cellules: Vec<&str> = self.pleines().map(|(_, c)| c).collect();
        let texte = cellules.join(" | ");
        match texte.char_indices().nth(60) {
            Some((fin, _)) => format!("{}…", texte.get(..fin).unwrap_or_default()),
            None => texte,
        }
    }
}

/// The table of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grille {
    /// File (and sheet), as messages name it.
    pub fichier: String,
    /// What the first row is.
    pub tete: Tete,
    /// Rows that say something, in the order of the file.
    pub lignes: Vec<Ligne>,
}
