//! Quartiles and places of figures.

use super::types::Repartition;

/// Fewest territories whose figures have a spread.
const MINIMUM: usize = 3;

/// Spread of figures sorted from the smallest; `None` under three.
pub(super) fn repartition(valeurs: &[f64]) -> Option<Repartition> {
    let (minimum, maximum) = (valeurs.first()?, valeurs.last()?);
    (valeurs.len() >= MINIMUM).then(|| Repartition {
        territoires: valeurs.len(),
        minimum: *minimum,
        quartile_1: quantile(valeurs, 1),
        mediane: quantile(valeurs, 2),
        quartile_3: quantile(valeurs, 3),
        maximum: *maximum,
    })
}

/// Quartile of sorted figures, by linear interpolation: rank `(n - 1) × k / 4` from 0.
fn quantile(valeurs: &[f64], k: usize) -> f64 {
    let quarts = valeurs.len().saturating_sub(1) * k;
    let lu = |rang: usize| valeurs.get(rang).copied().unwrap_or_default();
    let bas = lu(quarts / 4);
    match quarts % 4 {
        0 => bas,
        reste => {
            let part = [0.0, 0.25, 0.5, 0.75].get(reste).copied();
            bas + (lu(quarts / 4 + 1) - bas) * part.unwrap_or_default()
        }
    }
}

/// Place of a figure among sorted ones, 1 for the largest; equal figures share theirs.
pub(super) fn rang(valeurs: &[f64], x: f64) -> usize {
    valeurs.len() - valeurs.partition_point(|v| v.total_cmp(&x).is_le()) + 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `quantile(c(1, 2, 3, 4), type = 7)` of R: 1.75, 2.5, 3.25.
    #[test]
    fn quartiles_are_those_of_type_7() {
        let r = repartition(&[1.0, 2.0, 3.0, 4.0]).unwrap();
        assert_eq!([r.quartile_1, r.mediane, r.quartile_3], [1.75, 2.5, 3.25]);
        assert_eq!(repartition(&[1.0, 2.0]), None);
    }

    proptest! {
        #[test]
        fn quartiles_are_in_order_and_places_count_the_larger(mut v in prop::collection::vec(-50_i32..50, 3..40)) {
            v.sort_unstable();
            let valeurs: Vec<f64> = v.iter().map(|x| f64::from(*x)).collect();
            let r = repartition(&valeurs).unwrap();
            let ordre = [r.minimum, r.quartile_1, r.mediane, r.quartile_3, r.maximum];
            prop_assert!(ordre.is_sorted());
            let sous = valeurs.iter().filter(|x| **x <= r.mediane).count();
            prop_assert!(2 * sous >= valeurs.len());
            for x in &valeurs {
                prop_assert_eq!(rang(&valeurs, *x), 1 + valeurs.iter().filter(|y| *y > x).count());
            }
        }
    }
}
