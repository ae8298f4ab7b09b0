//! A commune that no group can hold: within twice the limit of distance, nothing that it touches reaches the floor.

use std::collections::BTreeSet;

use super::atomes::Atomes;
use super::demande::{Demande, Depart, Refus};
use super::probleme::corde;
use super::terrain::Terrain;
use crate::model::Referentiel;

/// Rounding of the limit.
const EPSILON: f64 = 1e-6;

/// Looks for an atom that no group within the bounds can hold under the limit of distance.
///
/// Two places of a group are at most twice the limit from each other, on both sides of its centre: a group in one piece that
/// holds an atom is within the atoms, all that near, that neighbours link to it. When they have fewer inhabitants than the
/// floor, that is a proof.
///
/// # Errors
/// [`Refus::HorsPortee`], the most populated such atom being named.
pub(super) fn verifier(
    t: &Terrain,
    a: &Atomes,
    r: &Referentiel,
    demande: &Demande,
) -> Result<(), Refus> {
    let Some(km_max) = demande.km_max.filter(|_| demande.depart == Depart::Zero) else {
        return Ok(());
    };
    let portee = Portee {
        t,
        a,
        limite: 2.0 * km_max + EPSILON,
        min: demande.min,
    };
    let perdus = a.composantes().into_iter().flatten();
    let perdus = perdus.filter_map(|atome| Some((atome, portee.trop_peu(atome)?)));
    let pire = perdus.max_by(|(x, _), (y, _)| {
        let habitants = |a: &usize| portee.habitants(*a);
        habitants(x).total_cmp(&habitants(y)).then(y.cmp(x))
    });
    let Some((atome, population)) = pire else {
        return Ok(());
    };
    let unites = a.places.get(atome).into_iter().flatten();
    let unites: Vec<_> = unites
        .filter_map(|&p| Some(t.libres.get(p)?.unite))
        .collect();
    Err(Refus::HorsPortee {
        noms: r.noms_et_codes(&unites),
        population,
        km_max,
        min: demande.min,
    })
}

struct Portee<'a> {
    t: &'a Terrain,
    a: &'a Atomes,
    limite: f64,
    min: f64,
}

impl Portee<'_> {
    fn habitants(&self, atome: usize) -> f64 {
        let places = self.a.places.get(atome).into_iter().flatten();
        places
            .filter_map(|&p| self.t.libres.get(p))
            .map(|p| p.habitants)
            .sum()
    }

    /// Inhabitants that an atom could be grouped with, itself included, when they are under the floor.
    fn trop_peu(&self, depart: usize) -> Option<f64> {
        let (mut vus, mut a_voir) = (BTreeSet::from([depart]), vec![depart]);
        let mut habitants = 0.0;
        while let Some(ici) = a_voir.pop() {
            habitants += self.habitants(ici);
            if habitants >= self.min {
                return None;
            }
            for &voisin in self.a.voisins.get(ici).into_iter().flatten() {
                if !vus.contains(&voisin) && self.proche(depart, voisin) {
                    vus.insert(voisin);
                    a_voir.push(voisin);
                }
            }
        }
        Some(habitants)
    }

    /// Whether every place of an atom is near every place of another; one of which nothing says where it is may be.
    fn proche(&self, un: usize, autre: usize) -> bool {
        let positions = |a: usize| {
            let places = self.a.places.get(a).into_iter().flatten();
            places.filter_map(|&p| self.t.libres.get(p)?.position)
        };
        positions(un).all(|x| positions(autre).all(|y| corde(x, y) <= self.limite))
    }
}
