//! Tests of `unites`.

use proptest::prelude::*;

use super::*;

fn regle(variable: &str) -> &'static Controle {
    let controles = &grandeurs().unwrap().controles;
    controles
        .iter()
        .find(|c| c.variables.concerne(variable))
        .unwrap()
}

fn tries(mut rapports: Vec<f64>) -> Vec<f64> {
    rapports.sort_by(f64::total_cmp);
    rapports
}

/// Factors of units and of thousands misread.
const FACTEURS: [f64; 7] = [1e-6, 1e-4, 1e-3, 1e3, 1e4, 1e5, 1e6];

proptest! {
    /// Another census of the same communes: some doubled, some lost a third, one may be a commune nouvelle.
    #[test]
    fn a_true_column_is_never_refused(
        mut rapports in prop::collection::vec(0.55..1.8f64, 1..40),
        nouvelle in 0.04..20.0f64,
        age in prop::option::of(0..20u16),
    ) {
        rapports[0] = nouvelle;
        for variable in ["population_municipale", "population_totale", "apl_mg_pop_std"] {
            let rapports = tries(rapports.clone());
            prop_assert_eq!(desaccord(regle(variable), age, &rapports), None);
        }
    }

    #[test]
    fn a_true_surface_is_never_refused(rapports in prop::collection::vec(0.65..1.5f64, 1..40)) {
        prop_assert_eq!(desaccord(regle("surface_km2"), None, &tries(rapports)), None);
    }

    #[test]
    fn a_column_times_a_unit_is_always_refused(
        rapports in prop::collection::vec(0.65..1.5f64, 1..40),
        rang in 0..FACTEURS.len(),
        age in prop::option::of(0..20u16),
    ) {
        let f = FACTEURS[rang];
        let rapports = tries(rapports.into_iter().map(|r| r * f).collect());
        for variable in ["population_municipale", "apl_infirmiers_pop_std", "surface_km2"] {
            prop_assert!(desaccord(regle(variable), age, &rapports).is_some(), "{}", variable);
        }
    }

    /// Any other factor is seen as soon as five communes can be compared.
    #[test]
    fn a_column_times_any_factor_is_refused_from_five_communes(
        rapports in prop::collection::vec(0.85..1.15f64, 5..40),
        f in prop::sample::select(vec![0.1, 0.2, 0.3, 0.386, 3.0, 7.0, 10.0, 100.0, 0.01, 247.1]),
        age in 0..20u16,
    ) {
        let rapports = tries(rapports.into_iter().map(|r| r * f).collect());
        for variable in ["population_totale", "surface_km2"] {
            prop_assert!(desaccord(regle(variable), Some(age), &rapports).is_some(), "{}", variable);
        }
    }

    #[test]
    fn shares_of_the_population_by_age_are_told_from_thousands(
        parts in prop::collection::vec(0.02..0.5f64, 1..40),
    ) {
        let c = regle("age_60_74");
        prop_assert_eq!(desaccord(c, Some(1), &tries(parts.clone())), None);
        let milliers = tries(parts.into_iter().map(|p| p / 1000.0).collect());
        prop_assert!(desaccord(c, Some(1), &milliers).is_some());
    }
}

#[test]
fn old_figures_may_have_grown_a_lot_but_not_a_thousand_times() {
    let c = regle("population_municipale");
    assert_eq!(desaccord(c, Some(55), &[0.02]), None);
    assert!(desaccord(c, Some(55), &[0.001]).is_some());
    assert_eq!(desaccord(c, None, &[]), None);
}

#[test]
fn incomes_and_rates_have_a_plausible_median() {
    let g = grandeurs().unwrap();
    let juge = |variable: &str, xs: &[f64]| {
        let m = g.medianes.iter().find(|m| m.variables.concerne(variable));
        let valeurs: Vec<Valeur> = xs.iter().map(|x| Valeur::Connue(*x)).collect();
        hors_plage(m.unwrap(), &valeurs)
    };
    assert_eq!(juge("revenu_median", &[21_540.0, 30_000.0]), None);
    assert!(
        juge("revenu_median", &[21.5, 30.0])
            .unwrap()
            .contains("milliers d'euros")
    );
    assert!(
        juge("revenu_median", &[1_800.0])
            .unwrap()
            .contains("par mois")
    );
    assert_eq!(juge("taux_pauvrete", &[4.0]), None);
    assert!(
        juge("taux_pauvrete", &[0.145, 0.2])
            .unwrap()
            .contains("fraction")
    );
    assert_eq!(juge("taux_pauvrete", &[]), None);
}
