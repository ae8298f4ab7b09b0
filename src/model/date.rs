//! Civil dates: reading, months and days apart; no clock, no time zone.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Day of the Gregorian calendar, years 1900 to 2999 when read from text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateCivile {
    annee: i32,
    mois: u8,
    jour: u8,
}

/// A text that is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("« {0} » n'est pas une date AAAA-MM-JJ (de 1900 à 2999)")]
pub struct DateInvalide(pub String);

impl DateCivile {
    /// Last day that can be read: stands for « the latest known » when no date is given.
    pub const DERNIERE: Self = Self {
        annee: 2999,
        mois: 12,
        jour: 31,
    };

    /// A date from its parts.
    ///
    /// # Errors
    /// [`DateInvalide`] when the day does not exist or the year is outside 1900–2999.
    pub fn new(annee: i32, mois: u8, jour: u8) -> Result<Self, DateInvalide> {
        let existe = (1900..=2999).contains(&annee)
            && (1..=12).contains(&mois)
            && (1..=longueur(annee, mois)).contains(&jour);
        let date = Self { annee, mois, jour };
        existe
            .then_some(date)
            .ok_or_else(|| DateInvalide(date.to_string()))
    }

    /// Reads `AAAA-MM-JJ`.
    ///
    /// # Errors
    /// [`DateInvalide`] when the text has another shape or the day does not exist.
    pub fn parse(texte: &str) -> Result<Self, DateInvalide> {
        let refuse = || DateInvalide(texte.to_owned());
        let morceaux: Vec<&str> = texte.trim().split('-').collect();
        let [a, m, j] = morceaux.as_slice() else {
            return Err(refuse());
        };
        let chiffres = |t: &str, n: usize| t.len() == n && t.bytes().all(|o| o.is_ascii_digit());
        if !(chiffres(a, 4) && chiffres(m, 2) && chiffres(j, 2)) {
            return Err(refuse());
        }
        match (a.parse(), m.parse(), j.parse()) {
            (Ok(a), Ok(m), Ok(j)) => Self::new(a, m, j).map_err(|_| refuse()),
            _ => Err(refuse()),
        }
    }

    /// First day of a year; `None` outside 1900–2999.
    #[must_use]
    pub fn premier_janvier(annee: u16) -> Option<Self> {
        Self::new(i32::from(annee), 1, 1).ok()
    }

    /// Day (UTC) of a number of seconds since 1 January 1970; `None` from the year 3000 on.
    ///
    /// Days to civil date: algorithm of H. Hinnant.
    #[must_use]
    pub fn depuis_epoch(secondes: u64) -> Option<Self> {
        let jours = i64::try_from(secondes / 86_400).ok()? + 719_468;
        let ere = jours / 146_097;
        let jour_ere = jours % 146_097;
        let annee_ere =
            (jour_ere - jour_ere / 1_460 + jour_ere / 36_524 - jour_ere / 146_096) / 365;
        let jour_annee = jour_ere - (365 * annee_ere + annee_ere / 4 - annee_ere / 100);
        let mois = (5 * jour_annee + 2) / 153;
        let jour = jour_annee - (153 * mois + 2) / 5 + 1;
        let mois = if mois < 10 { mois + 3 } else { mois - 9 };
        let annee = annee_ere + ere * 400 + i64::from(mois <= 2);
        Self::new(
            i32::try_from(annee).ok()?,
            u8::try_from(mois).ok()?,
            u8::try_from(jour).ok()?,
        )
        .ok()
    }

    /// Year.
    #[must_use]
    pub fn annee(self) -> i32 {
        self.annee
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn mois(self) -> u8 {
        self.mois
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn jour(self) -> u8 {
        self.jour
    }

    /// The same day some months later; the last day of the month when that day does not exist (31 January + 1 month = 28 or 29 February).
    #[must_use]
    pub fn plus_mois(self, mois: u16) -> Self {
        let total = i32::from(self.mois) - 1 + i32::from(mois);
        let annee = self.annee + total / 12;
        let mois = u8::try_from(total % 12 + 1).unwrap_or(1);
        Self {
            annee,
            mois,
            jour: self.jour.min(longueur(annee, mois)),
        }
    }

    /// The day before.
    #[must_use]
    pub fn veille(self) -> Self {
        if self.jour > 1 {
            return Self {
                jour: self.jour - 1,
                ..self
            };
        }
        let (annee, mois) = if self.mois > 1 {
            (self.annee, self.mois - 1)
        } else {
            (self.annee - 1, 12)
        };
        Self {
            annee,
            mois,
            jour: longueur(annee, mois),
        }
    }

    /// Days from this date to another, negative when the other is earlier.
    #[must_use]
    pub fn jours_jusqu_a(self, autre: Self) -> i64 {
        autre.rang() - self.rang()
    }

    /// Days since 1 March of year 0 (years counted from March, so that the leap day comes last).
    fn rang(self) -> i64 {
        let annee = i64::from(self.annee) - i64::from(self.mois <= 2);
        let mois = (i64::from(self.mois) + 9) % 12;
        365 * annee + annee.div_euclid(4) - annee.div_euclid(100)
            + annee.div_euclid(400)
            + (153 * mois + 2) / 5
            + i64::from(self.jour)
    }
}

/// Days of a month.
fn longueur(annee: i32, mois: u8) -> u8 {
    match mois {
        4 | 6 | 9 | 11 => 30,
        2 if annee % 4 == 0 && (annee % 100 != 0 || annee % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for DateCivile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.annee, self.mois, self.jour)
    }
}

impl Serialize for DateCivile {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DateCivile {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texte = String::deserialize(deserializer)?;
        Self::parse(&texte).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for DateCivile {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "DateCivile".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "date",
            "description": "Date AAAA-MM-JJ",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(texte: &str) -> DateCivile {
        DateCivile::parse(texte).unwrap()
    }

    #[test]
    fn refuses_days_that_do_not_exist() {
        for texte in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "26-01-01",
            "2026-1-1",
            "1899-12-31",
            "3000-01-01",
            "",
            "2026-01-01-01",
            "２０２６-01-01",
            "+026-01-01",
        ] {
            assert!(DateCivile::parse(texte).is_err(), "{texte}");
        }
        assert_eq!(date("2024-02-29").to_string(), "2024-02-29");
    }

    #[test]
    fn an_epoch_gives_the_utc_day() {
        let jour = |s| DateCivile::depuis_epoch(s).map(|d| d.to_string());
        assert_eq!(jour(0).as_deref(), Some("1970-01-01"));
        assert_eq!(jour(951_782_400).as_deref(), Some("2000-02-29"));
        assert_eq!(jour(1_782_777_600).as_deref(), Some("2026-06-30"));
        assert_eq!(jour(32_503_679_999).as_deref(), Some("2999-12-31"));
        assert_eq!((jour(32_503_680_000), jour(u64::MAX)), (None, None));
        assert_eq!(DateCivile::premier_janvier(2024), Some(date("2024-01-01")));
        assert_eq!(DateCivile::premier_janvier(1800), None);
    }

    #[test]
    fn clamps_to_the_end_of_the_month() {
        assert_eq!(date("2026-01-31").plus_mois(1), date("2026-02-28"));
        assert_eq!(date("2027-08-31").plus_mois(6), date("2028-02-29"));
        assert_eq!(date("2026-12-15").plus_mois(12), date("2027-12-15"));
        assert_eq!(date("2024-02-29").plus_mois(12), date("2025-02-28"));
    }

    #[test]
    fn counts_days_across_leap_years() {
        assert_eq!(date("2024-02-28").jours_jusqu_a(date("2024-03-01")), 2);
        assert_eq!(date("2026-01-01").jours_jusqu_a(date("2027-01-01")), 365);
        assert_eq!(date("2028-01-01").jours_jusqu_a(date("2029-01-01")), 366);
        assert_eq!(date("1970-01-01").jours_jusqu_a(date("2000-03-01")), 11_017);
    }

    proptest! {
        #[test]
        fn the_eve_is_one_day_before(a in 1901i32..2999, m in 1u8..=12, j in 1u8..=31) {
            if let Ok(d) = DateCivile::new(a, m, j) {
                prop_assert_eq!(d.veille().jours_jusqu_a(d), 1);
                prop_assert_eq!(DateCivile::parse(&d.to_string()).unwrap(), d);
            }
        }
    }
}
