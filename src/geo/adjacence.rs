//! Neighbours by exactly shared border segments, as in the IGN / Etalab contours, or by a bridge over water; where a border was not
//! drawn alike on both sides, by sides that run beside each other ([`super::accolees`]); never by distance between places.

use std::collections::{BTreeMap, BTreeSet};

use super::Maille;
use super::accolees::{Paires, approchees, outre_ecart};
use super::bords::{Bords, Segment, approche, bords_tries, emprise, longueur_km, segments};
use crate::model::{Contour, Referentiel, UniteId};

/// Most following units linked through one segment.
const VOISINES_PAR_SEGMENT: usize = 16;

/// Units outside a set that share at least one border segment with it.
///
/// A city is a single unit unless the set holds some of its arrondissements (see [`Maille::new`]).
#[must_use]
pub fn voisines(
    referentiel: &Referentiel,
    contours: &BTreeMap<UniteId, Contour>,
    ensemble: &BTreeSet<UniteId>,
) -> BTreeSet<UniteId> {
    voisines_dans(&Maille::new(referentiel, contours, ensemble), ensemble)
}

/// Units of a tiling outside a set that share at least one border segment with it, or whose border was drawn beside its own.
#[must_use]
pub fn voisines_dans(maille: &Maille, ensemble: &BTreeSet<UniteId>) -> BTreeSet<UniteId> {
    let bords: Bords = ensemble
        .iter()
        .flat_map(|&id| segments(maille.forme(id)))
        .collect();
    let emprise = emprise(&bords);
    let touchees = maille
        .formes()
        .filter(|(id, _)| !ensemble.contains(id))
        .filter(|(_, forme)| approche(forme, &emprise))
        .filter(|(_, forme)| segments(forme).any(|s| bords.contains(&s)))
        .map(|(id, _)| id);
    let mut voisines: BTreeSet<UniteId> = touchees.chain(outre_eau(maille, ensemble)).collect();
    voisines.extend(outre_ecart(maille, ensemble, &voisines));
    voisines
}

/// Units of a tiling outside a set that a bridge links to it.
pub(super) fn outre_eau(maille: &Maille, ensemble: &BTreeSet<UniteId>) -> Vec<UniteId> {
    let passages = maille.passages().iter();
    let bouts = passages.flat_map(|p| [(p.de, p.vers), (p.vers, p.de)]);
    bouts
        .filter(|(ici, la)| ensemble.contains(ici) && !ensemble.contains(la))
        .map(|(_, la)| la)
        .collect()
}

/// Neighbours of each unit inside a set; a unit without neighbour or without outline has an empty entry.
#[must_use]
pub fn entre(
    referentiel: &Referentiel,
    contours: &BTreeMap<UniteId, Contour>,
    ensemble: &BTreeSet<UniteId>,
) -> BTreeMap<UniteId, BTreeSet<UniteId>> {
    entre_dans(&Maille::new(referentiel, contours, ensemble), ensemble)
}

/// Neighbours of each unit inside a set, on a tiling; as [`entre`].
#[must_use]
pub fn entre_dans(
    maille: &Maille,
    ensemble: &BTreeSet<UniteId>,
) -> BTreeMap<UniteId, BTreeSet<UniteId>> {
    lies(maille, ensemble).0
}

/// The same, when it tells the neighbours of each unit inside any smaller set too: where more outlines share a segment than
/// are linked through it, it does not.
#[must_use]
pub fn entre_tous(
    maille: &Maille,
    ensemble: &BTreeSet<UniteId>,
) -> Option<BTreeMap<UniteId, BTreeSet<UniteId>>> {
    let (graphe, tous) = lies(maille, ensemble);
    tous.then_some(graphe)
}

/// Pairs of units of a set whose borders were not drawn alike, and the approximate length that they share, kilometres: nothing else
/// makes them neighbours.
#[must_use]
pub fn approchees_dans(maille: &Maille, ensemble: &BTreeSet<UniteId>) -> Paires {
    let bords = bords_tries(maille, ensemble);
    let (graphe, _) = exacts(maille, ensemble, &bords);
    approchees(maille, ensemble, &bords, &graphe)
}

/// Length of the border that two units of a set share, kilometres on the ellipsoid, by pair, the smaller identifier first; 0 where
/// a bridge alone makes them neighbours, approximate where the border was not drawn alike on both sides.
#[must_use]
pub fn longueurs_dans(
    maille: &Maille,
    ensemble: &BTreeSet<UniteId>,
) -> BTreeMap<(UniteId, UniteId), f64> {
    let mut longueurs = BTreeMap::new();
    let bords = bords_tries(maille, ensemble);
    for groupe in bords.chunk_by(|a, b| a.0 == b.0) {
        for (rang, (segment, a)) in groupe.iter().enumerate() {
            for (_, b) in groupe.iter().skip(rang + 1).take(VOISINES_PAR_SEGMENT) {
                *longueurs.entry((*a.min(b), *a.max(b))).or_default() += longueur_km(*segment);
            }
        }
    }
    for passage in maille.passages() {
        let (a, b) = (passage.de.min(passage.vers), passage.de.max(passage.vers));
        if ensemble.contains(&a) && ensemble.contains(&b) {
            longueurs.entry((a, b)).or_insert(0.0);
        }
    }
    let (graphe, _) = exacts(maille, ensemble, &bords);
    longueurs.extend(approchees(maille, ensemble, &bords, &graphe));
    longueurs
}

/// Who touches whom.
type Graphe = BTreeMap<UniteId, BTreeSet<UniteId>>;

/// Neighbours of each unit inside a set, and whether all that share a segment are linked through it.
fn lies(maille: &Maille, ensemble: &BTreeSet<UniteId>) -> (Graphe, bool) {
    let bords = bords_tries(maille, ensemble);
    let (mut graphe, tous) = exacts(maille, ensemble, &bords);
    for (a, b) in approchees(maille, ensemble, &bords, &graphe).into_keys() {
        graphe.entry(a).or_default().insert(b);
        graphe.entry(b).or_default().insert(a);
    }
    (graphe, tous)
}

/// The same, by shared segments and bridges alone.
fn exacts(
    maille: &Maille,
    ensemble: &BTreeSet<UniteId>,
    bords: &[(Segment, UniteId)],
) -> (Graphe, bool) {
    let mut tous = true;
    let mut paires: Vec<(UniteId, UniteId)> = Vec::new();
    for groupe in bords.chunk_by(|a, b| a.0 == b.0) {
        tous &= groupe.len() <= VOISINES_PAR_SEGMENT + 1;
        relier(&mut paires, groupe);
    }
    for passage in maille.passages() {
        if ensemble.contains(&passage.de) && ensemble.contains(&passage.vers) {
            paires.push((passage.de, passage.vers));
        }
    }
    paires.sort_unstable();
    paires.dedup();
    let mut graphe: Graphe = ensemble.iter().map(|&id| (id, BTreeSet::new())).collect();
    for (a, b) in paires {
        graphe.entry(a).or_default().insert(b);
        graphe.entry(b).or_default().insert(a);
    }
    (graphe, tous)
}

/// Pairs of all units that share one segment: two on a sound map, more where outlines overlap.
fn relier(paires: &mut Vec<(UniteId, UniteId)>, groupe: &[(Segment, UniteId)]) {
    for (rang, (_, a)) in groupe.iter().enumerate() {
        // Bounded, so that a file of thousands of identical outlines stays linear.
        for (_, b) in groupe.iter().skip(rang + 1).take(VOISINES_PAR_SEGMENT) {
            // A border is many segments in a row.
            if paires.last() != Some(&(*a, *b)) {
                paires.push((*a, *b));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::essais::{ILE, PARIS, PARIS_1, PARIS_2, VOISINE, france};

    fn autour(ensemble: &[UniteId]) -> Vec<UniteId> {
        let d = france();
        let ensemble = ensemble.iter().copied().collect();
        voisines(&d.referentiel, &d.contours, &ensemble)
            .into_iter()
            .collect()
    }

    #[test]
    fn a_shared_segment_makes_neighbours_and_a_shared_corner_does_not() {
        assert!(autour(&[VOISINE]).contains(&PARIS));
        assert!(autour(&[ILE]).is_empty());
    }

    #[test]
    fn arrondissements_are_neighbours_only_when_the_set_holds_some() {
        assert!(!autour(&[VOISINE]).contains(&PARIS_2));
        let autour_du_premier = autour(&[PARIS_1]);
        assert!(autour_du_premier.contains(&PARIS_2) && !autour_du_premier.contains(&PARIS));
        // The second arrondissement is the one beside the neighbouring commune.
        assert!(!autour_du_premier.contains(&VOISINE) && autour(&[PARIS_2]).contains(&VOISINE));
    }

    /// A side of a tenth of a degree of meridian is 11.1 km long, between 11.112 and 11.132 at these latitudes.
    #[test]
    fn a_shared_border_has_its_length() {
        let d = france();
        let ensemble = BTreeSet::from([PARIS, VOISINE, ILE]);
        let maille = Maille::new(&d.referentiel, &d.contours, &ensemble);
        let longueurs = longueurs_dans(&maille, &ensemble);
        let [((a, b), km)] = longueurs
            .into_iter()
            .collect::<Vec<_>>()
            .try_into()
            .unwrap();
        assert_eq!((a, b), (PARIS.min(VOISINE), PARIS.max(VOISINE)));
        assert!((11.112..11.132).contains(&km), "{km}");
    }

    #[test]
    fn the_map_inside_a_set_is_symmetrical_and_keeps_lonely_units() {
        let d = france();
        let ensemble = BTreeSet::from([PARIS, VOISINE, ILE]);
        let graphe = entre(&d.referentiel, &d.contours, &ensemble);
        assert_eq!(graphe[&PARIS], BTreeSet::from([VOISINE]));
        assert_eq!(graphe[&VOISINE], BTreeSet::from([PARIS]));
        assert!(graphe[&ILE].is_empty());
    }
}
