//! The communes that the page shows: those of the perimeter, and those around it that may come in.

use std::collections::BTreeSet;

use crate::geo::{adjacence, distance, point_interieur::point_interieur};
use crate::model::lecture::lieux;
use crate::model::{Dataset, Perimetre, Point, UniteId};
use crate::tri::Tri;

/// Communes to show; `None` when a member is an arrondissement, which a map of whole communes has no place for.
///
/// With a distance, those whose town hall (or a point inside) is within it of that of a member, as the crow flies, kilometres.
/// Else those of the départements of the perimeter, and those of other départements that touch it.
#[must_use]
pub fn communes(d: &Dataset, perimetre: &Perimetre, km: Option<f64>) -> Option<Vec<UniteId>> {
    let r = &d.referentiel;
    let membres: BTreeSet<UniteId> = perimetre.membres.iter().map(|m| m.unite).collect();
    if membres.iter().any(|&id| r.unite(id).parent.is_some()) {
        return None;
    }
    let autour = match km {
        Some(km) => a_distance(d, &membres, km),
        None => du_departement(d, &membres),
    };
    let voulue =
        |id: &UniteId| membres.contains(id) || autour.contains(id) && r.unite(*id).parent.is_none();
    Some(r.ids().filter(voulue).collect())
}

/// Units of the départements of the members, and those that touch them.
fn du_departement(d: &Dataset, membres: &BTreeSet<UniteId>) -> BTreeSet<UniteId> {
    let r = &d.referentiel;
    let departements: BTreeSet<usize> = membres.iter().map(|&id| r.unite(id).departement).collect();
    let traces = d.traces_de(membres, true);
    let touchees = adjacence::voisines(r, &traces, membres);
    // An arrondissement that touches is its city.
    let villes = touchees
        .into_iter()
        .map(|id| r.unite(id).parent.unwrap_or(id));
    let siennes = r
        .ids()
        .filter(|id| departements.contains(&r.unite(*id).departement));
    siennes.chain(villes).collect()
}

/// Units within a distance of a member.
fn a_distance(d: &Dataset, membres: &BTreeSet<UniteId>, km: f64) -> BTreeSet<UniteId> {
    let r = &d.referentiel;
    let du_contour = |id: UniteId| point_interieur(&d.traces().get(&id)?.geometrie);
    let place = |id: UniteId| d.points.get(&id).copied().or_else(|| du_contour(id));
    let place = |id: UniteId| lieux(r, id).find_map(place);
    let mut ici: Vec<Point> = membres.iter().filter_map(|&id| place(id)).collect();
    ici.trie_par(|a, b| a.lat.total_cmp(&b.lat));
    let proche = |la: Point| {
        let loin = |p: &Point| p.lat < la.lat && distance::au_moins(*p, la) > km;
        let debut = ici.partition_point(loin);
        let bande = ici.iter().skip(debut);
        let mut bande = bande.take_while(|p| p.lat <= la.lat || distance::au_moins(**p, la) <= km);
        bande.any(|p| distance::km(*p, la) <= km)
    };
    r.france()
        .filter(|&id| place(id).is_some_and(proche))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::essais::*;

    fn codes(d: &Dataset, trouvees: &[UniteId]) -> Vec<String> {
        let code = |id: &UniteId| d.referentiel.unite(*id).code.to_string();
        trouvees.iter().map(code).collect()
    }

    #[test]
    fn what_touches_from_another_departement_is_shown_and_an_arrondissement_has_no_page() {
        let d = france();
        let seule = perimetre(&[(VOISINE, 1.0)]);
        let vues = communes(&d, &seule, None).unwrap();
        assert!(
            vues.contains(&VOISINE) && vues.contains(&PARIS),
            "{:?}",
            codes(&d, &vues)
        );
        assert!(
            vues.iter()
                .all(|id| d.referentiel.unite(*id).parent.is_none())
        );
        let arrondissement = d
            .referentiel
            .ids()
            .find(|id| d.referentiel.unite(*id).parent.is_some());
        let membre = perimetre(&[(arrondissement.unwrap(), 1.0)]);
        assert_eq!(communes(&d, &membre, None), None);
    }

    #[test]
    fn a_distance_shows_its_members_and_every_commune_within_it() {
        let d = france();
        let seule = perimetre(&[(VOISINE, 1.0)]);
        assert_eq!(communes(&d, &seule, Some(0.001)).unwrap(), [VOISINE]);
        let ici = |id| point_interieur(&d.traces().get(&id).unwrap().geometrie).unwrap();
        let larges = communes(&d, &seule, Some(25.0)).unwrap();
        for id in d
            .referentiel
            .france()
            .filter(|id| d.traces().contains_key(id))
        {
            let dedans = distance::km(ici(VOISINE), ici(id)) <= 25.0
                && d.referentiel.unite(id).parent.is_none();
            assert_eq!(
                larges.contains(&id),
                dedans,
                "{}",
                d.referentiel.unite(id).nom
            );
        }
    }
}
