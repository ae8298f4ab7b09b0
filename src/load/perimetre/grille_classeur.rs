//! The tables of a workbook: one per sheet that holds text or numbers.

use crate::model::{Emplacement, ErreurDonnees};

use crate::load::perimetre::grille::{Grille, Ligne, Tete};
use crate::load::table::classeur::Classeur;

/// The sheets of a workbook, in its order, with their names; a sheet without text is left out.
///
/// # Errors
/// [`ErreurDonnees`] when the workbook cannot be opened or a sheet cannot be read.
pub fn grilles(fichier: &str, octets: &[u8]) -> Result<Vec<(String, Grille)>, ErreurDonnees> {
    let refuse = |probleme: String| {
        ErreurDonnees::new(Emplacement::fichier(fichier), probleme)
            .attendu("un classeur .xlsx, .xls ou .ods, ou une liste au format CSV")
            .remede("ouvrez-le dans un tableur et enregistrez-le à nouveau en .xlsx ou en CSV")
    };
    let ouvert = Classeur::ouvre(octets, u64::MAX).map_err(|d| refuse(d.texte))?;
    let mut classeur =
        ouvert.ok_or_else(|| refuse("c'est une archive zip, pas un classeur".to_owned()))?;
    let mut grilles = Vec::new();
    for feuille in classeur.feuilles() {
        if !classeur.est_tableau(&feuille) {
            continue;
        }
        let mut lignes = Vec::new();
        let lues = classeur.parcourt(&feuille, |rang, cellules| {
            let largeur = cellules.last().map_or(0, |(c, _)| c + 1);
            let mut ligne = vec![String::new(); largeur];
            for (colonne, cellule) in cellules {
                if let Some(place) = ligne.get_mut(*colonne) {
                    *place = cellule.en_texte().into_owned();
                }
            }
            let ligne = Ligne::new(rang as u64 + 1, ligne);
            if ligne.parle() {
                lignes.push(ligne);
            }
            true
        });
        lues.map_err(refuse)?;
        if !lignes.is_empty() {
            let grille = Grille {
                fichier: format!("{fichier}, feuille « {feuille} »"),
                tete: Tete::Inconnue,
                lignes,
            };
            grilles.push((feuille, grille));
        }
    }
    Ok(grilles)
}
