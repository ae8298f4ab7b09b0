//! Header names made comparable: case, accents, spaces, punctuation and line feeds no longer count.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::francais::inerte;

/// Normal form of a header: `"\r\nCode \r\nCommune\r\n"`, `code_commune` and `Code Commune` all give `code commune`.
///
/// Letters lose their accents and case; any run of other characters than letters and digits becomes one space.
#[must_use]
pub fn normalise(texte: &str) -> String {
    let mut net = String::with_capacity(texte.len());
    if texte.is_ascii() {
        // No letter to take apart: by far the most frequent text.
        for c in texte.chars() {
            match c {
                c if c.is_ascii_alphanumeric() => net.push(c.to_ascii_lowercase()),
                _ if net.ends_with(' ') || net.is_empty() => {}
                _ => net.push(' '),
            }
        }
        net.truncate(net.trim_end().len());
        return net;
    }
    for c in texte.nfkd().filter(|&c| !is_combining_mark(c)) {
        match c {
            'œ' | 'Œ' => net.push_str("oe"),
            'æ' | 'Æ' => net.push_str("ae"),
            c if c.is_alphanumeric() => net.extend(c.to_lowercase()),
            _ if net.ends_with(' ') || net.is_empty() => {}
            _ => net.push(' '),
        }
    }
    net.truncate(net.trim_end().len());
    net
}

/// Text safe to show in a message: control characters become `·`, at most `max` characters.
#[must_use]
pub fn affichable(texte: &str, max: usize) -> String {
    let mut net = inerte::ligne(&texte.chars().take(max).collect::<String>());
    if texte.chars().nth(max).is_some() {
        net.push('…');
    }
    net
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_column_written_in_many_ways() {
        for texte in [
            "Code commune",
            "\r\nCode \r\nCommune\r\n",
            "code_commune",
            " CODE  COMMUNE ",
            "Code-Commune",
        ] {
            assert_eq!(normalise(texte), "code commune", "{texte:?}");
        }
        assert_eq!(
            normalise("APL aux médecins généralistes "),
            "apl aux medecins generalistes"
        );
        assert_eq!(normalise("Commune (nom) d’Œuf"), "commune nom d oeuf");
        assert_eq!(normalise("\u{feff}  "), "");
    }

    #[test]
    fn a_hostile_name_is_shown_without_its_control_characters() {
        assert_eq!(affichable("a\u{1b}[31m", 80), "a·[31m");
        assert_eq!(affichable("abcdef", 3), "abc…");
    }

    proptest::proptest! {
        /// The law: a text with an accent is the same one without it, beside what is only ASCII.
        #[test]
        fn plain_text_is_read_as_any_other(texte in "[ -~\t\n]{0,40}") {
            proptest::prop_assert_eq!(normalise(&format!("{texte}é")), normalise(&format!("{texte}e")));
        }

        #[test]
        fn normalising_twice_changes_nothing(texte in "\\PC{0,40}") {
            let une = normalise(&texte);
            proptest::prop_assert_eq!(normalise(&une), une);
        }
    }
}
