//! Letters of the embedded font: their glyphs and their widths, so that what is measured is what is drawn.

use ttf_parser::Face;
use unicode_normalization::UnicodeNormalization;

use crate::render::ErreurRendu;
use crate::render::document::figure::POLICES;

/// Written in place of a character that the font does not have: a document for archives refuses an empty box.
const ABSENT: char = '·';
/// Characters of the table: the font has nothing above.
const CARACTERES: usize = 0x2600;

/// A glyph and its advance, in parts of the size of the letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyphe {
    pub numero: u16,
    pub avance: f32,
}

/// One weight of the font.
struct Police {
    glyphes: Vec<Option<Glyphe>>,
}

/// The two weights of the embedded font.
pub(super) struct Polices {
    maigre: Police,
    grasse: Police,
}

impl Polices {
    /// Reads the embedded font.
    ///
    /// # Errors
    /// [`ErreurRendu::Pdf`]: the embedded font cannot be read, a defect of the program.
    pub(super) fn lire() -> Result<Self, ErreurRendu> {
        let [maigre, grasse] = POLICES;
        Ok(Self {
            maigre: Police::lire(maigre)?,
            grasse: Police::lire(grasse)?,
        })
    }

    /// The glyph of a character that [`Polices::lisible`] has let through.
    pub(super) fn glyphe(&self, gras: bool, lettre: char) -> Option<Glyphe> {
        let police = if gras { &self.grasse } else { &self.maigre };
        police.glyphe(lettre)
    }

    /// Width of a text, points.
    pub(super) fn largeur(&self, gras: bool, corps: f32, texte: &str) -> f32 {
        let avances = texte.chars().filter_map(|c| self.glyphe(gras, c));
        avances.map(|g| g.avance * corps).sum()
    }

    /// The text with only characters that can be drawn: white space of any kind is a space, the rest is a dot.
    pub(super) fn lisible(&self, texte: &str) -> String {
        let lettre = |c: char| match c {
            // The font has no hyphen that does not break.
            '\u{2011}' => '-',
            c if self.a(c) => c,
            c if c.is_whitespace() || c.is_control() => ' ',
            // Without its accent rather than not at all.
            c => std::iter::once(c)
                .nfd()
                .find(|base| self.a(*base))
                .unwrap_or(ABSENT),
        };
        // A letter and its accent typed apart are one.
        texte.nfc().map(lettre).collect()
    }

    fn a(&self, lettre: char) -> bool {
        self.maigre.glyphe(lettre).is_some() && self.grasse.glyphe(lettre).is_some()
    }
}

impl Police {
    fn lire(octets: &'static [u8]) -> Result<Self, ErreurRendu> {
        let face = Face::parse(octets, 0).map_err(|e| ErreurRendu::Pdf(e.to_string()))?;
        let unites = f32::from(face.units_per_em());
        let mut glyphes = vec![None; CARACTERES];
        let tables = face.tables().cmap.into_iter();
        for table in tables.flat_map(|t| t.subtables).filter(|t| t.is_unicode()) {
            table.codepoints(|code| {
                let numero = table.glyph_index(code).filter(|g| g.0 != 0);
                let place = usize::try_from(code).ok().and_then(|c| glyphes.get_mut(c));
                if let (Some(numero), Some(place)) = (numero, place) {
                    let avance = f32::from(face.glyph_hor_advance(numero).unwrap_or(0)) / unites;
                    *place = Some(Glyphe {
                        numero: numero.0,
                        avance,
                    });
                }
            });
        }
        Ok(Self { glyphes })
    }

    fn glyphe(&self, lettre: char) -> Option<Glyphe> {
        let place = usize::try_from(u32::from(lettre)).ok()?;
        self.glyphes.get(place).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_french_can_be_drawn_and_nothing_else_is_left_empty() {
        let polices = Polices::lire().unwrap();
        let francais = "Àâæçéèêëîïôœùûüÿ « 12 345,6 » – ’ € ≥ 1 000 km²";
        assert_eq!(polices.lisible(francais), francais);
        assert_eq!(polices.lisible("E\u{301}vry, W\u{301}e"), "Évry, We");
        assert_eq!(polices.lisible("a\u{1F600}\n\tb漢"), "a·  b·");
        assert!(polices.largeur(true, 10.0, "mm") > polices.largeur(false, 10.0, "ii"));
        assert_eq!(polices.largeur(false, 10.0, ""), 0.0);
    }
}
