//! The few French numbers that a motive or a finding needs: comma, narrow no-break spaces.

/// A share (from 0 to 1) as a percentage with one decimal; never rounded up to 100 nor down to 0.
pub(crate) fn part(x: f64) -> String {
    let dixiemes = (x * 1000.0).round();
    if x < 1.0 && dixiemes >= 1000.0 {
        return "plus de 99,9\u{a0}%".to_owned();
    }
    if x > 0.0 && dixiemes <= 0.0 {
        return "moins de 0,1\u{a0}%".to_owned();
    }
    let texte = format!("{:.1}", dixiemes / 10.0).replace('.', ",");
    let court = texte.strip_suffix(",0").unwrap_or(&texte);
    format!("{court}\u{a0}%")
}

/// A count, thousands separated by narrow no-break spaces.
pub(crate) fn entier(x: f64) -> String {
    let chiffres = format!("{:.0}", x.abs());
    let mut texte = String::new();
    for (rang, c) in chiffres.chars().enumerate() {
        if rang > 0 && (chiffres.len() - rang).is_multiple_of(3) {
            texte.push('\u{202f}');
        }
        texte.push(c);
    }
    if x <= -0.5 {
        format!("-{texte}")
    } else {
        texte
    }
}

/// A number with a decimal comma, without useless zeros.
pub(crate) fn nombre(x: f64) -> String {
    let texte = format!("{x:.2}").replace('.', ",");
    let net = texte.trim_end_matches('0').trim_end_matches(',');
    net.to_owned()
}

/// « 1 commune », « 3 communes ».
pub(crate) fn compte(n: usize, singulier: &str, pluriel: &str) -> String {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a count of communes fits exactly in an f64"
    )]
    let chiffres = entier(n as f64);
    let nom = if n < 2 { singulier } else { pluriel };
    format!("{chiffres}\u{a0}{nom}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_numbers_as_french_readers_expect() {
        assert_eq!(part(0.623), "62,3\u{a0}%");
        assert_eq!(part(1.0), "100\u{a0}%");
        assert_eq!(part(0.99996), "plus de 99,9\u{a0}%");
        assert_eq!(part(0.0001), "moins de 0,1\u{a0}%");
        assert_eq!(part(0.0), "0\u{a0}%");
        assert_eq!(entier(68_350_798.0), "68\u{202f}350\u{202f}798");
        assert_eq!(entier(999.0), "999");
        assert_eq!(nombre(2.5), "2,5");
        assert_eq!(nombre(50.0), "50");
        assert_eq!(compte(1, "commune", "communes"), "1\u{a0}commune");
        assert_eq!(
            compte(1200, "commune", "communes"),
            "1\u{202f}200\u{a0}communes"
        );
    }
}
