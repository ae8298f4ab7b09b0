//! Tables of the report as tables of the document.

use super::contexte::Contexte;
use super::{Case, Colonne, Table, Travers};
use crate::francais::{date, nombre};
use crate::rapport::{Cellule, Tableau};

/// The same table, its numbers written.
pub(super) fn du_rapport(tableau: &Tableau) -> Table {
    let chiffree = |rang: usize| {
        let mut lignes = tableau.lignes.iter();
        lignes.any(|l| matches!(l.get(rang), Some(Cellule::Nombre(_))))
    };
    let colonnes = tableau.colonnes.iter().enumerate().map(|(rang, c)| {
        let dite = c.titre.to_lowercase().contains(&c.unite.to_lowercase());
        Colonne {
            titre: if dite {
                c.titre.clone()
            } else {
                format!("{} ({})", c.titre, c.unite)
            },
            nombre: chiffree(rang),
            poids: if chiffree(rang) {
                10
            } else {
                largeur(tableau, rang)
            },
        }
    });
    let lignes = tableau.lignes.iter().map(|ligne| {
        let cases = tableau
            .colonnes
            .iter()
            .enumerate()
            .map(|(rang, c)| match ligne.get(rang) {
                Some(Cellule::Nombre(x)) => nombre(*x, usize::from(c.decimales)).into(),
                // A day is written in words, as in every sentence.
                Some(Cellule::Texte(t)) => date(t).into(),
                None => Case::default(),
            });
        cases.collect()
    });
    let code = tableau
        .colonnes
        .first()
        .is_some_and(|c| c.titre.to_lowercase().starts_with("code"));
    let vide = Travers {
        case: "Aucune ligne.".into(),
        ..Travers::default()
    };
    Table {
        travers: Some(vide)
            .filter(|_| tableau.lignes.is_empty())
            .into_iter()
            .collect(),
        titre: tableau.titre.clone(),
        colonnes: colonnes.collect(),
        lignes: lignes.collect(),
        entete: usize::from(code && tableau.colonnes.len() > 1),
        notes: tableau.note.iter().cloned().collect(),
        ..Table::default()
    }
}

/// The same with the numbers of its sources.
pub(super) fn avec_renvois(contexte: &Contexte<'_>, tableau: &Tableau) -> Table {
    Table {
        renvois: contexte.renvois(&tableau.sources),
        ..du_rapport(tableau)
    }
}

/// Share of the width of a column of texts: its longest text, within bounds.
fn largeur(tableau: &Tableau, rang: usize) -> u16 {
    let textes = tableau.lignes.iter().filter_map(|l| match l.get(rang) {
        Some(Cellule::Texte(t)) => Some(t.chars().count()),
        _ => None,
    });
    let long = textes.max().unwrap_or(0).clamp(8, 40);
    u16::try_from(long).unwrap_or(40)
}
