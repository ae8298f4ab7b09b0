//! The shared texts of a workbook, one after the other; one that is written otherwise than nearly all is not known.

use std::ops::Range;

use crate::load::table::xlsx::balises::{Suite, apres};

/// Shared texts.
#[derive(Debug, Default)]
pub struct Textes {
    bout_a_bout: String,
    places: Vec<Option<Range<usize>>>,
}

impl Textes {
    /// Reads them; `None` when the list is not a plain one.
    #[must_use]
    pub fn lire(partie: &[u8]) -> Option<Self> {
        let mut suite = apres(partie, b"<sst")?;
        let (_, vide) = suite.attributs()?;
        let mut textes = Self::default();
        textes.bout_a_bout.reserve(partie.len() / 2);
        loop {
            suite.blancs();
            if vide || suite.mange(b"</sst>") {
                return Some(textes);
            }
            let debut = textes.bout_a_bout.len();
            let connu = textes.texte(&mut suite)?;
            let place = debut..textes.bout_a_bout.len();
            textes.places.push(connu.then_some(place));
        }
    }

    /// A text, by rank; `None` when it is not there, or not known.
    #[inline]
    pub fn de(&self, rang: usize) -> Option<&str> {
        let place = self.places.get(rang)?.clone()?;
        self.bout_a_bout.get(place)
    }

    /// Adds the next text; whether it is known.
    fn texte(&mut self, suite: &mut Suite<'_>) -> Option<bool> {
        if suite.mange(b"<si/>") {
            return Some(true);
        }
        suite.exige(b"<si>")?;
        let mut connu = true;
        loop {
            if suite.mange(b"<t>") {
                connu &= self.morceau(suite, false)?;
            } else if suite.mange(b"<t xml:space=\"preserve\">") {
                connu &= self.morceau(suite, true)?;
            } else if suite.mange(b"</si>") {
                return Some(connu);
            } else {
                // Typography; a pronunciation is not part of the text.
                let place = *suite;
                suite.exige(b"<")?;
                let balise = suite.jusqu_a(b'>')?;
                suite.exige(b">")?;
                let simple = |o: &u8| o.is_ascii_alphanumeric() || b" =\"/.#:-_,".contains(o);
                let texte = matches!(balise, [b't', b' ' | b'/', ..] | b"t" | b"/t");
                let lisible = balise.iter().all(simple) && !balise.starts_with(b"rPh") && !texte;
                connu &= lisible || place.0.starts_with(b"<t/>");
                suite.blancs();
            }
        }
    }

    /// Adds a piece of a text; whether it is known.
    fn morceau(&mut self, suite: &mut Suite<'_>, entier: bool) -> Option<bool> {
        let ecrit = suite.jusqu_a(b'<')?;
        let clos = suite.mange(b"</t>");
        let ecrit = std::str::from_utf8(ecrit).ok()?;
        let net = if entier {
            ecrit
        } else {
            ecrit.trim_matches([' ', '\t', '\r', '\n'])
        };
        let debut = self.bout_a_bout.len();
        let mut morceaux = net.split('&');
        self.bout_a_bout
            .push_str(morceaux.next().unwrap_or_default());
        for morceau in morceaux {
            let Some((signe, apres)) = morceau.split_once(';') else {
                return Some(false);
            };
            self.bout_a_bout.push(match signe {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                _ => return Some(false),
            });
            self.bout_a_bout.push_str(apres);
        }
        Some(clos && self.remet(debut))
    }

    /// Puts in a piece the ends of lines of XML, and the signs that are written by their number (`_x000D_`); `false` for a sign
    /// that takes two of them.
    fn remet(&mut self, debut: usize) -> bool {
        let lu = self.bout_a_bout.get(debut..).unwrap_or_default();
        if !lu.contains('\r') && !lu.contains("_x") {
            return true;
        }
        let lu = lu.replace("\r\n", "\n").replace('\r', "\n");
        self.bout_a_bout.truncate(debut);
        let mut suite = lu.as_str();
        while let Some((avant, apres)) = suite.split_once('_') {
            self.bout_a_bout.push_str(avant);
            let numero = apres.strip_prefix('x').and_then(|x| x.get(..4));
            let numero = numero.filter(|x| {
                x.bytes().all(|o| o.is_ascii_hexdigit()) && apres.get(5..6) == Some("_")
            });
            let numero = numero.and_then(|x| u32::from_str_radix(x, 16).ok());
            let Some(numero) = numero else {
                self.bout_a_bout.push('_');
                suite = apres;
                continue;
            };
            let Some(signe) = char::from_u32(numero) else {
                return false;
            };
            self.bout_a_bout.push(signe);
            suite = apres.get(6..).unwrap_or_default();
        }
        self.bout_a_bout.push_str(suite);
        true
    }
}
