//! Real numbers on few bytes: decimal figures as whole numbers, when that gives them back to the last bit.

use super::curseur::{Curseur, Lit, abime, ecrit_signe};

/// Most decimals tried.
const DECIMALES: u8 = 9;
/// Whole numbers up to here are exact in a real number.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// Figures kept as they are.
const BRUTS: u8 = 0xff;

/// A figure times a power of ten, when dividing gives it back to the last bit.
fn entier(x: f64, puissance: f64) -> Option<i64> {
    let n = (x * puissance).round();
    let revient = n.abs() < EXACT && (n / puissance).to_bits() == x.to_bits();
    revient.then_some(n as i64)
}

/// The least number of decimals that gives all the figures back, and the whole numbers that they then are.
pub fn entiers(figures: &[f64]) -> Option<(u8, Vec<i64>)> {
    let de = |decimales: u8| {
        let puissance = 10_f64.powi(i32::from(decimales));
        let tous: Option<Vec<i64>> = figures.iter().map(|x| entier(*x, puissance)).collect();
        Some((decimales, tous?))
    };
    (0..=DECIMALES).find_map(de)
}

/// The figure of a whole number with decimals.
#[inline]
#[must_use]
pub fn figure(n: i64, puissance: f64) -> f64 {
    n as f64 / puissance
}

/// The power of ten of a number of decimals.
///
/// # Errors
/// More decimals than are ever written.
pub fn puissance(decimales: u8) -> Lit<f64> {
    if decimales > DECIMALES {
        return Err(abime("trop de décimales"));
    }
    Ok(10_f64.powi(i32::from(decimales)))
}

/// Writes figures in planes: first bytes together, then second bytes… which compresses well and reads fast.
pub fn ecrit(sortie: &mut Vec<u8>, figures: &[f64]) {
    let Some((decimales, entiers)) = entiers(figures) else {
        sortie.push(BRUTS);
        let bits: Vec<u64> = figures.iter().map(|x| x.to_bits()).collect();
        plans(sortie, &bits, 8);
        return;
    };
    sortie.push(decimales);
    let base = entiers.iter().copied().min().unwrap_or_default();
    let ecarts: Vec<u64> = entiers.iter().map(|n| n.abs_diff(base)).collect();
    let plus_grand = ecarts.iter().copied().max().unwrap_or_default();
    let largeur = 8 - (plus_grand.leading_zeros() / 8) as u8;
    ecrit_signe(sortie, base);
    sortie.push(largeur);
    plans(sortie, &ecarts, largeur);
}

fn plans(sortie: &mut Vec<u8>, nombres: &[u64], largeur: u8) {
    for plan in 0..largeur {
        sortie.extend(nombres.iter().map(|n| (n >> (8 * plan)) as u8));
    }
}

/// Reads that many figures.
///
/// # Errors
/// Cut, or a figure that is none.
pub fn lit(curseur: &mut Curseur<'_>, combien: usize) -> Lit<Vec<f64>> {
    let decimales = curseur.octet()?;
    if decimales == BRUTS {
        let bits = lit_plans(curseur, combien, 8)?;
        let figures: Vec<f64> = bits.into_iter().map(f64::from_bits).collect();
        let tous = figures.iter().all(|x| x.is_finite());
        return if tous {
            Ok(figures)
        } else {
            Err(abime("un chiffre n'en est pas un"))
        };
    }
    let puissance = puissance(decimales)?;
    let base = curseur.signe()?;
    let largeur = curseur.octet()?;
    if largeur > 8 {
        return Err(abime("un nombre de plus de huit octets"));
    }
    let ecarts = lit_plans(curseur, combien, largeur)?;
    let de = |ecart: u64| figure(base.wrapping_add_unsigned(ecart), puissance);
    Ok(ecarts.into_iter().map(de).collect())
}

fn lit_plans(curseur: &mut Curseur<'_>, combien: usize, largeur: u8) -> Lit<Vec<u64>> {
    let mut nombres = vec![0; combien];
    for plan in 0..largeur {
        let octets = curseur.octets(combien)?;
        for (n, octet) in nombres.iter_mut().zip(octets) {
            *n |= u64::from(*octet) << (8 * plan);
        }
    }
    Ok(nombres)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aller_retour(figures: &[f64]) -> (usize, Vec<u64>) {
        let mut o = Vec::new();
        ecrit(&mut o, figures);
        let mut c = Curseur::new(&o);
        let lus = lit(&mut c, figures.len()).unwrap();
        c.fini().unwrap();
        (o.len(), lus.iter().map(|x| x.to_bits()).collect())
    }

    proptest::proptest! {
        #[test]
        fn every_figure_comes_back_to_the_last_bit(
            figures in proptest::collection::vec(proptest::num::f64::NORMAL | proptest::num::f64::ZERO | proptest::num::f64::SUBNORMAL, 0..30),
            decimaux in proptest::collection::vec((-1_000_000_000_i64..1_000_000_000, 0..7_i32), 0..30),
        ) {
            let decimaux: Vec<f64> = decimaux.iter().map(|(n, k)| *n as f64 / 10_f64.powi(*k)).collect();
            for figures in [figures, decimaux] {
                let bits: Vec<u64> = figures.iter().map(|x| x.to_bits()).collect();
                proptest::prop_assert_eq!(aller_retour(&figures).1, bits);
            }
        }
    }

    #[test]
    fn counts_and_rates_are_short() {
        let comptes: Vec<f64> = (0..1000).map(f64::from).collect();
        assert_eq!(aller_retour(&comptes).0, 1 + 1 + 1 + 2000);
        let apl: Vec<f64> = (0..1000).map(|n| f64::from(n) / 1000.0).collect();
        assert_eq!(aller_retour(&apl).0, 1 + 1 + 1 + 2000);
        assert_eq!(aller_retour(&[]).0, 3);
    }

    #[test]
    fn what_is_not_a_figure_is_refused() {
        let mut o = vec![BRUTS];
        o.extend(f64::NAN.to_bits().to_le_bytes());
        assert!(lit(&mut Curseur::new(&o), 1).is_err());
        assert!(lit(&mut Curseur::new(&[10, 0, 1, 0]), 1).is_err());
        assert!(lit(&mut Curseur::new(&[0, 0, 9]), 1).is_err());
    }
}
