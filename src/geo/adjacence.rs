//! Neighbours by exactly shared border segments, as in the IGN / Etalab contours, or by a bridge over water; never by distance.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::distance::troncon_km;
use super::{Emprise, Maille, anneaux};
use crate::model::melange::Vite;
use crate::model::{Contour, Forme, Point, Referentiel, UniteId};

/// Steps per degree used to compare coordinates (1e-7° is about 1 cm), so that `-0.0` or a last digit does not matter.
const PAS_PAR_DEGRE: f64 = 1e7;

/// Most following units linked through one segment.
const VOISINES_PAR_SEGMENT: usize = 16;

type Sommet = (i32, i32);

/// A segment, smallest end first.
type Segment = (Sommet, Sommet);

/// Border segments, whose order is never seen.
type Bords = HashSet<Segment, Vite>;

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

/// Units of a tiling outside a set that share at least one border segment with it.
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
    touchees.chain(outre_eau(maille, ensemble)).collect()
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

/// Whether an outline has a vertex in a box: a cheap sieve before the segments.
fn approche(forme: &[&Forme], emprise: &Emprise) -> bool {
    let loin = |f: &&Forme| f.boite().is_some_and(|b| !emprise.touche(&b.into()));
    if forme.iter().all(loin) {
        return false;
    }
    let polygones = forme.iter().flat_map(|g| g.iter());
    polygones
        .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
        .flat_map(|a| &a.0)
        .any(|c| emprise.contient([c.x, c.y]))
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

/// Length of the border that two units of a set share, kilometres on the ellipsoid, by pair, the smaller identifier first; 0 where
/// a bridge alone makes them neighbours.
#[must_use]
pub fn longueurs_dans(
    maille: &Maille,
    ensemble: &BTreeSet<UniteId>,
) -> BTreeMap<(UniteId, UniteId), f64> {
    let mut longueurs = BTreeMap::new();
    for groupe in bords_tries(maille, ensemble).chunk_by(|a, b| a.0 == b.0) {
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
    longueurs
}

fn longueur_km((a, b): Segment) -> f64 {
    let point = |s: Sommet| Point {
        lon: f64::from(s.0) / PAS_PAR_DEGRE,
        lat: f64::from(s.1) / PAS_PAR_DEGRE,
    };
    troncon_km(point(a), point(b))
}

/// Border segments of the units of a set, each unit once by segment, those of a segment together.
fn bords_tries(maille: &Maille, ensemble: &BTreeSet<UniteId>) -> Vec<(Segment, UniteId)> {
    let mut bords: Vec<(Segment, UniteId)> = ensemble
        .iter()
        .flat_map(|&id| segments(maille.forme(id)).map(move |s| (s, id)))
        .collect();
    bords.sort_unstable();
    bords.dedup();
    bords
}

/// Neighbours of each unit inside a set, and whether all that share a segment are linked through it.
fn lies(
    maille: &Maille,
    ensemble: &BTreeSet<UniteId>,
) -> (BTreeMap<UniteId, BTreeSet<UniteId>>, bool) {
    let bords = bords_tries(maille, ensemble);
    let mut graphe: BTreeMap<UniteId, BTreeSet<UniteId>> =
        ensemble.iter().map(|&id| (id, BTreeSet::new())).collect();
    let mut tous = true;
    for groupe in bords.chunk_by(|a, b| a.0 == b.0) {
        tous &= groupe.len() <= VOISINES_PAR_SEGMENT + 1;
        relier(&mut graphe, groupe);
    }
    for passage in maille.passages() {
        if ensemble.contains(&passage.de) && ensemble.contains(&passage.vers) {
            graphe.entry(passage.de).or_default().insert(passage.vers);
            graphe.entry(passage.vers).or_default().insert(passage.de);
        }
    }
    (graphe, tous)
}

/// Links all units that share one segment: two on a sound map, more where outlines overlap.
fn relier(graphe: &mut BTreeMap<UniteId, BTreeSet<UniteId>>, groupe: &[(Segment, UniteId)]) {
    for (rang, (_, a)) in groupe.iter().enumerate() {
        // Bounded, so that a file of thousands of identical outlines stays linear.
        for (_, b) in groupe.iter().skip(rang + 1).take(VOISINES_PAR_SEGMENT) {
            graphe.entry(*a).or_default().insert(*b);
            graphe.entry(*b).or_default().insert(*a);
        }
    }
}

/// Border segments of a unit; rings that are not on Earth are ignored.
fn segments<'a>(forme: &'a [&'a Forme]) -> impl Iterator<Item = Segment> + 'a {
    forme
        .iter()
        .flat_map(|g| anneaux(g))
        .flat_map(|anneau| anneau.lines())
        .map(|ligne| {
            let (a, b) = (sommet(ligne.start), sommet(ligne.end));
            (a.min(b), a.max(b))
        })
        .filter(|(a, b)| a != b)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "at most 180 × 1e7: the rings are on Earth"
)]
fn sommet(c: geo::Coord<f64>) -> Sommet {
    (
        (c.x * PAS_PAR_DEGRE).round() as i32,
        (c.y * PAS_PAR_DEGRE).round() as i32,
    )
}

/// Box of border segments in degrees, one step wider on each side.
fn emprise(bords: &Bords) -> Emprise {
    let degres = |pas: i32, marge: i32| (f64::from(pas) + f64::from(marge)) / PAS_PAR_DEGRE;
    let coins = |s: Sommet| [-1, 1].map(|m| [degres(s.0, m), degres(s.1, m)]);
    Emprise::de(bords.iter().flat_map(|s| [s.0, s.1]).flat_map(coins))
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
