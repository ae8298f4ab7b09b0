//! Figures of a group: how far its inhabitants are from their centre, its EPCI, its pieces.

use std::collections::{BTreeMap, BTreeSet};

use super::probleme::{corde, sur_la_sphere};
use super::terrain::{Place, Terrain};
use crate::model::{Dataset, Lointaine, Morceau};
use crate::tri::Tri;

/// Communes told far from the centre of their group.
const LOINTAINES: usize = 3;

/// Mean distance to the population centre, and who is the farthest.
pub(super) fn distances(d: &Dataset, places: &[&Place]) -> (f64, Vec<Lointaine>) {
    let connues = || places.iter().filter_map(|p| Some((*p, p.position?)));
    let (mut somme, mut population) = ([0.0; 3], 0.0);
    for (p, position) in connues() {
        population += p.habitants;
        for (s, x) in somme.iter_mut().zip(position) {
            *s += p.habitants * x;
        }
    }
    let Some(centre) = sur_la_sphere(somme) else {
        return (0.0, Vec::new());
    };
    let mut loin: Vec<(&Place, f64)> = connues()
        .map(|(p, position)| (p, corde(position, centre)))
        .collect();
    let total: f64 = loin.iter().map(|(p, km)| p.habitants * km).sum();
    loin.trie_par(|(p, a), (q, b)| b.total_cmp(a).then(p.unite.cmp(&q.unite)));
    let dite = |(p, km): &(&Place, f64)| Lointaine {
        nom: d.referentiel.unite(p.unite).nom.clone(),
        population: p.habitants,
        km: *km,
    };
    let moyenne = if population > 0.0 {
        total / population
    } else {
        0.0
    };
    (moyenne, loin.iter().take(LOINTAINES).map(dite).collect())
}

/// EPCI, that with most of the inhabitants first.
pub(super) fn epci(d: &Dataset, places: &[&Place]) -> Vec<Morceau> {
    let r = &d.referentiel;
    let mut comptes: BTreeMap<&str, Morceau> = BTreeMap::new();
    for p in places {
        let ville = r.unite(p.unite).parent.unwrap_or(p.unite);
        let Some(epci) = r.epci(p.unite).or_else(|| r.epci(ville)) else {
            continue;
        };
        let compte = comptes.entry(&epci.siren).or_insert_with(|| Morceau {
            code: epci.siren.clone(),
            nom: epci.nom.clone(),
            communes: 0,
            population: 0.0,
        });
        compte.communes += 1;
        compte.population += p.habitants;
    }
    let mut morceaux: Vec<Morceau> = comptes.into_values().collect();
    morceaux.trie_par(|a, b| b.population.total_cmp(&a.population));
    morceaux
}

/// Pieces of some free places, by the borders.
pub(super) fn ilots(t: &Terrain, places: &BTreeSet<usize>) -> Vec<BTreeSet<usize>> {
    let mut restent = places.clone();
    let mut ilots = Vec::new();
    while let Some(depart) = restent.pop_first() {
        let (mut ilot, mut a_voir) = (BTreeSet::from([depart]), vec![depart]);
        while let Some(ici) = a_voir.pop() {
            for &v in &t.voisins[ici] {
                if restent.remove(&v) {
                    ilot.insert(v);
                    a_voir.push(v);
                }
            }
        }
        ilots.push(ilot);
    }
    ilots
}
