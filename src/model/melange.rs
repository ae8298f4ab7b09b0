//! A hash for the tables that hold one entry for each commune, kind of row or border segment of a file of millions.

use std::hash::{BuildHasherDefault, Hasher};

/// Quick and without secret keys: the same bytes give the same number at any run.
pub type Vite = BuildHasherDefault<Melange>;

/// A hash that multiplies and turns.
#[derive(Default)]
pub struct Melange(u64);

impl Melange {
    fn mele(&mut self, mot: u64) {
        self.0 = (self.0.rotate_left(5) ^ mot).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for Melange {
    fn write(&mut self, octets: &[u8]) {
        let (mots, reste) = octets.as_chunks::<8>();
        for mot in mots {
            self.mele(u64::from_le_bytes(*mot));
        }
        let reste = reste.iter().rev();
        self.mele(reste.fold(0, |m, &o| m << 8 | u64::from(o)));
    }

    fn write_u32(&mut self, mot: u32) {
        self.mele(u64::from(mot));
    }

    fn write_u64(&mut self, mot: u64) {
        self.mele(mot);
    }

    fn write_usize(&mut self, mot: usize) {
        self.mele(mot as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}
