//! Numbers, counts, lists and punctuation as French prints them: thin space between thousands, comma, true minus sign.

mod enumeration;
pub mod inerte;
mod typographie;
mod unite;

pub use enumeration::{enumerer, enumerer_des, joindre};
pub use typographie::{a_soigner, espacer, soigner};
pub use unite::{avec_unite, avec_unite_courte, entre, unite_courte, unite_dite};

/// Between groups of three digits: espace fine insécable.
pub const ESPACE_FINE: char = '\u{202f}';
/// Between a number and its unit: espace insécable.
pub const ESPACE_INSECABLE: char = '\u{a0}';
/// What is printed in the place of a number that is not one.
pub const NON_DISPONIBLE: &str = "non\u{a0}disponible";

/// Most decimals printed.
const DECIMALES_MAX: usize = 12;

/// A number with a fixed count of decimals (12 at most): `1 234,5`, `−3`, never `−0,0` nor `NaN`.
///
/// A half is rounded as the exact binary value falls; what is not finite gives [`NON_DISPONIBLE`].
#[must_use]
pub fn nombre(valeur: f64, decimales: usize) -> String {
    if !valeur.is_finite() {
        return NON_DISPONIBLE.to_owned();
    }
    let brut = format!("{:.*}", decimales.min(DECIMALES_MAX), valeur.abs());
    let (entiers, fraction) = brut.split_once('.').unwrap_or((&brut, ""));
    let mut texte = String::with_capacity(brut.len() + 8);
    if valeur < 0.0 && brut.bytes().any(|o| o.is_ascii_digit() && o != b'0') {
        texte.push('\u{2212}');
    }
    for (rang, chiffre) in entiers.chars().enumerate() {
        if rang > 0 && (entiers.len() - rang) % 3 == 0 {
            texte.push(ESPACE_FINE);
        }
        texte.push(chiffre);
    }
    if !fraction.is_empty() {
        texte.push(',');
        texte.push_str(fraction);
    }
    texte
}

/// A count and its noun, plural from two as French does: `0 commune`, `1 commune`, `2 communes`.
#[must_use]
pub fn compte(valeur: f64, singulier: &str, pluriel: &str) -> String {
    let nom = if valeur.abs().round() < 2.0 {
        singulier
    } else {
        pluriel
    };
    avec_unite(valeur, 0, nom)
}

/// The same for a number of things: « 1 200 communes ».
#[must_use]
pub fn denombre(n: usize, singulier: &str, pluriel: &str) -> String {
    compte(
        f64::from(u32::try_from(n).unwrap_or(u32::MAX)),
        singulier,
        pluriel,
    )
}

/// « 1 habitant », « 76 486 habitants ».
#[must_use]
pub fn habitants(valeur: f64) -> String {
    let mot = if valeur < 2.0 {
        "habitant"
    } else {
        "habitants"
    };
    format!("{}{ESPACE_INSECABLE}{mot}", nombre(valeur, 0))
}

/// « 30 juin 2026 » for `2026-06-30`; anything else as it is.
#[must_use]
pub fn date(iso: &str) -> String {
    const MOIS: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    let mut morceaux = iso.splitn(3, '-');
    let lue = (|| {
        let annee: u16 = morceaux.next()?.parse().ok()?;
        let mois: usize = morceaux.next()?.parse().ok()?;
        let jour: u8 = morceaux.next()?.parse().ok()?;
        let nom = MOIS.get(mois.checked_sub(1)?)?;
        let quantieme = if jour == 1 {
            "1er".to_owned()
        } else {
            jour.to_string()
        };
        Some(format!("{quantieme}{ESPACE_INSECABLE}{nom} {annee}"))
    })();
    lue.unwrap_or_else(|| iso.to_owned())
}

/// The mark of the plural: `s` from two.
#[must_use]
pub fn pluriel(n: usize) -> &'static str {
    if n > 1 { "s" } else { "" }
}

/// A number of at most two decimals, without useless zeros: `2,5`, `50`.
#[must_use]
pub fn court(valeur: f64) -> String {
    let texte = nombre(valeur, 2);
    match texte.split_once(',') {
        Some((entiers, fraction)) => match fraction.trim_end_matches('0') {
            "" => entiers.to_owned(),
            utile => format!("{entiers},{utile}"),
        },
        None => texte,
    }
}

/// `287500` → « 287 500 € ».
#[must_use]
pub fn euros(valeur: f64) -> String {
    format!("{}{ESPACE_INSECABLE}€", nombre(valeur, 0))
}

/// Like [`nombre`], with `+` before a positive value.
#[must_use]
pub fn signe(valeur: f64, decimales: usize) -> String {
    let texte = nombre(valeur, decimales);
    let nul = !texte.bytes().any(|o| (b'1'..=b'9').contains(&o));
    if valeur > 0.0 && !nul {
        format!("+{texte}")
    } else {
        texte
    }
}

/// A share (from 0 to 1) as a percentage with one decimal at most; never rounded up to 100 nor down to 0.
#[must_use]
pub fn part(x: f64) -> String {
    let dixiemes = (x * 1000.0).round();
    if x < 1.0 && dixiemes >= 1000.0 {
        return format!("plus de 99,9{ESPACE_INSECABLE}%");
    }
    if x > 0.0 && dixiemes <= 0.0 {
        return format!("moins de 0,1{ESPACE_INSECABLE}%");
    }
    format!("{}{ESPACE_INSECABLE}%", court(dixiemes / 10.0))
}

/// The text with a capital at its head.
#[must_use]
pub fn majuscule(texte: &str) -> String {
    let mut lettres = texte.chars();
    let tete = lettres.next().into_iter().flat_map(char::to_uppercase);
    tete.chain(lettres).collect()
}

/// A size, for a reader: « 12,2 Mo ».
#[must_use]
pub fn octets(taille: u64) -> String {
    let taille = taille as f64;
    if taille < 1e6 {
        format!("{}\u{a0}ko", nombre((taille / 1e3).ceil(), 0))
    } else {
        format!("{}\u{a0}Mo", nombre(taille / 1e6, 1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn writes_french_numbers() {
        for (valeur, decimales, attendu) in [
            (0.0, 0, "0"),
            (999.0, 0, "999"),
            (1000.0, 0, "1\u{202f}000"),
            (68_350_798.0, 0, "68\u{202f}350\u{202f}798"),
            (3.7446, 2, "3,74"),
            (-1234.56, 1, "\u{2212}1\u{202f}234,6"),
            (999_999.96, 1, "1\u{202f}000\u{202f}000,0"),
            (0.5, 3, "0,500"),
        ] {
            assert_eq!(nombre(valeur, decimales), attendu);
        }
    }

    #[test]
    fn never_minus_zero_nor_nan() {
        assert_eq!(nombre(-0.0, 1), "0,0");
        assert_eq!(nombre(-0.04, 1), "0,0");
        assert_eq!(nombre(-0.06, 1), "\u{2212}0,1");
        for valeur in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(nombre(valeur, 2), "non\u{a0}disponible");
        }
    }

    #[test]
    fn counts_agree() {
        assert_eq!(compte(0.0, "commune", "communes"), "0\u{a0}commune");
        assert_eq!(compte(1.0, "commune", "communes"), "1\u{a0}commune");
        assert_eq!(
            compte(1500.0, "habitant", "habitants"),
            "1\u{202f}500\u{a0}habitants"
        );
    }

    #[test]
    fn shares_are_never_rounded_to_all_or_nothing() {
        assert_eq!(part(0.623), "62,3\u{a0}%");
        assert_eq!(part(1.0), "100\u{a0}%");
        assert_eq!(part(0.75), "75\u{a0}%");
        assert_eq!(part(0.994), "99,4\u{a0}%");
        assert_eq!(part(0.9994), "99,9\u{a0}%");
        assert_eq!(part(0.9999), "plus de 99,9\u{a0}%");
        assert_eq!(part(0.0004), "moins de 0,1\u{a0}%");
        assert_eq!(part(0.99996), "plus de 99,9\u{a0}%");
        assert_eq!(part(0.0001), "moins de 0,1\u{a0}%");
        assert_eq!(part(0.0), "0\u{a0}%");
    }

    #[test]
    fn short_numbers_drop_useless_zeros_only() {
        for (x, attendu) in [
            (2.5, "2,5"),
            (50.0, "50"),
            (0.25, "0,25"),
            (150_000.0, "150\u{202f}000"),
            (-1.0, "\u{2212}1"),
        ] {
            assert_eq!(court(x), attendu);
        }
        assert_eq!(denombre(1, "commune", "communes"), "1\u{a0}commune");
    }

    #[test]
    fn dates_are_written_in_french() {
        assert_eq!(date("2026-06-30"), "30\u{A0}juin 2026");
        assert_eq!(date("2026-01-01"), "1er\u{A0}janvier 2026");
        assert_eq!(date("2026-13-01"), "2026-13-01");
        assert_eq!(date("<b>"), "<b>");
    }

    proptest! {
        #[test]
        fn any_number_reads_back(valeur in any::<f64>(), decimales in 0usize..20) {
            let texte = nombre(valeur, decimales);
            if valeur.is_finite() {
                let net: String = texte.replace('\u{2212}', "-").replace(',', ".").replace('\u{202f}', "");
                let relu: f64 = net.parse().unwrap();
                let demi_pas = 0.5 / 10f64.powi(decimales.min(12) as i32);
                prop_assert!((relu - valeur).abs() <= demi_pas + valeur.abs() * 1e-12);
            }
            prop_assert!(!texte.contains("NaN") && !texte.contains('.') && !texte.contains(' '));
        }
    }
}
