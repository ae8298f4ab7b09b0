//! Charts and maps on the page: side by side, smaller rather than on the next page.

use super::Dessin;
use super::arbre::Genre;
use super::composition::{Composeur, en_f32, hauteur};
use super::feuille::{Boite, Trace};
use super::lignes::{Ligne, Morceau};
use super::styles::{LEGENDE, MARGE, NOTE};
use crate::rapport::document::{Figure, Logo};

/// A drawing shrinks down to this share of its size rather than leave the page.
const REDUCTION: f32 = 0.55;
/// Share of the width of a drawing alone: the whole line would push the table to the next page.
const SEULE: f32 = 0.72;
/// Tallest drawing, points.
const HAUTEUR_MAX: f32 = 283.0;
/// Higher than wide by that much, a drawing is a map over the names of its numbers, and may be that much taller.
const AVEC_CLE: f32 = 1.2;
const PLUS_HAUTE: f32 = 1.8;
/// Largest logo, points.
const LOGO: (f32, f32) = (170.0, 45.0);
/// Between two drawings, points.
const ECART: f32 = 10.0;

/// A drawing, what is written above and under it, and its size.
struct Tableau {
    legende: Vec<Ligne>,
    note: Vec<Ligne>,
    largeur: f32,
    hauteur: f32,
}

impl Tableau {
    fn hauteur_totale(&self) -> f32 {
        hauteur(&self.legende) + self.hauteur + hauteur(&self.note) + 8.0
    }
}

impl Composeur<'_> {
    /// Drawings side by side, each with its caption above and its note under.
    pub(super) fn figures(&mut self, figures: &[Figure<'_>]) {
        let nombre = en_f32(figures.len().max(1));
        let colonne = (self.largeur() - ECART * (nombre - 1.0)) / nombre;
        let rangs = self.dessin..self.dessin + figures.len();
        let tableaux: Vec<Tableau> = figures
            .iter()
            .zip(rangs.clone())
            .map(|(figure, rang)| self.tableau(figure, rang, colonne, figures.len()))
            .collect();
        let haute = tableaux.iter().map(Tableau::hauteur_totale);
        let echelle = self.echelle(haute.fold(0.0, f32::max));
        let haut = self.y + 3.0;
        let mut fin = haut;
        for (n, (tableau, (figure, rang))) in
            tableaux.iter().zip(figures.iter().zip(rangs)).enumerate()
        {
            let x = MARGE + (colonne + ECART) * en_f32(n);
            fin = fin.max(self.poser(figure, rang, tableau, (x, haut), echelle));
        }
        self.dessin += figures.len();
        self.y = fin + 6.0;
    }

    fn tableau(&self, figure: &Figure<'_>, rang: usize, colonne: f32, ensemble: usize) -> Tableau {
        let legende = format!("Figure {}. {}", rang + 1, figure.titre);
        let (largeur, hauteur) = cadre(self.dessins.get(rang), colonne, ensemble);
        Tableau {
            legende: self.lignes(&[Morceau::new(legende, LEGENDE)], colonne),
            note: self.lignes(&[Morceau::new(&figure.note, NOTE)], colonne),
            largeur,
            hauteur,
        }
    }

    /// Share of their size that keeps drawings on the page, or on the next when it would be too small.
    fn echelle(&mut self, haute: f32) -> f32 {
        if haute <= self.reste() {
            return 1.0;
        }
        // What is written keeps its size: the drawing gives a little more than its share.
        let reduite = 1.0 - (haute - self.reste()) / haute.max(1.0) * 1.15;
        if reduite >= REDUCTION {
            return reduite;
        }
        self.reserver(haute);
        (self.hauteur() / haute).min(1.0)
    }

    /// Where the figure ends.
    fn poser(
        &mut self,
        figure: &Figure<'_>,
        rang: usize,
        tableau: &Tableau,
        (x, haut): (f32, f32),
        echelle: f32,
    ) -> f32 {
        let groupe = self.arbre.ajouter(self.section, Genre::Groupe);
        let y = self.paquet(groupe, &tableau.legende, (x, haut)) + 2.0;
        let boite = Boite {
            x,
            y,
            largeur: tableau.largeur * echelle,
            hauteur: tableau.hauteur * echelle,
        };
        let genre = Genre::Figure(figure.alternative.clone(), self.page(), boite.rect());
        let noeud = self.arbre.ajouter(groupe, genre);
        let place = self.arbre.place(noeud);
        self.tracer(Trace::Dessin { boite, rang, place });
        self.paquet(groupe, &tableau.note, (x, y + boite.hauteur + 2.0))
    }

    /// The picture of the user at the head of the first page.
    pub(super) fn logo(&mut self, logo: &Logo) {
        let (large, haut) = (en_points(logo.largeur), en_points(logo.hauteur));
        let echelle = (LOGO.0 / large).min(LOGO.1 / haut);
        let boite = Boite {
            x: MARGE,
            y: self.y,
            largeur: large * echelle,
            hauteur: haut * echelle,
        };
        let genre = Genre::Figure("Logo".to_owned(), self.page(), boite.rect());
        let noeud = self.arbre.ajouter(self.section, genre);
        let place = self.arbre.place(noeud);
        self.tracer(Trace::Logo { boite, place });
        self.y += boite.hauteur + 4.0;
    }

    /// A paragraph at a place, which it does not leave; where it ends.
    fn paquet(&mut self, parent: usize, lignes: &[Ligne], (x, mut y): (f32, f32)) -> f32 {
        let noeud = self.arbre.ajouter(parent, Genre::Paragraphe);
        for ligne in lignes {
            self.ligne(Some(noeud), ligne, (x, y));
            y += hauteur(std::slice::from_ref(ligne));
        }
        y
    }
}

/// Width and height of a drawing in its column, points.
fn cadre(dessin: Option<&Dessin>, colonne: f32, ensemble: usize) -> (f32, f32) {
    let Some(arbre) = dessin.and_then(|d| d.arbre.as_ref()) else {
        return (0.0, 0.0);
    };
    let rapport = arbre.size().height() / arbre.size().width().max(1.0);
    let voulue = if ensemble > 1 {
        colonne
    } else {
        colonne * SEULE
    };
    let hauteur = match rapport > AVEC_CLE {
        true => HAUTEUR_MAX * PLUS_HAUTE,
        false => HAUTEUR_MAX,
    };
    let largeur = voulue.min(hauteur / rapport.max(0.01));
    (largeur, largeur * rapport)
}

/// A side of a picture, at least one point.
fn en_points(cote: u32) -> f32 {
    f32::from(u16::try_from(cote).unwrap_or(u16::MAX)).max(1.0)
}
