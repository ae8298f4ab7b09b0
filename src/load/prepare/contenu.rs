//! The file read back: its table, then its blocks, one by one or all at once.

use std::borrow::Cow;
use std::io;
use std::sync::{Mutex, OnceLock, PoisonError};

use flate2::{Decompress, FlushDecompress, Status};
use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::conteneur::{Bloc, SIGNATURE, Table, en_est_un};
use super::curseur::{Abime, Lit, abime};
use crate::load::source::acces::Acces;
use crate::load::source::defaut::cause;

/// Bytes after the table.
const FIN: u64 = 28;
/// Largest content of a block, bytes.
const BLOC_MAX: u64 = 1 << 30;
/// Largest table, bytes.
const TABLE_MAX: u64 = 256 << 20;
/// Most that a byte of deflate can give.
const RAPPORT_MAX: usize = 1032;

/// Where a block is.
#[derive(Debug)]
struct Place {
    debut: u64,
    longueur: u64,
    contenu: u64,
    crc: u32,
}

/// The places of blocks that follow each other, before the table.
fn places(blocs: &[(u64, u64, u32)], table: u64) -> Lit<Vec<Place>> {
    let mut fin = SIGNATURE.len() as u64;
    let place = |&(longueur, contenu, crc): &(u64, u64, u32)| {
        let debut = fin;
        let suivant = debut.checked_add(longueur);
        fin = suivant.filter(|f| *f <= table && contenu <= BLOC_MAX)?;
        Some(Place {
            debut,
            longueur,
            contenu,
            crc,
        })
    };
    let places: Option<Vec<Place>> = blocs.iter().map(place).collect();
    places.ok_or_else(|| abime("un bloc est hors du fichier"))
}

/// A file open to read its blocks.
#[derive(Debug)]
pub struct Lecture {
    octets: Acces,
    blocs: Vec<Place>,
    /// Its name and what to do when it is damaged, once its blocks are read as they are asked.
    nom: OnceLock<(String, &'static str)>,
    /// What was found wrong in its blocks.
    faute: Mutex<Option<Faute>>,
}

/// A file of which a block could not be read as it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Faute {
    /// Its name.
    pub fichier: String,
    /// What is wrong.
    pub dit: String,
    /// What to do.
    pub remede: &'static str,
}

/// What could not be read as it was written, once the table of its file was: what was computed on it is not to be said. Of
/// several faults, always the same one.
static FAUTE: Mutex<Option<Faute>> = Mutex::new(None);

/// The file of which a block could not be read, and why.
#[must_use]
pub fn faute() -> Option<Faute> {
    FAUTE.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn retient(place: &Mutex<Option<Faute>>, faute: Faute) {
    let mut place = place.lock().unwrap_or_else(PoisonError::into_inner);
    *place = Some(match place.take() {
        Some(deja) => deja.min(faute),
        None => faute,
    });
}

fn coupe(e: io::Error) -> Abime {
    abime(match e.kind() {
        io::ErrorKind::UnexpectedEof => "il est tronqué".to_owned(),
        _ => format!("lecture impossible ({})", cause(&e)),
    })
}

impl Lecture {
    /// Reads the table of a file.
    ///
    /// # Errors
    /// Another version, truncated, damaged.
    pub fn ouvre<T: DeserializeOwned>(octets: Acces) -> Lit<(Self, T)> {
        let tete = octets.lit(0, SIGNATURE.len() as u64).map_err(coupe)?;
        if *tete != *SIGNATURE {
            return Err(abime(if en_est_un(&tete) {
                "il est d'une autre version du format"
            } else {
                "ce n'est pas un fichier préparé par cpts"
            }));
        }
        let debut_fin = octets.taille().checked_sub(FIN);
        let debut_fin = debut_fin.ok_or_else(|| abime("il est tronqué"))?;
        let fin = octets.lit(debut_fin, FIN).map_err(coupe)?;
        if !fin.ends_with(SIGNATURE) {
            return Err(abime("il est tronqué"));
        }
        let place = nombre(&fin, 0)?;
        let longueur = nombre(&fin, 8)?;
        let crc = nombre(&fin, 12)? >> 32;
        if place.checked_add(longueur) != Some(debut_fin) {
            return Err(abime("sa table n'est pas à sa place"));
        }
        let comprimee = octets.lit(place, longueur).map_err(coupe)?;
        if u64::from(crc32fast::hash(&comprimee)) != crc {
            return Err(abime("sa table est abîmée"));
        }
        let depliee = decomprime(&comprimee, TABLE_MAX)?;
        let table: Table<T> = crate::messagepack::lire(&depliee)
            .map_err(|e| abime(format!("sa table est illisible ({e})")))?;
        let blocs = places(&table.blocs, place)?;
        drop((tete, fin, comprimee));
        Ok((Self::de(octets, blocs), table.fiches))
    }

    fn de(octets: Acces, blocs: Vec<Place>) -> Self {
        Self {
            octets,
            blocs,
            nom: OnceLock::new(),
            faute: Mutex::new(None),
        }
    }

    /// From now on, what is wrong with a block is told by [`faute`], under this name and with this remedy.
    pub fn a_la_demande(&self, nom: &str, remede: &'static str) {
        let _ = self.nom.set((nom.to_owned(), remede));
    }

    /// Notes what is wrong with what was read: it is no figure, and nothing is to be said of the rest.
    pub fn note<T>(&self, lu: Lit<T>) -> Lit<T> {
        if let Err(Abime(dit)) = &lu {
            let (fichier, remede) = self.nom.get().cloned().unwrap_or_default();
            let faute = Faute {
                fichier,
                dit: dit.clone(),
                remede,
            };
            if self.nom.get().is_some() {
                retient(&FAUTE, faute.clone());
            }
            retient(&self.faute, faute);
        }
        lu
    }

    /// Whether nothing was found wrong in what was read.
    #[cfg(test)]
    pub fn est_intacte(&self) -> bool {
        let faute = self.faute.lock();
        faute.unwrap_or_else(PoisonError::into_inner).is_none()
    }

    /// The same file held in memory, every block of which is as it was written: nothing is read of it afterwards.
    ///
    /// # Errors
    /// Truncated, damaged.
    pub fn en_memoire(self) -> Lit<Self> {
        let fin = self.blocs.iter().map(|b| b.debut + b.longueur).max();
        let octets = self.octets.lit(0, fin.unwrap_or(0)).map_err(coupe)?;
        let octets = Acces::de_la_memoire(octets.into_owned());
        let lecture = Self::de(octets, self.blocs);
        let blocs = lecture.blocs.par_iter();
        blocs.try_for_each(|place| lecture.intact(place).map(|_| ()))?;
        Ok(lecture)
    }

    /// The compressed bytes of a block, as they were written.
    fn intact(&self, place: &Place) -> Lit<Cow<'_, [u8]>> {
        let lus = self
            .octets
            .lit(place.debut, place.longueur)
            .map_err(coupe)?;
        if crc32fast::hash(&lus) == place.crc {
            Ok(lus)
        } else {
            Err(abime("un bloc est abîmé"))
        }
    }

    /// The content of a block.
    ///
    /// # Errors
    /// Damaged.
    pub fn bloc(&self, bloc: Bloc) -> Lit<Vec<u8>> {
        self.note(self.lit(bloc))
    }

    fn lit(&self, bloc: Bloc) -> Lit<Vec<u8>> {
        let place = self.blocs.get(bloc.0 as usize);
        let place = place.ok_or_else(|| abime("un bloc manque"))?;
        let octets = decomprime(&self.intact(place)?, place.contenu)?;
        if octets.len() as u64 != place.contenu {
            return Err(abime("un bloc est plus court qu'annoncé"));
        }
        Ok(octets)
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
