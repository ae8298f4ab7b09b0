//! Communes of the quartiers prioritaires that come as polygons only.

use std::collections::BTreeMap;

use geo::{BoundingRect, Contains, InteriorPoint, MultiPolygon};

use crate::load::table::resultat::QpvLu;
use crate::model::{Contour, UniteId};

/// Gives to each quartier without a commune those that hold a point inside each of its polygons.
pub fn situe(quartiers: &mut [QpvLu], contours: &BTreeMap<UniteId, Contour>) {
    if quartiers.iter().all(|q| q.surface.is_none()) {
        return;
    }
    let boites: Vec<_> = contours
        .iter()
        .filter_map(|(unite, c)| Some((*unite, c.geometrie.bounding_rect()?, &c.geometrie)))
        .collect();
    for q in quartiers {
        let Some(MultiPolygon(polygones)) = q.surface.take() else {
            continue;
        };
        for point in polygones.iter().filter_map(InteriorPoint::interior_point) {
            let dedans = boites
                .iter()
                .filter(|(_, b, g)| b.contains(&point) && g.contains(&point));
            q.communes.extend(dedans.map(|(unite, ..)| *unite));
        }
        q.communes.sort_unstable();
        q.communes.dedup();
    }
}
