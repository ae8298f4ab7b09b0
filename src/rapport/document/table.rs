//! The tables of the document: columns, rows, cells.

use schemars::JsonSchema;
use serde::Serialize;

use crate::rapport::mots::lien_sur;

/// A table of more columns than that needs a landscape page.
pub const COLONNES_MAX: usize = 8;

/// Between what is leant on.
pub const ENTRE: &str = "\u{a0}· ";

/// A table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
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
    /// What its rows are: a page lays out each kind in its way.
    pub genre: GenreTable,
    /// Numbers of its sources, each in brackets.
    pub renvois: String,
    /// Rows that go across, beside the others.
    pub travers: Vec<Travers>,
    /// Headings above the last columns, each with how many it covers; the first columns have none and name the row.
    pub themes: Vec<(String, usize)>,
}

/// What the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GenreTable {
    /// Anything.
    #[default]
    Simple,
    /// Figures beside those of other territories.
    Indicateurs,
    /// Communes: who reads chooses the columns and the order.
    Communes,
    /// Birth certificates of figures.
    Fiches,
    /// Files.
    Sources,
}

/// A row across the columns.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
pub struct Travers {
    /// Rank of the row that it stands before; the number of rows for the last.
    pub avant: usize,
    /// What it says.
    pub case: Case,
    /// Whether it names the rows that follow.
    pub groupe: bool,
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

    /// Takes a column away.
    pub fn sans_colonne(&mut self, rang: usize) {
        if rang < self.colonnes.len() {
            self.colonnes.remove(rang);
        }
        for ligne in self.lignes.iter_mut().filter(|l| rang < l.len()) {
            ligne.remove(rang);
        }
    }

    /// The same, the rows being named by another column than the first.
    #[must_use]
    pub fn nommee_par(mut self, colonne: usize) -> Self {
        self.entete = colonne;
        self
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Colonne {
    /// Title.
    pub titre: String,
    /// Whether it holds numbers, which stand on the right.
    pub nombre: bool,
    /// Share of the width, beside the others.
    pub poids: u16,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Case {
    /// What is written.
    pub texte: String,
    /// Address that it leads to, `http` or `https`.
    pub adresse: Option<String>,
    /// Whether it stands out.
    pub fort: bool,
    /// Whether it stands for a figure that is not there.
    pub terne: bool,
    /// Anchor of the document that it leads to.
    pub vers: Option<String>,
    /// Anchor of what it names.
    pub ancre: Option<String>,
    /// What goes with it, smaller, in order.
    pub suite: Vec<Petit>,
}

/// Small print of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Petit {
    /// What it is.
    pub genre: GenrePetit,
    /// What is written.
    pub texte: String,
    /// The territory of a figure, when a cell holds those of several.
    pub nom: String,
    /// Anchor of what it names.
    pub ancre: Option<String>,
    /// More of it, where a page can show it apart.
    pub bulle: Option<String>,
}

/// What a small print is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GenrePetit {
    /// The unit, or what is like it.
    #[default]
    Unite,
    /// How far the figure can be trusted.
    Precision,
    /// Why it is so.
    Motif,
    /// A mark: « partiel ».
    Marque,
    /// The figure of one of several territories.
    Valeur,
    /// One of several things that share the cell.
    Nom,
    /// Numbers of the sources.
    Renvoi,
    /// An identifier.
    Code,
    /// A file.
    Fichier,
    /// The digest of a file.
    Empreinte,
    /// Where it is published: the address of the cell, written.
    Adresse,
}

impl Petit {
    /// A small print.
    #[must_use]
    pub fn new(genre: GenrePetit, texte: impl Into<String>) -> Self {
        Self {
            genre,
            texte: texte.into(),
            ..Self::default()
        }
    }
}

impl Case {
    /// A text that leads to an address, when that may be a link.
    #[must_use]
    pub fn lien(texte: &str, adresse: Option<&str>) -> Self {
        Self {
            texte: texte.to_owned(),
            adresse: adresse.filter(|a| lien_sur(a)).map(str::to_owned),
            ..Self::default()
        }
    }

    /// A text that stands out, or not.
    #[must_use]
    pub fn fort(texte: String, fort: bool) -> Self {
        Self {
            texte,
            fort,
            ..Self::default()
        }
    }

    /// A text that leads to an anchor of the document.
    #[must_use]
    pub fn vers(texte: &str, ancre: &str) -> Self {
        Self {
            texte: texte.to_owned(),
            vers: Some(ancre.to_owned()),
            ..Self::default()
        }
    }

    /// The same with a small print, when there is something to write.
    #[must_use]
    pub fn suivie(mut self, genre: GenrePetit, texte: impl Into<String>) -> Self {
        let texte = texte.into();
        if !texte.is_empty() {
            self.suite.push(Petit::new(genre, texte));
        }
        self
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
