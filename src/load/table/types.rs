//! What stands in the place of a type and is none: the row may be of any type, and the counts of its commune are not known.

use crate::load::format::compile::ConditionFormat;
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::lignes::Lignes;

/// Length beyond which a cell is a label, and no code.
const CODE_MAX: usize = 12;

impl Lignes<'_> {
    /// Place of the first type without its shape, that nobody knows, or that is a counted one mistyped, among those of some
    /// variables.
    pub(in crate::load) fn type_mal_forme<'v>(
        &self,
        l: &Ligne<'_>,
        variables: impl Iterator<Item = (usize, &'v [usize])> + Clone,
    ) -> Option<usize> {
        let quand = |v: usize| self.format.variables.get(v).map(|v| v.quand.as_slice());
        let conditions = variables.flat_map(|(variable, places)| {
            let siennes = quand(variable).unwrap_or_default();
            places.iter().copied().zip(siennes)
        });
        let compte = |place: usize, texte: &str| {
            let mut ici = conditions.clone().filter(|(p, _)| *p == place);
            ici.any(|(_, c)| c.motif.is_match(texte))
        };
        let mauvais = |&(place, condition): &(usize, &ConditionFormat)| {
            let Some(texte) = l.cellules.get(place).map(Cellule::en_texte) else {
                return false;
            };
            let forme = condition.forme.as_ref();
            forme.is_some_and(|f| !f.is_match(&texte))
                || inconnue(&texte)
                || (!compte(place, &texte) && sosies(&texte).iter().any(|s| compte(place, s)))
        };
        conditions.clone().find(mauvais).map(|(place, _)| place)
    }
}

/// What a code was before a digit was typed, or read, as the letter that looks like it, or a letter in lower case: `D26S`, `1O`,
/// `sm26`. A nomenclature has no such pair; a label without digit is no code.
fn sosies(texte: &str) -> Vec<String> {
    let net = texte.trim().to_ascii_uppercase();
    let code = net.len() <= CODE_MAX && net.is_ascii() && net.bytes().any(|o| o.is_ascii_digit());
    if !code {
        return Vec::new();
    }
    let sosie = |(rang, lettre): (usize, char)| {
        let chiffre = match lettre {
            'O' | 'Q' => "0",
            'I' | 'L' => "1",
            'Z' => "2",
            'S' => "5",
            'G' => "6",
            'B' => "8",
            _ => return None,
        };
        let mut sosie = net.clone();
        sosie.replace_range(rang..=rang, chiffre);
        Some(sosie)
    };
    let lettres = net.char_indices().filter_map(sosie);
    lettres.chain(std::iter::once(net.clone())).collect()
}

/// What never is a type, whatever the format: the error of a spreadsheet, signs alone (a dash may say « none »), a character
/// that no encoding gives, a question mark in the place of a letter or of a digit.
///
/// Law: a type that cannot be read is never another type; the count of its commune is then not known.
fn inconnue(texte: &str) -> bool {
    let erreur = texte.starts_with('#') && texte.contains(|c: char| c.is_ascii_uppercase());
    let signe = |c: char| !c.is_alphanumeric() && !"-–—_/".contains(c) && !c.is_whitespace();
    let muet = texte.contains(signe) && !texte.contains(char::is_alphanumeric);
    let perdu = |c: char| c == char::REPLACEMENT_CHARACTER || c.is_control() && !c.is_whitespace();
    let mut paires = texte.chars().zip(texte.chars().skip(1));
    let trou = paires.any(|(a, b)| a == '?' && b.is_alphanumeric() || a.is_numeric() && b == '?');
    erreur || muet || texte.contains(perdu) || trou
}
