//! The compact Thrift of the footer and of the headers of pages, read before the crate reads it: sizes are judged first.

use std::collections::BTreeMap;

/// Structures nested deeper than this are those of no Parquet file.
const PROFONDEUR_MAX: u32 = 16;

/// Type of a field that is a list.
pub(super) const LISTE: u8 = 9;

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Champ {
    /// Whole number; booleans are 0 and 1.
    Entier(i64),
    /// Another structure.
    Structure(Champs),
    /// Anything else: it was passed.
    Autre,
}

/// Fields of a structure, by number.
pub(super) type Champs = BTreeMap<i16, Champ>;

/// Bytes being read; nothing is ever reserved for what they announce.
pub(super) struct Thrift<'a> {
    reste: &'a [u8],
}

impl<'a> Thrift<'a> {
    pub(super) fn new(octets: &'a [u8]) -> Self {
        Self { reste: octets }
    }

    /// Bytes that are left.
    pub(super) fn reste(&self) -> &'a [u8] {
        self.reste
    }

    /// So many bytes.
    pub(super) fn octets(&mut self, nombre: usize) -> Option<&'a [u8]> {
        let (tete, suite) = self.reste.split_at_checked(nombre)?;
        self.reste = suite;
        Some(tete)
    }

    fn octet(&mut self) -> Option<u8> {
        self.octets(1)?.first().copied()
    }

    /// A whole number written seven bits at a time.
    pub(super) fn varint(&mut self) -> Option<u64> {
        let mut lu = 0_u64;
        for rang in 0..10 {
            let octet = self.octet()?;
            lu |= u64::from(octet & 0x7f) << (7 * rang);
            if octet & 0x80 == 0 {
                return Some(lu);
            }
        }
        None
    }

    /// A signed whole number.
    pub(super) fn zigzag(&mut self) -> Option<i64> {
        let lu = self.varint()?;
        Some((lu >> 1).cast_signed() ^ -(lu & 1).cast_signed())
    }

    /// Number and type of the next field; type 0 at the end of the structure.
    pub(super) fn champ(&mut self, dernier: &mut i16) -> Option<u8> {
        let octet = self.octet()?;
        let genre = octet & 0x0f;
        if genre != 0 {
            *dernier = match i16::from(octet >> 4) {
                0 => i16::try_from(self.zigzag()?).ok()?,
                pas => dernier.checked_add(pas)?,
            };
        }
        Some(genre)
    }

    /// Type and number of the items of a list, never more than the bytes that are left.
    pub(super) fn liste(&mut self) -> Option<(u8, usize)> {
        let octet = self.octet()?;
        let nombre = match octet >> 4 {
            15 => usize::try_from(self.varint()?).ok()?,
            court => usize::from(court),
        };
        (nombre <= self.reste.len()).then_some((octet & 0x0f, nombre))
    }

    /// A structure, its lists passed.
    pub(super) fn structure(&mut self) -> Option<Champs> {
        self.structure_sous(0)
    }

    fn structure_sous(&mut self, profondeur: u32) -> Option<Champs> {
        let mut champs = Champs::new();
        let mut numero = 0;
        loop {
            let genre = self.champ(&mut numero)?;
            if genre == 0 {
                return Some(champs);
            }
            let champ = self.valeur(genre, profondeur)?;
            champs.insert(numero, champ);
        }
    }

    /// Passes the value of a field.
    pub(super) fn passe(&mut self, genre: u8) -> Option<()> {
        self.valeur(genre, 0).map(drop)
    }

    fn valeur(&mut self, genre: u8, profondeur: u32) -> Option<Champ> {
        if profondeur > PROFONDEUR_MAX {
            return None;
        }
        Some(match genre {
            1 => Champ::Entier(1),
            2 => Champ::Entier(0),
            3 => Champ::Entier(i64::from(self.octet()?)),
            4..=6 => Champ::Entier(self.zigzag()?),
            7 => self.octets(8).map(|_| Champ::Autre)?,
            8 => {
                let longueur = usize::try_from(self.varint()?).ok()?;
                self.octets(longueur).map(|_| Champ::Autre)?
            }
            LISTE | 10 => {
                let (genre, nombre) = self.liste()?;
                for _ in 0..nombre {
                    self.element(genre, profondeur)?;
                }
                Champ::Autre
            }
            11 => self.dictionnaire(profondeur)?,
            12 => Champ::Structure(self.structure_sous(profondeur + 1)?),
            13 => self.octets(16).map(|_| Champ::Autre)?,
            _ => return None,
        })
    }

    /// An item of a list: its booleans take a byte.
    fn element(&mut self, genre: u8, profondeur: u32) -> Option<()> {
        match genre {
            1 | 2 => self.octet().map(drop),
            _ => self.valeur(genre, profondeur + 1).map(drop),
        }
    }

    fn dictionnaire(&mut self, profondeur: u32) -> Option<Champ> {
        let nombre = usize::try_from(self.varint()?).ok()?;
        if nombre > 0 {
            let genres = self.octet()?;
            for _ in 0..nombre.min(self.reste.len() + 1) {
                self.element(genres >> 4, profondeur)?;
                self.element(genres & 0x0f, profondeur)?;
            }
        }
        Some(Champ::Autre)
    }
}

/// A field that is a whole number.
pub(super) fn entier(champs: &Champs, numero: i16) -> Option<i64> {
    match champs.get(&numero)? {
        Champ::Entier(x) => Some(*x),
        _ => None,
    }
}

/// A field that is a structure.
pub(super) fn structure(champs: &Champs, numero: i16) -> Option<&Champs> {
    match champs.get(&numero)? {
        Champ::Structure(champs) => Some(champs),
        _ => None,
    }
}
