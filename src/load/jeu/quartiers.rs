//! Communes of the quartiers prioritaires that come as polygons only.

use std::collections::BTreeMap;

use geo::MultiPolygon;

use crate::geo::inclusion::Inclusion;
use crate::geo::point_interieur::point_interieur;
use crate::load::table::resultat::QpvLu;
use crate::model::lecture::arrondissements;
use crate::model::{Contour, Referentiel, UniteId};

/// Gives to each quartier without a commune those that hold a point inside each of its polygons, and to each quartier of a
/// city its arrondissements, when all its polygons lie in known ones.
pub fn situe(
    quartiers: &mut [QpvLu],
    contours: &BTreeMap<UniteId, Contour>,
    referentiel: &Referentiel,
) {
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
        let siens = |ville: &UniteId| arrondissements(referentiel, *ville);
        let parmi = |unite: &UniteId| {
            q.communes.is_empty() || q.communes.iter().any(|v| siens(v).contains(unite))
        };
        let lieux: Vec<Vec<UniteId>> = polygones
            .into_iter()
            .map(|polygone| {
                let point = point_interieur(&MultiPolygon(vec![polygone]));
                let dedans = |c: &Inclusion<'_>| point.is_some_and(|p| c.contient(p));
                let prepares = prepares.iter().filter(|(u, c)| parmi(u) && dedans(c));
                prepares.map(|(unite, _)| *unite).collect()
            })
            .collect();
        if !q.communes.is_empty() {
            if lieux.iter().any(Vec::is_empty) {
                continue;
            }
            q.communes.retain(|c| siens(c).is_empty());
        }
        q.communes.extend(lieux.into_iter().flatten());
        q.communes.sort_unstable();
        q.communes.dedup();
    }
}
