//! A number typed by a person, on the command line or in a small table: what two readers would read differently is refused.

use super::nombre::nombre;

/// A number without doubt, French or plain; `None` for `1.250`, which is a thousand or a number of three decimals, and for
/// anything that is not a number written in full.
#[must_use]
pub fn sans_equivoque(texte: &str) -> Option<f64> {
    let net = texte.trim();
    let en_toutes_lettres = !net.bytes().any(|o| o.is_ascii_alphabetic());
    nombre(net).filter(|x| en_toutes_lettres && x.is_finite() && !milliers_a_point(net))
}

/// `1.250`: a thousand written the English way or a number of three decimals, nobody can tell.
fn milliers_a_point(texte: &str) -> bool {
    texte.split_once('.').is_some_and(|(entiers, fraction)| {
        let chiffres = fraction.trim_end_matches(['%', ' ', '\u{a0}', '\u{202f}']);
        chiffres.len() == 3 && (1..=3).contains(&entiers.len()) && !entiers.starts_with('0')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_reading_or_none() {
        for (texte, x) in [
            ("70000", 70000.0),
            ("70 000", 70000.0),
            ("70\u{202f}000", 70000.0),
            ("72,4", 72.4),
            ("72.4 %", 72.4),
            ("0.125", 0.125),
        ] {
            assert_eq!(sans_equivoque(texte), Some(x), "{texte}");
        }
        for texte in [
            "1.250", "1.250 %", "1 2 3", "1e3", "inf", "NaN", "", "beaucoup",
        ] {
            assert_eq!(sans_equivoque(texte), None, "{texte}");
        }
    }
}
