//! Sizes and tints of the pages, points: those of the text document, so that both say the same on as many pages.

use super::feuille::{Couleur, Style};

/// A4, upright.
pub(super) const A4: (f32, f32) = (595.28, 841.89);
/// Left and right margins.
pub(super) const MARGE: f32 = 51.0;
/// Top margin.
pub(super) const HAUT: f32 = 46.0;
/// Bottom margin, with the foot in it.
pub(super) const BAS: f32 = 45.0;
/// Base line of the foot, from the bottom.
pub(super) const PIED: f32 = 26.0;
/// Base line of what is said at the top of every page.
pub(super) const BANDEAU: f32 = 30.0;
/// Height of a line, beside its letters.
pub(super) const INTERLIGNE: f32 = 1.22;
/// From the top of a line to its base, beside its letters.
pub(super) const ASCENSION: f32 = 0.93;

const ENCRE: Couleur = (0x1F, 0x29, 0x37);
/// Of the headings, unless the user asks for another.
pub(super) const ACCENT: Couleur = (0x1F, 0x4E, 0x79);
const GRIS: Couleur = (0x4B, 0x55, 0x63);
/// Of the links.
pub(super) const LIEN: Couleur = (0x0B, 0x53, 0x94);
/// Of what must not be missed.
pub(super) const ROUGE: Couleur = (0x9B, 0x1C, 0x1C);
/// Of the rules between rows.
pub(super) const FILET: Couleur = (0xB4, 0xBC, 0xC6);
/// Behind a header.
pub(super) const TETE: Couleur = (0xE8, 0xEE, 0xF4);
/// Behind a cell that stands out.
pub(super) const FORT: Couleur = (0xF4, 0xF7, 0xFA);

pub(super) const TITRE_DOCUMENT: Style = Style::new(18.0, ACCENT).gras().accent();
pub(super) const FAITS: Style = Style::new(10.0, ENCRE);
pub(super) const TITRE_1: Style = Style::new(14.0, ACCENT).gras().accent();
pub(super) const TITRE_2: Style = Style::new(11.0, ACCENT).gras().accent();
pub(super) const TEXTE: Style = Style::new(9.5, ENCRE);
pub(super) const NOTE: Style = Style::new(7.5, GRIS);
pub(super) const LEGENDE: Style = Style::new(9.0, ENCRE).gras();
pub(super) const CASE: Style = Style::new(8.5, ENCRE);
pub(super) const CHIFFRE: Style = Style::new(14.0, ACCENT).gras().accent();
pub(super) const EN_TETE: Style = Style::new(8.0, ROUGE).gras();
