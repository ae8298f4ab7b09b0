//! Blocks are laid one under the other; a page begins when the last has no room.

use std::collections::BTreeMap;

use super::Dessin;
use super::arbre::{Arbre, Genre, RACINE};
use super::feuille::{Boite, Cible, Couleur, Entree, Feuille, Style, Trace};
use super::lignes::{Fragment, Ligne, Morceau, couper};
use super::police::Polices;
use super::styles::{A4, ASCENSION, BAS, HAUT, INTERLIGNE, LIEN, MARGE};
use crate::rapport::document::Case;
use crate::render::svg::ancre;

/// Space around a paragraph, points.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Espace {
    pub avant: f32,
    pub apres: f32,
    /// Before each line.
    pub retrait: f32,
}

impl Espace {
    /// Space after only.
    pub(super) fn apres(apres: f32) -> Self {
        Self {
            apres,
            ..Self::default()
        }
    }

    /// Space before only.
    pub(super) fn avant(avant: f32) -> Self {
        Self {
            avant,
            ..Self::default()
        }
    }
}

/// The pages as they are laid, and the logical structure beside.
pub(super) struct Composeur<'d> {
    pub polices: &'d Polices,
    pub dessins: &'d [Dessin],
    pub feuilles: Vec<Feuille>,
    pub arbre: Arbre,
    pub entrees: Vec<Entree>,
    /// Page of each part, as it was found by the pass before.
    pub pages: &'d [usize],
    /// Rank, in the table of contents, of the part that holds each anchor.
    pub cibles: BTreeMap<String, usize>,
    /// Element in which what comes is put.
    pub section: usize,
    /// Where the next block begins on the page, points.
    pub y: f32,
    /// Rank of the next drawing.
    pub dessin: usize,
}

impl<'d> Composeur<'d> {
    pub(super) fn new(polices: &'d Polices, dessins: &'d [Dessin], pages: &'d [usize]) -> Self {
        let mut composeur = Self {
            polices,
            dessins,
            feuilles: Vec::new(),
            arbre: Arbre::default(),
            entrees: Vec::new(),
            pages,
            cibles: BTreeMap::new(),
            section: RACINE,
            y: HAUT,
            dessin: 0,
        };
        composeur.feuille(false);
        composeur
    }

    /// Where a text leads: an address, or the part that tells more.
    pub(super) fn cible(&self, case: &Case) -> Option<Cible> {
        let adresse = case.adresse.clone().map(Cible::Adresse);
        let vers = || self.cibles.get(&ancre(case.vers.as_ref()?)).copied();
        adresse.or_else(|| vers().map(Cible::Partie))
    }

    /// Begins a page.
    pub(super) fn feuille(&mut self, paysage: bool) {
        let (largeur, hauteur) = if paysage { (A4.1, A4.0) } else { A4 };
        self.feuilles.push(Feuille {
            largeur,
            hauteur,
            traces: Vec::new(),
        });
        self.y = HAUT;
    }

    /// Begins a page on its side, in place of one on which nothing is.
    pub(super) fn paysage(&mut self) {
        if self.vierge() {
            self.feuilles.pop();
        }
        self.feuille(true);
    }

    /// Size of the current page.
    fn format(&self) -> (f32, f32) {
        self.feuilles.last().map_or(A4, |f| (f.largeur, f.hauteur))
    }

    /// Width of the text, points.
    pub(super) fn largeur(&self) -> f32 {
        self.format().0 - 2.0 * MARGE
    }

    /// Height of a page between its margins, points.
    pub(super) fn hauteur(&self) -> f32 {
        self.format().1 - HAUT - BAS
    }

    /// Height that is left on the page, points.
    pub(super) fn reste(&self) -> f32 {
        self.format().1 - BAS - self.y
    }

    /// Whether nothing is on the page yet.
    pub(super) fn vierge(&self) -> bool {
        self.feuilles.last().is_none_or(|f| f.traces.is_empty())
    }

    /// Begins a page of the same format when that height is not left; true when it did.
    pub(super) fn reserver(&mut self, hauteur: f32) -> bool {
        if hauteur <= self.reste() || self.vierge() {
            return false;
        }
        let (largeur, haut) = self.format();
        self.feuille(largeur > haut);
        true
    }

    /// Rank of the current page.
    pub(super) fn page(&self) -> usize {
        self.feuilles.len().saturating_sub(1)
    }

    pub(super) fn tracer(&mut self, trace: Trace) {
        if let Some(feuille) = self.feuilles.last_mut() {
            feuille.traces.push(trace);
        }
    }

    /// A plain rectangle.
    pub(super) fn aplat(&mut self, boite: Boite, couleur: Couleur) {
        self.tracer(Trace::Aplat(boite, couleur));
    }

    /// Runs of text cut at a width.
    pub(super) fn lignes(&self, morceaux: &[Morceau], largeur: f32) -> Vec<Ligne> {
        couper(self.polices, morceaux, largeur)
    }

    /// A paragraph in an element of its own; two lines at least stay together at its top.
    pub(super) fn paragraphe(
        &mut self,
        parent: usize,
        genre: Genre,
        morceaux: &[Morceau],
        espace: Espace,
    ) {
        let lignes = self.lignes(morceaux, self.largeur() - espace.retrait);
        if !self.vierge() {
            self.y += espace.avant;
        }
        let ensemble = if lignes.len() <= 3 { lignes.len() } else { 2 };
        self.reserver(hauteur(lignes.get(..ensemble).unwrap_or(&lignes)));
        let noeud = self.arbre.ajouter(parent, genre);
        for ligne in &lignes {
            let haut = hauteur(std::slice::from_ref(ligne));
            self.reserver(haut);
            self.ligne(Some(noeud), ligne, (MARGE + espace.retrait, self.y));
            self.y += haut;
        }
        self.y += espace.apres;
    }

    /// A line whose top left corner is given, in an element or repeated on every page.
    pub(super) fn ligne(&mut self, noeud: Option<usize>, ligne: &Ligne, (x, y): (f32, f32)) {
        let base = y + ligne.corps() * ASCENSION;
        for fragment in &ligne.fragments {
            let coin = (x + fragment.x, base);
            match (&fragment.cible, noeud) {
                (Some(cible), Some(noeud)) => self.lien(noeud, fragment, cible.clone(), coin),
                _ => {
                    let place = noeud.map(|n| self.arbre.place(n));
                    self.texte(fragment, coin, fragment.style, place);
                }
            }
        }
    }

    fn texte(&mut self, f: &Fragment, (x, y): (f32, f32), style: Style, place: Option<usize>) {
        self.tracer(Trace::Texte {
            x,
            y,
            texte: f.texte.clone(),
            style,
            place,
        });
    }

    fn lien(&mut self, noeud: usize, fragment: &Fragment, cible: Cible, (x, y): (f32, f32)) {
        let noeud = self.arbre.ajouter(noeud, Genre::Lien);
        let style = Style {
            couleur: LIEN,
            ..fragment.style
        };
        let place = self.arbre.place(noeud);
        self.texte(fragment, (x, y), style, Some(place));
        let boite = Boite {
            x,
            y: y - style.corps * ASCENSION,
            largeur: fragment.largeur,
            hauteur: style.corps * INTERLIGNE,
        };
        let place = self.arbre.place(noeud);
        self.tracer(Trace::Lien {
            boite,
            cible,
            nom: fragment.texte.clone(),
            place,
        });
    }
}

/// Height of lines, points.
pub(super) fn hauteur(lignes: &[Ligne]) -> f32 {
    lignes.iter().map(|l| l.corps() * INTERLIGNE).sum()
}

/// Small counts as lengths.
#[allow(clippy::cast_precision_loss, reason = "a handful of columns")]
pub(super) fn en_f32(nombre: usize) -> f32 {
    nombre as f32
}
