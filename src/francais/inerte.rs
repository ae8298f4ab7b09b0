//! Texts that came from files, made unable to paint, move, reorder or compute.

/// Characters that reorder or hide text.
#[must_use]
pub fn est_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// A text of one line: every control or invisible character becomes `·`, so that the reader sees that there was one.
#[must_use]
pub fn ligne(texte: &str) -> String {
    remplacer(texte, |c| c.is_control() || est_invisible(c))
}

/// A text of several lines: the same, line ends and tabulations kept.
#[must_use]
pub fn lignes(texte: &str) -> String {
    remplacer(texte, |c| {
        (c.is_control() && c != '\n' && c != '\t') || est_invisible(c)
    })
}

fn remplacer(texte: &str, hostile: impl Fn(char) -> bool) -> String {
    texte
        .chars()
        .map(|c| if hostile(c) { '·' } else { c })
        .collect()
}

/// A text without them, line ends and tabulations kept: for a page, which has no use for a mark.
#[must_use]
pub fn sans_hostiles(texte: &str) -> String {
    let hostile = |c: char| (c.is_control() && c != '\n' && c != '\t') || est_invisible(c);
    let mut sortie = String::with_capacity(texte.len());
    sortie.extend(texte.split(hostile));
    sortie
}

/// A text of one line that a spreadsheet will not take for a formula.
#[must_use]
pub fn cellule(texte: &str) -> String {
    let formule = texte.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let texte = ligne(texte);
    if formule && texte.parse::<f64>().is_err() {
        format!("'{texte}")
    } else {
        texte
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_formula_is_made_inert_and_a_number_is_kept() {
        assert_eq!(cellule("=1+1"), "'=1+1");
        assert_eq!(cellule("-3.5"), "-3.5");
        assert_eq!(cellule("\t=1"), "'·=1");
        assert_eq!(ligne("a\u{1b}[31m\nb\u{202e}"), "a·[31m·b·");
        assert_eq!(lignes("a\n\tb\u{7}"), "a\n\tb·");
    }

    proptest! {
        #[test]
        fn nothing_hostile_is_left(texte in any::<String>()) {
            let hostile = |c: char| c.is_control() || est_invisible(c);
            prop_assert!(!ligne(&texte).contains(hostile));
            prop_assert!(!cellule(&texte).contains(hostile));
            let admis = |c: char| c == '\n' || c == '\t';
            for sortie in [lignes(&texte), sans_hostiles(&texte)] {
                prop_assert!(sortie.chars().all(|c| admis(c) || !hostile(c)));
            }
            prop_assert_eq!(ligne(&texte).chars().count(), texte.chars().count());
        }
    }
}
