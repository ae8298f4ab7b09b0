//! Words shared by the notes: French numbers and labels.

/// Whole number with narrow no-break spaces between thousands: `397 500`.
pub(super) fn entier(x: f64) -> String {
    let chiffres = format!("{:.0}", x.abs());
    let mut texte = String::new();
    for (i, c) in chiffres.chars().enumerate() {
        if i > 0 && (chiffres.len() - i) % 3 == 0 {
            texte.push('\u{202f}');
        }
        texte.push(c);
    }
    if x <= -0.5 {
        format!("−{texte}")
    } else {
        texte
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_thousands() {
        assert_eq!(entier(0.0), "0");
        assert_eq!(entier(999.6), "1\u{202f}000");
        assert_eq!(entier(-1_234_567.0), "−1\u{202f}234\u{202f}567");
    }
}
