//! A small table typed by a user, read by the names of its columns: results of a contract and the like.

use crate::load::source::tableau::Ligne;
use crate::load::table::{csv_lignes, csv_table};
use crate::model::{Emplacement, ErreurDonnees};

/// One row: its line in the file and the asked cells, trimmed, in the order they were asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rangee {
    /// Line, from 1.
    pub ligne: u64,
    /// Cells, empty where the row has none.
    pub cellules: Vec<String>,
}

/// Reads the rows of a delimited text whose first row names the columns, case aside; rows whose asked cells are all empty
/// are left out.
///
/// # Errors
/// A column that lacks, a row that cannot be cut: file, line and column.
pub fn lire(texte: &str, fichier: &str, colonnes: &[&str]) -> Result<Vec<Rangee>, ErreurDonnees> {
    let texte = texte.strip_prefix('\u{feff}').unwrap_or(texte);
    let lieu = Emplacement::fichier(fichier);
    let delimiteur = csv_table::delimiteur(texte);
    let tete = csv_table::apercu(texte, delimiteur)
        .into_iter()
        .next()
        .unwrap_or_default();
    let rangs = colonnes
        .iter()
        .map(|nom| {
            let rang = tete.iter().position(|c| c.trim().eq_ignore_ascii_case(nom));
            rang.ok_or_else(|| {
                ErreurDonnees::new(lieu.clone().ligne(1), format!("colonne « {nom} » absente"))
                    .valeur(tete.join(";"))
                    .attendu(colonnes.join(";"))
            })
        })
        .collect::<Result<Vec<usize>, _>>()?;
    let mut rangees = Vec::new();
    csv_lignes::lire(texte, delimiteur, 0, &rangs, |l| rangees.extend(rangee(l))).map_err(|i| {
        ErreurDonnees::new(lieu.clone().ligne(i.ligne), &i.defaut.texte).remede(i.defaut.remede())
    })?;
    Ok(rangees)
}

fn rangee(ligne: &Ligne<'_>) -> Option<Rangee> {
    let cellules: Vec<String> = ligne
        .cellules
        .iter()
        .map(|c| c.en_texte().into_owned())
        .collect();
    let dite = cellules.iter().any(|c| !c.is_empty());
    dite.then_some(Rangee {
        ligne: ligne.numero,
        cellules,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_and_lines_kept() {
        let lues = lire(
            "\u{feff}Note;B ;a\nx;2;1\n;;\n\"d\ne\";;4\n",
            "f.csv",
            &["a", "b"],
        );
        let lues = lues.unwrap();
        let vues: Vec<(u64, Vec<&str>)> = lues
            .iter()
            .map(|r| (r.ligne, r.cellules.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(vues, [(2, vec!["1", "2"]), (4, vec!["4", ""])]);
    }

    #[test]
    fn a_column_that_lacks_and_an_open_quote_are_told_with_their_line() {
        let e = lire("a;c\n1;2\n", "f.csv", &["a", "b"]).unwrap_err();
        assert_eq!(e.emplacement.ligne, Some(1));
        assert!(e.probleme.contains("« b »") && e.valeur.as_deref() == Some("a;c"));
        let e = lire("a;b\n1;\"2\n3;4\n", "f.csv", &["a", "b"]).unwrap_err();
        assert_eq!(e.emplacement.ligne, Some(2));
        assert!(e.remede.as_ref().is_some_and(|r| r.contains("guillemet")));
    }
}
