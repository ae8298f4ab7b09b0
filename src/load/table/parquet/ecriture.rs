//! The value of a column as the text that a CSV of the same table holds: the digits published, no more and no less.

use std::fmt::Write;

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::schema::types::ColumnDescriptor;

use super::instant;
use crate::load::source::texte::cellule;

/// How the values of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ecriture {
    /// As they are: text, whole number, decimal number, `true` or `false`.
    Nue,
    /// Whole number without sign.
    Naturel,
    /// Whole number in so many digits after the point.
    Decimal(u32),
    /// Days since 1970.
    Jour,
    /// So many units a second since 1970.
    Instant(i64),
    /// So many units a second since midnight.
    Heure(i64),
    /// Half-precision number.
    Demi,
    /// Not read, and why.
    Illisible(&'static str),
}

impl Ecriture {
    /// How the values of a column are written.
    pub(super) fn de(colonne: &ColumnDescriptor) -> Self {
        if colonne.max_rep_level() > 0 || colonne.path().parts().len() > 1 {
            return Self::Illisible("imbriquée (liste ou structure)");
        }
        match colonne.logical_type_ref() {
            Some(logique) => Self::du_type(logique, colonne),
            None if colonne.physical_type() == Type::INT96 => Self::Instant(1),
            None => Self::converti(colonne),
        }
    }

    fn du_type(logique: &LogicalType, colonne: &ColumnDescriptor) -> Self {
        match logique {
            LogicalType::Decimal(_) => Self::decimal(colonne),
            LogicalType::Date => Self::Jour,
            LogicalType::Time(heure) => Self::Heure(par_seconde(&heure.unit)),
            LogicalType::Timestamp(instant) => Self::Instant(par_seconde(&instant.unit)),
            LogicalType::Integer(entier) if !entier.is_signed => Self::Naturel,
            LogicalType::Float16 => Self::Demi,
            LogicalType::Geometry(_) | LogicalType::Geography(_) => {
                Self::Illisible("faite de contours")
            }
            LogicalType::String
            | LogicalType::Enum
            | LogicalType::Integer(_)
            | LogicalType::Json
            | LogicalType::Unknown => Self::Nue,
            _ => Self::Illisible("d'un type qui n'est pas celui d'un tableau"),
        }
    }

    /// The types of the first version of the format.
    fn converti(colonne: &ColumnDescriptor) -> Self {
        match colonne.converted_type() {
            ConvertedType::DECIMAL => Self::decimal(colonne),
            ConvertedType::DATE => Self::Jour,
            ConvertedType::TIME_MILLIS => Self::Heure(1_000),
            ConvertedType::TIME_MICROS => Self::Heure(1_000_000),
            ConvertedType::TIMESTAMP_MILLIS => Self::Instant(1_000),
            ConvertedType::TIMESTAMP_MICROS => Self::Instant(1_000_000),
            ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64 => Self::Naturel,
            ConvertedType::BSON | ConvertedType::INTERVAL => {
                Self::Illisible("d'un type qui n'est pas celui d'un tableau")
            }
            _ => Self::Nue,
        }
    }

    fn decimal(colonne: &ColumnDescriptor) -> Self {
        match u32::try_from(colonne.type_scale()) {
            Ok(decimales) if decimales <= 38 => Self::Decimal(decimales),
            _ => Self::Illisible("d'un nombre décimal démesuré"),
        }
    }
}

fn par_seconde(unite: &TimeUnit) -> i64 {
    match unite {
        TimeUnit::MILLIS => 1_000,
        TimeUnit::MICROS => 1_000_000,
        TimeUnit::NANOS => 1_000_000_000,
    }
}

/// A whole number.
pub(super) fn entier(texte: &mut String, ecriture: Ecriture, x: i64) {
    match ecriture {
        Ecriture::Naturel => ecrit(texte, x.cast_unsigned()),
        Ecriture::Decimal(decimales) => decimal(texte, i128::from(x), decimales),
        Ecriture::Jour => instant::jour(texte, x),
        Ecriture::Instant(unite) => {
            let (seconde, fraction) = (x.div_euclid(unite), x.rem_euclid(unite));
            instant::instant(texte, seconde, fraction, unite);
        }
        Ecriture::Heure(unite) => {
            instant::heure(texte, x.div_euclid(unite), x.rem_euclid(unite), unite)
        }
        Ecriture::Nue | Ecriture::Demi | Ecriture::Illisible(_) => ecrit(texte, x),
    }
}

/// A decimal number: the shortest text that is read back the same; what is not a number is nothing.
pub(super) fn reel<T: Into<f64> + std::fmt::Display + Copy>(texte: &mut String, x: T) {
    if !x.into().is_nan() {
        ecrit(texte, x);
    }
}

/// A real as it is written elsewhere: most are whole or of few decimals, which whole numbers write faster.
pub(super) fn double(texte: &mut String, x: f64) {
    for (decimales, puissance) in [(0, 1.0), (1, 10.0), (2, 100.0), (3, 1000.0)] {
        let n = (x * puissance).round();
        // Of at most fifteen digits, the decimal number that gives the real back is the only one.
        if n.abs() < 1e15 && n != 0.0 && n / puissance == x {
            return court(texte, n as i64, decimales);
        }
    }
    reel(texte, x);
}

/// A whole number whose last digits are after the point.
fn court(texte: &mut String, n: i64, decimales: usize) {
    let mut chiffres = [b'0'; 20];
    let (mut reste, mut place) = (n.unsigned_abs(), chiffres.len());
    while reste > 0 || chiffres.len() - place <= decimales {
        place -= 1;
        if let Some(chiffre) = chiffres.get_mut(place) {
            *chiffre = b'0' + (reste % 10) as u8;
        }
        reste /= 10;
    }
    if n < 0 {
        texte.push('-');
    }
    let point = chiffres.len() - decimales;
    for (rang, chiffre) in chiffres.iter().enumerate().skip(place) {
        if rang == point {
            texte.push('.');
        }
        texte.push(char::from(*chiffre));
    }
}

/// Bytes: text, a decimal number, or a number of half precision.
pub(super) fn octets(texte: &mut String, ecriture: Ecriture, octets: &[u8]) {
    match ecriture {
        Ecriture::Decimal(decimales) => match gros_entier(octets) {
            Some(x) => decimal(texte, x, decimales),
            None => texte.push('?'),
        },
        Ecriture::Demi => match octets {
            [bas, haut] => reel(texte, demi(u16::from_le_bytes([*bas, *haut]))),
            _ => texte.push('?'),
        },
        _ => texte.push_str(&cellule(octets)),
    }
}

fn ecrit(texte: &mut String, valeur: impl std::fmt::Display) {
    // Writing to a text never fails.
    let _ = write!(texte, "{valeur}");
}

/// A number whose last digits are after the point, all of them written: 4370 with two of them is 43.70.
fn decimal(texte: &mut String, x: i128, decimales: u32) {
    if decimales == 0 {
        return ecrit(texte, x);
    }
    if x < 0 {
        texte.push('-');
    }
    let chiffres = format!(
        "{:0>large$}",
        x.unsigned_abs(),
        large = decimales as usize + 1
    );
    let (entiers, suite) = chiffres.split_at(chiffres.len() - decimales as usize);
    texte.push_str(entiers);
    texte.push('.');
    texte.push_str(suite);
}

/// A signed whole number, its highest byte first.
fn gros_entier(octets: &[u8]) -> Option<i128> {
    let premier = *octets.first()?;
    let signe = if premier & 0x80 == 0 { 0 } else { -1 };
    let utiles = octets.len().saturating_sub(16);
    let (perdus, gardes) = octets.split_at(utiles);
    let meme_signe = gardes.first().map(|o| o & 0x80) == Some(premier & 0x80);
    let inutiles = perdus.iter().all(|o| i128::from(o.cast_signed()) == signe);
    (inutiles && meme_signe).then(|| gardes.iter().fold(signe, |x, o| x << 8 | i128::from(*o)))
}

/// A number of half precision (IEEE 754 binary16).
fn demi(bits: u16) -> f32 {
    let signe = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exposant, fraction) = (i32::from(bits >> 10 & 0x1f), f32::from(bits & 0x3ff));
    signe
        * match exposant {
            0 => fraction * 2_f32.powi(-24),
            31 if fraction == 0.0 => f32::INFINITY,
            31 => f32::NAN,
            _ => (1024.0 + fraction) * 2_f32.powi(exposant - 25),
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dit(ecrit: impl FnOnce(&mut String)) -> String {
        let mut texte = String::new();
        ecrit(&mut texte);
        texte
    }

    #[test]
    fn numbers_keep_the_digits_that_were_published() {
        assert_eq!(dit(|t| reel(t, 43.7)), "43.7");
        assert_eq!(dit(|t| reel(t, 43.7_f32)), "43.7");
        assert_eq!(dit(|t| reel(t, 1001.0)), "1001");
        assert_eq!(dit(|t| reel(t, 1e-7)), "0.0000001");
        assert_eq!(dit(|t| reel(t, f64::NAN)), "");
        assert_eq!(dit(|t| entier(t, Ecriture::Nue, -3)), "-3");
        assert_eq!(
            dit(|t| entier(t, Ecriture::Naturel, -1)),
            u64::MAX.to_string()
        );
        assert_eq!(dit(|t| entier(t, Ecriture::Decimal(2), 4370)), "43.70");
        assert_eq!(dit(|t| entier(t, Ecriture::Decimal(2), -5)), "-0.05");
        let decimal = |o: &[u8]| dit(|t| octets(t, Ecriture::Decimal(1), o));
        assert_eq!(decimal(&[0x01, 0xb5]), "43.7");
        assert_eq!(decimal(&[0xff; 20]), "-0.1");
        assert_eq!(decimal(&[0x7f; 17]), "?");
        assert_eq!(dit(|t| octets(t, Ecriture::Demi, &[0, 0x3e])), "1.5");
    }

    proptest::proptest! {
        #[test]
        fn a_real_is_written_as_elsewhere(x: f64, n in -10_000_000_000_000_000_i64..10_000_000_000_000_000, k in 0..6) {
            for x in [x, n as f64, n as f64 / 10_f64.powi(k), (n % 1000) as f64 / 10_f64.powi(k), -0.0] {
                proptest::prop_assert_eq!(dit(|t| double(t, x)), dit(|t| reel(t, x)));
            }
        }
    }

    #[test]
    fn texts_that_are_not_utf_8_are_read_as_in_a_csv() {
        assert_eq!(dit(|t| octets(t, Ecriture::Nue, b"L'\xc9pine")), "L'Épine");
    }
}
