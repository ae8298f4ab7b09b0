//! Bytes read at any place: those of a file on the disk, or of one that a container held.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Bytes that are read piece by piece.
#[derive(Debug)]
pub struct Acces {
    octets: Octets,
    taille: u64,
}

#[derive(Debug)]
enum Octets {
    Disque(Mutex<File>),
    Memoire(Vec<u8>),
}

impl Acces {
    /// A file on the disk.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn du_disque(chemin: &Path) -> io::Result<Self> {
        let fichier = File::open(chemin)?;
        Ok(Self {
            taille: fichier.metadata()?.len(),
            octets: Octets::Disque(Mutex::new(fichier)),
        })
    }

    /// Bytes that are held.
    #[must_use]
    pub fn de_la_memoire(octets: Vec<u8>) -> Self {
        Self {
            taille: octets.len() as u64,
            octets: Octets::Memoire(octets),
        }
    }

    /// Number of bytes.
    #[must_use]
    pub fn taille(&self) -> u64 {
        self.taille
    }

    /// So many bytes from a place, lent when they are held.
    ///
    /// # Errors
    /// They are not all there, or cannot be read.
    pub fn lit(&self, debut: u64, longueur: u64) -> io::Result<Cow<'_, [u8]>> {
        let court = || io::Error::from(io::ErrorKind::UnexpectedEof);
        let fin = debut.checked_add(longueur).ok_or_else(court)?;
        if fin > self.taille {
            return Err(court());
        }
        match &self.octets {
            Octets::Memoire(octets) => {
                let rang = |n: u64| usize::try_from(n).map_err(io::Error::other);
                let lus = octets.get(rang(debut)?..rang(fin)?);
                Ok(Cow::Borrowed(lus.ok_or_else(court)?))
            }
            Octets::Disque(fichier) => {
                let mut fichier = fichier.lock().unwrap_or_else(PoisonError::into_inner);
                fichier.seek(SeekFrom::Start(debut))?;
                let mut lus = Vec::with_capacity(usize::try_from(longueur).unwrap_or(0));
                Read::by_ref(&mut *fichier)
                    .take(longueur)
                    .read_to_end(&mut lus)?;
                if lus.len() as u64 == longueur {
                    Ok(Cow::Owned(lus))
                } else {
                    Err(court())
                }
            }
        }
    }
}
