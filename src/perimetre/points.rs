//! From points (practices) to the communes in which they lie, by the outlines.

use std::collections::{BTreeMap, BTreeSet};

use crate::francais::{compte, denombre, enumerer};
use crate::model::{
    Constat, Dataset, Emplacement, ErreurDonnees, GenrePerimetre, Membre, Perimetre, RegleConstat,
    SectionId, Severite,
};

use super::erreur::ErreurPerimetre;
use super::index_contours::{Index, Lecture, PointEcrit};

/// Lines named in a finding.
const DITES: usize = 5;
/// Communes in which the points lie; points in no outline, in Lambert-93 or whose coordinates are swapped are told.
///
/// # Errors
/// [`ErreurPerimetre::DonneesManquantes`] without outlines, [`ErreurPerimetre::Vide`] when no point is in a commune.
pub fn depuis_points(
    nom: &str,
    points: &[PointEcrit],
    illisibles: &[u64],
    donnees: &Dataset,
) -> Result<Perimetre, ErreurPerimetre> {
    if donnees.traces().is_empty() {
        return Err(ErreurPerimetre::DonneesManquantes(
            ErreurDonnees::new(
                Emplacement::fichier(nom),
                "aucun contour de commune : rien ne dit dans laquelle est un point",
            )
            .attendu(
                "les contours des communes (GeoJSON Etalab ou IGN) dans le dossier de données",
            ),
        ));
    }
    let index = Index::new(donnees);
    let (mut communes, mut dehors) = (BTreeSet::new(), Vec::new());
    let mut lues: BTreeMap<Lecture, Vec<u64>> = BTreeMap::new();
    for point in points {
        match index.placer(*point) {
            Some((unite, lecture)) => {
                communes.insert(unite);
                lues.entry(lecture).or_default().push(point.ligne);
            }
            None => dehors.push(point.ligne),
        }
    }
    if communes.is_empty() {
        return Err(ErreurPerimetre::Vide(format!(
            "aucun des {} de {nom} n'est dans une commune dont le contour est connu ({})",
            denombre(points.len(), "point", "points"),
            lignes(&dehors)
        )));
    }
    Ok(Perimetre {
        nom: nom.to_owned(),
        expression: nom.to_owned(),
        genre: GenrePerimetre::Projet,
        constats: constats(&lues, &dehors, illisibles),
        membres: communes
            .into_iter()
            .map(|unite| Membre { unite, part: 1.0 })
            .collect(),
        cpts: None,
    })
}

fn constats(
    lues: &BTreeMap<Lecture, Vec<u64>>,
    dehors: &[u64],
    illisibles: &[u64],
) -> Vec<Constat> {
    let mut constats = Vec::new();
    let mut dire = |regle, siennes: &[u64], (un, plusieurs): (&str, &str)| {
        if siennes.is_empty() {
            return;
        }
        let texte = format!(
            "{} {} ({}).",
            compte(siennes.len() as f64, "point", "points"),
            if siennes.len() > 1 { plusieurs } else { un },
            lignes(siennes)
        );
        constats.push(Constat::new(
            regle,
            Severite::Attention,
            SectionId::S1,
            texte,
        ));
    };
    let lues = |l: Lecture| lues.get(&l).map(Vec::as_slice).unwrap_or_default();
    dire(
        RegleConstat::PointsHorsCommunes,
        dehors,
        (
            "n'est dans aucune commune dont le contour est connu, et n'est pas pris",
            "ne sont dans aucune commune dont le contour est connu, et ne sont pas pris",
        ),
    );
    dire(
        RegleConstat::PointsHorsCommunes,
        illisibles,
        (
            "n'a pas deux nombres pour coordonnées, et n'est pas pris",
            "n'ont pas deux nombres pour coordonnées, et ne sont pas pris",
        ),
    );
    dire(
        RegleConstat::PointsConvertis,
        lues(Lecture::Lambert),
        (
            "est en Lambert-93 (mètres) et non en degrés : il a été converti",
            "sont en Lambert-93 (mètres) et non en degrés : ils ont été convertis",
        ),
    );
    dire(
        RegleConstat::PointsConvertis,
        lues(Lecture::Echangee),
        (
            "a sa latitude à la place de sa longitude : elles ont été échangées",
            "ont leur latitude à la place de leur longitude : elles ont été échangées",
        ),
    );
    constats
}

/// « ligne 4 », « lignes 4, 7 et 12 autres ».
fn lignes(numeros: &[u64]) -> String {
    let dits: Vec<String> = numeros.iter().map(u64::to_string).collect();
    let mot = if numeros.len() > 1 { "lignes" } else { "ligne" };
    format!("{mot} {}", enumerer(&dits, DITES))
}

#[cfg(test)]
mod tests {
    use super::super::index_contours::essai::donnees;
    use super::*;
    use crate::base::embarquee;
    use crate::geo::Projection;

    fn points(xy: &[[f64; 2]]) -> Vec<PointEcrit> {
        let point = |(i, [x, y]): (u64, &[f64; 2])| PointEcrit {
            ligne: i + 2,
            x: *x,
            y: *y,
        };
        (0..).zip(xy).map(point).collect()
    }

    #[test]
    fn each_point_finds_its_commune_and_what_is_amiss_is_told() {
        let d = donnees();
        let lambert = Projection::Lambert93.projeter(3.9, 44.7);
        let ecrits = points(&[
            [3.5, 44.5],
            [44.5, 3.5],
            lambert,
            [-1.0, 48.0],
            [1e300, 0.0],
        ]);
        let p = depuis_points("p.csv", &ecrits, &[9], &d).unwrap();
        let codes: Vec<String> = p
            .membres
            .iter()
            .map(|m| d.referentiel.unite(m.unite).code.to_string())
            .collect();
        assert_eq!(codes, ["48080", "48095"]);
        let dits: Vec<&str> = p.constats.iter().map(|c| c.texte.as_str()).collect();
        assert_eq!(dits.len(), 4, "{dits:?}");
        assert!(
            dits[0].contains("lignes 5 et 6") && dits[1].contains("ligne 9"),
            "{dits:?}"
        );
        assert!(
            dits[2].contains("ligne 4") && dits[3].contains("ligne 3"),
            "{dits:?}"
        );
    }

    #[test]
    fn nothing_inside_and_no_outline_are_different_errors() {
        let ecrits = points(&[[-1.0, 48.0]]);
        let rien = depuis_points("p", &ecrits, &[], &donnees());
        assert!(matches!(rien, Err(ErreurPerimetre::Vide(_))));
        let sans = Dataset {
            referentiel: embarquee(),
            ..Dataset::default()
        };
        let sans = depuis_points("p", &ecrits, &[], &sans);
        assert!(matches!(sans, Err(ErreurPerimetre::DonneesManquantes(_))));
    }
}
