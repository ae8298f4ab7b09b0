//! The sections of a diagnostic, S0 to S12, as a type: a mistyped section does not compile.

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Section of the diagnostic, in the order of the report (`diagnostic-attendu`, S0 to S12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionId {
    /// Method, sources and quality of the data.
    S0,
    /// The territory.
    S1,
    /// Population.
    S2,
    /// Social profile.
    S3,
    /// State of health.
    S4,
    /// Recourse to care, médecin traitant.
    S5,
    /// Unscheduled care.
    S6,
    /// Supply of care: professionals.
    S7,
    /// Structures.
    S8,
    /// Pathways.
    S9,
    /// Prevention.
    S10,
    /// Crisis, coordination.
    S11,
    /// Synthesis, funding.
    S12,
}

impl SectionId {
    /// Every section, in order.
    pub const TOUTES: [Self; 13] = [
        Self::S0,
        Self::S1,
        Self::S2,
        Self::S3,
        Self::S4,
        Self::S5,
        Self::S6,
        Self::S7,
        Self::S8,
        Self::S9,
        Self::S10,
        Self::S11,
        Self::S12,
    ];

    /// `S7`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::S0 => "S0",
            Self::S1 => "S1",
            Self::S2 => "S2",
            Self::S3 => "S3",
            Self::S4 => "S4",
            Self::S5 => "S5",
            Self::S6 => "S6",
            Self::S7 => "S7",
            Self::S8 => "S8",
            Self::S9 => "S9",
            Self::S10 => "S10",
            Self::S11 => "S11",
            Self::S12 => "S12",
        }
    }
}

impl fmt::Display for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A text that names no section.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("« {0} » n'est pas une section : S0 à S12")]
pub struct SectionInconnue(pub String);

impl FromStr for SectionId {
    type Err = SectionInconnue;

    fn from_str(texte: &str) -> Result<Self, SectionInconnue> {
        let nom = texte.trim();
        Self::TOUTES
            .into_iter()
            .find(|s| s.as_str().eq_ignore_ascii_case(nom))
            .ok_or_else(|| SectionInconnue(nom.to_owned()))
    }
}

impl Serialize for SectionId {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for SectionId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for SectionId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SectionId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let noms: Vec<&str> = Self::TOUTES.iter().map(|s| s.as_str()).collect();
        json_schema!({ "type": "string", "enum": noms })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_written_read_and_ordered_as_numbers() {
        for s in SectionId::TOUTES {
            assert_eq!(s.to_string().parse(), Ok(s));
        }
        assert!(SectionId::S2 < SectionId::S12);
        assert_eq!(" s7 ".parse(), Ok(SectionId::S7));
        assert!("S13".parse::<SectionId>().is_err());
    }
}
