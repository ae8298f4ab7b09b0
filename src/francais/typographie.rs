//! The typographic pass on the texts that a reader sees: spaces that do not break, and the curly apostrophe.
//!
//! Source: Imprimerie nationale, « Lexique des règles typographiques »: no-break space inside guillemets and before `%`
//! (U+00A0), narrow before `; ! ?` (U+202F); the house writes it before `:` too. Messages keep U+00A0, which every console has.

use super::{ESPACE_FINE, ESPACE_INSECABLE};

/// A French text as it is printed, without a full stop said twice; done again, it changes nothing more.
///
/// An apostrophe between two letters becomes `’`; a space before `: ; ! ? » %` or after `«` no longer breaks, and is narrow
/// before the four first. Addresses and file names, which have no such spaces, are kept.
#[must_use]
pub fn soigner(texte: &str) -> String {
    if a_soigner(texte) {
        passer(texte, true)
    } else {
        texte.to_owned()
    }
}

/// Whether a text holds a sign that [`soigner`] may change; where it holds none, the text is as it is printed.
#[must_use]
pub fn a_soigner(texte: &str) -> bool {
    // A lone full stop is kept: a second one must follow.
    texte.contains(['\'', ':', ';', '!', '?', '%', '«', '»']) || texte.contains("..")
}

/// The spaces alone, none narrow: for a message, where every other sign must stay as it was typed.
#[must_use]
pub fn espacer(texte: &str) -> String {
    passer(texte, false)
}

fn passer(texte: &str, signes_aussi: bool) -> String {
    let lettres: Vec<char> = texte.chars().collect();
    let mut sortie = String::with_capacity(texte.len() + 8);
    for (rang, &c) in lettres.iter().enumerate() {
        let avant = rang.checked_sub(1).and_then(|r| lettres.get(r)).copied();
        let apres = lettres.get(rang + 1).copied();
        if signes_aussi && c == '.' && est_point_double(&lettres, rang) {
            continue;
        }
        sortie.push(match c {
            '\'' if signes_aussi && est_elision(avant, apres) => '’',
            ' ' | ESPACE_INSECABLE => match insecable(&lettres, rang, avant, apres) {
                Some(ESPACE_FINE) if !signes_aussi => ESPACE_INSECABLE,
                Some(espace) => espace,
                None => c,
            },
            _ => c,
        });
    }
    sortie
}

/// The second full stop of « n. d.. »: after a word and a stop, before a space or the end; « … » and paths are kept.
fn est_point_double(lettres: &[char], rang: usize) -> bool {
    let lue = |recul: usize| rang.checked_sub(recul).and_then(|r| lettres.get(r));
    lue(1) == Some(&'.')
        && lue(2).is_some_and(|c| c.is_alphanumeric() || *c == ')')
        && lettres.get(rang + 1).is_none_or(|c| c.is_whitespace())
}

/// An apostrophe that elides: a letter before, a letter or an opening guillemet after.
fn est_elision(avant: Option<char>, apres: Option<char>) -> bool {
    avant.is_some_and(char::is_alphabetic)
        && apres.is_some_and(|c| c.is_alphabetic() || c == '«' || c.is_ascii_digit())
}

/// The space that does not break, where one must not: narrow before high punctuation.
fn insecable(
    lettres: &[char],
    rang: usize,
    avant: Option<char>,
    apres: Option<char>,
) -> Option<char> {
    let espace = |c: char| c == ' ' || c == ESPACE_INSECABLE || c == ESPACE_FINE;
    if avant == Some('«') {
        return Some(ESPACE_INSECABLE);
    }
    match apres {
        Some('»' | '%') => Some(ESPACE_INSECABLE),
        // « a : b », not « a ::b » nor the start of a smiley: the sign ends a word.
        Some(':' | ';' | '!' | '?') => {
            let suite = lettres.get(rang + 2).copied();
            let haute = suite.is_none_or(|c| espace(c) || !c.is_alphanumeric());
            haute.then_some(ESPACE_FINE)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn holds_the_high_punctuation_and_curls_the_apostrophe() {
        for (brut, attendu) in [
            ("l'APL : 3,7 ; ceux", "l’APL\u{202f}: 3,7\u{202f}; ceux"),
            ("« Orbe » ?", "«\u{a0}Orbe\u{a0}»\u{202f}?"),
            ("a\u{a0}: b", "a\u{202f}: b"),
            ("12 % de", "12\u{a0}% de"),
            ("cpts:\"CPTS du Verdon\"", "cpts:\"CPTS du Verdon\""),
            ("https://a.fr/x?y='1'", "https://a.fr/x?y='1'"),
            ("aujourd'hui", "aujourd’hui"),
            ("n. d.. Suite.. fin...", "n. d. Suite. fin..."),
            ("../a .. b", "../a .. b"),
            ("d'« Orbe »", "d’«\u{a0}Orbe\u{a0}»"),
            ("'texte'", "'texte'"),
        ] {
            assert_eq!(soigner(brut), attendu);
        }
    }

    proptest! {
        #[test]
        fn twice_is_once_and_only_spaces_apostrophes_and_stops_change(texte in "\\PC{0,60}") {
            let une = soigner(&texte);
            prop_assert_eq!(&soigner(&une), &une);
            prop_assert_eq!(&une, &passer(&texte, true));
            let plat = |t: &str| t.replace(['\u{a0}', '\u{202f}'], " ");
            let nu = |t: &str| plat(t).replace('’', "'").replace('.', "");
            prop_assert_eq!(nu(&une), nu(&texte));
            prop_assert_eq!(plat(&espacer(&texte)), plat(&texte));
        }

        #[test]
        fn no_high_punctuation_follows_a_plain_space(mots in prop::collection::vec("[a-zé']{1,6}|[:;!?»«%]", 1..12)) {
            let soigne = soigner(&mots.join(" "));
            for signe in [" :", " ;", " !", " ?", " »", "« ", " %"] {
                prop_assert!(!soigne.contains(signe), "{soigne}");
            }
        }
    }
}
