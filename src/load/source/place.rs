//! Room to make for a file before it is read.

use std::fs::File;
use std::io::{self, Read, Seek};

use crate::load::source::dossier::Fichier;

/// How many bytes a file is likely to hold, once decompressed: what it says itself, when it may be true.
///
/// # Errors
/// The file cannot be opened or read.
pub fn place(fichier: &Fichier, gzip: bool) -> io::Result<u64> {
    /// Nothing is compressed more by gzip.
    const COMPRESSION_MAX: u64 = 1032;
    if !gzip || fichier.membre.is_some() {
        return Ok(fichier.taille);
    }
    let mut ouvert = File::open(&fichier.chemin)?;
    let taille = ouvert.seek(io::SeekFrom::End(-4))? + 4;
    let mut dite = [0; 4];
    ouvert.read_exact(&mut dite)?;
    let dite = u64::from(u32::from_le_bytes(dite));
    Ok(if dite < taille.saturating_mul(COMPRESSION_MAX) {
        dite
    } else {
        0
    })
}
