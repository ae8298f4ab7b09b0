//! Text for a terminal: displayed width, wrapping, control characters removed.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::francais::{espacer, inerte};

/// Text of one line without what could paint, move or reorder.
pub(super) fn nettoyer(texte: &str) -> String {
    inerte::sans_hostiles(&texte.replace(['\n', '\t'], " "))
}

/// Columns that a text takes in a terminal.
pub(super) fn largeur_affichee(texte: &str) -> usize {
    texte.width()
}

/// Lines of at most `largeur` columns, broken at spaces and after hyphens (not those of an address); a piece that is
/// too long is cut.
///
/// No-break spaces do not break, nor do the spaces inside guillemets and before high punctuation.
pub(super) fn replier(texte: &str, largeur: usize) -> Vec<String> {
    let largeur = largeur.max(2);
    let mut lignes = vec![String::new()];
    for mot in espacer(&nettoyer(texte))
        .split(' ')
        .filter(|m| !m.is_empty())
    {
        if mot.contains("://") {
            ajouter(&mut lignes, mot, true, largeur);
            continue;
        }
        for (rang, morceau) in mot.split_inclusive('-').enumerate() {
            ajouter(&mut lignes, morceau, rang == 0, largeur);
        }
    }
    lignes.retain(|l| !l.is_empty());
    lignes
}

/// Adds a piece to the last line, or to new ones.
fn ajouter(lignes: &mut Vec<String>, morceau: &str, separe: bool, largeur: usize) {
    let mut ligne = lignes.pop().unwrap_or_default();
    let espace = usize::from(separe && !ligne.is_empty());
    if largeur_affichee(&ligne) + espace + largeur_affichee(morceau) > largeur {
        lignes.push(std::mem::take(&mut ligne));
    } else if espace > 0 {
        ligne.push(' ');
    }
    for signe in signes(morceau) {
        let avant = ligne.len();
        ligne.push_str(signe);
        // The width of a text is not the sum of those of its signs: some join, some widen the one before.
        if avant > 0 && largeur_affichee(&ligne) > largeur {
            ligne.truncate(avant);
            lignes.push(std::mem::replace(&mut ligne, signe.to_owned()));
        }
    }
    lignes.push(ligne);
}

/// Each letter with the signs without width that follow it.
fn signes(texte: &str) -> impl Iterator<Item = &str> {
    let mut reste = texte;
    std::iter::from_fn(move || {
        let mut debuts = reste.char_indices().skip(1);
        let suivant = debuts.find(|(_, c)| c.width().unwrap_or(0) > 0);
        let (signe, suite) = reste.split_at(suivant.map_or(reste.len(), |(rang, _)| rang));
        reste = suite;
        (!signe.is_empty()).then_some(signe)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wraps_on_spaces_and_cuts_long_words() {
        assert_eq!(replier("un deux trois", 8), ["un deux", "trois"]);
        assert_eq!(replier("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(replier("Orbe-Fictive", 11), ["Orbe-", "Fictive"]);
        assert_eq!(replier("Orbe-Fictive", 12), ["Orbe-Fictive"]);
        assert_eq!(replier("12\u{A0}% de", 4), ["12\u{A0}%", "de"]);
        let lies = ["est", "«\u{A0}Orbe\u{A0}»\u{A0}:"];
        assert_eq!(replier("est « Orbe » :", 10), lies);
    }

    /// A candle that a selector makes an emoji is wider than the candle.
    #[test]
    fn a_sign_that_widens_the_one_before_stays_with_it() {
        assert_eq!(replier("a🕯\u{fe0f}b", 2), ["a", "🕯\u{fe0f}", "b"]);
    }

    proptest! {
        #[test]
        fn lines_fit_and_no_letter_is_lost(texte in "\\PC{0,80}", largeur in 2_usize..40) {
            let lignes = replier(&texte, largeur);
            for ligne in &lignes {
                prop_assert!(largeur_affichee(ligne) <= largeur);
            }
            let sans = |t: &str| t.chars().filter(|c| ![' ', '\u{A0}'].contains(c)).collect::<String>();
            prop_assert_eq!(sans(&lignes.concat()), sans(&nettoyer(&texte)));
        }
    }
}
