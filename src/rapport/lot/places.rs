//! The place of each figure among the territories of the same tier, and among those that resemble.

use std::collections::{BTreeMap, BTreeSet};

use super::repartition::rang;
use super::situation::{Place, Places};
use super::types::{ChiffreLot, TerritoireLot};
use crate::model::Statut;

/// Fewest territories, the one that is placed included, for a place to say something.
const MINIMUM: usize = 3;

/// Gives every figure its place among the territories of the same tier and among those that resemble.
pub(super) fn placer(territoires: &mut [TerritoireLot]) {
    let siens = territoires.iter().flat_map(|t| t.chiffres.keys());
    let indicateurs: BTreeSet<String> = siens.cloned().collect();
    for id in &indicateurs {
        let valeurs: Vec<Option<f64>> = territoires.iter().map(|t| entier(t, id)).collect();
        let tailles = par_taille(territoires, &valeurs);
        let places = |i: usize| places(territoires.get(i)?, i, &valeurs, &tailles);
        let places: Vec<Option<Places>> = (0..territoires.len()).map(places).collect();
        for (territoire, places) in territoires.iter_mut().zip(places) {
            if let Some(chiffre) = territoire.chiffres.get_mut(id) {
                chiffre.places = places;
            }
        }
    }
}

/// Figures of each tier, from the smallest.
fn par_taille(territoires: &[TerritoireLot], valeurs: &[Option<f64>]) -> BTreeMap<u8, Vec<f64>> {
    let mut tailles: BTreeMap<u8, Vec<f64>> = BTreeMap::new();
    for (territoire, valeur) in territoires.iter().zip(valeurs) {
        if let (Some(taille), Some(x)) = (territoire.taille, valeur) {
            tailles.entry(taille).or_default().push(*x);
        }
    }
    for siennes in tailles.values_mut() {
        siennes.sort_by(f64::total_cmp);
    }
    tailles
}

fn places(
    ici: &TerritoireLot,
    i: usize,
    valeurs: &[Option<f64>],
    tailles: &BTreeMap<u8, Vec<f64>>,
) -> Option<Places> {
    let x = valeurs.get(i).copied().flatten()?;
    let place = |triees: &[f64]| {
        (triees.len() >= MINIMUM).then(|| Place {
            rang: rang(triees, x),
            territoires: triees.len(),
        })
    };
    let semblables = ici.semblables.iter();
    let semblables = semblables.filter_map(|s| valeurs.get(s.rang).copied().flatten());
    let mut semblables: Vec<f64> = semblables.chain([x]).collect();
    semblables.sort_by(f64::total_cmp);
    let places = Places {
        taille: ici.taille.and_then(|t| place(tailles.get(&t)?)),
        semblables: place(&semblables),
    };
    (places != Places::default()).then_some(places)
}

fn entier(territoire: &TerritoireLot, id: &str) -> Option<f64> {
    let entier = |c: &ChiffreLot| c.valeur.filter(|_| c.statut == Statut::Publie);
    territoire.chiffres.get(id).and_then(entier)
}

#[cfg(test)]
mod tests {
    use super::super::essais::territoire;
    use super::super::situation::Semblable;
    use super::*;

    #[test]
    fn a_figure_is_placed_in_its_tier_and_among_its_likes() {
        let mut lot: Vec<TerritoireLot> = [(1, 5.0), (1, 3.0), (1, 4.0), (2, 9.0), (2, 1.0)]
            .iter()
            .enumerate()
            .map(|(i, (taille, x))| TerritoireLot {
                taille: Some(*taille),
                ..territoire(&format!("T{i}"), &[("apl_mg", *x)])
            })
            .collect();
        let semblable = |rang: usize| Semblable {
            nom: format!("T{rang}"),
            rang,
            distance: 0.5,
        };
        lot[0].semblables = vec![semblable(3), semblable(4)];
        placer(&mut lot);
        let places = |i: usize| lot[i].chiffres["apl_mg"].places;
        let place = |rang, territoires| Some(Place { rang, territoires });
        assert_eq!(
            places(0),
            Some(Places {
                taille: place(1, 3),
                semblables: place(2, 3)
            })
        );
        assert_eq!(places(1).and_then(|p| p.taille), place(3, 3));
        // Two of a tier are not enough.
        assert_eq!(places(3), None);
    }
}
