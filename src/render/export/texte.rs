//! The table as CSV: `;`, header, UTF-8, exact numbers with a decimal point, an empty cell where nothing is known.

use crate::rapport::export::{Contenu, TableCommunes};
use crate::render::listes::{self, Liste};

/// The CSV; cells that a spreadsheet would run are made inert.
#[must_use]
pub fn rendre(table: &TableCommunes) -> String {
    let colonnes = table.avec_etats();
    let titres: Vec<&str> = colonnes.iter().map(|c| c.id.as_str()).collect();
    let mut liste = Liste::new(&titres);
    for ligne in 0..table.lignes() {
        let cellule = |contenu: &Contenu| match contenu {
            Contenu::Textes(textes) => textes.get(ligne).cloned().flatten(),
            Contenu::Nombres(valeurs) => valeurs
                .get(ligne)
                .and_then(|v| v.connue())
                .map(|x| x.to_string()),
        };
        liste.ajouter(
            colonnes
                .iter()
                .map(|c| cellule(&c.contenu).unwrap_or_default())
                .collect(),
        );
    }
    listes::csv(&liste)
}
