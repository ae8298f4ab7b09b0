//! The table of a list pasted from a program: `c("63102", "63430")`, `['63102', '63430']`, `IN ('63102')`.

use crate::load::perimetre::grille::{Grille, Ligne, Tete};

/// Words that may stand before the bracket.
const DEVANT: [&str; 12] = [
    "c",
    "list",
    "liste",
    "set",
    "tuple",
    "array",
    "vector",
    "vec",
    "in",
    "factor",
    "frozenset",
    "unique",
];

/// The items of a list in brackets, each on a row of its own with its line; `None` when the text is not one.
#[must_use]
pub fn grille(fichier: &str, contenu: &str) -> Option<Grille> {
    let net = contenu.trim_end().trim_end_matches([';', ',']).trim_end();
    let ouverture = net.find(['(', '[', '{'])?;
    let (avant, dedans) = net.split_at(ouverture);
    if !est_un_debut(avant) || !net.ends_with([')', ']', '}']) {
        return None;
    }
    let autour = |c: char| c.is_whitespace() || "()[]{}".contains(c);
    let items = dedans.trim_matches(autour);
    if items.contains(['(', ')', '[', ']', '{', '}', ':'])
        || !items.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let premiere = contenu
        .get(..ouverture)
        .unwrap_or_default()
        .matches('\n')
        .count() as u64
        + 1;
    let mut lignes = Vec::new();
    for (numero, ligne) in (premiere..).zip(dedans.lines()) {
        let morceaux = ligne.trim_matches(autour).split([',', ';']);
        for morceau in morceaux {
            let une = Ligne::new(numero, [morceau]);
            if une.parle() {
                lignes.push(une);
            }
        }
    }
    Some(Grille {
        fichier: fichier.to_owned(),
        tete: Tete::Donnees,
        lignes,
    })
}

/// Nothing, a known word, or a name that the list is given to (`communes <-`, `codes =`, `let x: `).
fn est_un_debut(avant: &str) -> bool {
    let net = avant.trim();
    let signe = ["<-", "=", ":="].iter().find_map(|s| net.rsplit_once(s));
    let (nom, mot) = signe.unwrap_or(("", net));
    let simple = |t: &str| {
        t.chars()
            .all(|c| c.is_alphanumeric() || " _.\n".contains(c))
            && t.len() <= 60
    };
    let mot = mot.trim().to_lowercase();
    let dernier = mot.split_whitespace().next_back().unwrap_or_default();
    simple(nom)
        && !nom.contains(|c: char| c.is_ascii_digit())
        && (mot.is_empty() || DEVANT.contains(&dernier))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cellules(contenu: &str) -> Vec<String> {
        let lignes = grille("x", contenu).unwrap().lignes;
        lignes.into_iter().map(|l| l.cellules[0].clone()).collect()
    }

    #[test]
    fn lists_of_r_python_and_sql() {
        for contenu in [
            "c(\"63102\", \"63430\")",
            "communes <- c('63102',\n  '63430')\n",
            "['63102', '63430']",
            "codes = [63102, 63430]",
            "{63102, 63430}",
            "WHERE codgeo IN ('63102', '63430');",
            "[ \"63102\",\n  \"63430\",\n]",
        ] {
            let lues: Vec<String> = cellules(contenu)
                .iter()
                .map(|c| crate::load::perimetre::cellule::nettoyer(c))
                .collect();
            assert_eq!(lues, ["63102", "63430"], "{contenu}");
        }
        assert_eq!(
            grille("x", "c('63102',\n'63430')").unwrap().lignes[1].numero,
            2
        );
    }

    #[test]
    fn names_followed_by_a_code_are_not_a_program() {
        for contenu in [
            "Châteldon (63102)\nThiers (63430)",
            "Châteldon (63102)",
            "63102\n63430",
            "{\"code\": \"63102\"}",
            "c(63102, 63430",
            "",
        ] {
            assert_eq!(grille("x", contenu), None, "{contenu}");
        }
    }
}
