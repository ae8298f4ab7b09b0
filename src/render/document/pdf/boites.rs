//! Boxes side by side: key figures, and the quarters of the synthesis.

use super::arbre::Genre;
use super::composition::{Composeur, Espace, en_f32, hauteur};
use super::feuille::Boite;
use super::lignes::Morceau;
use super::styles::{CASE, CHIFFRE, FILET, FORT, MARGE, NOTE};
use crate::rapport::document::{Cadran, Vignette};

/// Key figures on a line.
const VIGNETTES: usize = 4;
/// Inside a box, points.
const MARGE_INTERNE: f32 = 4.0;

impl Composeur<'_> {
    pub(super) fn vignettes(&mut self, vignettes: &[Vignette]) {
        let par_ligne = vignettes.chunks(VIGNETTES).map(|ligne| {
            let cases = ligne.iter().map(vignette);
            cases.collect::<Vec<_>>()
        });
        for ligne in par_ligne {
            self.rangee(&ligne, VIGNETTES, 6.0);
        }
        self.y += 2.0;
    }

    pub(super) fn synthese(&mut self, cadrans: &[Cadran]) {
        for paire in cadrans.chunks(2) {
            let cases: Vec<_> = paire.iter().map(cadran).collect();
            self.rangee(&cases, 2, 6.0);
        }
    }

    /// Boxes of paragraphs side by side, as tall as the tallest; one after the other when no page can hold them.
    fn rangee(&mut self, cases: &[Vec<Vec<Morceau>>], colonnes: usize, ecart: f32) {
        let nombre = en_f32(colonnes.max(1));
        let largeur = (self.largeur() - ecart * (nombre - 1.0)) / nombre;
        let interne = largeur - 2.0 * MARGE_INTERNE;
        let ecrites: Vec<Vec<_>> = cases
            .iter()
            .map(|case| case.iter().map(|p| self.lignes(p, interne)).collect())
            .collect();
        let haut = |case: &Vec<Vec<_>>| case.iter().map(|p| hauteur(p) + 1.5).sum::<f32>();
        let plus_haute = ecrites.iter().map(haut).fold(0.0, f32::max) + 2.0 * MARGE_INTERNE;
        if plus_haute > self.hauteur() {
            for paragraphe in cases.iter().flatten() {
                self.paragraphe(
                    self.section,
                    Genre::Paragraphe,
                    paragraphe,
                    Espace::apres(2.0),
                );
            }
            return;
        }
        self.reserver(plus_haute);
        let haut_de_page = self.y;
        for (rang, case) in ecrites.iter().enumerate() {
            let boite = Boite {
                x: MARGE + (largeur + ecart) * en_f32(rang),
                y: haut_de_page,
                largeur,
                hauteur: plus_haute,
            };
            self.aplat(boite, FORT);
            self.aplat(
                Boite {
                    hauteur: 1.2,
                    ..boite
                },
                FILET,
            );
            let groupe = self.arbre.ajouter(self.section, Genre::Groupe);
            let mut y = haut_de_page + MARGE_INTERNE;
            for paragraphe in case {
                let noeud = self.arbre.ajouter(groupe, Genre::Paragraphe);
                for ligne in paragraphe {
                    self.ligne(Some(noeud), ligne, (boite.x + MARGE_INTERNE, y));
                    y += hauteur(std::slice::from_ref(ligne));
                }
                y += 1.5;
            }
        }
        self.y = haut_de_page + plus_haute + ecart;
    }
}

/// The rate first, as the gap is that of the rate.
fn vignette(v: &Vignette) -> Vec<Vec<Morceau>> {
    let mut case = vec![
        vec![Morceau::new(&v.titre, CASE)],
        vec![Morceau::new(&v.valeur, CHIFFRE)],
    ];
    let suites = v.detail.iter().chain(&v.position).chain(&v.reperes);
    case.extend(suites.map(|t| vec![Morceau::new(t, NOTE)]));
    case
}

fn cadran(c: &Cadran) -> Vec<Vec<Morceau>> {
    let mut case = vec![vec![Morceau::new(&c.titre, CASE.gras())]];
    case.extend(
        c.lignes
            .iter()
            .map(|l| vec![Morceau::new(format!("• {l}"), CASE)]),
    );
    case
}
