//! Codes of zones whose first zeros a spreadsheet took away: given back where the width of the codes tells how many there were.

use std::borrow::Cow;

use serde::Deserialize;

use crate::load::format::grandeurs::Motif;
use crate::model::{Confiance, Niveau};
use crate::texte_toml::Embarque;

/// Widths of the codes of zones.
pub static LARGEURS: Embarque<Largeurs> =
    Embarque::new(include_str!("largeurs.toml"), "largeurs.toml");

/// All of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Largeurs {
    largeur: Vec<Largeur>,
}

/// Width of the codes of some zones.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Largeur {
    variables: Motif,
    /// The level whose codes these are, in files of wider levels.
    niveau: Option<Niveau>,
    largeur: usize,
    /// Digits that a code has at least without its first zeros.
    chiffres_min: usize,
    /// Whether shorter codes are those of cantons.
    #[serde(default)]
    canton: bool,
    /// Where it was read.
    pub reference: String,
    /// When.
    pub date: String,
    /// How sure it is.
    pub confiance: Confiance,
}

/// The code of a zone.
#[derive(Debug, PartialEq, Eq)]
pub enum Zone<'t> {
    /// As it is written.
    Telle(Cow<'t, str>),
    /// With zeros given back.
    Rendue(String),
    /// No zone can have it.
    Illisible,
}

impl Largeurs {
    /// The width of the codes of a variable.
    #[must_use]
    pub fn de(&self, variable: &str) -> Option<&Largeur> {
        self.largeur.iter().find(|l| l.variables.concerne(variable))
    }

    /// The width of the codes of a level.
    #[must_use]
    pub fn du_niveau(&self, niveau: Niveau) -> Option<&Largeur> {
        self.largeur.iter().find(|l| l.niveau == Some(niveau))
    }
}

impl Largeur {
    /// The code of a zone from what is written, for a commune of a département.
    #[must_use]
    pub fn zone<'t>(&self, ecrit: &'t str, departement: &str) -> Zone<'t> {
        let net = ecrit.trim();
        let net = net.strip_suffix(".0").unwrap_or(net);
        let chiffres = !net.is_empty() && net.bytes().all(|o| o.is_ascii_digit());
        if !chiffres || net.len() >= self.largeur {
            return Zone::Telle(Cow::Borrowed(if chiffres { net } else { ecrit }));
        }
        let large = self.largeur;
        match net.len() {
            n if n < self.chiffres_min => Zone::Illisible,
            n if self.canton && n + 1 == large && net.starts_with(departement) => {
                Zone::Telle(Cow::Borrowed(net))
            }
            n if self.canton && n + 2 == large => Zone::Rendue(format!("0{net}")),
            _ => Zone::Rendue(format!("{net:0>large$}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a code when a spreadsheet takes it for a number.
    fn raccourci(code: &str) -> String {
        let court = code.trim_start_matches('0');
        if court.is_empty() { "0" } else { court }.to_owned()
    }

    fn lu(variable: &str, ecrit: &str, departement: &str) -> Option<String> {
        let largeurs = LARGEURS.lire().unwrap();
        match largeurs.de(variable).unwrap().zone(ecrit, departement) {
            Zone::Telle(code) => Some(code.into_owned()),
            Zone::Rendue(code) => Some(code),
            Zone::Illisible => None,
        }
    }

    #[test]
    fn every_code_of_known_width_is_read_with_or_without_its_zeros() {
        for d in 1..96 {
            for suite in [1, 4, 12, 95] {
                let departement = format!("{d:02}");
                for (variable, code) in [
                    ("bv2022", format!("{d:02}{suite:03}")),
                    ("canton_ville", format!("{d:02}{suite:02}")),
                    ("tvs", format!("{d:02}{suite:03}")),
                    ("tvs", format!("{d:02}{suite:02}")),
                    ("uu2020", format!("{d:02}{:03}", suite + 100)),
                    ("uu2020", format!("00{}", 750 + suite)),
                    ("ze2020", format!("00{:02}", 50 + suite.min(12))),
                    ("ze2020", format!("{d:02}{suite:02}")),
                    ("aav2020", format!("{:03}", d * 10 + suite % 10)),
                ] {
                    for ecrit in [
                        code.clone(),
                        raccourci(&code),
                        format!("{}.0", raccourci(&code)),
                    ] {
                        let attendu = Some(code.clone());
                        assert_eq!(
                            lu(variable, &ecrit, &departement),
                            attendu,
                            "{variable} {ecrit}"
                        );
                    }
                }
            }
        }
        assert_eq!(lu("aav2020", "0", "48").as_deref(), Some("000"));
    }

    #[test]
    fn codes_with_letters_stay_and_those_of_no_zone_are_not_read() {
        for (variable, ecrit, attendu) in [
            ("bv2022", "2A004", Some("2A004")),
            ("bv2022", "104", None),
            ("canton_ville", "75ZZ", Some("75ZZ")),
            ("canton_ville", "97101", Some("97101")),
            ("canton_ville", "1", None),
            ("aav2020", "9F1", Some("9F1")),
            ("tvs", "0101_", Some("0101_")),
            // A bassin de vie of Ain, for a commune of Jura.
            ("tvs", "1004", Some("01004")),
        ] {
            assert_eq!(
                lu(variable, ecrit, "39").as_deref(),
                attendu,
                "{variable} {ecrit}"
            );
        }
        assert!(LARGEURS.lire().unwrap().de("densite_7").is_none());
        let mut largeurs = LARGEURS.lire().unwrap().largeur.iter();
        assert!(largeurs.all(|l| !l.reference.is_empty()
            && !l.date.is_empty()
            && l.confiance != Confiance::NonEtabli));
    }
}
