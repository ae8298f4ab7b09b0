//! Text → lines: words are kept whole, but for one longer than the line.

use super::feuille::{Cible, Style};
use super::police::Polices;

/// A run of text of one look.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Morceau {
    pub texte: String,
    pub style: Style,
    pub cible: Option<Cible>,
}

impl Morceau {
    pub(super) fn new(texte: impl Into<String>, style: Style) -> Self {
        Self {
            texte: texte.into(),
            style,
            cible: None,
        }
    }
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fragment {
    /// Distance from the start of the line, points.
    pub x: f32,
    pub largeur: f32,
    pub texte: String,
    pub style: Style,
    pub cible: Option<Cible>,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Ligne {
    pub fragments: Vec<Fragment>,
}

impl Ligne {
    /// Where it ends, points.
    pub(super) fn fin(&self) -> f32 {
        self.fragments.last().map_or(0.0, |f| f.x + f.largeur)
    }

    /// Size of the tallest letters, points.
    pub(super) fn corps(&self) -> f32 {
        let corps = self.fragments.iter().map(|f| f.style.corps);
        corps.fold(0.0, f32::max)
    }
}

/// Cuts runs of text into lines no wider than asked; at least one line, so that an empty cell has its place.
pub(super) fn couper(polices: &Polices, morceaux: &[Morceau], largeur: f32) -> Vec<Ligne> {
    let mut coupe = Coupe {
        polices,
        largeur,
        lignes: vec![Ligne::default()],
    };
    for morceau in morceaux {
        let texte = polices.lisible(&morceau.texte);
        for mot in texte.split_inclusive(' ') {
            coupe.mot(mot, morceau);
        }
    }
    coupe.lignes
}

/// Width of the longest word, points: under it, a column breaks words.
pub(super) fn plus_long_mot(polices: &Polices, texte: &str, style: Style) -> f32 {
    let texte = polices.lisible(texte);
    let mots = texte.split(' ');
    mots.map(|m| polices.largeur(style.gras, style.corps, m))
        .fold(0.0, f32::max)
}

struct Coupe<'a> {
    polices: &'a Polices,
    largeur: f32,
    lignes: Vec<Ligne>,
}

impl Coupe<'_> {
    fn mot(&mut self, mot: &str, morceau: &Morceau) {
        let mesure = |texte: &str| {
            let Style { corps, gras, .. } = morceau.style;
            self.polices.largeur(gras, corps, texte)
        };
        let (entier, sans_espace) = (mesure(mot), mesure(mot.trim_end_matches(' ')));
        let occupe = self.lignes.last().map_or(0.0, Ligne::fin);
        if occupe > 0.0 && occupe + sans_espace > self.largeur {
            self.lignes.push(Ligne::default());
        }
        if sans_espace <= self.largeur {
            self.poser(mot, entier, morceau);
            return;
        }
        // A word longer than the line: cut where it must be.
        let mut reste = mot;
        while !reste.is_empty() {
            let fin = self.tient(reste, morceau.style);
            let (tete, suite) = reste.split_at(fin);
            let large = self
                .polices
                .largeur(morceau.style.gras, morceau.style.corps, tete);
            self.poser(tete, large, morceau);
            reste = suite;
            if !reste.is_empty() {
                self.lignes.push(Ligne::default());
            }
        }
    }

    /// Bytes of the text that fit on an empty line: at least one character.
    fn tient(&self, texte: &str, style: Style) -> usize {
        let mut large = 0.0;
        for (n, (debut, lettre)) in texte.char_indices().enumerate() {
            let glyphe = self.polices.glyphe(style.gras, lettre);
            large += glyphe.map_or(0.0, |g| g.avance * style.corps);
            if n > 0 && large > self.largeur {
                return debut;
            }
        }
        texte.len()
    }

    fn poser(&mut self, texte: &str, largeur: f32, morceau: &Morceau) {
        let Some(ligne) = self.lignes.last_mut() else {
            return;
        };
        let x = ligne.fin();
        if let Some(dernier) = ligne.fragments.last_mut()
            && dernier.style == morceau.style
            && dernier.cible == morceau.cible
        {
            dernier.texte.push_str(texte);
            dernier.largeur += largeur;
            return;
        }
        ligne.fragments.push(Fragment {
            x,
            largeur,
            texte: texte.to_owned(),
            style: morceau.style,
            cible: morceau.cible.clone(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STYLE: Style = Style::new(10.0, (0, 0, 0));

    proptest! {
        #[test]
        fn no_letter_is_lost_and_no_line_is_too_wide(texte in "[a-zé ,’0-9]{0,200}", largeur in 30.0_f32..300.0) {
            let polices = Polices::lire().unwrap();
            let morceaux = [Morceau::new(texte.clone(), STYLE), Morceau::new("fin", STYLE.gras())];
            let lignes = couper(&polices, &morceaux, largeur);
            let relu: String = lignes.iter().flat_map(|l| &l.fragments).map(|f| f.texte.as_str()).collect();
            prop_assert_eq!(relu, format!("{texte}fin"));
            for ligne in &lignes {
                let Some(dernier) = ligne.fragments.last() else { continue };
                let espaces = dernier.texte.len() - dernier.texte.trim_end_matches(' ').len();
                let blanc = polices.largeur(false, 10.0, &" ".repeat(espaces));
                prop_assert!(ligne.fin() - blanc <= largeur + 0.01, "{} > {largeur}", ligne.fin());
            }
        }
    }
}
