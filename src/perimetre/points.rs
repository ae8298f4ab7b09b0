//! From points (practices) to the communes in which they lie, by the outlines.

use std::collections::{BTreeMap, BTreeSet};

use crate::francais::{compte, denombre, enumerer};
use crate::geo::inclusion::Inclusion;
use crate::geo::{Emprise, Projection, anneaux, est_geographique};
use crate::model::{
    Constat, Dataset, Emplacement, ErreurDonnees, GenrePerimetre, Membre, Perimetre, Point,
    RegleConstat, SectionId, Severite, UniteId,
};

use super::erreur::ErreurPerimetre;

/// A point as its file writes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PointEcrit {
    /// Line, from 1.
    pub ligne: u64,
    /// First coordinate: the longitude, unless it is said otherwise.
    pub x: f64,
    /// Second coordinate: the latitude.
    pub y: f64,
}

/// Lines named in a finding.
const DITES: usize = 5;
/// Side of a cell of the index, degrees: a few communes.
const CASE: f64 = 0.1;
/// Cells that an outline may cover in the index: beyond, it is no commune of ours.
const CASES_MAX: f64 = 10_000.0;

/// How a point was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lecture {
    Ecrite,
    Lambert,
    Echangee,
}

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

/// The outlines, by the cells that each covers.
struct Index<'d> {
    contours: Vec<(UniteId, Inclusion<'d>)>,
    cases: BTreeMap<(i32, i32), Vec<usize>>,
}

impl<'d> Index<'d> {
    fn new(donnees: &'d Dataset) -> Self {
        let (mut contours, mut cases) = (Vec::new(), BTreeMap::<_, Vec<usize>>::new());
        for (id, contour) in donnees.traces() {
            let sommets = anneaux(&contour.geometrie).flat_map(|a| a.0.iter().map(|c| [c.x, c.y]));
            let emprise = Emprise::de(sommets);
            if emprise.est_vide() {
                continue;
            }
            let (min, max) = (emprise.min.map(case), emprise.max.map(case));
            let couvre = |i: usize| f64::from(max[i]) - f64::from(min[i]) + 1.0;
            if couvre(0) * couvre(1) > CASES_MAX {
                continue;
            }
            for x in min[0]..=max[0] {
                for y in min[1]..=max[1] {
                    cases.entry((x, y)).or_default().push(contours.len());
                }
            }
            // An arrondissement stands for its city.
            let ville = donnees.referentiel.unite(*id).parent.unwrap_or(*id);
            contours.push((ville, Inclusion::new(&contour.geometrie)));
        }
        Self { contours, cases }
    }

    fn placer(&self, p: PointEcrit) -> Option<(UniteId, Lecture)> {
        if !est_geographique(p.x, p.y) && !est_geographique(p.y, p.x) {
            let (lon, lat) = Projection::Lambert93.inverser([p.x, p.y])?;
            return Some((self.commune(Point { lon, lat })?, Lecture::Lambert));
        }
        let ecrite = self.commune(Point { lon: p.x, lat: p.y });
        let echangee = || self.commune(Point { lon: p.y, lat: p.x });
        ecrite
            .map(|id| (id, Lecture::Ecrite))
            .or_else(|| Some((echangee()?, Lecture::Echangee)))
    }

    fn commune(&self, p: Point) -> Option<UniteId> {
        if !est_geographique(p.lon, p.lat) {
            return None;
        }
        let ici = self.cases.get(&(case(p.lon), case(p.lat)))?;
        let ici = ici.iter().filter_map(|rang| self.contours.get(*rang));
        let mut ici = ici.filter(|(_, contour)| contour.contient(p));
        ici.next().map(|(id, _)| *id)
    }
}

/// The cell of a coordinate in degrees.
fn case(degres: f64) -> i32 {
    (degres / CASE).floor() as i32
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use geo::{MultiPolygon, Rect, coord};
    use proptest::prelude::*;

    use super::*;
    use crate::base::embarquee;
    use crate::model::{Contour, Forme, SourceId};

    /// Mende and Langogne as squares, where they are.
    fn donnees() -> Dataset {
        let carre = |lon: f64, lat: f64| {
            let coin = coord! { x: lon, y: lat };
            let rect = Rect::new(coin, coord! { x: lon + 0.2, y: lat + 0.2 });
            MultiPolygon::new(vec![rect.to_polygon()])
        };
        let referentiel = embarquee();
        let contour = |(code, lon, lat): (&str, f64, f64)| {
            let id = referentiel.par_code(code.parse().unwrap()).unwrap();
            let geometrie = Forme::from(carre(lon, lat));
            let source = SourceId(0);
            (id, Contour { geometrie, source })
        };
        let contours = [("48095", 3.4, 44.4), ("48080", 3.8, 44.6)].map(contour);
        Dataset {
            referentiel: Arc::clone(&referentiel),
            contours: contours.into_iter().collect(),
            ..Dataset::default()
        }
    }

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

    proptest! {
        /// The law: a point is in the commune of which a square holds it, and hostile numbers are in none.
        #[test]
        fn a_point_is_where_a_square_holds_it(x in 3.0..4.3_f64, y in 44.0..45.0_f64, fou in any::<f64>()) {
            let d = donnees();
            let index = Index::new(&d);
            let placer = |x, y| index.placer(PointEcrit { ligne: 2, x, y });
            let dedans = |lon: f64, lat: f64| (lon..lon + 0.2).contains(&x) && (lat..lat + 0.2).contains(&y);
            prop_assert_eq!(placer(x, y).is_some(), dedans(3.4, 44.4) || dedans(3.8, 44.6));
            let loin = if fou.abs() < 200.0 { 1e9 } else { fou };
            prop_assert!(placer(loin, y).is_none());
        }
    }
}
