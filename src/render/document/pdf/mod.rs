//! The document as PDF: A4, real text, drawings as vectors, and the logical structure that a screen reader follows.
//!
//! Blocks are laid out on pages (`composition`), beside the tree of what they are (`arbre`); then all is drawn at once
//! (`trace`). The page numbers of the table of contents come from a first layout.

mod arbre;
mod blocs;
mod boites;
mod composition;
mod feuille;
mod figures;
mod lignes;
mod police;
mod styles;
mod table;
mod trace;

use rayon::prelude::*;
use resvg::usvg::Tree;

use super::Rendu;
use super::{ancres, figure};
use crate::rapport::document::{Document, Figure};
use crate::render::ErreurRendu;
use crate::render::svg::Cadre;
use composition::Composeur;
use feuille::{Feuille, Style, Trace};
use police::Polices;
use styles::{A4, BANDEAU, EN_TETE, NOTE, PIED};

/// Name of a file that has none: a reader of the screen says it first.
const SANS_TITRE: &str = "Diagnostic territorial";
/// Language of what is written.
const LANGUE: &str = "fr-FR";
/// Layouts before the page numbers of the table of contents are taken as they are.
const PASSES: usize = 4;

/// PDF/UA-1 and PDF/A-2a.
pub struct Pdf;

/// A drawing ready to be put on a page.
struct Dessin {
    /// Nothing for a map without outlines.
    arbre: Option<Tree>,
}

impl Rendu for Pdf {
    fn rendre(&self, document: &Document<'_>) -> Result<Vec<u8>, ErreurRendu> {
        let polices = Polices::lire()?;
        let dessins = dessins(document)?;
        let mut pages: Vec<usize> = Vec::new();
        for _ in 1..PASSES {
            let trouvees = parties(&composer(document, &polices, &dessins, &pages));
            if trouvees == pages {
                break;
            }
            pages = trouvees;
        }
        let mut compose = composer(document, &polices, &dessins, &pages);
        repeter(&mut compose.feuilles, document, &polices);
        let ouvrage = trace::Ouvrage {
            titre: if document.titre.trim().is_empty() {
                SANS_TITRE
            } else {
                &document.titre
            },
            date: document.date,
            logo: document.logo.as_ref(),
            accent: document
                .couleur
                .map_or(styles::ACCENT, |[r, v, b]| (r, v, b)),
            feuilles: &compose.feuilles,
            arbre: &compose.arbre,
            entrees: &compose.entrees,
            dessins: &dessins,
        };
        trace::ecrire(&ouvrage, &polices)
    }
}

fn composer<'d>(
    document: &Document<'_>,
    polices: &'d Polices,
    dessins: &'d [Dessin],
    pages: &'d [usize],
) -> Composeur<'d> {
    let mut composeur = Composeur::new(polices, dessins, pages);
    composeur.cibles = ancres::titrees(document);
    composeur.document(document);
    if composeur.vierge() && composeur.feuilles.len() > 1 {
        composeur.feuilles.pop();
    }
    composeur
}

/// Page of each part.
fn parties(compose: &Composeur<'_>) -> Vec<usize> {
    let parties = compose.entrees.iter().filter(|e| e.niveau <= 1);
    parties.map(|e| e.page).collect()
}

/// Every drawing, in the order of the document.
fn dessins(document: &Document<'_>) -> Result<Vec<Dessin>, ErreurRendu> {
    let figures: Vec<(&Figure<'_>, usize)> = document.figures().collect();
    figures
        .par_iter()
        .map(|(figure, ensemble)| {
            let cadre = if *ensemble > 1 {
                Cadre::COLONNE
            } else {
                Cadre::SEULE
            };
            let svg = figure::svg(&figure.dessin, document.atlas.as_ref(), cadre);
            let arbre = (!svg.is_empty()).then(|| figure::arbre(&svg)).transpose()?;
            Ok(Dessin { arbre })
        })
        .collect()
}

/// What is said on every page: the warning of an invented territory, the foot, the number of the page.
fn repeter(feuilles: &mut [Feuille], document: &Document<'_>, polices: &Polices) {
    let total = feuilles.len();
    for (rang, feuille) in feuilles.iter_mut().enumerate() {
        let page = format!(" · page {} sur {total}", rang + 1);
        let place = feuille.largeur - 2.0 * styles::MARGE;
        let pied = raccourci(&polices.lisible(&document.pied), &page, place, polices) + &page;
        let y = feuille.hauteur - PIED;
        centrer(feuille, polices, (&pied, y, NOTE));
        // The first page says it as a text.
        if let Some(bandeau) = document.bandeau.as_ref().filter(|_| rang > 0) {
            centrer(
                feuille,
                polices,
                (&polices.lisible(bandeau), BANDEAU, EN_TETE),
            );
        }
    }
}

/// A text that leaves room for what follows it, cut with « … ».
fn raccourci(texte: &str, suite: &str, place: f32, polices: &Polices) -> String {
    let large = |t: &str| polices.largeur(NOTE.gras, NOTE.corps, t);
    let reste = place - large(suite);
    if large(texte) <= reste {
        return texte.to_owned();
    }
    let mut garde = String::new();
    let mut occupe = large("…");
    for lettre in texte.chars() {
        occupe += large(lettre.encode_utf8(&mut [0; 4]));
        if occupe > reste {
            break;
        }
        garde.push(lettre);
    }
    garde.push('…');
    garde
}

fn centrer(feuille: &mut Feuille, polices: &Polices, (texte, y, style): (&str, f32, Style)) {
    let largeur = polices.largeur(style.gras, style.corps, texte);
    let place = feuille.largeur.max(A4.0);
    feuille.traces.push(Trace::Texte {
        x: ((place - largeur) / 2.0).max(styles::MARGE),
        y,
        texte: texte.to_owned(),
        style,
        place: None,
    });
}

#[cfg(test)]
pub(super) mod tests;
