//! The need of care against its supply: the place of a territory in each, the gap, and whether it holds when the weights move.

use super::contexte::{Figures, Plan, Variable};
use super::repartition::rang;
use super::situation::{BesoinOffre, Sens};
use super::types::TerritoireLot;

/// Gives each territory that has all the variables used its place by need and by supply.
pub(super) fn confronter(plan: &Plan, territoires: &mut [TerritoireLot]) {
    let lire = |variables| Figures::lire(variables, plan.part_min, territoires);
    let (besoin, offre) = (lire(&plan.besoin), lire(&plan.offre));
    if besoin.variables.is_empty() || offre.variables.is_empty() {
        return;
    }
    let communs: Vec<usize> = besoin
        .territoires
        .iter()
        .filter(|r| offre.territoires.contains(r))
        .copied()
        .collect();
    if communs.len() < 3 {
        return;
    }
    let (besoin, offre) = (Places::de(&besoin, &communs), Places::de(&offre, &communs));
    let secousses = |p: &Places| p.secoues(plan.secousse);
    let (b, o) = (secousses(&besoin), secousses(&offre));
    for (i, rang) in communs.iter().enumerate() {
        let place = |p: &[usize]| p.get(i).copied().unwrap_or_default();
        let ecart = |b: &[usize], o: &[usize]| place(b) as i64 - place(o) as i64;
        let Some((droit_b, droit_o)) = b.first().zip(o.first()) else {
            continue;
        };
        // One weight at a time, of the need or of the supply.
        let ecarts = b.iter().map(|p| ecart(p, droit_o));
        let ecarts: Vec<i64> = ecarts.chain(o.iter().map(|p| ecart(droit_b, p))).collect();
        let assez = (plan.ecart_min / 100.0 * communs.len() as f64).ceil() as i64;
        let sens = |e: i64| Sens::de(e, assez);
        let droit = ecart(droit_b, droit_o);
        if let Some(territoire) = territoires.get_mut(*rang) {
            territoire.besoin_offre = Some(BesoinOffre {
                rang_besoin: place(droit_b),
                rang_offre: place(droit_o),
                territoires: communs.len(),
                ecart: droit,
                ecart_min: ecarts.iter().copied().min().unwrap_or(droit),
                ecart_max: ecarts.iter().copied().max().unwrap_or(droit),
                sens: sens(droit),
                stable: ecarts.iter().all(|e| sens(*e) == sens(droit)),
            });
        }
    }
}

/// For each variable, its weight and the place of each territory, from 0 for the smallest figure to 1 for the largest.
struct Places(Vec<(f64, Vec<f64>)>);

impl Places {
    fn de(figures: &Figures<'_>, communs: &[usize]) -> Self {
        let place = |(j, v): (usize, &&Variable)| {
            let gardees = figures.territoires.iter().zip(figures.colonne(j));
            let gardees = gardees.filter(|(r, _)| communs.contains(r)).map(|(_, x)| x);
            let valeurs: Vec<f64> = gardees.collect();
            let mut triees = valeurs.clone();
            triees.sort_by(f64::total_cmp);
            let n = triees.len() as f64;
            // Equal figures share the middle of their places.
            let milieu = |x: &f64| {
                let sous = triees.partition_point(|v| v < x) as f64;
                let jusqu = triees.partition_point(|v| v <= x) as f64;
                (sous + jusqu) / (2.0 * n)
            };
            (v.poids, valeurs.iter().map(milieu).collect())
        };
        Self(figures.variables.iter().enumerate().map(place).collect())
    }

    /// Places by the weighted mean, 1 for the largest: with the weights of the plan, then with each divided and multiplied.
    fn secoues(&self, secousse: f64) -> Vec<Vec<usize>> {
        let mut tous = vec![self.rangs(None)];
        for j in 0..self.0.len() {
            tous.extend([1.0 / secousse, secousse].map(|f| self.rangs(Some((j, f)))));
        }
        tous
    }

    fn rangs(&self, change: Option<(usize, f64)>) -> Vec<usize> {
        let nombre = self.0.first().map_or(0, |(_, p)| p.len());
        let poids = |j: usize, p: f64| match change {
            Some((k, facteur)) if k == j => p * facteur,
            _ => p,
        };
        let variables = || self.0.iter().enumerate();
        let note = |i: usize| {
            let lues = variables()
                .map(|(j, (p, places))| poids(j, *p) * places.get(i).copied().unwrap_or_default());
            lues.sum::<f64>()
        };
        let notes: Vec<f64> = (0..nombre).map(note).collect();
        let mut triees = notes.clone();
        triees.sort_by(f64::total_cmp);
        notes.iter().map(|x| rang(&triees, *x)).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::contexte::plan;
    use super::super::essais::territoire;
    use super::*;

    fn lot(figures: &[[f64; 4]]) -> Vec<TerritoireLot> {
        let noms = ["part_age_75_plus", "taux_pauvrete", "apl_mg", "apl_kines"];
        let un = |(i, f): (usize, &[f64; 4])| {
            let siens: Vec<(&str, f64)> = noms.into_iter().zip(*f).collect();
            territoire(&format!("T{i}"), &siens)
        };
        let mut lot: Vec<TerritoireLot> = figures.iter().enumerate().map(un).collect();
        confronter(plan().unwrap(), &mut lot);
        lot
    }

    #[test]
    fn the_oldest_and_poorest_with_the_least_care_lacks_supply_whatever_the_weights() {
        let lot = lot(&[
            [18.0, 25.0, 1.0, 50.0],
            [12.0, 15.0, 3.0, 90.0],
            [11.0, 14.0, 2.9, 95.0],
            [5.0, 8.0, 5.0, 200.0],
        ]);
        let premier = lot[0].besoin_offre.unwrap();
        assert_eq!(
            (premier.rang_besoin, premier.rang_offre, premier.territoires),
            (1, 4, 4)
        );
        assert_eq!(
            (premier.ecart, premier.sens, premier.stable),
            (-3, Sens::OffreManque, true)
        );
        let dernier = lot[3].besoin_offre.unwrap();
        assert_eq!((dernier.ecart, dernier.sens), (3, Sens::OffreDepasse));
        // The two in the middle: second and third in need, and whose supply depends on the weights.
        assert!(!lot[1].besoin_offre.unwrap().stable || !lot[2].besoin_offre.unwrap().stable);
    }

    #[test]
    fn fewer_than_three_territories_or_no_supply_say_nothing() {
        assert!(
            lot(&[[1.0, 2.0, 3.0, 4.0]; 2])
                .iter()
                .all(|t| t.besoin_offre.is_none())
        );
    }

    proptest! {
        #[test]
        fn the_gap_lies_between_what_the_weights_make_of_it(
            f in prop::collection::vec([0.0..30.0, 0.0..40.0, 0.0..6.0, 0.0..300.0], 3..25)
        ) {
            for t in lot(&f) {
                let b = t.besoin_offre.unwrap();
                prop_assert!(b.ecart_min <= b.ecart && b.ecart <= b.ecart_max);
                prop_assert!(b.rang_besoin >= 1 && b.rang_besoin <= b.territoires);
                prop_assert_eq!(b.ecart, b.rang_besoin as i64 - b.rang_offre as i64);
            }
        }
    }
}
