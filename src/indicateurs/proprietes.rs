//! Properties that every territory must have, whatever the figures.

use proptest::prelude::*;

use super::essai::Essai;
use crate::model::Valeur::{self, Absente, Connue, Masquee};

const SOMME: &str = "regle = \"somme\"\nvariable = \"x\"\ncouverture_min = 0";
const RATIO: &str = "regle = \"ratio\"\nnumerateur = \"x\"\ndenominateur = \"w\"\nfacteur = 100\ncouverture_min = 0";
const MOYENNE: &str =
    "regle = \"moyenne_ponderee\"\nvariable = \"x\"\npoids = \"w\"\ncouverture_min = 0";
const SEUIL: &str = "regle = \"part_population_seuil\"\nvariable = \"x\"\nseuil = 50\n\
    population = \"population_municipale\"\ncouverture_min = 0";
const SANS: &str = "regle = \"population_sans\"\nvariable = \"x\"\npopulation = \"population_municipale\"\ncouverture_min = 0";
const REGLES: [&str; 5] = [SOMME, RATIO, MOYENNE, SEUIL, SANS];

type Ligne = (u32, f64, f64);

fn lignes() -> impl Strategy<Value = Vec<Ligne>> {
    prop::collection::vec((1u32..5000, 0.0f64..100.0, 1.0f64..5000.0), 2..12)
}

fn code(i: usize) -> String {
    format!("96{:03}", i + 1)
}

/// One commune per line: inhabitants, `x`, weight `w`; `masque` hides `x` of some.
fn essai(lignes: &[Ligne], cache: impl Fn(usize, f64) -> Valeur) -> Essai {
    let populations: Vec<u32> = lignes.iter().map(|l| l.0).collect();
    let mut essai = Essai::communes(&populations);
    let codes: Vec<String> = (0..lignes.len()).map(code).collect();
    let colonne = |f: &dyn Fn(usize) -> Valeur| -> Vec<(&str, Valeur)> {
        codes
            .iter()
            .enumerate()
            .map(|(i, c)| (c.as_str(), f(i)))
            .collect()
    };
    essai.colonne("x", Some(2024), &colonne(&|i| cache(i, lignes[i].1)));
    essai.colonne("w", Some(2024), &colonne(&|i| Connue(lignes[i].2)));
    essai
}

fn connues(lignes: &[Ligne]) -> Essai {
    essai(lignes, |_, x| Connue(x))
}

fn egal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

fn valeur(
    essai: &Essai,
    regle: &str,
    rangs: impl Iterator<Item = usize>,
    part: f64,
) -> super::Agregat {
    let codes: Vec<String> = rangs.map(code).collect();
    let membres: Vec<(&str, f64)> = codes.iter().map(|c| (c.as_str(), part)).collect();
    essai.agreger(regle, &membres)
}

proptest! {
    #[test]
    fn a_sum_is_additive_over_a_partition(l in lignes(), coupe in 1usize..11) {
        let e = connues(&l);
        let coupe = coupe.min(l.len() - 1);
        for regle in [SOMME, SANS] {
            let tout = valeur(&e, regle, 0..l.len(), 1.0).valeur.unwrap();
            let a = valeur(&e, regle, 0..coupe, 1.0).valeur.unwrap();
            let b = valeur(&e, regle, coupe..l.len(), 1.0).valeur.unwrap();
            prop_assert!(egal(tout, a + b));
        }
    }

    #[test]
    fn a_weighted_mean_lies_between_the_extremes(l in lignes()) {
        let m = valeur(&connues(&l), MOYENNE, 0..l.len(), 1.0).valeur.unwrap();
        let min = l.iter().map(|l| l.1).fold(f64::INFINITY, f64::min);
        let max = l.iter().map(|l| l.1).fold(0.0, f64::max);
        prop_assert!(m >= min - 1e-9 && m <= max + 1e-9);
    }

    #[test]
    fn the_apl_of_a_union_is_the_weighted_combination(l in lignes(), coupe in 1usize..11) {
        let e = connues(&l);
        let coupe = coupe.min(l.len() - 1);
        let tout = valeur(&e, MOYENNE, 0..l.len(), 1.0);
        let a = valeur(&e, MOYENNE, 0..coupe, 1.0);
        let b = valeur(&e, MOYENNE, coupe..l.len(), 1.0);
        let (wa, wb) = (a.denominateur.unwrap(), b.denominateur.unwrap());
        let combine = (a.valeur.unwrap() * wa + b.valeur.unwrap() * wb) / (wa + wb);
        prop_assert!(egal(tout.valeur.unwrap(), combine));
    }

    #[test]
    fn a_ratio_of_sums_does_not_move_when_all_is_scaled(l in lignes(), k in 0.01f64..100.0) {
        let grand: Vec<Ligne> = l.iter().map(|&(p, x, w)| (p, x * k, w * k)).collect();
        let a = valeur(&connues(&l), RATIO, 0..l.len(), 1.0).valeur.unwrap();
        let b = valeur(&connues(&grand), RATIO, 0..l.len(), 1.0).valeur.unwrap();
        prop_assert!(egal(a, b));
    }

    #[test]
    fn masking_never_raises_the_coverage(l in lignes(), bits in 0u16.., absents in any::<bool>()) {
        let cachee = if absents { Absente } else { Masquee };
        let moins = essai(&l, |i, x| if bits >> i & 1 == 1 { cachee } else { Connue(x) });
        let plus = connues(&l);
        for regle in REGLES {
            let a = valeur(&plus, regle, 0..l.len(), 1.0).couverture;
            let b = valeur(&moins, regle, 0..l.len(), 1.0).couverture;
            prop_assert!(b.population <= a.population && b.communes <= a.communes);
            prop_assert!((0.0..=1.0).contains(&b.population) && (0.0..=1.0).contains(&b.communes));
        }
    }

    #[test]
    fn the_bounds_hold_the_truth_that_was_masked(l in lignes(), bits in 0u16..) {
        let mut masque = essai(&l, |i, x| if bits >> i & 1 == 1 { Masquee } else { Connue(x) });
        masque.bornes("x", Some(2024), (0.0, 100.0));
        let verite = connues(&l);
        for regle in [SOMME, RATIO, MOYENNE, SEUIL] {
            let vrai = valeur(&verite, regle, 0..l.len(), 1.0).valeur.unwrap();
            if let Some(bornes) = valeur(&masque, regle, 0..l.len(), 1.0).bornes {
                prop_assert!(bornes.contient(vrai), "{bornes:?} {vrai}");
            }
        }
    }

    #[test]
    fn two_halves_of_the_communes_are_the_communes(l in lignes(), p in 0.05f64..0.95) {
        let e = connues(&l);
        for regle in [SOMME, SANS] {
            let tout = valeur(&e, regle, 0..l.len(), 1.0).valeur.unwrap();
            let a = valeur(&e, regle, 0..l.len(), p).valeur.unwrap();
            let b = valeur(&e, regle, 0..l.len(), 1.0 - p).valeur.unwrap();
            prop_assert!(egal(tout, a + b));
        }
        for regle in [RATIO, MOYENNE, SEUIL] {
            let tout = valeur(&e, regle, 0..l.len(), 1.0).valeur.unwrap();
            prop_assert!(egal(tout, valeur(&e, regle, 0..l.len(), p).valeur.unwrap()));
        }
    }
}
