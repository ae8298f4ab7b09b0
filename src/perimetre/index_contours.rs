//! The commune in which a point lies, among all those that are drawn.

use std::collections::BTreeMap;

use crate::geo::inclusion::Inclusion;
use crate::geo::{Emprise, Projection, anneaux, est_geographique};
use crate::model::{Dataset, Point, UniteId};

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

/// Side of a cell of the index, degrees: a few communes.
const CASE: f64 = 0.1;
/// Cells that an outline may cover in the index: beyond, it is no commune of ours.
const CASES_MAX: f64 = 10_000.0;

/// How a point was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lecture {
    /// As it is written.
    Ecrite,
    /// From metres.
    Lambert,
    /// Latitude first.
    Echangee,
}

/// The outlines, by the cells that each covers.
pub(super) struct Index<'d> {
    contours: Vec<(UniteId, Inclusion<'d>)>,
    cases: BTreeMap<(i32, i32), Vec<usize>>,
}

impl<'d> Index<'d> {
    pub(super) fn new(donnees: &'d Dataset) -> Self {
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

    pub(super) fn placer(&self, p: PointEcrit) -> Option<(UniteId, Lecture)> {
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
pub(super) mod essai {
    use std::sync::Arc;

    use geo::{MultiPolygon, Rect, coord};

    use super::*;
    use crate::base::embarquee;
    use crate::model::{Contour, Forme, SourceId};

    /// Mende and Langogne as squares, where they are.
    pub(in super::super) fn donnees() -> Dataset {
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
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::essai::donnees;
    use super::*;

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
