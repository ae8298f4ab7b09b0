//! A zip is unpacked once, within a bound, before it is read: a bomb is refused, a broken one is told.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::load::source::defaut::{Defaut, Genre};

/// Largest content of a workbook once decompressed, bytes.
pub const TOTAL_MAX: u64 = 384 << 20;
/// Largest list of shared strings, bytes: each of them is then held on its own, which costs up to five times its text.
const TEXTES_MAX: u64 = 64 << 20;
/// Longest run of bytes between two marks, bytes: a cell holds at most 32 767 characters.
const TEXTE_MAX: usize = 256 << 10;

/// What a zip is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nature {
    /// A workbook in the xlsx format: its parts, in a zip without compression.
    Classeur(Vec<u8>),
    /// A workbook of LibreOffice.
    Ods,
    /// Another archive.
    Autre,
}

/// Says what a zip is; the parts of a workbook are decompressed, so that several readings cost one decompression.
///
/// Every part is really decompressed within the bound, as the sizes that an archive declares can lie.
///
/// # Errors
/// Why it cannot be used, in French: not a zip, truncated, or too big once decompressed (`max` bytes).
pub fn ouvre(octets: &[u8], max: u64) -> Result<Nature, Defaut> {
    ouvre_sous(octets, max.min(TOTAL_MAX))
}

fn ouvre_sous(octets: &[u8], max: u64) -> Result<Nature, Defaut> {
    let mut zip = ZipArchive::new(Cursor::new(octets)).map_err(|_| {
        if octets.starts_with(b"PK") {
            Defaut::abime("classeur tronqué ou abîmé")
        } else {
            Defaut::new(Genre::AutreNature, "ce n'est pas un classeur xlsx")
        }
    })?;
    if zip.index_for_name("xl/workbook.xml").is_none() {
        let ods = zip.index_for_name("content.xml").is_some();
        return Ok(if ods { Nature::Ods } else { Nature::Autre });
    }
    // What the parts declare, never more than the bound: the copy then grows once.
    let dites = (0..zip.len()).map(|rang| zip.by_index_raw(rang).map_or(0, |e| e.size()));
    let place = usize::try_from(dites.fold(0, u64::saturating_add).min(max)).unwrap_or(0);
    let mut copie = ZipWriter::new(Cursor::new(Vec::with_capacity(place)));
    let sans_compression =
        SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut total: u64 = 0;
    for rang in 0..zip.len() {
        let entree = zip.by_index(rang).map_err(|_| abimee())?;
        let nom = entree.name().map_err(|_| abimee())?.into_owned();
        if !est_lue(&nom) {
            continue;
        }
        let max = if nom.ends_with("sharedStrings.xml") {
            max.min(total.saturating_add(TEXTES_MAX))
        } else {
            max
        };
        let reste = max.saturating_sub(total);
        if entree.size() > reste {
            return Err(Defaut::trop_gros(max));
        }
        copie
            .start_file(nom, sans_compression)
            .map_err(|_| abimee())?;
        let mut suivie = Suivie {
            dedans: entree.take(reste + 1),
            depuis: 0,
            trop: false,
        };
        total += io::copy(&mut suivie, &mut copie).map_err(|_| match suivie.trop {
            true => cellule_demesuree(),
            false => abimee(),
        })?;
        if total > max {
            return Err(Defaut::trop_gros(max));
        }
    }
    let copie = copie.finish().map_err(|_| abimee())?;
    Ok(Nature::Classeur(copie.into_inner()))
}

fn cellule_demesuree() -> Defaut {
    Defaut::new(Genre::TropGros, "classeur dont une cellule dépasse 256 Kio")
}

/// Reads the content of a workbook of LibreOffice, of at most `max` bytes once decompressed.
///
/// # Errors
/// It is protected by a password, damaged, or too big; what `lit` refuses.
pub fn contenu_ods<T>(
    octets: &[u8],
    max: u64,
    lit: impl FnOnce(&mut dyn BufRead) -> Result<T, Defaut>,
) -> Result<T, Defaut> {
    let max = max.min(TOTAL_MAX);
    let mut zip = ZipArchive::new(Cursor::new(octets)).map_err(|_| abimee())?;
    let mut manifeste = String::new();
    if let Ok(entree) = zip.by_name("META-INF/manifest.xml") {
        let _ = entree.take(1 << 20).read_to_string(&mut manifeste);
    }
    if manifeste.contains("encryption-data") {
        let dit = "classeur protégé par un mot de passe\u{a0}: enregistrez-le sans mot de passe";
        return Err(Defaut::new(Genre::AutreNature, dit));
    }
    let entree = zip.by_name("content.xml").map_err(|_| abimee())?;
    if entree.size() > max {
        return Err(Defaut::trop_gros(max));
    }
    let mut tampon = BufReader::new(Suivie {
        dedans: entree.take(max + 1),
        depuis: 0,
        trop: false,
    });
    let lu = lit(&mut tampon);
    let suivie = tampon.get_ref();
    if suivie.dedans.limit() == 0 {
        return Err(Defaut::trop_gros(max));
    }
    lu.map_err(|defaut| match suivie.trop {
        true => cellule_demesuree(),
        false => defaut,
    })
}

/// A part of a workbook, in which no text is longer than any cell.
struct Suivie<R> {
    dedans: R,
    /// Bytes since the last mark.
    depuis: usize,
    /// Whether a text is longer than any cell.
    trop: bool,
}

impl<R: Read> Read for Suivie<R> {
    fn read(&mut self, tampon: &mut [u8]) -> io::Result<usize> {
        let lus = self.dedans.read(tampon)?;
        let morceau = tampon.get(..lus).unwrap_or_default();
        self.depuis = match morceau.iter().rposition(|&o| o == b'<') {
            Some(marque) => lus - marque,
            None => self.depuis + lus,
        };
        if self.depuis > TEXTE_MAX {
            self.trop = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(lus)
    }
}

/// Whether a part of a workbook is text that may be read; pictures and macros never are.
fn est_lue(nom: &str) -> bool {
    let nom = nom.to_lowercase();
    [".xml", ".rels"].iter().any(|fin| nom.ends_with(fin))
}

fn abimee() -> Defaut {
    Defaut::abime("archive zip tronquée ou abîmée")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(nom: &str, taille: usize) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(nom, SimpleFileOptions::default()).unwrap();
        zip.write_all(&vec![0; taille]).unwrap();
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_bomb_a_plain_zip_and_no_zip() {
        let petit = archive("xl/workbook.xml", 1000);
        let Ok(Nature::Classeur(copie)) = ouvre(&petit, TOTAL_MAX) else {
            panic!("classeur refusé");
        };
        assert!(
            copie.len() > 1000 && petit.len() < 1000,
            "décompressé une fois pour toutes"
        );
        assert_eq!(
            ouvre(&copie, TOTAL_MAX),
            Ok(Nature::Classeur(copie.clone()))
        );
        assert_eq!(ouvre(&archive("a.csv", 10), TOTAL_MAX), Ok(Nature::Autre));
        let gros = archive("xl/workbook.xml", 3 << 20);
        assert!(
            ouvre_sous(&gros, 1 << 20)
                .unwrap_err()
                .texte
                .contains("1 Mio")
        );
        assert!(ouvre(b"PK\x03\x04 pas un zip", TOTAL_MAX).is_err());
        assert!(ouvre(&petit[..petit.len() - 30], TOTAL_MAX).is_err());
        let longue = ouvre(&archive("xl/workbook.xml", TEXTE_MAX + 9000), TOTAL_MAX);
        assert!(longue.unwrap_err().texte.contains("cellule"));
    }
}
