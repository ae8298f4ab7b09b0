//! Random numbers from a seed, the same on every machine.

/// Sequence of `splitmix64` (Steele, Lea and Flood, 2014): whole numbers only, so that no libm has a say.
#[derive(Debug, Clone)]
pub(super) struct Alea(u64);

impl Alea {
    /// The sequence of a seed and of the rank of a restart.
    pub(super) fn new(graine: u64, rang: u64) -> Self {
        let mut alea = Self(graine ^ rang.wrapping_mul(0xA076_1D64_78BD_642F));
        alea.suivant();
        alea
    }

    fn suivant(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A whole number below `n`; 0 when `n` is 0.
    pub(super) fn sous(&mut self, n: usize) -> usize {
        let large = u128::from(self.suivant()) * (n as u128);
        usize::try_from(large >> 64).unwrap_or_default()
    }

    /// A number in [0, 1[.
    pub(super) fn unite(&mut self) -> f64 {
        (self.suivant() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_has_its_sequence_and_stays_in_its_bounds() {
        let tirages = |graine, rang| {
            let mut a = Alea::new(graine, rang);
            (0..200).map(|_| a.sous(7)).collect::<Vec<_>>()
        };
        assert_eq!(tirages(1, 0), tirages(1, 0));
        assert_ne!(tirages(1, 0), tirages(1, 1));
        assert!((0..7).all(|n| tirages(3, 0).contains(&n)));
        let mut a = Alea::new(0, 0);
        assert!((0..1000).all(|_| (0.0..1.0).contains(&a.unite())));
        assert_eq!(a.sous(0), 0);
    }
}
