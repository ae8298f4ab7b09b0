//! Communes met in a stream, by the bytes that say them: a code of digits is a place in a table that the cache holds.

use std::collections::HashMap;

use crate::model::melange::Vite;

/// Digits of a code.
const CHIFFRES: usize = 5;
/// Place of a code that was not met.
const AUCUNE: u32 = u32::MAX;

/// Units of the communes met, by spelling.
#[derive(Debug)]
pub(super) struct Communes {
    /// Those of five digits, by number.
    chiffres: Vec<u32>,
    autres: HashMap<Vec<u8>, u32, Vite>,
}

impl Default for Communes {
    fn default() -> Self {
        Self {
            chiffres: vec![AUCUNE; 10_usize.pow(5)],
            autres: HashMap::default(),
        }
    }
}

impl Communes {
    /// The unit that a spelling names, when it was met.
    pub(super) fn unite(&self, ecrite: &[u8]) -> Option<u32> {
        match nombre(ecrite) {
            Some(n) => self.chiffres.get(n).copied().filter(|u| *u != AUCUNE),
            None => self.autres.get(ecrite).copied(),
        }
    }

    /// The unit that a spelling names; `vue` gives it the first time.
    pub(super) fn ou(&mut self, ecrite: Vec<u8>, vue: impl FnOnce() -> u32) -> u32 {
        let place = nombre(&ecrite).and_then(|n| self.chiffres.get_mut(n));
        let Some(place) = place else {
            return *self.autres.entry(ecrite).or_insert_with(vue);
        };
        if *place == AUCUNE {
            *place = vue();
        }
        *place
    }
}

/// Vintages and units that have rows.
#[derive(Debug, Default)]
pub(super) struct Vues(Vec<(Option<u16>, Vec<bool>)>);

impl Vues {
    /// Whether a row of this vintage and of this unit, one of so many, comes for the first time; none for a row of no place.
    pub(super) fn premiere(&mut self, an: Option<u16>, unite: u32, unites: usize) -> bool {
        if unite as usize >= unites {
            return false;
        }
        let rang = self.0.iter().position(|(autre, _)| *autre == an);
        let rang = rang.unwrap_or_else(|| {
            self.0.push((an, vec![false; unites]));
            self.0.len() - 1
        });
        let vues = self.0.get_mut(rang);
        let vue = vues.and_then(|(_, vues)| vues.get_mut(unite as usize));
        vue.is_some_and(|vue| !std::mem::replace(vue, true))
    }
}

/// The number that five digits are.
fn nombre(ecrite: &[u8]) -> Option<usize> {
    let chiffres: &[u8; CHIFFRES] = ecrite.try_into().ok()?;
    let bons = chiffres.iter().all(u8::is_ascii_digit);
    bons.then(|| {
        chiffres
            .iter()
            .fold(0, |n, o| n * 10 + usize::from(o - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// The law: a spelling has the unit that it was given first, whatever the others are.
        #[test]
        fn spellings_are_told_apart(ecrites in proptest::collection::vec("[01]{5}|[\u{0}01A ]{0,9}", 0..60)) {
            let mut communes = Communes::default();
            for (rang, ecrite) in (0u32..).zip(&ecrites) {
                let octets = ecrite.as_bytes();
                let premier = ecrites.iter().position(|e| e == ecrite).unwrap();
                let connue = (premier < rang as usize).then_some(u32::try_from(premier).unwrap());
                proptest::prop_assert_eq!(communes.unite(octets), connue);
                proptest::prop_assert_eq!(communes.ou(octets.to_vec(), || rang), connue.unwrap_or(rang));
            }
        }
    }
}
