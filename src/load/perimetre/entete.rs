//! The cut of a table into titles, header, rows and footnotes.

use crate::base::normaliser;

use crate::load::perimetre::cellule::{Contenu, lire_cellule};
use crate::load::perimetre::erreur_tableur::erreur_de_tableur;
use crate::load::perimetre::grille::{Grille, Ligne, Tete};
use crate::load::perimetre::intitules::{Sens, sens};
use crate::load::perimetre::jetons::presque;

/// First words of the rows that follow a table.
const PIEDS: [&str; 12] = [
    "total", "totaux", "ensemble", "source", "sources", "note", "notes", "nota", "lecture",
    "champ", "moyenne", "somme",
];
/// Rows in which a header is looked for.
const HAUT: usize = 40;

/// Whether a row heads a table of codes: one of its cells is the header of a code column, and none is a code.
#[must_use]
pub fn est_entete_de_codes(ligne: &Ligne) -> bool {
    score(ligne) >= 3
}

/// 3 for each header of codes, 1 for each other known header; 0 when a cell holds a code.
fn score(ligne: &Ligne) -> usize {
    if ligne.pleines().any(|(_, c)| a_un_code(c)) {
        return 0;
    }
    // « CPTS de Mende », alone on its row, is a title.
    let seule = ligne.pleines().count() == 1;
    let points = ligne.pleines().map(|(_, c)| match sens(c) {
        Sens::Code(_) => 3,
        Sens::Cpts if seule => 0,
        Sens::Nom(_) | Sens::Part(_) | Sens::Departement | Sens::Postal | Sens::Cpts => 1,
        Sens::Jamais | Sens::Inconnu | Sens::SansTitre => 0,
    });
    points.sum()
}

/// Whether a cell holds a commune code of five characters.
fn a_un_code(cellule: &str) -> bool {
    match lire_cellule(cellule) {
        // Four digits alone are a year as well as a code that lost its zero.
        Contenu::Codes(codes) => codes.len() > 1 || cellule.trim().len() != 4,
        Contenu::Douteux(texte) => presque(&texte),
        Contenu::Mots | Contenu::Vide => false,
    }
}

/// Whether a cell holds a code, well written or not.
fn parle_de_code(cellule: &str) -> bool {
    matches!(
        lire_cellule(cellule),
        Contenu::Codes(_) | Contenu::Douteux(_)
    )
}

/// A table cut in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoupe {
    /// The header, when there is one.
    pub entete: Option<Ligne>,
    /// Rows of communes.
    pub lignes: Vec<Ligne>,
    /// Rows that are not read: titles above, a header of unknown words, totals and notes below.
    pub hors_table: Vec<Ligne>,
}

/// Cuts a table; `commune` says whether a text is the name of a commune, so that no commune passes for a title.
#[must_use]
pub fn decoupe(grille: Grille, commune: &dyn Fn(&str) -> bool) -> Decoupe {
    let mut lignes = grille.lignes;
    let mut hors_table = Vec::new();
    let mut entete = None;
    match grille.tete {
        Tete::Donnees => {}
        Tete::Entete => {
            if !lignes.is_empty() {
                entete = Some(lignes.remove(0));
            }
        }
        Tete::Inconnue => {
            if let Some(rang) = rang_entete(&lignes) {
                let suite = lignes.split_off(rang);
                hors_table = lignes;
                let mut suite = suite.into_iter();
                entete = suite.next();
                lignes = suite.collect();
            } else {
                let titres = titres(&lignes, commune);
                let suite = lignes.split_off(titres);
                hors_table = lignes;
                entete = hors_table.last().cloned();
                lignes = suite;
            }
        }
    }
    let (pieds, lignes) = lignes.into_iter().partition(|l| est_pied(l, commune));
    hors_table.extend::<Vec<Ligne>>(pieds);
    Decoupe {
        entete,
        lignes,
        hors_table,
    }
}

/// Row of the header with known words: the best before the first row of codes.
fn rang_entete(lignes: &[Ligne]) -> Option<usize> {
    let haut = lignes.iter().take(HAUT);
    let avant = haut.take_while(|l| score(l) > 0 || !l.pleines().any(|(_, c)| parle_de_code(c)));
    let notes = avant
        .enumerate()
        .map(|(rang, l)| (score(l), std::cmp::Reverse(rang)));
    let (note, std::cmp::Reverse(rang)) = notes.max()?;
    (note > 0).then_some(rang)
}

/// Number of rows above the first code that hold neither a code, nor the error of a spreadsheet in its place, nor the name of a
/// commune.
fn titres(lignes: &[Ligne], commune: &dyn Fn(&str) -> bool) -> usize {
    let code = |l: &Ligne| {
        let mut cellules = l.pleines();
        cellules.any(|(_, c)| parle_de_code(c) || erreur_de_tableur(c))
    };
    let nommee = |l: &Ligne| l.pleines().any(|(_, c)| commune(c));
    let Some(premiere) = lignes.iter().position(|l| code(l) || nommee(l)) else {
        return 0;
    };
    if premiere > HAUT { 0 } else { premiere }
}

fn est_pied(ligne: &Ligne, commune: &dyn Fn(&str) -> bool) -> bool {
    let Some((_, premiere)) = ligne
        .pleines()
        .find(|(_, c)| c.chars().any(char::is_alphanumeric))
    else {
        return true;
    };
    let net = normaliser(premiere);
    let mot = net.split(' ').next().unwrap_or_default();
    let somme = ["total", "totaux", "ensemble", "moyenne", "somme"].contains(&mot);
    let muette = |(_, c): (usize, &str)| !a_un_code(c) && !commune(c);
    let seule = muette((0, premiere));
    PIEDS.contains(&mot) && seule && (somme || ligne.pleines().all(muette))
        || est_somme(ligne, commune)
}

/// « Total : 12300 », « 12300;Total;15000 »: a sum, whatever code its number is, beside no name of a commune.
fn est_somme(ligne: &Ligne, commune: &dyn Fn(&str) -> bool) -> bool {
    let total = |c: &str| {
        let net = normaliser(c);
        let mot = net.split(' ').next().unwrap_or_default().to_owned();
        ["total", "totaux"].contains(&mot.as_str()) && !net.contains("commune")
    };
    ligne.pleines().any(|(_, c)| total(c)) && !ligne.pleines().any(|(_, c)| commune(c))
}

#[cfg(test)]
mod tests;
