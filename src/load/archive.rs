//! What a zip holds is measured before it is opened: a bomb is refused, a broken one is told.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

/// Largest content of a workbook once decompressed, bytes.
const TOTAL_MAX: u64 = 512 << 20;

/// What a zip is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// A workbook in the xlsx format.
    Classeur,
    /// Another archive.
    Autre,
}

/// Checks a zip and says what it is.
///
/// Every entry is really decompressed, as the sizes that an archive declares can lie.
///
/// # Errors
/// Why it cannot be used, in French: not a zip, truncated, or too big once decompressed.
pub fn verifie(octets: &[u8]) -> Result<Nature, String> {
    verifie_sous(octets, TOTAL_MAX)
}

fn verifie_sous(octets: &[u8], max: u64) -> Result<Nature, String> {
    let mut zip = ZipArchive::new(Cursor::new(octets)).map_err(|_| {
        if octets.starts_with(b"PK") {
            "classeur tronqué ou abîmé"
        } else {
            "ce n'est pas un classeur xlsx"
        }
        .to_owned()
    })?;
    if zip.index_for_name("xl/workbook.xml").is_none() {
        return Ok(Nature::Autre);
    }
    let mut total = 0;
    for rang in 0..zip.len() {
        let entree = zip
            .by_index(rang)
            .map_err(|_| "archive zip tronquée ou abîmée".to_owned())?;
        let reste = max.saturating_sub(total);
        if entree.size() > reste {
            return Err(trop_gros(max));
        }
        total += io::copy(&mut entree.take(reste + 1), &mut io::sink())
            .map_err(|_| "archive zip tronquée ou abîmée".to_owned())?;
        if total > max {
            return Err(trop_gros(max));
        }
    }
    Ok(Nature::Classeur)
}

fn trop_gros(max: u64) -> String {
    format!("plus de {} Mio une fois décompressé", max >> 20)
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
        assert_eq!(verifie(&petit), Ok(Nature::Classeur));
        assert_eq!(verifie(&archive("a.csv", 10)), Ok(Nature::Autre));
        let gros = archive("xl/workbook.xml", 3 << 20);
        assert!(verifie_sous(&gros, 1 << 20).unwrap_err().contains("1 Mio"));
        assert!(verifie(b"PK\x03\x04 pas un zip").is_err());
        assert!(verifie(&petit[..petit.len() - 30]).is_err());
    }
}
