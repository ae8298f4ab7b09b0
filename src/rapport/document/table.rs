//! The tables of the document: columns, rows, cells.

use crate::rapport::mots::lien_sur;

/// A table of more columns than that needs a landscape page.
pub const COLONNES_MAX: usize = 8;

/// A table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Caption; empty when the heading above says it.
    pub titre: String,
    /// Columns.
    pub colonnes: Vec<Colonne>,
    /// Rows, one cell per column.
    pub lignes: Vec<Vec<Case>>,
    /// Rank of the column that names the row.
    pub entete: usize,
    /// What must be known to read it.
    pub notes: Vec<String>,
}

impl Table {
    /// A table of these columns (title, whether it holds numbers, share of the width), still without rows.
    #[must_use]
    pub fn new(titre: &str, colonnes: &[(&str, bool, u16)]) -> Self {
        let colonne = |(titre, nombre, poids): &(&str, bool, u16)| Colonne {
            titre: (*titre).to_owned(),
            nombre: *nombre,
            poids: *poids,
        };
        Self {
            titre: titre.to_owned(),
            colonnes: colonnes.iter().map(colonne).collect(),
            ..Self::default()
        }
    }

    /// The same with its rows.
    #[must_use]
    pub fn avec(mut self, lignes: impl Iterator<Item = Vec<Case>>) -> Self {
        self.lignes = lignes.collect();
        self
    }

    /// The same with what must be known to read it, each thing once: a note that another begins with is in that other.
    #[must_use]
    pub fn notees(mut self, notes: impl Iterator<Item = String>) -> Self {
        for note in notes {
            if self.notes.iter().any(|dite| dite.starts_with(&note)) {
                continue;
            }
            self.notes.retain(|dite| !note.starts_with(dite.as_str()));
            self.notes.push(note);
        }
        self
    }

    /// The same, the rows being named by another column than the first.
    #[must_use]
    pub fn nommee_par(mut self, colonne: usize) -> Self {
        self.entete = colonne;
        self
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colonne {
    /// Title.
    pub titre: String,
    /// Whether it holds numbers, which stand on the right.
    pub nombre: bool,
    /// Share of the width, beside the others.
    pub poids: u16,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    /// What is written.
    pub texte: String,
    /// Address that it leads to, `http` or `https`.
    pub adresse: Option<String>,
    /// Whether it stands out.
    pub fort: bool,
}

impl Case {
    /// A text that leads to an address, when that may be a link.
    #[must_use]
    pub fn lien(texte: &str, adresse: Option<&str>) -> Self {
        Self {
            texte: texte.to_owned(),
            adresse: adresse.filter(|a| lien_sur(a)).map(str::to_owned),
            fort: false,
        }
    }

    /// A text that stands out, or not.
    #[must_use]
    pub fn fort(texte: String, fort: bool) -> Self {
        Self {
            texte,
            adresse: None,
            fort,
        }
    }
}

impl From<String> for Case {
    fn from(texte: String) -> Self {
        Self {
            texte,
            ..Self::default()
        }
    }
}

impl From<&str> for Case {
    fn from(texte: &str) -> Self {
        texte.to_owned().into()
    }
}
