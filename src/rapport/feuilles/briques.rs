//! What every sheet is made of.

use crate::model::SectionId;
use crate::rapport::types::{Cellule, ColonneTableau, Tableau};

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Feuille {
    /// Name of the sheet.
    pub nom: String,
    /// What it holds.
    pub tableau: Tableau,
    /// Decimals of each row, where they are not those of the column.
    pub decimales: Vec<Option<u8>>,
}

/// A sheet whose rows have the decimals of their column.
pub(super) fn simple(nom: &str, tableau: Tableau) -> Feuille {
    Feuille {
        nom: nom.to_owned(),
        decimales: vec![None; tableau.lignes.len()],
        tableau,
    }
}

/// A column without unit.
pub(super) fn colonne(titre: &str) -> ColonneTableau {
    ColonneTableau {
        titre: titre.to_owned(),
        unite: String::new(),
        decimales: 0,
        variable: None,
    }
}

/// A table of its own section.
pub(super) fn tableau(
    id: &str,
    titre: &str,
    colonnes: Vec<ColonneTableau>,
    lignes: Vec<Vec<Cellule>>,
) -> Tableau {
    Tableau {
        id: id.to_owned(),
        section: SectionId::S0,
        titre: titre.to_owned(),
        colonnes,
        lignes,
        note: None,
        sources: Vec::new(),
    }
}

/// A text.
pub(super) fn texte(t: impl Into<String>) -> Cellule {
    Cellule::Texte(t.into())
}

/// A number, or an empty cell.
pub(super) fn nombre(x: Option<f64>) -> Cellule {
    x.filter(|x| x.is_finite())
        .map_or_else(|| texte(""), Cellule::Nombre)
}
