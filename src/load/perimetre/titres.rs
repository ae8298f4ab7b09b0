//! Tables whose columns are found by their titles: points, travel times.

use crate::base::normaliser;
use crate::load::perimetre::fichier::{Contenu, Fichier};
use crate::load::perimetre::grille::{Grille, Ligne};
use crate::load::perimetre::{grille_classeur, grille_texte};
use crate::model::{Emplacement, ErreurDonnees};

/// The table of a file; of a workbook, the first sheet that is `bonne`.
///
/// # Errors
/// [`ErreurDonnees`]: what cannot be read; `refus` for a map, or a workbook without such a sheet.
pub(super) fn grille(
    fichier: &Fichier,
    bonne: impl Fn(&Grille) -> bool,
    refus: impl Fn(&str) -> ErreurDonnees,
) -> Result<Grille, ErreurDonnees> {
    let nom = fichier.nom();
    match &fichier.contenu {
        Contenu::Liste(texte) => grille_texte::grille(&nom, texte),
        Contenu::Classeur(octets) => {
            let feuilles = grille_classeur::grilles(&nom, octets)?;
            let mut grilles = feuilles.into_iter().map(|(_, g)| g);
            grilles.find(bonne).ok_or_else(|| refus(&nom))
        }
        Contenu::Carte(_) => Err(refus(&nom)),
    }
}

/// Rank of the first column that has one of some titles, without case nor accents.
pub(super) fn colonne(tete: &Ligne, titres: &[&str]) -> Option<usize> {
    let mut lus = tete.cellules.iter().map(|c| normaliser(c));
    lus.position(|t| titres.contains(&t.as_str()))
}

/// A table without the columns looked for, with the line and the titles that it has.
pub(super) fn avec_ses_titres(refus: ErreurDonnees, grille: &Grille) -> ErreurDonnees {
    let Some(tete) = grille.lignes.first() else {
        return refus;
    };
    let mut refus = refus.valeur(tete.resume());
    refus.emplacement = refus.emplacement.clone().ligne(tete.numero);
    refus
}

/// A number, with a decimal point or comma.
pub(super) fn nombre(cellule: &str) -> Option<f64> {
    let lu: f64 = cellule.trim().replace(',', ".").parse().ok()?;
    lu.is_finite().then_some(lu)
}

/// Refuses more rows than can be held.
///
/// # Errors
/// [`ErreurDonnees`]: « 1 200 000 points », what is expected, `remede`.
pub(super) fn au_plus(
    nom: &str,
    (lues, max): (usize, usize),
    quoi: &str,
    remede: &str,
) -> Result<(), ErreurDonnees> {
    if lues <= max {
        return Ok(());
    }
    let lieu = Emplacement::fichier(nom);
    Err(ErreurDonnees::new(lieu, format!("{lues} {quoi}"))
        .attendu(format!("{max} {quoi} au plus"))
        .remede(remede))
}
