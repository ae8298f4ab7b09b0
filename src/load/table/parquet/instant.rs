//! Dates and hours as a CSV writes them: `2026-01-31`, and the hour only when there is one.

use std::fmt::Write;

/// Seconds of a day.
const JOUR: i64 = 86_400;

/// A date, by its days since 1970.
pub(super) fn jour(texte: &mut String, jours: i64) {
    let (annee, mois, jour) = date(jours);
    let _ = write!(texte, "{annee:04}-{mois:02}-{jour:02}");
}

/// A date and its hour, which is not written at midnight; `fraction` counts units, so many a second.
pub(super) fn instant(texte: &mut String, secondes: i64, fraction: i64, unite: i64) {
    jour(texte, secondes.div_euclid(JOUR));
    let reste = secondes.rem_euclid(JOUR);
    if (reste, fraction) != (0, 0) {
        texte.push('T');
        heure(texte, reste, fraction, unite);
    }
}

/// An hour.
pub(super) fn heure(texte: &mut String, secondes: i64, fraction: i64, unite: i64) {
    let (h, m, s) = (secondes / 3600, secondes / 60 % 60, secondes % 60);
    let _ = write!(texte, "{h:02}:{m:02}:{s:02}");
    if fraction != 0 {
        let large = unite.ilog10() as usize;
        let decimales = format!("{fraction:0large$}");
        let _ = write!(texte, ".{}", decimales.trim_end_matches('0'));
    }
}

/// Year, month and day of a number of days since 1970, in the Gregorian calendar.
///
/// Counted in eras of 400 years that begin on the first of March, so that the leap day is the last of its year.
fn date(jours: i64) -> (i64, i64, i64) {
    const ERE: i64 = 146_097;
    let depuis_mars = jours.saturating_add(719_468);
    let (ere, dans_l_ere) = (depuis_mars.div_euclid(ERE), depuis_mars.rem_euclid(ERE));
    let annee = (dans_l_ere - dans_l_ere / 1460 + dans_l_ere / 36_524 - dans_l_ere / 146_096) / 365;
    let dans_l_annee = dans_l_ere - (365 * annee + annee / 4 - annee / 100);
    let rang = (5 * dans_l_annee + 2) / 153;
    let jour = dans_l_annee - (153 * rang + 2) / 5 + 1;
    let mois = if rang < 10 { rang + 3 } else { rang - 9 };
    (annee + ere * 400 + i64::from(mois <= 2), mois, jour)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DateCivile;

    #[test]
    fn hours_are_written_when_there_is_one() {
        let dit = |s, f, u| {
            let mut texte = String::new();
            instant(&mut texte, s, f, u);
            texte
        };
        assert_eq!(dit(0, 0, 1_000), "1970-01-01");
        assert_eq!(dit(-1, 0, 1_000), "1969-12-31T23:59:59");
        assert_eq!(dit(951_782_400 + 61, 250, 1_000), "2000-02-29T00:01:01.25");
        assert_eq!(dit(i64::MAX, 0, 1).len(), dit(i64::MAX, 0, 1).len());
    }

    proptest::proptest! {
        /// The law: a day is the one that the calendar of the model counts.
        #[test]
        fn days_are_those_of_the_calendar(jours in 0_u64..60_000) {
            let mut texte = String::new();
            jour(&mut texte, jours.cast_signed());
            let attendu = DateCivile::depuis_epoch(jours * 86_400).unwrap();
            proptest::prop_assert_eq!(texte, attendu.to_string());
        }
    }
}
