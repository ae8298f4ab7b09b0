//! What serde refuses of a TOML text, before it is put in French.

use std::fmt;

use serde::de::{self, Expected, Unexpected, Visitor};
use toml::de::{DeFloat, DeInteger};

/// Why a text is not that of its type, in the words of serde, and the byte where.
#[derive(Debug)]
pub(super) struct Refus {
    pub(super) message: String,
    pub(super) octet: Option<usize>,
}

impl Refus {
    /// The same, at a byte when no deeper one was said.
    pub(super) fn en(mut self, octet: usize) -> Self {
        self.octet.get_or_insert(octet);
        self
    }
}

impl fmt::Display for Refus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refus {}

impl de::Error for Refus {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            message: message.to_string(),
            octet: None,
        }
    }
}

/// A whole number of at most 64 bits.
pub(super) fn entier<'t, V: Visitor<'t>>(
    ecrit: &DeInteger<'_>,
    visiteur: V,
) -> Result<V::Value, Refus> {
    let (chiffres, base) = (ecrit.as_str(), ecrit.radix());
    if let Ok(n) = i64::from_str_radix(chiffres, base) {
        return visiteur.visit_i64(n);
    }
    match u64::from_str_radix(chiffres, base) {
        Ok(n) => visiteur.visit_u64(n),
        Err(_) => Err(refus(Unexpected::Other("integer"), &visiteur)),
    }
}

/// A number; one too large to be written is no infinite one.
pub(super) fn reel<'t, V: Visitor<'t>>(
    ecrit: &DeFloat<'_>,
    visiteur: V,
) -> Result<V::Value, Refus> {
    let ecrit = ecrit.as_str();
    match ecrit.parse::<f64>() {
        Ok(x) if x.is_finite() || ecrit.contains("inf") || ecrit.contains("nan") => {
            visiteur.visit_f64(x)
        }
        _ => Err(de::Error::custom("floating-point number overflowed")),
    }
}

/// What was read is not of the type that was expected.
pub(super) fn refus(lu: Unexpected<'_>, attendu: &dyn Expected) -> Refus {
    de::Error::invalid_type(lu, attendu)
}

/// The same for a value that is no name among several.
pub(super) fn refus_de_choix(octet: usize) -> Refus {
    let refus: Refus = de::Error::custom("wanted string or table");
    refus.en(octet)
}
