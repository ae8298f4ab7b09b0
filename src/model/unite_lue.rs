//! Reading a unit back from bytes: its rank means something for one référentiel only, and must be in it.

use std::cell::Cell;

use serde::{Deserialize, Deserializer, de};

use super::UniteId;

thread_local! {
    /// Number of units of the référentiel that is being read for, on this thread.
    static UNITES: Cell<u32> = const { Cell::new(0) };
}

/// Reads something whose units are those of a référentiel of that many; outside, no unit can be read.
pub fn lire_parmi<T>(unites: u32, lit: impl FnOnce() -> T) -> T {
    let avant = UNITES.replace(unites);
    let lu = lit();
    UNITES.set(avant);
    lu
}

impl<'de> Deserialize<'de> for UniteId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let rang = u32::deserialize(d)?;
        if rang < UNITES.get() {
            Ok(Self(rang))
        } else {
            Err(de::Error::custom("une commune hors de la liste"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rank_outside_the_list_is_refused() {
        let lit = |n| lire_parmi(n, || serde_json::from_str::<Vec<UniteId>>("[0, 2]"));
        assert_eq!(lit(3).unwrap(), [UniteId(0), UniteId(2)]);
        assert!(lit(2).unwrap_err().to_string().contains("hors de la liste"));
        assert!(serde_json::from_str::<UniteId>("0").is_err());
    }
}
