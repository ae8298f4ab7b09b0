//! Whole numbers on as few bytes as they need, written and read back without ever trusting a length.

/// The bytes are not what this version of the program writes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Abime(pub String);

/// Result of a reading of bytes.
pub type Lit<T> = Result<T, Abime>;

/// A fault, in French, without its place.
pub fn abime(quoi: impl Into<String>) -> Abime {
    Abime(quoi.into())
}

/// Writes a whole number: seven bits a byte, lowest first.
pub fn ecrit(sortie: &mut Vec<u8>, mut n: u64) {
    loop {
        let sept = (n & 0x7f) as u8;
        n >>= 7;
        if n == 0 {
            sortie.push(sept);
            return;
        }
        sortie.push(sept | 0x80);
    }
}

/// Writes a whole number of either sign: small ones, on few bytes.
pub fn ecrit_signe(sortie: &mut Vec<u8>, n: i64) {
    ecrit(sortie, ((n << 1) ^ (n >> 63)) as u64);
}

/// Bytes that are read in order.
#[derive(Debug)]
pub struct Curseur<'a>(&'a [u8]);

impl<'a> Curseur<'a> {
    /// At the first byte.
    #[must_use]
    pub fn new(octets: &'a [u8]) -> Self {
        Self(octets)
    }

    /// The next bytes.
    ///
    /// # Errors
    /// There are fewer.
    pub fn octets(&mut self, n: usize) -> Lit<&'a [u8]> {
        let (tete, suite) = self
            .0
            .split_at_checked(n)
            .ok_or_else(|| abime("il manque des octets"))?;
        self.0 = suite;
        Ok(tete)
    }

    /// The next byte.
    ///
    /// # Errors
    /// There is none.
    pub fn octet(&mut self) -> Lit<u8> {
        let lu = self.octets(1)?;
        lu.first()
            .copied()
            .ok_or_else(|| abime("il manque un octet"))
    }

    /// The next whole number.
    ///
    /// # Errors
    /// It is cut, or beyond 64 bits.
    pub fn entier(&mut self) -> Lit<u64> {
        let mut n = 0;
        for rang in 0..10 {
            let octet = self.octet()?;
            n |= u64::from(octet & 0x7f) << (7 * rang);
            if octet & 0x80 == 0 {
                return Ok(n);
            }
        }
        Err(abime("un nombre n'a pas de fin"))
    }

    /// The next whole number of either sign.
    ///
    /// # Errors
    /// As [`Curseur::entier`].
    pub fn signe(&mut self) -> Lit<i64> {
        let n = self.entier()?;
        Ok(((n >> 1) as i64) ^ -((n & 1) as i64))
    }

    /// The next count: of things that take a byte each at least, so never more than what is left.
    ///
    /// # Errors
    /// As [`Curseur::entier`]; the count is larger than what is left.
    pub fn compte(&mut self) -> Lit<usize> {
        let n = self.entier()?;
        let compte = usize::try_from(n).ok().filter(|n| *n <= self.0.len());
        compte.ok_or_else(|| abime("un compte dépasse ce qui reste"))
    }

    /// Number of bytes left.
    #[must_use]
    pub fn reste(&self) -> usize {
        self.0.len()
    }

    /// Nothing must be left.
    ///
    /// # Errors
    /// Bytes are left.
    pub fn fini(&self) -> Lit<()> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(abime("il reste des octets"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn numbers_come_back(a: u64, b: i64) {
            let mut o = Vec::new();
            ecrit(&mut o, a);
            ecrit_signe(&mut o, b);
            let mut c = Curseur::new(&o);
            proptest::prop_assert_eq!((c.entier().unwrap(), c.signe().unwrap()), (a, b));
            proptest::prop_assert!(c.fini().is_ok());
            let mut coupe = Curseur::new(&o[..o.len() - 1]);
            proptest::prop_assert!(coupe.entier().is_err() || coupe.signe().is_err());
        }
    }

    #[test]
    fn a_count_never_promises_more_than_there_is() {
        let mut o = Vec::new();
        ecrit(&mut o, 4);
        o.extend([0; 3]);
        assert!(Curseur::new(&o).compte().is_err());
        assert!(Curseur::new(&[0xff; 12]).entier().is_err());
    }
}
