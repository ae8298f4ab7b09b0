//! The sides of the outlines of a tiling, on a grid of about a centimetre.

use std::collections::{BTreeSet, HashSet};

use rayon::prelude::*;

use super::distance::troncon_km;
use super::{Emprise, Maille, anneaux};
use crate::model::melange::Vite;
use crate::model::{Forme, Point, UniteId};

/// Steps per degree used to compare coordinates (1e-7° is about 1 cm), so that `-0.0` or a last digit does not matter.
pub(super) const PAS_PAR_DEGRE: f64 = 1e7;

pub(super) type Sommet = (i32, i32);

/// A segment, smallest end first.
pub(super) type Segment = (Sommet, Sommet);

/// Border segments, whose order is never seen.
pub(super) type Bords = HashSet<Segment, Vite>;

/// Whether an outline has a vertex in a box: a cheap sieve before the segments.
pub(super) fn approche(forme: &[&Forme], emprise: &Emprise) -> bool {
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

/// Length of a side, kilometres on the ellipsoid.
pub(super) fn longueur_km((a, b): Segment) -> f64 {
    let point = |s: Sommet| Point {
        lon: f64::from(s.0) / PAS_PAR_DEGRE,
        lat: f64::from(s.1) / PAS_PAR_DEGRE,
    };
    troncon_km(point(a), point(b))
}

/// Border segments of the units of a set, each unit once by segment, those of a segment together.
pub(super) fn bords_tries(
    maille: &Maille,
    ensemble: &BTreeSet<UniteId>,
) -> Vec<(Segment, UniteId)> {
    let ids: Vec<UniteId> = ensemble.iter().copied().collect();
    let siens = |&id: &UniteId| segments(maille.forme(id)).map(move |s| (s, id));
    let mut bords: Vec<(Segment, UniteId)> = ids.par_iter().flat_map_iter(siens).collect();
    bords.par_sort_unstable();
    bords.dedup();
    bords
}

/// Border segments of a unit; rings that are not on Earth are ignored.
pub(super) fn segments<'a>(forme: &'a [&'a Forme]) -> impl Iterator<Item = Segment> + 'a {
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
pub(super) fn emprise(bords: &Bords) -> Emprise {
    let degres = |pas: i32, marge: i32| (f64::from(pas) + f64::from(marge)) / PAS_PAR_DEGRE;
    let coins = |s: Sommet| [-1, 1].map(|m| [degres(s.0, m), degres(s.1, m)]);
    Emprise::de(bords.iter().flat_map(|s| [s.0, s.1]).flat_map(coins))
}
