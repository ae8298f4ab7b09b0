//! A card for a terminal: a title, then fields whose names stand in a column and whose texts wrap beside them.

use super::texte::{largeur_affichee, replier};
use crate::francais::inerte;

/// Space between the names and the texts.
const GOUTTIERE: usize = 2;

/// The card in `largeur` columns; an empty text leaves its field out, a repeated name is written once.
#[must_use]
pub fn terminal(titre: &str, champs: &[(&str, String)], largeur: u16) -> String {
    let largeur = usize::from(largeur);
    let noms = champs.iter().filter(|(_, texte)| !texte.is_empty());
    let colonne = noms
        .map(|(nom, _)| largeur_affichee(nom))
        .max()
        .unwrap_or(0);
    let retrait = 2 + colonne + GOUTTIERE;
    let mut sortie = String::new();
    for morceau in replier(titre, largeur) {
        sortie.push_str(&morceau);
        sortie.push('\n');
    }
    let mut precedent = "";
    for (nom, texte) in champs.iter().filter(|(_, texte)| !texte.is_empty()) {
        let dit = if *nom == precedent { "" } else { nom };
        precedent = nom;
        sortie.push_str(&a_cote(dit, &inerte::ligne(texte), 2, retrait, largeur));
    }
    sortie
}

/// A name, then a text that wraps in the column that begins at `retrait`; a name too long for its column keeps its line.
#[must_use]
pub fn a_cote(nom: &str, texte: &str, debut: usize, retrait: usize, largeur: usize) -> String {
    let place = debut + largeur_affichee(nom);
    let marge = " ".repeat(debut);
    let mut lignes = replier(texte, largeur.saturating_sub(retrait)).into_iter();
    let mut sortie = format!("{marge}{nom}");
    if place < retrait {
        sortie.push_str(&" ".repeat(retrait - place));
        sortie.push_str(&lignes.next().unwrap_or_default());
    }
    let mut sortie = sortie.trim_end().to_owned();
    sortie.push('\n');
    for ligne in lignes {
        sortie.push_str(&format!("{}{ligne}\n", " ".repeat(retrait)));
    }
    sortie
}

/// A text on lines of at most `largeur` columns.
#[must_use]
pub fn paragraphe(texte: &str, largeur: usize) -> String {
    replier(texte, largeur).join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_holds_in_its_width_and_says_a_name_once() {
        let champs = [
            ("Formule", "un mot ".repeat(30)),
            ("Fichier", "un".to_owned()),
            ("Fichier", "deux\u{1b}[2J".to_owned()),
            ("Vide", String::new()),
        ];
        let texte = terminal("titre", &champs, 60);
        assert!(texte.lines().all(|l| l.chars().count() <= 60), "{texte}");
        assert_eq!(texte.matches("Fichier").count(), 1);
        assert!(!texte.contains("Vide") && !texte.contains('\u{1b}'));
    }
}
