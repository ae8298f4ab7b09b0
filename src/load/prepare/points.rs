//! Representative points by unit.

use std::collections::BTreeMap;

use super::curseur::{self, Curseur, Lit, abime};
use super::nombres;
use crate::model::{Point, UniteId};

/// Points in planes: units, longitudes, latitudes.
#[must_use]
pub fn ecrit_points(points: &BTreeMap<UniteId, Point>) -> Vec<u8> {
    let mut o = Vec::new();
    curseur::ecrit(&mut o, points.len() as u64);
    let ids: Vec<f64> = points.keys().map(|id| f64::from(id.0)).collect();
    nombres::ecrit(&mut o, &ids);
    for axe in [|p: &Point| p.lon, |p: &Point| p.lat] {
        nombres::ecrit(&mut o, &points.values().map(axe).collect::<Vec<_>>());
    }
    o
}

/// Reads them back, in a list of that many units.
///
/// # Errors
/// Damaged bytes.
pub fn lit_points(octets: &[u8], unites: usize) -> Lit<BTreeMap<UniteId, Point>> {
    let mut c = Curseur::new(octets);
    let combien = c.compte()?;
    let mut suite = || nombres::lit(&mut c, combien).map(Vec::into_iter);
    let (ids, lons, lats) = (suite()?, suite()?, suite()?);
    let point = |((id, lon), lat): ((f64, f64), f64)| {
        let id = unite(id, unites)?;
        Ok((id, Point { lon, lat }))
    };
    ids.zip(lons).zip(lats).map(point).collect()
}

/// The unit of a rank.
///
/// # Errors
/// It is not in the list.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rank that does not fit is in no list of communes"
)]
pub fn unite(rang: f64, unites: usize) -> Lit<UniteId> {
    let id = UniteId(rang as u32);
    let dedans = (id.0 as usize) < unites;
    dedans
        .then_some(id)
        .ok_or_else(|| abime("une commune inconnue"))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn points_come_back_and_damage_never_panics(
            lus in proptest::collection::btree_map(0..50_u32, (-180.0..180.0, -90.0..90.0), 0..20),
            place: proptest::sample::Index, octet: u8,
        ) {
            let lus = lus.into_iter().map(|(id, (lon, lat))| (UniteId(id), Point { lon, lat }));
            let lus: BTreeMap<UniteId, Point> = lus.collect();
            let mut o = ecrit_points(&lus);
            proptest::prop_assert_eq!(lit_points(&o, 50).unwrap(), lus.clone());
            let dernier = lus.keys().next_back().map_or(0, |id| id.0 as usize);
            proptest::prop_assert!(lus.is_empty() || lit_points(&o, dernier).is_err());
            let i = place.index(o.len());
            o[i] = octet;
            let _ = lit_points(&o, 50);
        }
    }
}
