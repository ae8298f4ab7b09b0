//! A zip is unpacked once, within a bound, before it is read: a bomb is refused, a broken one is told.

use std::io::{self, Cursor, Read};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::load::source::defaut::{Defaut, Genre};

/// Largest content of a workbook once decompressed, bytes.
const TOTAL_MAX: u64 = 512 << 20;

/// What a zip is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nature {
    /// A workbook in the xlsx format: its parts, in a zip without compression.
    Classeur(Vec<u8>),
    /// Another archive.
    Autre,
}

/// Says what a zip is; the parts of a workbook are decompressed, so that several readings cost one decompression.
///
/// Every part is really decompressed within the bound, as the sizes that an archive declares can lie.
///
/// # Errors
/// Why it cannot be used, in French: not a zip, truncated, or too big once decompressed.
pub fn ouvre(octets: &[u8]) -> Result<Nature, Defaut> {
    ouvre_sous(octets, TOTAL_MAX)
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
        return Ok(Nature::Autre);
    }
    let mut copie = ZipWriter::new(Cursor::new(Vec::new()));
    let sans_compression =
        SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut total = 0;
    for rang in 0..zip.len() {
        let entree = zip.by_index(rang).map_err(|_| abimee())?;
        let nom = entree.name().map_err(|_| abimee())?.into_owned();
        if !est_lue(&nom) {
            continue;
        }
        let reste = max.saturating_sub(total);
        if entree.size() > reste {
            return Err(Defaut::trop_gros(max));
        }
        copie
            .start_file(nom, sans_compression)
            .map_err(|_| abimee())?;
        total += io::copy(&mut entree.take(reste + 1), &mut copie).map_err(|_| abimee())?;
        if total > max {
            return Err(Defaut::trop_gros(max));
        }
    }
    let copie = copie.finish().map_err(|_| abimee())?;
    Ok(Nature::Classeur(copie.into_inner()))
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
        let Ok(Nature::Classeur(copie)) = ouvre(&petit) else {
            panic!("classeur refusé");
        };
        assert!(
            copie.len() > 1000 && petit.len() < 1000,
            "décompressé une fois pour toutes"
        );
        assert_eq!(ouvre(&copie), Ok(Nature::Classeur(copie.clone())));
        assert_eq!(ouvre(&archive("a.csv", 10)), Ok(Nature::Autre));
        let gros = archive("xl/workbook.xml", 3 << 20);
        assert!(
            ouvre_sous(&gros, 1 << 20)
                .unwrap_err()
                .texte
                .contains("1 Mio")
        );
        assert!(ouvre(b"PK\x03\x04 pas un zip").is_err());
        assert!(ouvre(&petit[..petit.len() - 30]).is_err());
    }
}
