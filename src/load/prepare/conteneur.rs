//! The file itself: a signature, compressed blocks one after the other, their table, and where the table is.
//!
//! ```text
//! signature (8 octets) | bloc | bloc | … | table | place de la table (8) | longueur (8) | CRC-32 de la table (4) | signature
//! ```
//! Numbers are little-endian. Each block and the table are raw deflate. The table gives, for each block, its length, that of
//! its content and the CRC-32 of its compressed bytes; then the records of the files (`fiches`).
//!
//! After the records may come an image (`image`): what the files make together, under the key of the rules that made it. The
//! columns of a source in a département, or its outlines, are a block each, those of the files when nothing changed them.

use std::collections::BTreeMap;
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// First and last bytes of the file; the digit is the version of the layout.
pub(super) const SIGNATURE: &[u8; 8] = b"CPTSDON3";
/// What all versions start with.
const FAMILLE: &[u8; 7] = b"CPTSDON";
/// Level of compression of what is handed out, from 0 to 9.
pub const NIVEAU: u32 = 6;

/// A block of the file, by its rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bloc(pub(super) u32);

/// Content of the table.
#[derive(Serialize, Deserialize)]
pub(super) struct Table<T> {
    /// Length of each block, length of its content, CRC-32 of its compressed bytes; they follow each other.
    pub(super) blocs: Vec<(u64, u64, u32)>,
    pub(super) fiches: T,
}

/// SHA-256 of the content of a block.
pub type Empreinte = [u8; 32];

/// Content of a block, ready to be written.
pub struct Pret {
    empreinte: Empreinte,
    longueur: usize,
    /// Compressed, unless the file has it already.
    comprime: Option<Vec<u8>>,
}

impl Pret {
    /// Compresses a content that the file has not yet.
    ///
    /// # Errors
    /// Never in memory, but the library says so.
    pub fn new(contenu: &[u8], niveau: u32, deja: &Deja) -> io::Result<Self> {
        let empreinte = Sha256::digest(contenu).into();
        let nouveau = !deja.contains_key(&empreinte);
        Ok(Self {
            empreinte,
            longueur: contenu.len(),
            comprime: nouveau.then(|| comprime(contenu, niveau)).transpose()?,
        })
    }
}

/// Blocks of a file by their content.
pub type Deja = BTreeMap<Empreinte, Bloc>;

fn comprime(contenu: &[u8], niveau: u32) -> io::Result<Vec<u8>> {
    let mut flux = DeflateEncoder::new(Vec::new(), Compression::new(niveau));
    flux.write_all(contenu)?;
    flux.finish()
}

/// Writes blocks, then their table.
pub struct Ecriture<W> {
    sortie: W,
    place: u64,
    blocs: Vec<(u64, u64, u32)>,
    /// Blocks already written.
    pub deja: Deja,
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

    /// Adds a block; the same content is written once.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn ajoute(&mut self, pret: &Pret) -> io::Result<Bloc> {
        if let Some(bloc) = self.deja.get(&pret.empreinte) {
            return Ok(*bloc);
        }
        let comprime = pret.comprime.as_deref().unwrap_or_default();
        let rang = u32::try_from(self.blocs.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
        self.sortie.write_all(comprime)?;
        let (longueur, contenu) = (comprime.len() as u64, pret.longueur as u64);
        self.blocs
            .push((longueur, contenu, crc32fast::hash(comprime)));
        self.place += comprime.len() as u64;
        self.deja.insert(pret.empreinte, Bloc(rang));
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

/// Whether a file starts as a prepared one, of whatever version.
#[must_use]
pub fn en_est_un(debut: &[u8]) -> bool {
    debut.starts_with(FAMILLE)
}
