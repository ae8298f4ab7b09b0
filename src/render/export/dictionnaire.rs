//! What each column is: label, unit, formula, vintage, files, and for how many communes it is known.

use crate::rapport::export::{ColonneExport, Contenu, TableCommunes};
use crate::render::listes::{self, Liste};

/// Titles of the dictionary.
pub(super) const TITRES: [&str; 11] = [
    "colonne",
    "libelle",
    "type",
    "unite",
    "formule",
    "millesime",
    "fichiers",
    "connues",
    "masquees",
    "rejetees",
    "absentes",
];

/// A row of the dictionary.
pub(super) fn ligne(colonne: &ColonneExport) -> Vec<String> {
    let genre = match colonne.contenu {
        Contenu::Textes(_) => "texte",
        Contenu::Nombres(_) => "nombre",
    };
    let dits = [
        &colonne.id,
        &colonne.libelle,
        genre,
        &colonne.unite,
        &colonne.formule,
        &colonne.millesime,
        &colonne.fichiers,
    ];
    let comptes = colonne.comptes().map(|n| n.to_string());
    dits.map(str::to_owned).into_iter().chain(comptes).collect()
}

/// The dictionary as CSV.
#[must_use]
pub fn rendre(table: &TableCommunes) -> String {
    let mut liste = Liste::new(&TITRES);
    table
        .avec_etats()
        .iter()
        .for_each(|c| liste.ajouter(ligne(c)));
    listes::csv(&liste)
}
