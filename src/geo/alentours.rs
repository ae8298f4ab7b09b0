//! Units that a chain of neighbours could reach, told by their bounding boxes: a sieve before the exact borders.

use std::collections::BTreeSet;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::adjacence::outre_eau;
use super::{Emprise, Maille};
use crate::model::{Forme, UniteId};

/// Boxes are widened by this, degrees: more than the step at which border points are compared.
const MARGE: f64 = 1e-6;

type Boite = GeomWithData<Rectangle<[f64; 2]>, UniteId>;

/// The set, and every unit that `pas` steps from neighbour to neighbour could reach; some of them are farther.
///
/// Units that share a border have boxes that meet, so none is missing; a bridge is a step too. A unit without outline reaches nobody.
#[must_use]
pub fn alentours(maille: &Maille, ensemble: &BTreeSet<UniteId>, pas: usize) -> BTreeSet<UniteId> {
    let boites: Vec<Boite> = maille
        .formes()
        .filter_map(|(id, forme)| Some(GeomWithData::new(boite(forme)?, id)))
        .collect();
    let arbre = RTree::bulk_load(boites);
    let mut tous = ensemble.clone();
    let mut bord = ensemble.clone();
    for _ in 0..pas {
        let atteintes: BTreeSet<UniteId> = bord
            .iter()
            .filter_map(|&id| boite(maille.forme(id)))
            .flat_map(|b| {
                let enveloppe = AABB::from_corners(b.lower(), b.upper());
                arbre.locate_in_envelope_intersecting(&enveloppe)
            })
            .map(|b| b.data)
            .chain(outre_eau(maille, &bord))
            .collect();
        bord = atteintes.difference(&tous).copied().collect();
        tous.extend(&bord);
    }
    tous
}

/// Widened box of an outline; `None` without a ring on Earth.
fn boite(forme: &[&Forme]) -> Option<Rectangle<[f64; 2]>> {
    let emprise = Emprise::de(forme.iter().flat_map(|f| Emprise::d_une_forme(f).coins()));
    (!emprise.est_vide()).then(|| {
        Rectangle::from_corners(
            emprise.min.map(|x| x - MARGE),
            emprise.max.map(|x| x + MARGE),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::adjacence::{entre_dans, voisines_dans};
    use crate::geo::essais::{ILE, PARIS, VOISINE, france};

    #[test]
    fn every_true_neighbour_is_reached_and_an_island_stays_alone() {
        let d = france();
        let depart = BTreeSet::from([VOISINE]);
        let maille = Maille::new(&d.referentiel, &d.contours, &depart);
        let atteintes = alentours(&maille, &depart, 1);
        assert!(atteintes.is_superset(&voisines_dans(&maille, &depart)));
        assert!(atteintes.contains(&PARIS) && !atteintes.contains(&ILE));
        assert_eq!(alentours(&maille, &depart, 0), depart);
        let seule = BTreeSet::from([ILE]);
        assert_eq!(alentours(&maille, &seule, 6), seule);
        assert!(entre_dans(&maille, &atteintes)[&VOISINE].contains(&PARIS));
    }
}
