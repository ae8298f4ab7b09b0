//! The sheet of the communes: all that the tables of the report say of each, side by side.

use std::collections::BTreeMap;

use super::briques::{Feuille, colonne, simple, tableau, texte};
use crate::rapport::types::{Cellule, ColonneTableau, Tableau};

/// Whether the rows of a table are the communes of the perimeter.
#[must_use]
pub fn par_commune(t: &Tableau) -> bool {
    let titres: Vec<&str> = t
        .colonnes
        .iter()
        .take(2)
        .map(|c| c.titre.as_str())
        .collect();
    titres == ["Code", "Commune"]
}

/// One table of all that is known by commune: every column once, each commune once.
pub(super) fn reunir(tableaux: &[&Tableau]) -> Option<Feuille> {
    let mut colonnes = vec![colonne("Code"), colonne("Commune")];
    let mut lignes: BTreeMap<String, Vec<Cellule>> = BTreeMap::new();
    for t in tableaux {
        for (rang, c) in t.colonnes.iter().enumerate().skip(2) {
            colonnes.push(ColonneTableau {
                titre: format!("{} – {}", t.titre, c.titre),
                ..c.clone()
            });
            let large = colonnes.len();
            for ligne in &t.lignes {
                let (Some(Cellule::Texte(code)), Some(nom)) = (ligne.first(), ligne.get(1)) else {
                    continue;
                };
                let sienne = lignes
                    .entry(code.clone())
                    .or_insert_with(|| vec![texte(code.as_str()), nom.clone()]);
                sienne.resize(large - 1, texte(""));
                sienne.push(ligne.get(rang).cloned().unwrap_or_else(|| texte("")));
            }
        }
    }
    let large = colonnes.len();
    let lignes: Vec<Vec<Cellule>> = lignes
        .into_values()
        .map(|mut l| {
            l.resize(large, texte(""));
            l
        })
        .collect();
    let rien = lignes.is_empty();
    let notes = tableaux
        .iter()
        .filter_map(|t| t.note.as_ref().map(|n| format!("{}\u{a0}: {n}", t.titre)));
    let notes: Vec<String> = notes.collect();
    (!rien).then(|| {
        let mut communes = tableau("communes", "Communes", colonnes, lignes);
        communes.note = (!notes.is_empty()).then(|| notes.join(" "));
        simple("communes", communes)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commune_has_one_row_with_the_cells_of_every_table() {
        let deux = |id: &str, codes: [&str; 2]| {
            let lignes = codes
                .map(|c| vec![texte(c), texte(c), Cellule::Nombre(1.0)])
                .to_vec();
            let colonnes = ["Code", "Commune", "x"].map(colonne).to_vec();
            tableau(id, id, colonnes, lignes)
        };
        let (a, b) = (deux("a", ["1", "2"]), deux("b", ["2", "3"]));
        let reunies = reunir(&[&a, &b]).unwrap().tableau;
        let un = Cellule::Nombre(1.0);
        assert_eq!(reunies.lignes.len(), 3);
        assert_eq!(reunies.lignes[0][2..], [un.clone(), texte("")]);
        assert_eq!(reunies.lignes[1][2..], [un.clone(), un.clone()]);
        assert_eq!(reunies.lignes[2][2..], [texte(""), un]);
    }

    #[test]
    fn two_columns_of_one_title_are_two_columns() {
        let colonnes = ["Code", "Commune", "km", "km"].map(colonne).to_vec();
        let ligne = vec![
            texte("1"),
            texte("A"),
            Cellule::Nombre(1.0),
            Cellule::Nombre(2.0),
        ];
        let reunies = reunir(&[&tableau("a", "a", colonnes, vec![ligne.clone()])]).unwrap();
        assert_eq!(reunies.tableau.lignes, [ligne]);
    }
}
