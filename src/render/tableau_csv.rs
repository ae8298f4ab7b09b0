//! One table of the report as CSV: `;`, header, UTF-8, exact numbers with a decimal point.

use crate::rapport::{Cellule, Tableau};
use crate::render::classeur::titre;
use crate::render::listes::{self, Liste};

/// A table as CSV; cells that a spreadsheet would run are made inert.
#[must_use]
pub fn rendre(tableau: &Tableau) -> String {
    let titres: Vec<String> = tableau.colonnes.iter().map(titre).collect();
    let titres: Vec<&str> = titres.iter().map(String::as_str).collect();
    let mut liste = Liste::new(&titres);
    for ligne in &tableau.lignes {
        liste.ajouter(ligne.iter().map(exacte).collect());
    }
    listes::csv(&liste)
}

fn exacte(cellule: &Cellule) -> String {
    match cellule {
        Cellule::Nombre(x) => x.to_string(),
        Cellule::Texte(t) => t.clone(),
    }
}
