//! Rejected rows as CSV, for the producer of the data to mend them.

use crate::francais::inerte;
use crate::model::Rejet;

/// CSV (`;`, UTF-8, header) of rejected rows, in the order given; a cell that a spreadsheet would run is quoted with `'`.
#[must_use]
pub fn rendre(rejets: &[Rejet]) -> Vec<u8> {
    let mut sortie = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(Vec::new());
    let entete = ["fichier", "ligne", "colonne", "valeur", "motif", "commune"];
    // Writing to memory cannot fail.
    let _ = sortie.write_record(entete);
    for rejet in rejets {
        let _ = sortie.write_record([
            inerte::cellule(&rejet.fichier),
            rejet.ligne.to_string(),
            inerte::cellule(rejet.colonne.as_deref().unwrap_or_default()),
            inerte::cellule(&rejet.valeur),
            inerte::cellule(&rejet.motif),
            rejet.commune.map(|c| c.to_string()).unwrap_or_default(),
        ]);
    }
    sortie.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_made_inert_and_a_number_is_kept() {
        let rejet = Rejet {
            fichier: "a.csv".to_owned(),
            ligne: 3,
            colonne: Some("apl".to_owned()),
            valeur: "=cmd|' /C calc'!A0".to_owned(),
            motif: "nombre illisible".to_owned(),
            commune: None,
        };
        let texte = String::from_utf8(rendre(&[rejet])).unwrap();
        assert_eq!(
            texte,
            "fichier;ligne;colonne;valeur;motif;commune\na.csv;3;apl;'=cmd|' /C calc'!A0;nombre illisible;\n"
        );
        assert_eq!(inerte::cellule("-12.5"), "-12.5");
    }
}
