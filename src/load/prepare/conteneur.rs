//! The file itself: a signature, compressed blocks one after the other, their table, and where the table is.
//!
//! ```text
//! signature (8 octets) | bloc | bloc | … | table | place de la table (8) | longueur (8) | CRC-32 de la table (4) | signature
//! ```
//! Numbers are little-endian. Each block and the table are raw deflate. The table gives, for each block, its place, its
//! length, that of its content and the CRC-32 of its compressed bytes; then the records of the files (`fiches`).

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::curseur::{Abime, Lit, abime};

/// First and last bytes of the file; the digit is the version of the layout.
const SIGNATURE: &[u8; 8] = b"CPTSDON1";
/// What all versions start with.
const FAMILLE: &[u8; 7] = b"CPTSDON";
/// Level of compression of what is handed out, from 0 to 9.
pub const NIVEAU: u32 = 6;
/// Bytes after the table.
const FIN: u64 = 28;
/// Largest content of a block, bytes.
const BLOC_MAX: u64 = 1 << 30;
/// Largest table, bytes.
const TABLE_MAX: u64 = 256 << 20;

/// A block of the file, by its rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bloc(u32);

/// Where a block is.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Place {
    debut: u64,
    longueur: u64,
    contenu: u64,
    crc: u32,
}

/// Content of the table.
#[derive(Serialize, Deserialize)]
struct Table<T> {
    blocs: Vec<Place>,
    fiches: T,
}

/// Compresses the content of a block.
///
/// # Errors
/// Never in memory, but the library says so.
pub fn comprime(contenu: &[u8], niveau: u32) -> io::Result<Vec<u8>> {
    let mut flux = DeflateEncoder::new(Vec::new(), Compression::new(niveau));
    flux.write_all(contenu)?;
    flux.finish()
}

/// Writes blocks, then their table.
pub struct Ecriture<W> {
    sortie: W,
    place: u64,
    blocs: Vec<Place>,
    deja: BTreeMap<[u8; 32], Bloc>,
}

impl<W: Write> Ecriture<W> {
    /// Starts a file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn new(mut sortie: W) -> io::Result<Self> {
        sortie.write_all(SIGNATURE)?;
        Ok(Self {
            sortie,
            place: SIGNATURE.len() as u64,
            blocs: Vec::new(),
            deja: BTreeMap::new(),
        })
    }

    /// Adds a block that is compressed already; the same bytes are written once.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn ajoute(&mut self, comprime: &[u8], contenu: usize) -> io::Result<Bloc> {
        let empreinte: [u8; 32] = Sha256::digest(comprime).into();
        if let Some(bloc) = self.deja.get(&empreinte) {
            return Ok(*bloc);
        }
        let rang = u32::try_from(self.blocs.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
        self.sortie.write_all(comprime)?;
        self.blocs.push(Place {
            debut: self.place,
            longueur: comprime.len() as u64,
            contenu: contenu as u64,
            crc: crc32fast::hash(comprime),
        });
        self.place += comprime.len() as u64;
        self.deja.insert(empreinte, Bloc(rang));
        Ok(Bloc(rang))
    }

    /// Writes the table and gives the output back.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finit<T: Serialize>(mut self, fiches: T) -> io::Result<W> {
        let table = Table {
            blocs: self.blocs,
            fiches,
        };
        let octets = rmp_serde::to_vec_named(&table).map_err(io::Error::other)?;
        let comprimee = comprime(&octets, NIVEAU)?;
        self.sortie.write_all(&comprimee)?;
        self.sortie.write_all(&self.place.to_le_bytes())?;
        self.sortie
            .write_all(&(comprimee.len() as u64).to_le_bytes())?;
        self.sortie
            .write_all(&crc32fast::hash(&comprimee).to_le_bytes())?;
        self.sortie.write_all(SIGNATURE)?;
        Ok(self.sortie)
    }
}

/// A file open to read its blocks.
#[derive(Debug)]
pub struct Lecture {
    fichier: Mutex<File>,
    blocs: Vec<Place>,
}

/// Whether a file starts as a prepared one, of whatever version.
#[must_use]
pub fn en_est_un(debut: &[u8]) -> bool {
    debut.starts_with(FAMILLE)
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
            fichier: Mutex::new(fichier),
            blocs: table.blocs,
        };
        Ok((lecture, table.fiches))
    }

    /// The bytes of a block as they are in the file, and the length of its content.
    ///
    /// # Errors
    /// Damaged.
    pub fn brut(&self, bloc: Bloc) -> Lit<(Vec<u8>, usize)> {
        let place = self
            .blocs
            .get(bloc.0 as usize)
            .ok_or_else(|| abime("un bloc manque"))?;
        let comprime = {
            let mut fichier = self.fichier.lock().unwrap_or_else(PoisonError::into_inner);
            lit_a(&mut fichier, place.debut, place.longueur)?
        };
        if crc32fast::hash(&comprime) != place.crc {
            return Err(abime("un bloc est abîmé"));
        }
        Ok((comprime, place.contenu as usize))
    }

    /// The content of a block.
    ///
    /// # Errors
    /// Damaged.
    pub fn bloc(&self, bloc: Bloc) -> Lit<Vec<u8>> {
        let (comprime, contenu) = self.brut(bloc)?;
        let octets = decomprime(&comprime, contenu as u64)?;
        if octets.len() != contenu {
            return Err(abime("un bloc est plus court qu'annoncé"));
        }
        Ok(octets)
    }
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

fn decomprime(comprime: &[u8], max: u64) -> Lit<Vec<u8>> {
    let mut octets = Vec::new();
    let lu = DeflateDecoder::new(comprime)
        .take(max + 1)
        .read_to_end(&mut octets);
    lu.map_err(|_| abime("un bloc ne se décompresse pas"))?;
    if octets.len() as u64 > max {
        return Err(abime("un bloc est plus long qu'annoncé"));
    }
    Ok(octets)
}
