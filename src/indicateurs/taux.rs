//! The interval of a rate, whatever its cases: a place among others is not read without it.

use super::{poisson, publication};

/// Exact two-sided interval (Poisson, at the level of the rules) of a rate that stands on so many cases, in its unit; `None` without
/// a case.
#[must_use]
pub fn intervalle_de_taux(taux: f64, effectif: f64) -> Option<[f64; 2]> {
    poisson::du_taux(taux, effectif, publication::niveau_confiance())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twenty cases: 12.2 to 30.9 at 95 %, the value that the rule of the few cases gives as its reason.
    #[test]
    fn the_interval_is_that_of_the_cases_in_the_unit_of_the_rate() {
        let [bas, haut] = intervalle_de_taux(10.0, 20.0).unwrap();
        assert!(
            (bas - 6.1).abs() < 0.02 && (haut - 15.45).abs() < 0.02,
            "{bas} {haut}"
        );
        let [bas, haut] = intervalle_de_taux(10.0, 2_000.0).unwrap();
        assert!(bas > 9.5 && haut < 10.5 && bas < 10.0 && haut > 10.0);
        assert_eq!(intervalle_de_taux(0.0, 0.0), None);
    }
}
