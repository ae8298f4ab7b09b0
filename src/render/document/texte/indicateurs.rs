//! Tables of figures: columns of one width, so that all line up; a label that would be too narrow stands above its figures.

use super::page::{Page, Ton};
use crate::rapport::document::Table;
use crate::render::texte::{largeur_affichee, replier};

/// Columns of a number; one space stands before it.
const NOMBRE: usize = 11;
/// Columns of a label: under the first it stands above its figures.
const LIBELLE: [usize; 2] = [24, 60];

/// Whether the page holds the numbers of a row.
pub(super) fn tient(page: &Page, table: &Table) -> bool {
    nombres(table) <= usize::from(page.largeur)
}

/// Columns that the numbers take.
fn nombres(table: &Table) -> usize {
    table.colonnes.len().saturating_sub(1) * (NOMBRE + 1)
}

/// Headers over a line, then the rows, those that go across being lines of their own.
pub(super) fn ecrire(page: &mut Page, table: &Table) {
    let reste = usize::from(page.largeur).saturating_sub(nombres(table));
    let cote = Cote {
        libelle: reste.min(LIBELLE[1]),
        dessus: reste < LIBELLE[0],
    };
    let titres: Vec<&str> = table.colonnes.iter().map(|c| c.titre.as_str()).collect();
    rangee(page, &titres, cote);
    page.ligne(Ton::Normal, &"─".repeat(cote.libelle + nombres(table)));
    for rang in 0..=table.lignes.len() {
        for t in table.travers.iter().filter(|t| t.avant == rang) {
            let ton = if t.groupe { Ton::Titre } else { Ton::Normal };
            page.paragraphe(ton, &t.case.plate().texte);
        }
        let cases = table.lignes.get(rang).into_iter().flatten();
        let textes: Vec<String> = cases.map(|c| c.plate().texte).collect();
        let textes: Vec<&str> = textes.iter().map(String::as_str).collect();
        rangee(page, &textes, cote);
    }
}

/// Where the label stands beside its figures.
#[derive(Clone, Copy)]
struct Cote {
    libelle: usize,
    dessus: bool,
}

/// A label and its figures; nothing when there is none.
fn rangee(page: &mut Page, textes: &[&str], cote: Cote) {
    let Some((libelle, nombres)) = textes.split_first() else {
        return;
    };
    let mut libelles = replier(libelle, cote.libelle);
    if cote.dessus && largeur_affichee(libelle) > cote.libelle {
        page.paragraphe(Ton::Normal, libelle);
        libelles.clear();
    }
    let colonnes: Vec<Vec<String>> = nombres.iter().map(|n| replier(n, NOMBRE)).collect();
    let hautes = colonnes.iter().chain([&libelles]).map(Vec::len);
    for rang in 0..hautes.max().unwrap_or(0) {
        let dit = |lignes: &Vec<String>| lignes.get(rang).cloned().unwrap_or_default();
        let mut ligne = dit(&libelles);
        ligne.push_str(&blanc(cote.libelle, &ligne));
        for colonne in &colonnes {
            let nombre = dit(colonne);
            ligne.push_str(&blanc(NOMBRE + 1, &nombre));
            ligne.push_str(&nombre);
        }
        page.ligne(Ton::Normal, &ligne);
    }
}

/// The spaces that a text leaves in so many columns.
fn blanc(colonnes: usize, texte: &str) -> String {
    " ".repeat(colonnes.saturating_sub(largeur_affichee(texte)))
}
