//! A number as people write it: French or English, never in powers of ten.

use crate::load::source::tableau::Cellule;

/// Beyond, no figure about a commune is true, and sums would lose their meaning.
pub(super) const PLUS_GRAND: f64 = 1e12;

/// What is said of a text that is no number.
pub(super) const PAS_UN_NOMBRE: &str = "valeur non numérique";
/// What is said of a number in powers of ten.
pub(super) const SCIENTIFIQUE: &str = "valeur non numérique\u{a0}: la notation scientifique perd des chiffres (1,3E+04 pour 13107). \
    Dans le tableur, donnez à la colonne le format Nombre, puis enregistrez de nouveau";

/// What is said of a percentage in a column that adds up.
pub(in crate::load) const POURCENT: &str = "pourcentage dans une colonne d'effectifs\u{a0}: écrivez le nombre lui-même, ou titrez la colonne comme une part ou un taux";

/// Whether a cell is a share of a hundred, as its sign says.
#[must_use]
pub fn est_un_pourcentage(cellule: &Cellule<'_>) -> bool {
    matches!(cellule, Cellule::Texte(t) if t.trim_end().ends_with('%'))
}

/// Why a text is not a number; spreadsheets write the wide ones in powers of ten: `1,3E+04`, `1e3`.
pub(super) fn pas_un_nombre(texte: &str) -> &'static str {
    let net = texte.trim().to_ascii_lowercase().replacen(',', ".", 1);
    let exposant = net
        .split_once('e')
        .map(|(_, e)| e.trim_start_matches(['+', '-']));
    let puissance =
        exposant.is_some_and(|e| !e.is_empty() && e.bytes().all(|o| o.is_ascii_digit()));
    match net.parse::<f64>() {
        Ok(x) if puissance && x.is_finite() && x.abs() > PLUS_GRAND => "valeur démesurée",
        Ok(_) if puissance => SCIENTIFIQUE,
        _ => PAS_UN_NOMBRE,
    }
}

/// Reads a number written in the French or the English manner: `1 234,5`, `1234.5`, `12 %`; powers of ten (`1E+03`) are
/// refused, as spreadsheets round what they write so.
#[must_use]
pub fn nombre(texte: &str) -> Option<f64> {
    if let Some(entier) = petit_entier(texte) {
        return Some(f64::from(entier));
    }
    // Most cells are digits from end to end, with a sign or a separator.
    let net = match texte.as_bytes() {
        [premier, .., dernier] if premier.is_ascii_graphic() && dernier.is_ascii_digit() => texte,
        _ => texte.trim().trim_end_matches('%').trim_end(),
    };
    if !net.bytes().any(|o| o.is_ascii_digit()) || net.bytes().any(|o| o.is_ascii_alphabetic()) {
        return None;
    }
    if let Ok(x) = net.parse() {
        return Some(x);
    }
    let espace = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    let mut groupes = net.split(espace);
    let premier = groupes.next()?;
    let mut colle = premier.to_owned();
    for groupe in groupes {
        if groupe.bytes().take_while(u8::is_ascii_digit).count() != 3 {
            return None;
        }
        colle.push_str(groupe);
    }
    colle.replacen(',', ".", 1).parse().ok()
}

/// A whole number of at most nine digits, by far the most frequent cell.
pub(super) fn petit_entier(texte: &str) -> Option<u32> {
    if texte.is_empty() || texte.len() > 9 {
        return None;
    }
    texte.bytes().try_fold(0, |n: u32, o| {
        let chiffre = o.is_ascii_digit().then(|| u32::from(o - b'0'))?;
        Some(n * 10 + chiffre)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_and_english_numbers() {
        for (texte, x) in [
            ("12", 12.0),
            ("1,5", 1.5),
            ("1.5", 1.5),
            ("1 234,5", 1234.5),
            ("12\u{202f}345", 12345.0),
            ("-3,2", -3.2),
            ("17 %", 17.0),
        ] {
            assert_eq!(nombre(texte), Some(x), "{texte}");
        }
        for texte in [
            "",
            "abc",
            "1,2,3",
            "12 3",
            "inf",
            "NaN",
            "12 habitants",
            "1 234 5",
            "%",
            "1e3",
            "1,3E+04",
        ] {
            assert_eq!(nombre(texte), None, "{texte}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_written_number_is_read_back(x in -1.0e9..1.0e9f64) {
            proptest::prop_assert_eq!(nombre(&x.to_string()), Some(x));
            proptest::prop_assert_eq!(nombre(&x.to_string().replace('.', ",")), Some(x));
        }

        #[test]
        fn no_text_makes_it_panic(texte in "\\PC{0,20}") {
            let _ = nombre(&texte);
        }
    }
}
