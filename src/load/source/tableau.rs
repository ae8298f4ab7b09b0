//! A table whatever its container: a preview to recognise it, then its rows one by one.

use std::borrow::Cow;

use crate::load::format::descripteur::Genre;

/// Rows read to recognise a table and find its header.
pub const APERCU: usize = 60;

/// A cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cellule<'a> {
    /// Nothing, or spaces only.
    #[default]
    Vide,
    /// Text, trimmed.
    Texte(Cow<'a, str>),
    /// Number of a spreadsheet or of JSON.
    Nombre(f64),
}

/// A text without the spaces around it; most have none, which its first and last bytes tell.
#[inline]
fn net(texte: &str) -> &str {
    match texte.as_bytes() {
        [seul] if seul.is_ascii_graphic() => texte,
        [premier, .., dernier] if premier.is_ascii_graphic() && dernier.is_ascii_graphic() => texte,
        _ => texte.trim(),
    }
}

impl<'a> Cellule<'a> {
    /// A text cell, empty when there are only spaces.
    #[must_use]
    pub fn texte(texte: &'a str) -> Self {
        match net(texte) {
            "" => Self::Vide,
            net => Self::Texte(Cow::Borrowed(net)),
        }
    }

    /// The same from an owned text.
    #[must_use]
    pub fn possedee(texte: String) -> Self {
        match net(&texte) {
            "" => Self::Vide,
            net if net.len() == texte.len() => Self::Texte(Cow::Owned(texte)),
            net => Self::Texte(Cow::Owned(net.to_owned())),
        }
    }

    /// The cell as text; a whole number has no decimal part (`1001.0` → `1001`).
    #[must_use]
    pub fn en_texte(&self) -> Cow<'_, str> {
        match self {
            Self::Vide => Cow::Borrowed(""),
            Self::Texte(t) => Cow::Borrowed(t),
            Self::Nombre(x) => Cow::Owned(x.to_string()),
        }
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn est_vide(&self) -> bool {
        *self == Self::Vide
    }
}

/// A row, reduced to the columns asked for, in the order asked for.
#[derive(Debug)]
pub struct Ligne<'a> {
    /// Line of the file, row of the sheet or rank of the feature, from 1.
    pub numero: u64,
    /// Cells asked for.
    pub cellules: &'a [Cellule<'a>],
    /// Number of cells of a row that has not that of the header.
    pub largeur: Option<usize>,
}

/// Where the rows of data begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depart {
    /// After the header, which is this item of the preview.
    Apres(usize),
    /// At the first row: the table has no header, but so many columns.
    SansEntete(usize),
}

impl From<usize> for Depart {
    fn from(entete: usize) -> Self {
        Self::Apres(entete)
    }
}

impl Depart {
    /// Whether a row, from 0, is data.
    #[must_use]
    pub fn est_donnee(self, rang: usize) -> bool {
        match self {
            Self::Apres(entete) => rang > entete,
            Self::SansEntete(_) => true,
        }
    }

    /// Number of columns, when it is known before the header is read.
    #[must_use]
    pub fn largeur(self) -> usize {
        match self {
            Self::Apres(_) => 0,
            Self::SansEntete(largeur) => largeur,
        }
    }
}

/// The first rows of a table.
#[derive(Debug, Clone)]
pub struct Apercu {
    /// Container.
    pub genre: Genre,
    /// Sheet name.
    pub feuille: Option<String>,
    /// First rows, as text.
    pub lignes: Vec<Vec<String>>,
}

impl Apercu {
    /// Non-empty cells of a column below the header.
    #[must_use]
    pub fn colonne(&self, entete: usize, rang: usize) -> Vec<&str> {
        let suite = self.lignes.iter().skip(entete + 1);
        suite
            .filter_map(|l| l.get(rang))
            .map(|c| c.trim())
            .filter(|c| !c.is_empty())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_codes_again() {
        assert_eq!(Cellule::Nombre(1001.0).en_texte(), "1001");
        assert_eq!(Cellule::Nombre(1.5).en_texte(), "1.5");
        assert_eq!(Cellule::texte("  "), Cellule::Vide);
        assert_eq!(Cellule::possedee(" a ".into()).en_texte(), "a");
    }
}
