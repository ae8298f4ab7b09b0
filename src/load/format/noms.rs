//! One thing or a list of them, as people write them in TOML.

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// One name or several: `"a"` or `["a", "b"]`; the first that the file holds is used.
///
/// A name is compared normalised (case, accents, spaces); its `{an}` is a year of two or four digits, the vintage. With `~`
/// in front, it is a regular expression on the normalised header, whose group `an` gives the vintage and whose group `code`
/// fills `{}` in the variable id.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum Noms {
    /// A single name.
    Un(String),
    /// Names by order of preference.
    Plusieurs(Vec<String>),
}

impl Noms {
    /// The names, in order.
    #[must_use]
    pub fn liste(&self) -> &[String] {
        match self {
            Self::Un(nom) => std::slice::from_ref(nom),
            Self::Plusieurs(noms) => noms,
        }
    }
}

impl Default for Noms {
    fn default() -> Self {
        Self::Plusieurs(Vec::new())
    }
}

impl<'de> Deserialize<'de> for Noms {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Formes;
        impl<'de> Visitor<'de> for Formes {
            type Value = Noms;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string or a list")
            }

            fn visit_str<E>(self, nom: &str) -> Result<Noms, E> {
                Ok(Noms::Un(nom.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, liste: A) -> Result<Noms, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(liste)).map(Noms::Plusieurs)
            }
        }
        d.deserialize_any(Formes)
    }
}

/// Condition on a row of a file of several rows by commune.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct Quand {
    /// Column of the types.
    pub colonne: Noms,
    /// Regular expression on the whole cell; its group `code`, else the name of the group that answers, else the whole cell, fills
    /// a `{}` of the variable id.
    pub motif: String,
    /// Regular expression of a legible type: a row of another type is rejected, and not left out.
    pub forme: Option<String>,
    /// Nomenclature of the types, which tells a mistyped one from a new one.
    pub nomenclature: Option<String>,
}

/// Conditions on a row: `{ colonne = "type", motif = "D265" }` or a list of them, all of which hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Conditions(pub Vec<Quand>);

impl<'de> Deserialize<'de> for Conditions {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Formes;
        impl<'de> Visitor<'de> for Formes {
            type Value = Conditions;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Conditions, A::Error> {
                let seule = Quand::deserialize(MapAccessDeserializer::new(table))?;
                Ok(Conditions(vec![seule]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, liste: A) -> Result<Conditions, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(liste)).map(Conditions)
            }
        }
        d.deserialize_any(Formes)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn one_or_several_and_nothing_else() {
        let lit = |texte: &str| crate::texte_toml::lire::<BTreeMap<String, Noms>>(texte, "x");
        assert_eq!(lit("a = 'b'").unwrap()["a"].liste(), ["b"]);
        assert_eq!(lit("a = ['b', 'c']").unwrap()["a"].liste(), ["b", "c"]);
        for faux in ["a = 3", "a = [3]", "a = {}"] {
            let e = lit(faux).unwrap_err().to_string();
            assert!(e.contains("entre guillemets"), "{e}");
        }
        assert!(Noms::default().liste().is_empty());
    }
}
