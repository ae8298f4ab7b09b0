//! Text for a terminal: displayed width, wrapping, control characters removed.

/// Text without what could paint, move or reorder: control and bidirectional characters.
pub(super) fn nettoyer(texte: &str) -> String {
    texte
        .chars()
        .map(|c| if c == '\n' || c == '\t' { ' ' } else { c })
        .filter(|c| !c.is_control() && !invisible(*c))
        .collect()
}

/// Characters that reorder or hide text.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Columns that a text takes: one per character, two for the wide ones of Asia and the pictograms.
pub(super) fn largeur_affichee(texte: &str) -> usize {
    texte.chars().map(largeur_lettre).sum()
}

fn largeur_lettre(c: char) -> usize {
    match c {
        '\u{0300}'..='\u{036F}' => 0,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFD}' => 2,
        _ => 1,
    }
}

/// Lines of at most `largeur` columns, broken at spaces and after hyphens; a piece that is too long is cut.
///
/// No-break spaces do not break, nor do the spaces inside guillemets and before high punctuation.
pub(super) fn replier(texte: &str, largeur: usize) -> Vec<String> {
    let largeur = largeur.max(2);
    let mut lignes = vec![String::new()];
    for mot in lie(&nettoyer(texte)).split(' ').filter(|m| !m.is_empty()) {
        for (rang, morceau) in mot.split_inclusive('-').enumerate() {
            ajouter(&mut lignes, morceau, rang == 0, largeur);
        }
    }
    lignes.retain(|l| !l.is_empty());
    lignes
}

/// French punctuation held to its word by no-break spaces, whatever the source wrote.
fn lie(texte: &str) -> String {
    let mut lie = texte.replace("« ", "«\u{a0}");
    for signe in ["»", ":", ";", "!", "?"] {
        lie = lie.replace(&format!(" {signe}"), &format!("\u{a0}{signe}"));
    }
    lie
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
    for lettre in morceau.chars() {
        if largeur_affichee(&ligne) + largeur_lettre(lettre) > largeur {
            lignes.push(std::mem::take(&mut ligne));
        }
        ligne.push(lettre);
    }
    lignes.push(ligne);
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
