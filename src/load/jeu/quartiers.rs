//! Communes of the quartiers prioritaires that come as polygons only.

use std::collections::BTreeMap;

use geo::MultiPolygon;

use crate::geo::inclusion::Inclusion;
use crate::geo::point_interieur::point_interieur;
use crate::load::table::resultat::QpvLu;
use crate::model::{Contour, UniteId};

/// Gives to each quartier without a commune those that hold a point inside each of its polygons.
pub fn situe(quartiers: &mut [QpvLu], contours: &BTreeMap<UniteId, Contour>) {
    if quartiers.iter().all(|q| q.surface.is_none()) {
        return;
    }
    let prepares: Vec<(UniteId, Inclusion<'_>)> = contours
        .iter()
        .map(|(unite, c)| (*unite, Inclusion::new(&c.geometrie)))
        .collect();
    for q in quartiers {
        let Some(MultiPolygon(polygones)) = q.surface.take() else {
            continue;
        };
        for polygone in polygones {
            let Some(point) = point_interieur(&MultiPolygon(vec![polygone])) else {
                continue;
            };
            let dedans = prepares.iter().filter(|(_, c)| c.contient(point));
            q.communes.extend(dedans.map(|(unite, _)| *unite));
        }
        q.communes.sort_unstable();
        q.communes.dedup();
    }
}
