//! Text for a terminal: a document on so many columns, in colours or in black and white, safe whatever its names hold.

pub mod croquis;
mod indicateurs;
mod page;
#[cfg(test)]
mod tests;

use crate::model::Severite;
use crate::rapport::document::{Bloc, Case, Dit, Document, Figure, GenreTable, Table, Vignette};
use crate::render::fiche::a_cote;
use crate::render::listes::{Liste, serree_ou_fiches};
use crate::render::texte::largeur_affichee;

use page::{Page, Ton};

/// Narrowest page that is laid out.
const LARGEUR_MIN: u16 = 20;
/// Between a name and what is said of it.
const POINTS: &str = "\u{202f}: ";
/// Space between the name of a fact and the fact.
const GOUTTIERE: usize = 2;

/// A document in `largeur` columns (at least 20), with ANSI colours when asked; ends with a newline.
#[must_use]
pub fn ecrire(document: &Document<'_>, largeur: u16, couleurs: bool) -> String {
    let mut page = Page::new(largeur.max(LARGEUR_MIN), couleurs);
    page.paragraphe(Ton::Discret, &document.surtitre);
    page.paragraphe(Ton::Titre, &document.titre);
    let bandeau = document.bandeau.as_deref().unwrap_or_default();
    page.paragraphe(Ton::Alerte, bandeau);
    page.paragraphe(Ton::Normal, &document.faits.join(" · "));
    fiche(&mut page, &document.fiche);
    for (rang, partie) in document.parties.iter().enumerate() {
        // What opens the document without a name goes on from its head.
        if rang > 0 || !partie.titre.is_empty() {
            page.vide();
        }
        page.paragraphe(Ton::Titre, &partie.titre.to_uppercase());
        partie.blocs.iter().for_each(|b| ecrire_bloc(&mut page, b));
    }
    page.finir()
}

/// Facts under each other, their names in a column.
fn fiche(page: &mut Page, faits: &[(String, Case)]) {
    let noms = faits.iter().map(|(nom, _)| largeur_affichee(nom));
    let retrait = noms.max().unwrap_or(0) + GOUTTIERE;
    let largeur = usize::from(page.largeur);
    for (nom, fait) in faits {
        let fait = fait.plate().texte;
        if 2 * retrait > largeur {
            page.puce(Ton::Normal, &format!("{nom}{POINTS}{fait}"));
        } else {
            page.lignes(Ton::Normal, &a_cote(nom, &fait, 0, retrait, largeur));
        }
    }
}

/// Tables of figures have a layout of their own; the rest is made plain.
fn ecrire_bloc(page: &mut Page, bloc: &Bloc<'_>) {
    match bloc {
        Bloc::Table(t) if t.genre == GenreTable::Indicateurs && indicateurs::tient(page, t) => {
            legende(page, &t.titre);
            indicateurs::ecrire(page, t);
            notes(page, t);
        }
        autre => autre.a_plat().iter().for_each(|b| plat(page, b)),
    }
}

fn plat(page: &mut Page, bloc: &Bloc<'_>) {
    match bloc {
        Bloc::Titre(t) => legende(page, t),
        Bloc::Texte(t) => page.paragraphe(Ton::Normal, t),
        Bloc::Note(t) => page.paragraphe(Ton::Discret, t),
        Bloc::Phrase(cases) => {
            let dite: String = cases.iter().map(|c| c.texte.as_str()).collect();
            page.paragraphe(Ton::Normal, &dite);
        }
        Bloc::Appuis(cases) => cases.iter().for_each(|c| page.puce(Ton::Discret, &c.texte)),
        Bloc::Puces(lignes) => lignes.iter().for_each(|l| page.puce(Ton::Normal, l)),
        Bloc::Vignettes(v) => v.iter().for_each(|v| page.puce(Ton::Fort, &vignette(v))),
        Bloc::Constats(dits) => dits.iter().for_each(|d| constat(page, d)),
        Bloc::Table(t) => table(page, t),
        Bloc::Figures(figures) => figures.iter().for_each(|f| figure(page, f)),
        Bloc::Synthese(cadrans) => {
            for c in cadrans {
                legende(page, &c.titre);
                c.lignes.iter().for_each(|l| page.puce(Ton::Normal, l));
            }
        }
        // Made plain above.
        Bloc::Encadre(_) | Bloc::Repli(_) => {}
    }
}

/// A heading inside a part, after an empty line.
fn legende(page: &mut Page, titre: &str) {
    if !titre.is_empty() {
        page.vide();
        page.paragraphe(Ton::Titre, titre);
    }
}

/// A finding: how serious, where, what.
fn constat(page: &mut Page, dit: &Dit) {
    let ton = match dit.severite {
        Severite::Information => Ton::Normal,
        Severite::Attention => Ton::Attention,
        Severite::Alerte => Ton::Alerte,
    };
    let vers = dit.vers.as_ref().map(|v| format!(" ({})", v.texte));
    let vers = vers.unwrap_or_default();
    page.puce(ton, &format!("{}{vers}{POINTS}{}", dit.mot, dit.texte));
}

fn table(page: &mut Page, table: &Table) {
    legende(page, &table.titre);
    let titres: Vec<&str> = table.colonnes.iter().map(|c| c.titre.as_str()).collect();
    let mut liste = Liste::new(&titres);
    for ligne in &table.lignes {
        liste.ajouter(ligne.iter().map(|c| c.texte.clone()).collect());
    }
    let texte = serree_ou_fiches(&liste, page.largeur);
    page.lignes(Ton::Normal, &texte);
    notes(page, table);
}

fn notes(page: &mut Page, table: &Table) {
    let notes = table.notes.iter();
    notes.for_each(|n| page.paragraphe(Ton::Discret, n));
}

fn vignette(v: &Vignette) -> String {
    let suite = v.detail.iter().chain(&v.position).chain(&v.reperes);
    let suite: String = suite.map(|s| format!(" · {s}")).collect();
    format!("{}{POINTS}{}{suite}", v.titre, v.valeur)
}

/// What a drawing shows, in words.
fn figure(page: &mut Page, f: &Figure<'_>) {
    page.puce(
        Ton::Normal,
        &format!("{}{POINTS}{}", f.titre, f.alternative),
    );
    page.paragraphe(Ton::Discret, &f.note);
}
