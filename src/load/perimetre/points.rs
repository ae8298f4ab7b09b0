//! A list of points (practices, structures): where each was written to be, and on which line.

use super::titres::{self, au_plus, avec_ses_titres, colonne, nombre};
use crate::load::perimetre::fichier::Fichier;
use crate::load::perimetre::grille::{Grille, Ligne};
use crate::model::{Emplacement, ErreurDonnees};
use crate::perimetre::PointEcrit;

/// Titles of the first coordinate, then of the second.
const LONGITUDE: [&str; 8] = [
    "lon",
    "long",
    "lng",
    "longitude",
    "x",
    "coord x",
    "coordonnee x",
    "lon wgs84",
];
const LATITUDE: [&str; 6] = [
    "lat",
    "latitude",
    "y",
    "coord y",
    "coordonnee y",
    "lat wgs84",
];
/// Most points of a list: ten times the health professionals of a région.
pub const POINTS_MAX: usize = 1_000_000;

/// The points of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ListeDePoints {
    /// The file, as messages name it.
    pub fichier: String,
    /// Those that were read, in its order.
    pub points: Vec<PointEcrit>,
    /// Lines whose coordinates are no numbers.
    pub illisibles: Vec<u64>,
}

/// Reads the points of a table.
///
/// # Errors
/// [`ErreurDonnees`]: no table, no column of longitudes and of latitudes, no point, more than [`POINTS_MAX`].
pub fn lire(fichier: &Fichier) -> Result<ListeDePoints, ErreurDonnees> {
    let nom = fichier.nom();
    let grille = titres::grille(fichier, |g| colonnes(g).is_some(), sans_colonnes)?;
    let (rang_x, rang_y, lignes) =
        colonnes(&grille).ok_or_else(|| avec_ses_titres(sans_colonnes(&nom), &grille))?;
    let lues = (lignes.len(), POINTS_MAX);
    au_plus(&nom, lues, "points", "partagez ce fichier en plusieurs")?;
    let (mut points, mut illisibles) = (Vec::new(), Vec::new());
    for ligne in lignes {
        match nombre(ligne.cellule(rang_x)).zip(nombre(ligne.cellule(rang_y))) {
            Some((x, y)) => points.push(PointEcrit {
                ligne: ligne.numero,
                x,
                y,
            }),
            None => illisibles.push(ligne.numero),
        }
    }
    if points.is_empty() {
        return Err(
            ErreurDonnees::new(Emplacement::fichier(&nom), "aucun point à lire")
                .attendu(
                    "une longitude et une latitude en degrés par ligne, par exemple 3,4990;44,5180",
                )
                .remede("complétez les deux colonnes de coordonnées"),
        );
    }
    Ok(ListeDePoints {
        fichier: nom,
        points,
        illisibles,
    })
}

/// Ranks of the two columns and the rows of points: those that the first row names, else the two of a table of two numbers.
fn colonnes(grille: &Grille) -> Option<(usize, usize, &[Ligne])> {
    let (tete, lignes) = grille.lignes.split_first()?;
    if let Some((x, y)) = colonne(tete, &LONGITUDE).zip(colonne(tete, &LATITUDE)) {
        return Some((x, y, lignes));
    }
    let deux = tete.cellules.len() == 2 && tete.cellules.iter().all(|c| nombre(c).is_some());
    deux.then_some((0, 1, &grille.lignes[..]))
}

fn sans_colonnes(nom: &str) -> ErreurDonnees {
    ErreurDonnees::new(
        Emplacement::fichier(nom),
        "ce fichier ne donne pas de points",
    )
    .attendu("un tableau (CSV, XLSX, ODS) avec une colonne « longitude » et une colonne « latitude », en degrés")
    .remede("nommez ces deux colonnes dans la première ligne (lon et lat, ou x et y, conviennent aussi)")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::load::perimetre::fichier::Contenu;

    fn lus(texte: &str) -> Result<ListeDePoints, String> {
        let fichier = Fichier {
            chemin: PathBuf::from("p.csv"),
            contenu: Contenu::Liste(texte.to_owned()),
        };
        lire(&fichier).map_err(|e| e.to_string())
    }

    #[test]
    fn the_columns_are_found_by_their_titles_in_any_order_and_a_comma_is_decimal() {
        let liste = lus("cabinet;Latitude;Longitude\nA;44,518;3,499\nB;nord;3,5\n").unwrap();
        assert_eq!(liste.illisibles, [3]);
        let p = liste.points[0];
        assert_eq!((p.ligne, p.x, p.y), (2, 3.499, 44.518));
        assert_eq!(lus("3.499,44.518\n3.5,44.6\n").unwrap().points.len(), 2);
    }

    #[test]
    fn titles_that_are_not_those_are_told_with_their_line() {
        let erreur = lus("lon;latt\n3.5;44.5\n").unwrap_err();
        assert!(
            erreur.contains("ligne 1") && erreur.contains("lon | latt"),
            "{erreur}"
        );
    }

    #[test]
    fn what_gives_no_point_is_refused_with_what_to_write() {
        for texte in ["code\n48095\n", "lon;lat\nA;B\n", "lon;lat\nNaN;inf\n"] {
            let erreur = lus(texte).unwrap_err();
            assert!(erreur.contains("latitude"), "{texte} : {erreur}");
        }
    }
}
