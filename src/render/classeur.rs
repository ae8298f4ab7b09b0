//! What the workbooks share: a creation that reads no clock, cells within the limits of the format.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::rapport::{Cellule, ColonneTableau, Tableau};

/// Most characters that a cell of the format holds.
const CARACTERES_MAX: usize = 32_767;

/// An empty workbook; a fixed day stands for its creation, so that the same report gives the same bytes.
pub(super) fn nouveau(titre: &str) -> Result<Workbook, XlsxError> {
    let mut classeur = Workbook::new();
    let creation = ExcelDateTime::from_ymd(2000, 1, 1)?;
    classeur.set_properties(
        &DocProperties::new()
            .set_title(titre)
            .set_creation_datetime(&creation),
    );
    Ok(classeur)
}

/// A text, cut where a cell ends.
pub(super) fn borne(texte: &str) -> String {
    texte.chars().take(CARACTERES_MAX).collect()
}

/// A title with its unit.
pub(super) fn titre(colonne: &ColonneTableau) -> String {
    if colonne.unite.is_empty() {
        colonne.titre.clone()
    } else {
        format!("{} ({})", colonne.titre, colonne.unite)
    }
}

/// Number format of a count of decimals; the spreadsheet writes it in the language of its user.
pub(super) fn masque(decimales: u8) -> String {
    match decimales {
        0 => "#,##0".to_owned(),
        n => format!("#,##0.{}", "0".repeat(usize::from(n.min(6)))),
    }
}

/// Width of a column, characters: that of its texts between 10 and 50.
pub(super) fn largeur(tableau: &Tableau, rang: usize) -> f64 {
    let textes = tableau.lignes.iter().filter_map(|l| match l.get(rang)? {
        Cellule::Texte(t) => Some(t.chars().count()),
        Cellule::Nombre(_) => None,
    });
    let caracteres = textes.max().unwrap_or(0).clamp(10, 50);
    f64::from(u8::try_from(caracteres).unwrap_or(50)) + 2.0
}

/// A name that a sheet may have, not yet taken: at most 31 characters, none of those that the format refuses.
pub(super) fn nom_de_feuille(voulu: &str, pris: &[String]) -> String {
    let permis: String = voulu
        .chars()
        .map(|c| {
            if "[]:*?/\\'".contains(c) || c.is_control() {
                '-'
            } else {
                c
            }
        })
        .take(28)
        .collect();
    let nu = if permis.trim().is_empty() {
        "feuille".to_owned()
    } else {
        permis
    };
    let libre = |nom: &String| !pris.iter().any(|p| p.to_lowercase() == nom.to_lowercase());
    let suites = (2..=pris.len() + 2).map(|n| format!("{nu} {n}"));
    std::iter::once(nu.clone())
        .chain(suites)
        .find(libre)
        .unwrap_or(nu)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_a_name_that_the_format_allows_and_its_own() {
        let pris = vec!["a-b".to_owned()];
        assert_eq!(nom_de_feuille("A/B", &pris), "A-B 2");
        assert_eq!(nom_de_feuille("", &[]), "feuille");
        assert!(nom_de_feuille(&"x".repeat(80), &[]).chars().count() <= 31);
    }
}
