//! The next thing written, whatever type is asked.

use std::str::from_utf8;

/// What is written at a place; a sequence and a table say how many things follow.
#[derive(Debug, Clone, Copy)]
pub(super) enum Jeton<'o> {
    Rien,
    Booleen(bool),
    Positif(u64),
    Negatif(i64),
    Reel(f64),
    Texte(&'o str),
    Octets(&'o [u8]),
    Suite(u32),
    Table(u32),
}

/// What remains to read.
#[derive(Debug)]
pub(super) struct Reste<'o>(pub(super) &'o [u8]);

impl<'o> Reste<'o> {
    /// First byte, left where it is.
    pub(super) fn premier(&self) -> Option<u8> {
        self.0.first().copied()
    }

    /// Takes the next thing; nothing when the bytes end or are none that the program writes.
    pub(super) fn suivant(&mut self) -> Option<Jeton<'o>> {
        let marque = self.octet()?;
        Some(match marque {
            0x00..=0x7f => Jeton::Positif(u64::from(marque)),
            0x80..=0x8f => Jeton::Table(u32::from(marque & 0x0f)),
            0x90..=0x9f => Jeton::Suite(u32::from(marque & 0x0f)),
            0xa0..=0xbf => self.texte(u32::from(marque & 0x1f))?,
            0xc0 => Jeton::Rien,
            0xc2 | 0xc3 => Jeton::Booleen(marque == 0xc3),
            0xc4..=0xc6 => {
                let longueur = self.taille(marque - 0xc4)?;
                Jeton::Octets(self.prends(longueur)?)
            }
            0xca => Jeton::Reel(f64::from(f32::from_be_bytes(self.fixe()?))),
            0xcb => Jeton::Reel(f64::from_be_bytes(self.fixe()?)),
            0xcc..=0xcf => Jeton::Positif(self.entier(marque - 0xcc)?),
            0xd0 => signe(i64::from(i8::from_be_bytes(self.fixe()?))),
            0xd1 => signe(i64::from(i16::from_be_bytes(self.fixe()?))),
            0xd2 => signe(i64::from(i32::from_be_bytes(self.fixe()?))),
            0xd3 => signe(i64::from_be_bytes(self.fixe()?)),
            0xd9..=0xdb => {
                let longueur = self.taille(marque - 0xd9)?;
                self.texte(longueur)?
            }
            0xdc | 0xdd => Jeton::Suite(self.taille(marque - 0xdb)?),
            0xde | 0xdf => Jeton::Table(self.taille(marque - 0xdd)?),
            0xe0..=0xff => Jeton::Negatif(i64::from(i8::from_be_bytes([marque]))),
            // Extensions, and what is never used.
            0xc1 | 0xc7..=0xc9 | 0xd4..=0xd8 => return None,
        })
    }

    fn texte(&mut self, longueur: u32) -> Option<Jeton<'o>> {
        from_utf8(self.prends(longueur)?).ok().map(Jeton::Texte)
    }

    /// A length of 1, 2 or 4 bytes, by the rank of its size.
    fn taille(&mut self, rang: u8) -> Option<u32> {
        u32::try_from(self.entier(rang)?).ok()
    }

    /// A number of 1, 2, 4 or 8 bytes, by the rank of its size.
    fn entier(&mut self, rang: u8) -> Option<u64> {
        Some(match rang {
            0 => u64::from(self.octet()?),
            1 => u64::from(u16::from_be_bytes(self.fixe()?)),
            2 => u64::from(u32::from_be_bytes(self.fixe()?)),
            _ => u64::from_be_bytes(self.fixe()?),
        })
    }

    fn octet(&mut self) -> Option<u8> {
        let (premier, reste) = self.0.split_first()?;
        self.0 = reste;
        Some(*premier)
    }

    fn fixe<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (tete, reste) = self.0.split_first_chunk()?;
        self.0 = reste;
        Some(*tete)
    }

    fn prends(&mut self, longueur: u32) -> Option<&'o [u8]> {
        let (tete, reste) = self.0.split_at_checked(usize::try_from(longueur).ok()?)?;
        self.0 = reste;
        Some(tete)
    }
}

/// A signed number; one that is not negative is read as the others.
fn signe<'o>(n: i64) -> Jeton<'o> {
    u64::try_from(n).map_or(Jeton::Negatif(n), Jeton::Positif)
}
