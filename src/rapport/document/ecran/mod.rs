//! The report on a screen: what matters most in so many lines, or all in detail, in the words of the editions.

mod chiffres;
mod detail;
mod pied;
#[cfg(test)]
mod tests;

use super::contexte::Contexte;
use super::edition::PlanEdition;
use super::indicateurs::NOTES_AUTOUR;
use super::soin::soigner_document;
use super::{BANDEAU, Bloc, Case, Dit, Document, Edition, Partie, constats, ouverture};
use crate::model::{Constat, Indicateur};
use crate::rapport::ecran::Ecran;
use crate::rapport::mots::titre_taille;
use crate::rapport::plan::Plan;
use crate::rapport::{Rapport, ordre};

pub use detail::construire as detail;

/// Lines of a screen.
pub const LIGNES: usize = 50;
/// Lines of the head and of the key figures: the others are for the findings and the foot.
const CHIFFRES: usize = 36;
/// Columns from which every level of comparison has its own.
const LARGE: u16 = 100;

/// The frame of a screen.
#[derive(Clone, Copy)]
pub struct Cadre<'a> {
    /// Sections and items expected.
    pub plan: &'a Plan,
    /// What the short edition shows.
    pub edition: &'a PlanEdition,
    /// Figures of the screen.
    pub ecran: &'a Ecran,
    /// Its columns.
    pub largeur: u16,
}

impl<'a> Cadre<'a> {
    fn contexte(&self, rapport: &'a Rapport) -> Contexte<'a> {
        Contexte::new(rapport, (self.plan, self.edition), Edition::Courte)
    }

    /// Territories of comparison that have a column.
    fn territoires(&self) -> usize {
        if self.largeur < LARGE { 3 } else { 5 }
    }
}

/// The report on one screen of [`LIGNES`]: as many key figures, then findings, as it holds; `lignes` says how many lines a document takes.
#[must_use]
pub fn bref<'a>(
    rapport: &'a Rapport,
    cadre: Cadre<'a>,
    lignes: &dyn Fn(&Document<'a>) -> usize,
) -> Document<'a> {
    let bref = Bref::new(rapport, cadre);
    let (figures, constats) = (bref.chiffres.len(), bref.constats.len());
    let seuls = |n| lignes(&bref.composer(n, 0, None)) <= CHIFFRES;
    let tient = |n, autour, dits| lignes(&bref.composer(n, autour, Some(dits))) <= LIGNES;
    let figures = plus_grand(figures, seuls);
    // What matters most is said whatever the figures take, and what those around tell when there is room left.
    let premier = constats.min(usize::from(tient(0, 0, 1)));
    let figures = plus_grand(figures, |n| tient(n, 0, premier));
    let constats = plus_grand(constats, |dits| tient(figures, 0, dits));
    let autour = plus_grand(NOTES_AUTOUR, |autour| tient(figures, autour, constats));
    bref.composer(figures, autour, Some(constats))
}

/// The largest number up to `max` that holds, the smaller ones holding too.
fn plus_grand(max: usize, tient: impl Fn(usize) -> bool) -> usize {
    if tient(max) {
        return max;
    }
    let (mut bas, mut haut) = (0, max);
    while bas + 1 < haut {
        let milieu = usize::midpoint(bas, haut);
        if tient(milieu) {
            bas = milieu;
        } else {
            haut = milieu;
        }
    }
    bas
}

/// What one screen is made from.
struct Bref<'a> {
    contexte: Contexte<'a>,
    cadre: Cadre<'a>,
    chiffres: Vec<&'a Indicateur>,
    tus: Vec<&'a Indicateur>,
    constats: Vec<&'a Constat>,
}

impl<'a> Bref<'a> {
    fn new(rapport: &'a Rapport, cadre: Cadre<'a>) -> Self {
        let (chiffres, tus) = cadre.ecran.brefs(rapport);
        // What changes what can be concluded comes first.
        let alertes = ordre::alertes_sur_les_donnees(&rapport.constats);
        let constats = alertes.chain(ordre::essentiels(&rapport.constats));
        Self {
            contexte: cadre.contexte(rapport),
            constats: constats.collect(),
            cadre,
            chiffres,
            tus,
        }
    }

    /// The screen with its first figures and what those around tell, then its first findings and its foot, when they are wanted.
    fn composer(&self, figures: usize, autour: usize, constats: Option<usize>) -> Document<'a> {
        let rapport = self.contexte.rapport;
        let figures = self.chiffres.get(..figures).unwrap_or_default();
        let mut document = base(rapport);
        let sauf = ["Intercommunalités", titre_taille(rapport.perimetre.genre)];
        document.faits.extend(ouverture::faits_sauf(rapport, &sauf));
        let note = rapport.population.note.clone().map(Bloc::Note);
        let taille = Bloc::Vignettes(vec![super::chiffres::taille(&self.contexte)]);
        document.parties.push(Partie {
            blocs: note.into_iter().chain([taille]).collect(),
            ..Partie::default()
        });
        let blocs = chiffres::bref(&self.contexte, &self.cadre, (figures, &self.tus), autour);
        document.parties.extend(partie("", blocs));
        if let Some(nombre) = constats {
            let dits = self.constats.get(..nombre).unwrap_or_default();
            let siens = dire(rapport, dits.iter().map(|c| constats::dire(c)), dits);
            let siens = siens.into_iter().collect();
            document.parties.extend(partie("", siens));
            document
                .parties
                .extend(partie("", pied::bref(rapport, dits)));
        }
        soigner_document(&mut document);
        document
    }
}

/// Name, day and foot.
fn base(rapport: &Rapport) -> Document<'_> {
    let date = rapport.date.map(|d| crate::francais::date(&d.to_string()));
    Document {
        titre: rapport.perimetre.nom.clone(),
        faits: date.into_iter().collect(),
        bandeau: rapport.fictif.then(|| BANDEAU.to_owned()),
        pied: super::pied(&rapport.perimetre.nom, rapport.date, &rapport.version),
        date: rapport.date,
        ..Document::default()
    }
}

/// A part, when there is something to write.
fn partie<'a>(titre: &str, blocs: Vec<Bloc<'a>>) -> Option<Partie<'a>> {
    (!blocs.is_empty()).then(|| Partie {
        titre: titre.to_owned(),
        blocs,
        ..Partie::default()
    })
}

/// Findings in words, each with its section; that there are none, when the report has none on the territory.
fn dire<'a>(
    rapport: &Rapport,
    dits: impl Iterator<Item = Dit>,
    constats: &[&Constat],
) -> Option<Bloc<'a>> {
    let situes = dits.zip(constats).map(|(dit, c)| {
        let section = c.section.as_str();
        Dit {
            vers: Some(Case::vers(section, section)),
            ..dit
        }
    });
    let dits: Vec<Dit> = situes.collect();
    if !dits.is_empty() {
        return Some(Bloc::Constats(dits));
    }
    let aucun = ordre::territoire(&rapport.constats).is_empty();
    aucun.then(|| Bloc::Texte(AUCUN.to_owned()))
}

/// What is said where there is no finding.
const AUCUN: &str = "Aucun constat sur le territoire.";
