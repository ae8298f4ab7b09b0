//! The bytes of a file: unzipped when gzipped, fingerprinted, never beyond a fixed size.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::load::source::defaut::Defaut;
use crate::load::source::dossier::Fichier;
use crate::load::source::place::place;

/// Largest content read, after decompression, bytes.
pub const TAILLE_MAX: u64 = 768 << 20;
/// Largest content read as a stream, after decompression, bytes.
const FLUX_MAX: u64 = 32 << 30;
/// What is fingerprinted at a time, bytes.
const EMPREINTE: usize = 256 << 10;
/// How much of a file is enough to recognise it, bytes.
pub const TETE: u64 = 256 * 1024;

/// Content of a file.
#[derive(Debug, Default)]
pub struct Contenu {
    /// Bytes, decompressed.
    pub octets: Vec<u8>,
    /// Whether the file is a gzip archive.
    pub gzip: bool,
    /// SHA-256 of the bytes on the disk, lower-case hexadecimal; empty when only the head was read.
    pub sha256: String,
    /// Why the rest could not be read (truncated gzip…); `octets` holds what came before.
    pub defaut: Option<Defaut>,
}

/// Reads the first bytes of a file, enough to recognise it.
///
/// # Errors
/// The file cannot be opened or read.
pub fn tete(fichier: &Fichier) -> io::Result<Contenu> {
    ouvre(fichier, debut)?
}

fn debut(mut fichier: &mut dyn Read) -> io::Result<Contenu> {
    let mut brut = Vec::new();
    Read::by_ref(&mut fichier).take(2).read_to_end(&mut brut)?;
    let gzip = brut == [0x1f, 0x8b];
    let suite = io::Cursor::new(brut).chain(fichier);
    Ok(if gzip {
        lit(MultiGzDecoder::new(suite), TETE, true, 0)
    } else {
        lit(suite, TETE, false, 0)
    })
}

/// Reads a whole file of at most `max` bytes once decompressed, and its SHA-256; what is larger is not kept.
///
/// # Errors
/// The file cannot be opened or read.
pub fn tout(fichier: &Fichier, max: u64) -> io::Result<Contenu> {
    let gzip = tete_de(fichier, 2)? == [0x1f, 0x8b];
    let trop = || Contenu {
        defaut: Some(Defaut::trop_gros(max)),
        ..Contenu::default()
    };
    if !gzip && fichier.membre.is_none() && std::fs::metadata(&fichier.chemin)?.len() > max {
        return Ok(trop());
    }
    let place = place(fichier, gzip)?.min(max + 1);
    let mut lu = ouvre(fichier, |flux| {
        if gzip {
            let tampon = io::BufReader::with_capacity(1 << 20, flux);
            lit(MultiGzDecoder::new(tampon), max + 1, true, place)
        } else {
            lit(flux, max + 1, false, place)
        }
    })?;
    if lu.octets.len() as u64 > max {
        return Ok(trop());
    }
    lu.sha256 = if gzip || fichier.membre.is_some() {
        empreinte_sur_disque(&fichier.chemin)?
    } else {
        empreinte(&lu.octets)
    };
    Ok(lu)
}

/// The first bytes, as they are.
fn tete_de(fichier: &Fichier, nombre: u64) -> io::Result<Vec<u8>> {
    let mut lus = Vec::new();
    ouvre(fichier, |flux| flux.take(nombre).read_to_end(&mut lus))??;
    Ok(lus)
}

/// Opens a file, or a file inside a zip.
fn ouvre<T>(fichier: &Fichier, lit: impl FnOnce(&mut dyn Read) -> T) -> io::Result<T> {
    let mut ouvert = File::open(&fichier.chemin)?;
    let Some(rang) = fichier.membre else {
        return Ok(lit(&mut ouvert));
    };
    let mut zip = ZipArchive::new(io::BufReader::new(ouvert)).map_err(io::Error::other)?;
    let mut membre = zip.by_index(rang).map_err(io::Error::other)?;
    Ok(lit(&mut membre))
}

/// SHA-256 of a file on the disk, whatever its size.
///
/// # Errors
/// The file cannot be opened or read.
pub fn empreinte_sur_disque(chemin: &Path) -> io::Result<String> {
    let mut brut = Empreint {
        fichier: File::open(chemin)?,
        empreinte: Sha256::new(),
    };
    io::copy(&mut brut, &mut io::sink())?;
    Ok(hexadecimal(&brut.empreinte.finalize()))
}

/// Reads a file as a stream, decompressed, and gives the SHA-256 of its bytes on the disk.
///
/// # Errors
/// The file cannot be opened or read, or is beyond any file; what `lit` answers is inside.
pub fn en_flux<T, E>(
    fichier: &Fichier,
    lit: impl FnOnce(&mut dyn Read) -> Result<T, E>,
) -> io::Result<Result<(T, String), E>> {
    if fichier.membre.is_some() {
        let (lu, reste) = ouvre(fichier, |flux| deplie(flux, lit))??;
        if reste == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        return match lu {
            Ok(lu) => Ok(Ok((lu, empreinte_sur_disque(&fichier.chemin)?))),
            Err(e) => Ok(Err(e)),
        };
    }
    let mut brut = Empreint {
        fichier: File::open(&fichier.chemin)?,
        empreinte: Sha256::new(),
    };
    let (lu, reste) = deplie(&mut brut, lit)?;
    if reste == 0 {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let lu = match lu {
        Ok(lu) => lu,
        Err(e) => return Ok(Err(e)),
    };
    io::copy(&mut brut, &mut io::sink())?;
    Ok(Ok((lu, hexadecimal(&brut.empreinte.finalize()))))
}

/// Reads within the bound, decompressed when it is a gzip; gives what of the bound is left.
fn deplie<T>(mut flux: impl Read, lit: impl FnOnce(&mut dyn Read) -> T) -> io::Result<(T, u64)> {
    let mut tete = Vec::new();
    flux.by_ref().take(2).read_to_end(&mut tete)?;
    let gzip = tete == [0x1f, 0x8b];
    let suite = io::Cursor::new(tete).chain(flux);
    Ok(if gzip {
        let tampon = io::BufReader::with_capacity(1 << 20, suite);
        borne(MultiGzDecoder::new(tampon), lit)
    } else {
        borne(suite, lit)
    })
}

/// Reads within the bound; gives what of it is left.
fn borne<T>(flux: impl Read, lit: impl FnOnce(&mut dyn Read) -> T) -> (T, u64) {
    let mut flux = flux.take(FLUX_MAX);
    (lit(&mut flux), flux.limit())
}

/// A file whose bytes are fingerprinted as they are read.
struct Empreint {
    fichier: File,
    empreinte: Sha256,
}

impl Read for Empreint {
    fn read(&mut self, tampon: &mut [u8]) -> io::Result<usize> {
        // By pieces that are still in the cache of the processor when they are fingerprinted.
        let place = tampon.len().min(EMPREINTE);
        let lus = self
            .fichier
            .read(tampon.get_mut(..place).unwrap_or_default())?;
        self.empreinte.update(tampon.get(..lus).unwrap_or_default());
        Ok(lus)
    }
}

/// SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn empreinte(octets: &[u8]) -> String {
    hexadecimal(&Sha256::digest(octets))
}

fn hexadecimal(octets: &[u8]) -> String {
    use std::fmt::Write;
    let mut texte = String::with_capacity(64);
    for octet in octets {
        let _ = write!(texte, "{octet:02x}");
    }
    texte
}

/// Reads at most `max` bytes, likely `place`, and keeps what was read before a fault.
fn lit(lecteur: impl Read, max: u64, gzip: bool, place: u64) -> Contenu {
    // Room for what is read is made once.
    let mut octets = Vec::with_capacity(usize::try_from(place).unwrap_or(0));
    let defaut = lecteur.take(max).read_to_end(&mut octets).err();
    Contenu {
        octets,
        gzip,
        sha256: String::new(),
        defaut: defaut.map(|e| match e.kind() {
            io::ErrorKind::OutOfMemory => Defaut::trop_gros(max),
            genre => interrompue(gzip, genre),
        }),
    }
}

/// A reading that stopped before the end of the file.
#[must_use]
pub fn interrompue(gzip: bool, genre: io::ErrorKind) -> Defaut {
    match (gzip, genre) {
        (_, io::ErrorKind::FileTooLarge) => Defaut::trop_gros(FLUX_MAX),
        (true, io::ErrorKind::UnexpectedEof) => Defaut::abime("archive gzip tronquée"),
        (true, _) => Defaut::abime("archive gzip abîmée"),
        (false, genre) => Defaut::abime(format!("lecture impossible ({genre})")),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn contenu(brut: &[u8], max: u64) -> Contenu {
        let fichier = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(fichier.path(), brut).unwrap();
        let fichier = Fichier {
            chemin: fichier.path().to_owned(),
            nom: String::new(),
            taille: 0,
            membre: None,
        };
        tout(&fichier, max).unwrap()
    }

    fn gzippe(octets: &[u8]) -> Vec<u8> {
        let mut e = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        e.write_all(octets).unwrap();
        e.finish().unwrap()
    }

    #[test]
    fn gzip_is_recognised_by_its_bytes_and_the_fingerprint_is_of_the_file() {
        let brut = gzippe(b"code;x\n01001;1\n");
        let attendu = empreinte(&brut);
        let lu = contenu(&brut, TAILLE_MAX);
        assert_eq!(lu.octets, b"code;x\n01001;1\n");
        assert!(lu.defaut.is_none());
        assert_eq!(lu.sha256, attendu);
        assert_eq!(
            empreinte(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_truncated_gzip_keeps_its_beginning_and_says_so() {
        let mut brut = gzippe("code;x\n".repeat(5000).as_bytes());
        brut.truncate(brut.len() - 10);
        let lu = contenu(&brut, TAILLE_MAX);
        assert_eq!(lu.defaut, Some(Defaut::abime("archive gzip tronquée")));
        assert!(lu.octets.starts_with(b"code;x"));
    }

    #[test]
    fn nothing_is_kept_of_what_is_larger_than_the_bound() {
        let texte = b"code;x\n".repeat(100);
        for brut in [texte.clone(), gzippe(&texte)] {
            assert_eq!(contenu(&brut, 700).octets.len(), 700);
            let lu = contenu(&brut, 699);
            assert!(lu.octets.is_empty() && lu.defaut.is_some());
        }
    }
}
