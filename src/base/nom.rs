//! Names of territories made comparable: without case, accents, hyphens, abbreviations or articles.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Articles and link words that people leave out or add: `la`, `les`, `du`…
const ARTICLES: [&str; 8] = ["la", "le", "les", "l", "de", "du", "des", "d"];

/// The name in lower case, without accents, punctuation as single spaces, `st`/`ste` written in full.
///
/// `« St-Chély-d'Apcher »` and `« SAINT CHELY D APCHER »` become `saint chely d apcher`.
#[must_use]
pub fn normaliser(nom: &str) -> String {
    let mut net = String::with_capacity(nom.len());
    let mut mot = String::with_capacity(nom.len());
    if nom.is_ascii() {
        nom.chars().for_each(|c| lettre(c, &mut net, &mut mot));
    } else {
        nom.nfd().for_each(|c| lettre(c, &mut net, &mut mot));
    }
    ajoute(&mut net, &mut mot);
    net
}

/// Adds a letter to the current word; anything but a letter or a digit ends it.
fn lettre(c: char, net: &mut String, mot: &mut String) {
    match c {
        'œ' | 'Œ' => mot.push_str("oe"),
        'æ' | 'Æ' => mot.push_str("ae"),
        c if c.is_ascii_alphanumeric() => mot.push(c.to_ascii_lowercase()),
        c if is_combining_mark(c) => {}
        c if c.is_alphanumeric() => mot.extend(c.to_lowercase()),
        _ => ajoute(net, mot),
    }
}

/// Moves the word to the text, in full when it is an abbreviation.
fn ajoute(net: &mut String, mot: &mut String) {
    if mot.is_empty() {
        return;
    }
    if !net.is_empty() {
        net.push(' ');
    }
    net.push_str(match mot.as_str() {
        "st" => "saint",
        "ste" => "sainte",
        autre => autre,
    });
    mot.clear();
}

/// The normalised name without its articles and link words: the key under which names are compared.
///
/// A name made only of such words is kept as it is.
#[must_use]
pub fn cle(nom: &str) -> String {
    let net = normaliser(nom);
    let mots: Vec<&str> = net.split(' ').filter(|m| !ARTICLES.contains(m)).collect();
    if mots.is_empty() { net } else { mots.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_same_name_written_differently_is_the_same() {
        for texte in [
            "Saint-Chély-d'Apcher",
            "st chely d’apcher",
            "SAINT CHELY D APCHER",
            "  St. Chély  d'Apcher ",
        ] {
            assert_eq!(normaliser(texte), "saint chely d apcher");
            assert_eq!(cle(texte), "saint chely apcher");
        }
        assert_eq!(normaliser("Œuilly"), "oeuilly");
        assert_eq!(cle("L'Haÿ-les-Roses"), cle("Haÿ les Roses"));
        assert_eq!(cle("Les"), "les");
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(nom in "\\PC*") {
            let une = normaliser(&nom);
            prop_assert_eq!(normaliser(&une), une);
        }
    }
}
