//! Numbers as French readers write them: espace fine insécable, virgule décimale, true minus sign.

use crate::francais as commun;
pub use crate::francais::{euros, signe};

/// Narrow no-break space, between groups of three digits.
pub const FINE: char = commun::ESPACE_FINE;
/// No-break space, before a unit.
pub const INSECABLE: char = commun::ESPACE_INSECABLE;
/// Minus sign.
pub const MOINS: char = '\u{2212}';
/// What is written for a value that is not a finite number.
pub const NON_DISPONIBLE: &str = commun::NON_DISPONIBLE;

/// `1234.5` with one decimal → « 1 234,5 »; never « −0 ».
#[must_use]
pub fn nombre(valeur: f64, decimales: u8) -> String {
    commun::nombre(valeur, usize::from(decimales))
}

/// `12.34` with one decimal → « 12,3 % ».
#[must_use]
pub fn pourcent(valeur: f64, decimales: u8) -> String {
    format!("{}{INSECABLE}%", nombre(valeur, decimales))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn writes_thousands_decimals_and_minus_in_french() {
        assert_eq!(nombre(1_234_567.891, 2), "1\u{202F}234\u{202F}567,89");
        assert_eq!(nombre(999.0, 0), "999");
        assert_eq!(nombre(1000.0, 0), "1\u{202F}000");
        assert_eq!(nombre(-1234.5, 1), "\u{2212}1\u{202F}234,5");
        assert_eq!(pourcent(28.4, 1), "28,4\u{A0}%");
        assert_eq!(euros(287_500.0), "287\u{202F}500\u{A0}€");
        assert_eq!(signe(3.2, 1), "+3,2");
        assert_eq!(signe(0.01, 1), "0,0");
        assert_eq!(signe(-3.2, 1), "\u{2212}3,2");
    }

    #[test]
    fn never_writes_minus_zero_nor_nan() {
        assert_eq!(nombre(-0.0, 0), "0");
        assert_eq!(nombre(-0.04, 1), "0,0");
        assert_eq!(nombre(f64::NAN, 1), NON_DISPONIBLE);
        assert_eq!(nombre(f64::NEG_INFINITY, 1), NON_DISPONIBLE);
    }

    proptest! {
        #[test]
        fn reads_back(valeur in -1e12_f64..1e12, decimales in 0_u8..6) {
            let texte: String = nombre(valeur, decimales)
                .chars()
                .filter(|c| *c != FINE)
                .map(|c| match c { ',' => '.', MOINS => '-', c => c })
                .collect();
            let lu: f64 = texte.parse().unwrap();
            prop_assert!((lu - valeur).abs() <= 0.51 * 10_f64.powi(-i32::from(decimales)) + 1e-3);
        }
    }
}
