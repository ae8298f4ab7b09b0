//! Whole numbers of variable length (LEB128), read without ever passing the end.

use crate::base::colonnes::{Lu, illisible};

/// Bytes not yet read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Octets<'a>(pub &'a [u8]);

impl<'a> Octets<'a> {
    /// A natural number of at most 63 bits.
    pub(super) fn naturel(&mut self) -> Lu<usize> {
        let (mut valeur, mut decalage) = (0_u64, 0);
        loop {
            let (&octet, reste) = self.0.split_first().ok_or_else(|| illisible("contours"))?;
            self.0 = reste;
            valeur |= u64::from(octet & 0x7f) << decalage;
            decalage += 7;
            if octet < 0x80 {
                return usize::try_from(valeur).map_err(|_| illisible("contours"));
            }
            if decalage >= 63 {
                return Err(illisible("contours"));
            }
        }
    }

    /// A count of things that take at least one byte each: never more than the bytes that remain.
    pub(super) fn nombre(&mut self) -> Lu<usize> {
        let nombre = self.naturel()?;
        if nombre <= self.0.len() {
            Ok(nombre)
        } else {
            Err(illisible("contours"))
        }
    }

    /// A relative number: 0, -1, 1, -2…
    pub(super) fn relatif(&mut self) -> Lu<i32> {
        let zigzag = u32::try_from(self.naturel()?).map_err(|_| illisible("contours"))?;
        let moitie = i32::try_from(zigzag >> 1).map_err(|_| illisible("contours"))?;
        Ok(if zigzag & 1 == 0 { moitie } else { -moitie - 1 })
    }

    /// The next bytes.
    pub(super) fn prendre(&mut self, longueur: usize) -> Lu<&'a [u8]> {
        let (debut, reste) = self
            .0
            .split_at_checked(longueur)
            .ok_or_else(|| illisible("contours"))?;
        self.0 = reste;
        Ok(debut)
    }
}
