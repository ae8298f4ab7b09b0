//! The project's own deterministic generator: the same seed gives the same samples on every machine, for ever.

/// SplitMix64 (Steele, Lea and Flood, 2014): 64 bits of state, integer arithmetic only.
pub struct Alea(u64);

impl Alea {
    /// A stream of its own for each use, so that adding a file does not change the others.
    pub fn new(graine: u64, usage: &str) -> Self {
        let etat = usage.bytes().fold(graine, |etat, octet| {
            (etat ^ u64::from(octet)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(etat)
    }

    /// Next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Integer in `[bas, haut]`.
    pub fn entier(&mut self, bas: i64, haut: i64) -> i64 {
        let etendue = haut.abs_diff(bas) + 1;
        bas + i64::try_from(self.bits() % etendue).unwrap_or(0)
    }

    /// Number in `[0, 1)` with three decimals: no libm, so no machine differs.
    pub fn unite(&mut self) -> f64 {
        self.entier(0, 999) as f64 / 1000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_the_published_first_value_of_splitmix64() {
        // Reference value of the public-domain C implementation for seed 0.
        assert_eq!(Alea(0).bits(), 0xe220_a839_7b1d_cdaf);
    }

    #[test]
    fn stays_inside_its_bounds() {
        let mut alea = Alea::new(48, "bornes");
        assert!((0..1000).all(|_| (-3..=5).contains(&alea.entier(-3, 5))));
    }
}
