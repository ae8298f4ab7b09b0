//! Streams of a compound file, the container of the workbooks of Excel before 2007 ([MS-CFB]).

use std::collections::BTreeSet;

/// Marks of the end of a chain, and of sectors of another use.
const LIBRE: u32 = 0xffff_fffa;
/// Streams shorter than this are in sectors of their own size.
const PETIT: u64 = 4096;
/// Size of the sectors of short streams, bytes.
const PETIT_SECTEUR: usize = 64;
/// Places of the sectors of the allocation table that the header holds.
const DIFAT: usize = 109;

/// A compound file.
pub struct Ole<'a> {
    octets: &'a [u8],
    taille: usize,
    suites: Vec<u32>,
    petites_suites: Vec<u32>,
    repertoire: Vec<u8>,
}

/// Two bytes at a place, the low one first.
#[must_use]
pub fn u16_a(octets: &[u8], place: usize) -> Option<u16> {
    let lu = octets.get(place..place.checked_add(2)?)?;
    Some(u16::from_le_bytes(lu.try_into().ok()?))
}

/// Four bytes at a place, the low one first.
#[must_use]
pub fn u32_a(octets: &[u8], place: usize) -> Option<u32> {
    let lu = octets.get(place..place.checked_add(4)?)?;
    Some(u32::from_le_bytes(lu.try_into().ok()?))
}

fn mots(octets: &[u8]) -> Vec<u32> {
    let (mots, _) = octets.as_chunks::<4>();
    mots.iter().map(|m| u32::from_le_bytes(*m)).collect()
}

impl<'a> Ole<'a> {
    /// Reads the tables of a compound file; `None` when they are broken.
    #[must_use]
    pub fn ouvre(octets: &'a [u8]) -> Option<Self> {
        let puissance = octets.get(30).copied().filter(|p| (9..=12).contains(p))?;
        let mut ole = Self {
            octets,
            taille: 1 << puissance,
            suites: Vec::new(),
            petites_suites: Vec::new(),
            repertoire: Vec::new(),
        };
        let mut tables: Vec<u32> = (0..DIFAT)
            .filter_map(|i| u32_a(octets, 76 + 4 * i))
            .collect();
        let (mut suivante, mut vues) = (u32_a(octets, 68)?, BTreeSet::new());
        while suivante < LIBRE && vues.insert(suivante) {
            let mut autres = mots(ole.secteur(suivante)?);
            suivante = autres.pop()?;
            tables.extend(autres);
        }
        for table in tables.into_iter().filter(|t| *t < LIBRE) {
            let suites = mots(ole.secteur(table)?);
            ole.suites.extend(suites);
        }
        ole.repertoire = ole.chaine(u32_a(octets, 48)?)?;
        ole.petites_suites = mots(&ole.chaine(u32_a(octets, 60)?)?);
        Some(ole)
    }

    fn secteur(&self, rang: u32) -> Option<&'a [u8]> {
        let debut = (rang as usize + 1).checked_mul(self.taille)?;
        let fin = debut.checked_add(self.taille)?.min(self.octets.len());
        self.octets.get(debut..fin)
    }

    fn chaine(&self, mut rang: u32) -> Option<Vec<u8>> {
        let mut lus = Vec::new();
        while rang < LIBRE {
            lus.extend_from_slice(self.secteur(rang)?);
            // A chain that comes back on itself is longer than the file.
            if lus.len() > self.octets.len() {
                return None;
            }
            rang = *self.suites.get(rang as usize)?;
        }
        Some(lus)
    }

    /// The bytes of a stream of the root folder.
    #[must_use]
    pub fn flux(&self, nom: &str) -> Option<Vec<u8>> {
        let attendu: Vec<u8> = nom.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (entrees, _) = self.repertoire.as_chunks::<128>();
        let racine = entrees.iter().find(|e| e.get(66) == Some(&5))?;
        let entree = entrees.iter().find(|e| {
            let long = usize::from(u16_a(e.as_slice(), 64).unwrap_or(0));
            e.get(66) == Some(&2)
                && long.checked_sub(2).and_then(|l| e.get(..l)) == Some(attendu.as_slice())
        })?;
        let taille = u32_a(entree, 120)?;
        let debut = u32_a(entree, 116)?;
        let mut lus = if u64::from(taille) >= PETIT {
            self.chaine(debut)?
        } else {
            self.petite_chaine(debut, &self.chaine(u32_a(racine, 116)?)?)?
        };
        lus.truncate(taille as usize);
        Some(lus)
    }

    fn petite_chaine(&self, mut rang: u32, dans: &[u8]) -> Option<Vec<u8>> {
        let mut lus = Vec::new();
        while rang < LIBRE {
            let debut = rang as usize * PETIT_SECTEUR;
            let fin = (debut + PETIT_SECTEUR).min(dans.len());
            lus.extend_from_slice(dans.get(debut..fin)?);
            if lus.len() > dans.len() {
                return None;
            }
            rang = *self.petites_suites.get(rang as usize)?;
        }
        Some(lus)
    }
}
