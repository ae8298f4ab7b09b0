//! INSEE commune codes as a type: five characters, never a number.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// INSEE code of a commune or of an arrondissement municipal: five characters, `01001`, `2A004`, `97101`.
///
/// Source: Code officiel géographique (INSEE).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeCommune([u8; 5]);

/// A text that is not the shape of an INSEE commune code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("« {0} » n'est pas un code commune INSEE (5 caractères : 01001, 2A004, 97101…)")]
pub struct CodeInvalide(pub String);

impl CodeCommune {
    /// Reads a code of exactly five characters, trimmed; a lower-case `2a`/`2b` is accepted.
    ///
    /// # Errors
    /// [`CodeInvalide`] when the text has not the shape `^(\d{2}|2A|2B)\d{3}$`.
    pub fn parse(texte: &str) -> Result<Self, CodeInvalide> {
        let refuse = || CodeInvalide(texte.to_owned());
        let octets: [u8; 5] = texte.trim().as_bytes().try_into().map_err(|_| refuse())?;
        let octets = octets.map(|o| o.to_ascii_uppercase());
        let corse = octets[0] == b'2' && matches!(octets[1], b'A' | b'B');
        let tete = octets[0].is_ascii_digit() && (octets[1].is_ascii_digit() || corse);
        if tete && octets[2..].iter().all(u8::is_ascii_digit) {
            Ok(Self(octets))
        } else {
            Err(refuse())
        }
    }

    /// Reads a code, giving back the leading zero that a spreadsheet removed (`1001` → `01001`), without what programs put around
    /// it: `="01001"`, `'01001`, `1001.0`.
    ///
    /// The boolean says whether a zero was restored, so that the caller can report it.
    ///
    /// # Errors
    /// [`CodeInvalide`] when the text is neither a code nor a code without its leading zero.
    pub fn parse_repare(texte: &str) -> Result<(Self, bool), CodeInvalide> {
        let net = nu(texte.trim());
        if net.len() == 4 && net.bytes().all(|o| o.is_ascii_digit()) {
            return Self::parse(&format!("0{net}")).map(|code| (code, true));
        }
        Self::parse(net).map(|code| (code, false))
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether this is Paris, Lyon or Marseille, or one of their arrondissements municipaux.
    #[must_use]
    pub fn de_ville_a_arrondissements(&self) -> bool {
        ["75056", "751", "69123", "6938", "13055", "132"]
            .iter()
            .any(|debut| self.as_str().starts_with(debut))
    }

    /// Whether this is an arrondissement municipal of Paris, Lyon or Marseille.
    #[must_use]
    pub fn d_arrondissement(&self) -> bool {
        self.de_ville_a_arrondissements() && !["75056", "69123", "13055"].contains(&self.as_str())
    }

    /// Code of the département or collectivité: three characters from 97, two before (`48`, `2A`, `971`, `987`).
    #[must_use]
    pub fn departement(&self) -> &str {
        let texte = self.as_str();
        if texte.starts_with("97") || texte.starts_with("98") {
            &texte[..3]
        } else {
            &texte[..2]
        }
    }
}

/// A code without the formula or the apostrophe that keeps it a text, or the decimal of a column read as numbers.
fn nu(texte: &str) -> &str {
    let formule = texte.strip_prefix("=\"").and_then(|t| t.strip_suffix('"'));
    let net = formule.unwrap_or_else(|| texte.strip_prefix('\'').unwrap_or(texte));
    let entier = net.strip_suffix(".0").or_else(|| net.strip_suffix(",0"));
    let chiffres = |t: &&str| t.bytes().all(|o| o.is_ascii_digit());
    entier.filter(chiffres).unwrap_or(net)
}

impl fmt::Display for CodeCommune {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for CodeCommune {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.as_str())
    }
}

impl FromStr for CodeCommune {
    type Err = CodeInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        Self::parse(texte)
    }
}

impl Serialize for CodeCommune {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CodeCommune {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texte = String::deserialize(deserializer)?;
        Self::parse(&texte).map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for CodeCommune {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CodeCommune".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^([0-9]{2}|2A|2B)[0-9]{3}$",
            "description": "Code commune INSEE, 5 caractères",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_metropole_corse_and_outre_mer() {
        for (texte, dep) in [
            ("01001", "01"),
            ("2A004", "2A"),
            ("2b033", "2B"),
            ("97101", "971"),
            ("98735", "987"),
        ] {
            assert_eq!(CodeCommune::parse(texte).unwrap().departement(), dep);
        }
    }

    #[test]
    fn refuses_what_is_not_a_code() {
        for texte in [
            "", "1001", "2C004", "A1001", "010012", "48 95", "é8095", "2A00É",
        ] {
            assert!(CodeCommune::parse(texte).is_err(), "{texte}");
        }
    }

    #[test]
    fn gives_back_the_leading_zero_and_says_so() {
        assert_eq!(
            CodeCommune::parse_repare("1001").unwrap(),
            (CodeCommune::parse("01001").unwrap(), true)
        );
        assert!(!CodeCommune::parse_repare("48095").unwrap().1);
        assert!(CodeCommune::parse_repare("101").is_err());
    }

    /// The law: what a program puts around a code changes nothing to it, and makes a code of nothing else.
    #[test]
    fn a_code_is_read_through_what_programs_put_around_it() {
        for brut in ["48095", "1001", "2A004", "97101"] {
            let lu = CodeCommune::parse_repare(brut);
            for ecrit in [format!("=\"{brut}\""), format!("'{brut}")] {
                assert_eq!(CodeCommune::parse_repare(&ecrit), lu, "{ecrit}");
            }
            for decimale in [".0", ",0"].iter().filter(|_| !brut.contains('A')) {
                let ecrit = format!("{brut}{decimale}");
                assert_eq!(CodeCommune::parse_repare(&ecrit), lu, "{ecrit}");
            }
        }
        for faux in [
            "48095.5",
            "48095.00",
            "=48095",
            "\"48095\"",
            "2A004.0",
            "101.0",
            "=\"\"",
        ] {
            assert!(CodeCommune::parse_repare(faux).is_err(), "{faux}");
        }
    }
}
