//! The file read back: its table, then its blocks, one by one or all at once.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Mutex, PoisonError};

use flate2::{Decompress, FlushDecompress, Status};
use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::conteneur::{Bloc, Place, SIGNATURE, Table, en_est_un};
use super::curseur::{Abime, Lit, abime};

/// Bytes after the table.
const FIN: u64 = 28;
/// Largest content of a block, bytes.
const BLOC_MAX: u64 = 1 << 30;
/// Largest table, bytes.
const TABLE_MAX: u64 = 256 << 20;
/// Most that a byte of deflate can give.
const RAPPORT_MAX: usize = 1032;

/// A file open to read its blocks.
#[derive(Debug)]
pub struct Lecture {
    octets: Octets,
    blocs: Vec<Place>,
}

/// Where the bytes of the blocks are.
#[derive(Debug)]
enum Octets {
    Fichier(Mutex<File>),
    /// All of the file, of which every block was checked.
    Memoire(Vec<u8>),
}

fn coupe(_: io::Error) -> Abime {
    abime("il manque des octets")
}

impl Lecture {
    /// Opens a file and reads its table.
    ///
    /// # Errors
    /// Another version, truncated, damaged.
    pub fn ouvre<T: DeserializeOwned>(mut fichier: File) -> Lit<(Self, T)> {
        let taille = fichier.seek(SeekFrom::End(0)).map_err(coupe)?;
        let tete = lit_a(&mut fichier, 0, SIGNATURE.len() as u64)?;
        if tete != SIGNATURE {
            return Err(abime(if en_est_un(&tete) {
                "il est d'une autre version du format"
            } else {
                "ce n'est pas un fichier préparé par cpts"
            }));
        }
        let debut_fin = taille
            .checked_sub(FIN)
            .ok_or_else(|| abime("il est tronqué"))?;
        let fin = lit_a(&mut fichier, debut_fin, FIN)?;
        if !fin.ends_with(SIGNATURE) {
            return Err(abime("il est tronqué"));
        }
        let place = nombre(&fin, 0)?;
        let longueur = nombre(&fin, 8)?;
        let crc = nombre(&fin, 12)? >> 32;
        if place.checked_add(longueur) != Some(debut_fin) {
            return Err(abime("sa table n'est pas à sa place"));
        }
        let comprimee = lit_a(&mut fichier, place, longueur)?;
        if u64::from(crc32fast::hash(&comprimee)) != crc {
            return Err(abime("sa table est abîmée"));
        }
        let octets = decomprime(&comprimee, TABLE_MAX)?;
        let table: Table<T> = rmp_serde::from_slice(&octets)
            .map_err(|e| abime(format!("sa table est illisible ({e})")))?;
        let dedans = |b: &Place| b.debut.checked_add(b.longueur).is_some_and(|f| f <= place);
        if !table
            .blocs
            .iter()
            .all(|b| dedans(b) && b.contenu <= BLOC_MAX)
        {
            return Err(abime("un bloc est hors du fichier"));
        }
        let lecture = Self {
            octets: Octets::Fichier(Mutex::new(fichier)),
            blocs: table.blocs,
        };
        Ok((lecture, table.fiches))
    }

    /// The same file held in memory, every block of which is as it was written: nothing is read of it afterwards.
    ///
    /// # Errors
    /// Truncated, damaged.
    pub fn en_memoire(self) -> Lit<Self> {
        let Octets::Fichier(fichier) = self.octets else {
            return Ok(self);
        };
        let mut fichier = fichier.into_inner().unwrap_or_else(PoisonError::into_inner);
        let fin = self.blocs.iter().map(|b| b.debut + b.longueur).max();
        let octets = lit_a(&mut fichier, 0, fin.unwrap_or(0))?;
        let sain = |place: &Place| intact(place, &octets).is_some();
        if !self.blocs.par_iter().all(sain) {
            return Err(abime("un bloc est abîmé"));
        }
        Ok(Self {
            octets: Octets::Memoire(octets),
            blocs: self.blocs,
        })
    }

    /// The content of a block.
    ///
    /// # Errors
    /// Damaged.
    pub fn bloc(&self, bloc: Bloc) -> Lit<Vec<u8>> {
        let place = self
            .blocs
            .get(bloc.0 as usize)
            .ok_or_else(|| abime("un bloc manque"))?;
        let octets = match &self.octets {
            Octets::Memoire(octets) => {
                let dedans = tranche(place, octets).ok_or_else(|| abime("il est tronqué"))?;
                decomprime(dedans, place.contenu)?
            }
            Octets::Fichier(fichier) => {
                let mut fichier = fichier.lock().unwrap_or_else(PoisonError::into_inner);
                let lus = lit_a(&mut fichier, place.debut, place.longueur)?;
                drop(fichier);
                if crc32fast::hash(&lus) != place.crc {
                    return Err(abime("un bloc est abîmé"));
                }
                decomprime(&lus, place.contenu)?
            }
        };
        if octets.len() as u64 != place.contenu {
            return Err(abime("un bloc est plus court qu'annoncé"));
        }
        Ok(octets)
    }
}

/// The bytes of a block in those of the file.
fn tranche<'o>(place: &Place, octets: &'o [u8]) -> Option<&'o [u8]> {
    let debut = usize::try_from(place.debut).ok()?;
    octets
        .get(debut..)?
        .get(..usize::try_from(place.longueur).ok()?)
}

/// The same, when they are those that were written.
fn intact<'o>(place: &Place, octets: &'o [u8]) -> Option<&'o [u8]> {
    tranche(place, octets).filter(|o| crc32fast::hash(o) == place.crc)
}

fn lit_a(fichier: &mut File, debut: u64, longueur: u64) -> Lit<Vec<u8>> {
    fichier.seek(SeekFrom::Start(debut)).map_err(coupe)?;
    let mut octets = Vec::new();
    fichier
        .take(longueur)
        .read_to_end(&mut octets)
        .map_err(coupe)?;
    if octets.len() as u64 == longueur {
        Ok(octets)
    } else {
        Err(abime("il est tronqué"))
    }
}

/// Eight bytes as a number.
fn nombre(octets: &[u8], debut: usize) -> Lit<u64> {
    let huit = octets.get(debut..debut + 8).and_then(|o| o.try_into().ok());
    huit.map(u64::from_le_bytes)
        .ok_or_else(|| abime("il est tronqué"))
}

/// What compressed bytes hold, at most `max` bytes.
fn decomprime(comprime: &[u8], max: u64) -> Lit<Vec<u8>> {
    let faux = |_| abime("un bloc ne se décompresse pas");
    let max = usize::try_from(max).map_err(|_| abime("un bloc est trop grand"))?;
    // No promise of the table is believed beyond what these bytes can give.
    let promis = max.min(comprime.len().saturating_mul(RAPPORT_MAX)) + 1;
    let mut octets = Vec::with_capacity(promis);
    let fini = Decompress::new(false)
        .decompress_vec(comprime, &mut octets, FlushDecompress::Finish)
        .map_err(faux)?;
    match fini {
        Status::StreamEnd if octets.len() <= max => Ok(octets),
        _ if octets.len() > max => Err(abime("un bloc est plus long qu'annoncé")),
        _ => Err(abime("un bloc ne se décompresse pas")),
    }
}
