//! A table of one line a row: its name first, as long as the width lets it be, the figures to the right.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::francais::inerte;

/// A title for the names, titles for the figures, and each row: nothing is ever folded.
#[must_use]
pub fn compact(
    titre: &str,
    titres: &[String],
    corps: &[(&str, Vec<String>)],
    largeur: usize,
) -> String {
    let large = |rang: usize| {
        let siennes = corps.iter().filter_map(|(_, c)| c.get(rang));
        let dite = titres.get(rang).map_or(0, |t| t.width());
        siennes.map(|c| c.width()).max().unwrap_or(0).max(dite)
    };
    let larges: Vec<usize> = (0..titres.len()).map(large).collect();
    let reste = largeur.saturating_sub(larges.iter().map(|l| l + 2).sum());
    let noms = corps.iter().map(|(nom, _)| nom.width());
    let place = noms.max().unwrap_or(0).clamp(titre.width(), reste.max(12));
    let ligne = |nom: &str, cellules: &[String]| {
        let mut ligne = couper(nom, place);
        ligne.push_str(&" ".repeat(place.saturating_sub(ligne.width())));
        for (cellule, large) in cellules.iter().zip(&larges) {
            ligne.push_str(&" ".repeat(2 + large.saturating_sub(cellule.width())));
            ligne.push_str(cellule);
        }
        ligne.trim_end().to_owned() + "\n"
    };
    let corps = corps.iter().map(|(nom, cellules)| ligne(nom, cellules));
    std::iter::once(ligne(titre, titres)).chain(corps).collect()
}

/// A name on so many columns, cut with an ellipsis.
fn couper(nom: &str, place: usize) -> String {
    let nom = inerte::ligne(nom);
    if nom.width() <= place {
        return nom;
    }
    let mut court = String::new();
    for lettre in nom.chars() {
        if court.width() + lettre.width().unwrap_or(0) + 1 > place {
            break;
        }
        court.push(lettre);
    }
    court.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_a_line_within_the_width_and_a_long_name_is_cut() {
        let titres = ["Habitants".to_owned()];
        let long = "CPTS de la haute vallée ".repeat(9);
        let corps = [
            ("A", vec!["12".to_owned()]),
            (long.as_str(), vec!["3".to_owned()]),
        ];
        let texte = compact("Territoire", &titres, &corps, 40);
        let lignes: Vec<&str> = texte.lines().collect();
        assert_eq!(lignes.len(), 3);
        assert!(lignes.iter().all(|l| l.width() == 40), "{texte}");
        assert!(lignes[2].contains('…') && lignes[1].ends_with("12"));
    }
}
