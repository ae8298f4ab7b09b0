//! A number as JSON and spreadsheets write it, read at the beginning of some bytes.

/// Figures of a number that a double holds exactly.
const CHIFFRES: usize = 15;
/// Powers of ten, which it holds too: a quotient of the two is the nearest double.
const DIX: [f64; CHIFFRES] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
];

/// The nearest double to a number (`-12.5e3`), and what comes after it; `None` when it is written otherwise.
#[must_use]
pub fn decimal(ecrit: &[u8]) -> Option<(f64, &[u8])> {
    let positif = ecrit.strip_prefix(b"-").unwrap_or(ecrit);
    let mut n = 0;
    let (entiers, mut suite) = chiffres(positif, &mut n);
    if entiers == 0 || entiers > 1 && positif.starts_with(b"0") {
        return None;
    }
    let mut decimales = 0;
    if let Some(fraction) = suite.strip_prefix(b".") {
        (decimales, suite) = chiffres(fraction, &mut n);
        if decimales == 0 {
            return None;
        }
    }
    let exposant = matches!(suite, [b'e' | b'E', ..]);
    if exposant {
        suite = suite.get(1..)?;
        suite = match suite {
            [b'+' | b'-', chiffres @ ..] => chiffres,
            _ => suite,
        };
        let (combien, reste) = chiffres(suite, &mut 0);
        suite = (combien > 0).then_some(reste)?;
    }
    if exposant || entiers + decimales > CHIFFRES {
        let lu = ecrit.get(..ecrit.len() - suite.len())?;
        let x = std::str::from_utf8(lu).ok()?.parse().ok();
        return Some((x.filter(|x: &f64| x.is_finite())?, suite));
    }
    #[expect(clippy::cast_precision_loss, reason = "at most 15 figures")]
    let x = n as f64 / DIX.get(decimales)?;
    Some((if positif.len() < ecrit.len() { -x } else { x }, suite))
}

/// Adds the figures at the beginning of some bytes to a number: how many there are, and what comes after them.
#[inline]
fn chiffres<'a>(octets: &'a [u8], n: &mut u64) -> (usize, &'a [u8]) {
    let mut suite = octets;
    while let [o @ b'0'..=b'9', reste @ ..] = suite {
        *n = n.wrapping_mul(10).wrapping_add(u64::from(o - b'0'));
        suite = reste;
    }
    (octets.len() - suite.len(), suite)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// The law: the nearest double, whatever the length.
        #[test]
        fn a_number_is_the_nearest_double(ecrit in "-?(0|[1-9][0-9]{0,18})([.][0-9]{1,20})?([eE][+-]?[0-9]{1,2})?") {
            let texte = format!("{ecrit};");
            let (x, suite) = decimal(texte.as_bytes()).unwrap();
            proptest::prop_assert_eq!(x.to_bits(), ecrit.parse::<f64>().unwrap().to_bits());
            proptest::prop_assert_eq!(suite, b";");
        }
    }

    #[test]
    fn what_is_written_otherwise_is_left() {
        for ecrit in ["", "-", "01", ".5", "1.", "1e", "1e+", "x", "+1", "1e999"] {
            assert_eq!(decimal(ecrit.as_bytes()), None, "{ecrit}");
        }
        assert_eq!(decimal(b"12 3"), Some((12.0, &b" 3"[..])));
    }
}
