//! Bounds of the classes of a rate that no source cuts: from the communes of the territory, by a method that is said.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::ErreurDonnees;
use crate::texte_toml::Embarque;

/// Values from which classes are cut: more are thinned, in order, so that a région takes no longer.
const VALEURS_MAX: usize = 400;

/// How the values of a map are cut.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decoupe {
    methode: Methode,
    /// Most classes.
    classes: usize,
    /// Whether the logarithm is cut.
    #[serde(default)]
    logarithme: bool,
    /// Bounds when the values do not make two classes.
    bornes: Vec<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Methode {
    Quantiles,
    Naturelles,
}

/// The embedded methods, by map.
///
/// # Errors
/// The embedded file is wrong (a test proves it is not).
pub fn decoupes() -> Result<&'static BTreeMap<String, Decoupe>, ErreurDonnees> {
    static DECOUPES: Embarque<BTreeMap<String, Decoupe>> =
        Embarque::new(include_str!("classes.toml"), "classes.toml");
    DECOUPES.lire()
}

/// Bounds of the classes of a map, and what made them, in French.
pub(super) fn bornes(carte: &str, valeurs: Vec<f64>) -> (Vec<f64>, &'static str) {
    let decoupe = decoupes().ok().and_then(|d| d.get(carte));
    decoupe.map_or((Vec::new(), ""), |d| d.bornes(valeurs))
}

impl Decoupe {
    fn bornes(&self, mut valeurs: Vec<f64>) -> (Vec<f64>, &'static str) {
        valeurs.retain(|v| v.is_finite() && (*v > 0.0 || !self.logarithme));
        valeurs.sort_by(f64::total_cmp);
        let fines = match self.methode {
            Methode::Quantiles => quantiles(&valeurs, self.classes),
            Methode::Naturelles => {
                let echelle = |v: &f64| if self.logarithme { v.ln() } else { *v };
                naturelles(&valeurs, self.classes, echelle)
            }
        };
        let rondes = arrondir(&valeurs, &fines);
        if rondes.is_empty() {
            return (
                self.bornes.clone(),
                "Classes\u{a0}: bornes fixes du projet.",
            );
        }
        let dit = match self.methode {
            Methode::Quantiles => {
                "Classes\u{a0}: environ autant de communes du territoire dans chacune (quantiles arrondis)."
            }
            Methode::Naturelles => {
                "Classes\u{a0}: seuils naturels des communes du territoire (méthode de Jenks, arrondis)."
            }
        };
        (rondes, dit)
    }
}

/// First value of each class but the first, with about as many values in each.
fn quantiles(valeurs: &[f64], classes: usize) -> Vec<usize> {
    let classes = classes.min(valeurs.len() / 2).max(1);
    (1..classes)
        .map(|rang| rang * valeurs.len() / classes)
        .collect()
}

/// First value of each class but the first, with the least sum of squared gaps to the means: exact, by dynamic programming.
fn naturelles(valeurs: &[f64], classes: usize, echelle: impl Fn(&f64) -> f64) -> Vec<usize> {
    let saut = valeurs.len().div_ceil(VALEURS_MAX).max(1);
    let x: Vec<f64> = valeurs.iter().step_by(saut).map(echelle).collect();
    let classes = classes.min(x.len() / 2).max(1);
    let (mut sommes, mut carres) = (vec![0.0], vec![0.0]);
    for v in &x {
        sommes.push(sommes.last().copied().unwrap_or(0.0) + v);
        carres.push(carres.last().copied().unwrap_or(0.0) + v * v);
    }
    let entre = |t: &[f64], a: usize, b: usize| {
        t.get(b).zip(t.get(a)).map_or(0.0, |(haut, bas)| haut - bas)
    };
    let cout = |a: usize, b: usize| {
        let s = entre(&sommes, a, b);
        entre(&carres, a, b) - s * s / (b - a).max(1) as f64
    };
    let mut couts: Vec<f64> = (0..=x.len()).map(|b| cout(0, b)).collect();
    let mut coupes: Vec<Vec<usize>> = Vec::new();
    for _ in 1..classes {
        let meilleur = |b: usize| {
            let choix = (1..b).map(|a| (couts.get(a).copied().unwrap_or(0.0) + cout(a, b), a));
            choix
                .min_by(|p, q| p.0.total_cmp(&q.0))
                .unwrap_or((f64::INFINITY, 0))
        };
        let (suite, coupe) = (0..=x.len()).map(meilleur).unzip();
        couts = suite;
        coupes.push(coupe);
    }
    let mut fin = x.len();
    let mut debuts = Vec::new();
    for coupe in coupes.iter().rev() {
        fin = coupe.get(fin).copied().unwrap_or(0);
        debuts.push(fin * saut);
    }
    debuts.reverse();
    debuts
}

/// Bounds as round as they can be between the value before a class and its first; a class that would hold none goes.
fn arrondir(valeurs: &[f64], debuts: &[usize]) -> Vec<f64> {
    let mut bornes: Vec<f64> = Vec::new();
    for debut in debuts {
        let bas = debut.checked_sub(1).and_then(|d| valeurs.get(d));
        let Some((bas, haut)) = bas.zip(valeurs.get(*debut)) else {
            continue;
        };
        let borne = (haut > bas).then(|| ronde(*bas, *haut));
        bornes.extend(borne.filter(|b| bornes.last().is_none_or(|avant| b > avant)));
    }
    bornes
}

/// The roundest number above one value and not above the other: the first multiple of the greatest 1, 2 or 5 × 10ⁿ.
fn ronde(bas: f64, haut: f64) -> f64 {
    let mut dizaine = 10_f64.powf(haut.abs().max(bas.abs()).max(1e-9).log10().ceil());
    for _ in 0..18 {
        for pas in [dizaine, dizaine / 2.0, dizaine / 5.0] {
            let borne = (haut / pas).floor() * pas;
            if borne > bas && borne <= haut {
                return borne;
            }
        }
        dizaine /= 10.0;
    }
    haut
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::palette::rang;
    use super::*;

    fn effectifs(valeurs: &[f64], bornes: &[f64]) -> Vec<usize> {
        let mut effectifs = vec![0; bornes.len() + 1];
        for v in valeurs {
            effectifs[rang(bornes, *v)] += 1;
        }
        effectifs
    }

    #[test]
    fn natural_classes_fall_in_the_gaps_and_quantiles_share_out() {
        let valeurs = vec![1.0, 1.1, 1.2, 5.0, 5.1, 5.2, 90.0, 91.0];
        let debuts = naturelles(&valeurs, 3, |v| *v);
        assert_eq!(debuts, [3, 6]);
        assert_eq!(arrondir(&valeurs, &debuts), [5.0, 50.0]);
        let revenus: Vec<f64> = (0..20).map(|n| 20_000.0 + 137.0 * f64::from(n)).collect();
        let (bornes, dit) = bornes("revenu_median", revenus.clone());
        assert!(dit.contains("quantiles"));
        assert!(
            effectifs(&revenus, &bornes)
                .iter()
                .all(|n| (3..=5).contains(n)),
            "{bornes:?}"
        );
        assert_eq!(ronde(21_873.0, 22_140.0), 22_000.0);
    }

    #[test]
    fn fixed_bounds_when_the_territory_makes_no_two_classes() {
        for valeurs in [vec![], vec![23_000.0], vec![23_000.0; 9]] {
            let (bornes, dit) = bornes("revenu_median", valeurs);
            assert_eq!((bornes.len(), dit.contains("fixes")), (4, true));
        }
    }

    proptest! {
        /// Whatever the values, bounds rise, no class is empty, and there are no more than asked.
        #[test]
        fn no_class_is_empty(valeurs in prop::collection::vec(0.01..50_000.0f64, 2..120), carte in prop::sample::select(vec!["densite_population", "revenu_median"])) {
            let (bornes, dit) = bornes(carte, valeurs.clone());
            prop_assert!(bornes.windows(2).all(|b| b[0] < b[1]));
            prop_assert!(bornes.len() <= decoupes().unwrap()[carte].classes);
            if !dit.contains("fixes") {
                prop_assert!(effectifs(&valeurs, &bornes).iter().all(|n| *n > 0), "{:?} {:?}", bornes, valeurs);
            }
        }
    }
}
