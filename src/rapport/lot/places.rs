//! The place of the figures that the index shows among the territories of the same tier, and among those that resemble.

use super::repartition::rang;
use super::situation::{Place, Places};
use super::types::{ChiffreLot, TerritoireLot};
use crate::model::Statut;

/// Fewest territories, the one that is placed included, for a place to say something.
const MINIMUM: usize = 3;

/// Gives the figures of some indicators their place among the territories of the same tier and among those that resemble.
pub(super) fn placer<'i>(
    indicateurs: impl Iterator<Item = &'i str>,
    territoires: &mut [TerritoireLot],
) {
    for id in indicateurs {
        let places: Vec<Option<Places>> = (0..territoires.len())
            .map(|i| places(id, i, territoires))
            .collect();
        for (territoire, places) in territoires.iter_mut().zip(places) {
            if let Some(chiffre) = territoire.chiffres.get_mut(id) {
                chiffre.places = places;
            }
        }
    }
}

fn places(id: &str, i: usize, territoires: &[TerritoireLot]) -> Option<Places> {
    let ici = territoires.get(i)?;
    let x = entier(ici, id)?;
    let place = |autres: &mut dyn Iterator<Item = &TerritoireLot>| {
        let mut valeurs: Vec<f64> = autres.filter_map(|t| entier(t, id)).collect();
        valeurs.push(x);
        valeurs.sort_by(f64::total_cmp);
        (valeurs.len() >= MINIMUM).then(|| Place {
            rang: rang(&valeurs, x),
            territoires: valeurs.len(),
        })
    };
    let tous = territoires.iter().enumerate().filter(|(j, _)| *j != i);
    let meme = |t: &TerritoireLot| ici.taille.is_some() && t.taille == ici.taille;
    let mut de_la_taille = tous.map(|(_, t)| t).filter(|t| meme(t));
    let semblables = ici.semblables.iter();
    let mut semblables = semblables.filter_map(|s| territoires.get(s.rang));
    let places = Places {
        taille: place(&mut de_la_taille),
        semblables: place(&mut semblables),
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
        placer(["apl_mg"].into_iter(), &mut lot);
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
