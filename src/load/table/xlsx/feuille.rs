//! The cells of a sheet of Excel, read straight from its text, as nearly all are written.

use crate::load::source::decimal::decimal;
use crate::load::source::tableau::Cellule;
use crate::load::table::xlsx::balises::{Suite, apres};
use crate::load::table::xlsx::marques::Place;
use crate::load::table::xlsx::styles::Styles;
use crate::load::table::xlsx::textes::Textes;

/// A sheet being read.
pub struct Lecture<'a> {
    suite: Suite<'a>,
    textes: &'a Textes,
    styles: &'a Styles,
}

impl<'a> Lecture<'a> {
    /// Begins a sheet; `None` when it is not a plain one.
    pub fn new(partie: &'a [u8], textes: &'a Textes, styles: &'a Styles) -> Option<Self> {
        Some(Self {
            suite: apres(partie, b"<sheetData>")?,
            textes,
            styles,
        })
    }

    /// The next cell, from 0; `Some(None)` at the end, `None` where something is written otherwise.
    pub fn suivante(&mut self) -> Option<Option<(Place, Cellule<'a>)>> {
        loop {
            if self.suite.mange(b"<c r=\"") {
                return self.cellule().map(Some);
            }
            if self.suite.mange(b"</row>") {
                continue;
            }
            if self.suite.mange(b"<row") {
                self.suite.attributs()?;
            } else if self.suite.mange(b"</sheetData>") {
                return Some(None);
            } else if matches!(self.suite.0, [b' ' | b'\n' | b'\r' | b'\t', ..]) {
                self.suite.blancs();
            } else {
                return None;
            }
        }
    }

    /// A cell whose mark is read up to its place.
    fn cellule(&mut self) -> Option<(Place, Cellule<'a>)> {
        let place = self.place()?;
        let style = match self.suite.mange(b" s=\"") {
            true => Some(self.rang(b'"').filter(|_| self.suite.mange(b"\""))?),
            false => None,
        };
        let genre = match self.suite.mange(b" t=\"") {
            true => Some(
                self.suite
                    .jusqu_a(b'"')
                    .filter(|_| self.suite.mange(b"\""))?,
            ),
            false => None,
        };
        if self.suite.mange(b"/>") {
            return Some((place, Cellule::Vide));
        }
        if self.suite.mange(b"></c>") {
            return Some((place, Cellule::Vide));
        }
        self.suite.exige(b"><v>")?;
        let valeur = match genre {
            Some(b"s") => Cellule::texte(self.textes.de(self.rang(b'<')?)?),
            None | Some(b"n") => {
                let (x, suite) = decimal(self.suite.0)?;
                self.suite = Suite(suite);
                let nombre = style.is_none_or(|s| self.styles.nombre(s));
                nombre.then_some(Cellule::Nombre(x))?
            }
            Some(b"b") if self.suite.mange(b"0") => Cellule::texte("FAUX"),
            Some(b"b") if self.suite.mange(b"1") => Cellule::texte("VRAI"),
            Some(_) => return None,
        };
        self.suite.exige(b"</v></c>")?;
        Some((place, valeur))
    }

    /// Reads a place (`AB12`) and its end.
    fn place(&mut self) -> Option<Place> {
        let mut colonne = 0_u32;
        while let [o @ b'A'..=b'Z', suite @ ..] = self.suite.0 {
            colonne = colonne
                .checked_mul(26)?
                .checked_add(u32::from(o - b'A') + 1)?;
            self.suite = Suite(suite);
        }
        let ligne = u32::try_from(self.rang(b'"')?).ok()?;
        self.suite.exige(b"\"")?;
        Some((ligne.checked_sub(1)?, colonne.checked_sub(1)?))
    }

    /// Reads figures, before a byte which is left.
    #[inline]
    fn rang(&mut self, fin: u8) -> Option<usize> {
        let (mut rang, mut combien) = (0_usize, 0);
        while let [o @ b'0'..=b'9', suite @ ..] = self.suite.0 {
            rang = rang.wrapping_mul(10).wrapping_add(usize::from(o - b'0'));
            combien += 1;
            self.suite = Suite(suite);
        }
        (matches!(combien, 1..=9) && self.suite.0.first() == Some(&fin)).then_some(rang)
    }
}
