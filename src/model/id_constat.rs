//! Identifier of a finding: its rule, and what it is about.

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::regle_constat::{RegleConstat, RegleInconnue};

/// Identifier of a finding: its rule, and what it is about when one rule makes several (`comparaison_apl_mg`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdConstat {
    /// Rule.
    pub regle: RegleConstat,
    /// Indicator or other object, when the rule has several.
    pub sujet: Option<String>,
}

impl RegleConstat {
    /// The identifier of a finding of this rule about one object.
    #[must_use]
    pub fn sur(self, sujet: &str) -> IdConstat {
        IdConstat {
            regle: self,
            sujet: Some(sujet.to_owned()),
        }
    }
}

impl From<RegleConstat> for IdConstat {
    fn from(regle: RegleConstat) -> Self {
        Self { regle, sujet: None }
    }
}

impl PartialEq<RegleConstat> for IdConstat {
    fn eq(&self, regle: &RegleConstat) -> bool {
        self.regle == *regle
    }
}

impl PartialEq<&str> for IdConstat {
    fn eq(&self, texte: &&str) -> bool {
        match &self.sujet {
            None => self.regle.as_str() == *texte,
            Some(sujet) => {
                let reste = texte.strip_prefix(self.regle.as_str());
                reste.and_then(|r| r.strip_prefix('_')) == Some(sujet.as_str())
            }
        }
    }
}

impl fmt::Display for IdConstat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sujet {
            None => f.pad(self.regle.as_str()),
            Some(sujet) => write!(f, "{}_{sujet}", self.regle),
        }
    }
}

impl FromStr for IdConstat {
    type Err = RegleInconnue;

    fn from_str(texte: &str) -> Result<Self, RegleInconnue> {
        if let Ok(regle) = texte.parse::<RegleConstat>() {
            return Ok(regle.into());
        }
        let suite =
            |r: &RegleConstat| Some((*r, texte.strip_prefix(r.as_str())?.strip_prefix('_')?));
        RegleConstat::TOUTES
            .iter()
            .filter_map(suite)
            .max_by_key(|(r, _)| r.as_str().len())
            .map(|(regle, sujet)| regle.sur(sujet))
            .ok_or_else(|| RegleInconnue(texte.to_owned()))
    }
}

impl Serialize for IdConstat {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for IdConstat {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for RegleConstat {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for IdConstat {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "IdConstat".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_follows_its_rule() {
        let id = RegleConstat::Comparaison.sur("apl_mg");
        assert_eq!(id.to_string(), "comparaison_apl_mg");
        assert_eq!("comparaison_apl_mg".parse(), Ok(id.clone()));
        assert!(id == "comparaison_apl_mg" && id == RegleConstat::Comparaison);
        assert!(id != "comparaison_apl" && id != "comparaison");
        assert!("inconnue_x".parse::<IdConstat>().is_err());
    }
}
