//! Outlines and points held against where the communes are: a latitude written in the place of the longitude is no place.
//!
//! Only what is at its place once swapped is told: nothing else is guessed.

use std::collections::{BTreeMap, BTreeSet};

use geo::{BoundingRect, MultiPolygon};

use crate::base::contours;
use crate::load::format::lieux::lieux;
use crate::load::table::lignes::Lignes;
use crate::model::{CodeCommune, ErreurDonnees, UniteId};

/// West, south, east, north.
type Boite = [f64; 4];

impl Lignes<'_> {
    /// Takes out the outlines and the points of a file that swaps longitudes and latitudes.
    ///
    /// # Errors
    /// The embedded rules are wrong.
    pub(super) fn juge_les_places(&mut self) -> Result<(), ErreurDonnees> {
        let table = &self.table;
        if self.referentiel.fictif || table.contours.is_empty() && table.points.is_empty() {
            return Ok(());
        }
        let marge = lieux()?.marge();
        let unites = table
            .contours
            .keys()
            .chain(table.points.iter().map(|(id, _)| id));
        let connues = self.boites_connues(unites);
        let siennes = table.contours.iter().map(|(id, c)| (*id, boite(c)));
        let polygones = self.sont_echanges((&connues, marge), siennes);
        let siennes = table
            .points
            .iter()
            .map(|(id, p)| (*id, Some([p.lon, p.lat, p.lon, p.lat])));
        let points = self.sont_echanges((&connues, marge), siennes);
        if !polygones && !points {
            return Ok(());
        }
        let quoi = if polygones { "polygones" } else { "points" };
        if polygones {
            self.table.contours.clear();
        }
        if points {
            self.table.points.clear();
        }
        self.table.lieux_ecartes = Some(format!(
            "ses {quoi} ont leur latitude à la place de leur longitude : aucun n'est utilisé ; exportez-les à nouveau, la longitude avant la latitude"
        ));
        Ok(())
    }

    /// Boxes of the embedded outlines around the département of which the file places most communes.
    fn boites_connues<'u>(
        &self,
        unites: impl Iterator<Item = &'u UniteId>,
    ) -> BTreeMap<CodeCommune, Boite> {
        let mut comptes: BTreeMap<String, usize> = BTreeMap::new();
        for id in unites {
            let code = self.referentiel.unite(*id).code;
            *comptes.entry(code.departement().to_owned()).or_default() += 1;
        }
        let plus = comptes.iter().max_by_key(|(_, n)| **n);
        let departements: BTreeSet<&str> = plus.into_iter().map(|(d, _)| d.as_str()).collect();
        let lus = contours::lire(&departements).unwrap_or_default();
        lus.iter()
            .filter_map(|(code, c)| Some((*code, boite(c)?)))
            .collect()
    }

    /// Whether most of the places that can be compared are those of their communes once swapped, and not before.
    fn sont_echanges(
        &self,
        (connues, marge): (&BTreeMap<CodeCommune, Boite>, f64),
        siennes: impl Iterator<Item = (UniteId, Option<Boite>)>,
    ) -> bool {
        let paires = siennes.filter_map(|(id, b)| {
            let connue = connues.get(&self.referentiel.unite(id).code)?;
            Some((b?, *connue))
        });
        echangees(paires, marge)
    }
}

fn echangees(paires: impl Iterator<Item = (Boite, Boite)>, marge: f64) -> bool {
    let (mut comparees, mut echangees) = (0_usize, 0_usize);
    for (lue, connue) in paires {
        let [ouest, sud, est, nord] = lue;
        comparees += 1;
        let ailleurs =
            !touche(lue, connue, marge) && touche([sud, ouest, nord, est], connue, marge);
        echangees += usize::from(ailleurs);
    }
    echangees * 2 > comparees
}

fn touche(a: Boite, b: Boite, marge: f64) -> bool {
    let [ouest, sud, est, nord] = b;
    a[0] <= est + marge && a[2] >= ouest - marge && a[1] <= nord + marge && a[3] >= sud - marge
}

fn boite(surface: &MultiPolygon<f64>) -> Option<Boite> {
    let boite = surface.bounding_rect()?;
    Some([boite.min().x, boite.min().y, boite.max().x, boite.max().y])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Wherever a commune is, its box is told from the same swapped, unless both are at one place.
        #[test]
        fn a_file_is_swapped_when_its_communes_are_at_their_place_once_swapped(
            places in prop::collection::vec((-60.0..60.0_f64, -30.0..52.0_f64), 1..20), echange in any::<bool>(),
        ) {
            let places = places.into_iter().filter(|(x, y)| (x - y).abs() > 1.0);
            let paire = |(x, y): (f64, f64)| {
                let connue = [x, y, x + 0.1, y + 0.1];
                let lue = if echange { [y, x, y + 0.1, x + 0.1] } else { connue };
                (lue, connue)
            };
            let paires: Vec<(Boite, Boite)> = places.map(paire).collect();
            prop_assert_eq!(echangees(paires.iter().copied(), 0.05), echange && !paires.is_empty());
        }
    }

    #[test]
    fn what_is_elsewhere_and_not_swapped_is_not_said_swapped() {
        let connue = [3.4, 44.5, 3.6, 44.6];
        assert!(!echangees(
            [([7.0, 48.0, 7.1, 48.1], connue)].into_iter(),
            0.05
        ));
        assert!(echangees(
            [([44.5, 3.4, 44.6, 3.6], connue)].into_iter(),
            0.05
        ));
        assert!(!echangees(std::iter::empty(), 0.05));
    }
}
