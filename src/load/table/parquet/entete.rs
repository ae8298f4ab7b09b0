//! The header of a page: what it holds and how large it says it is, judged before anything is decompressed.

use parquet::basic::Encoding;

use super::garde::abime;
use super::thrift::{Champs, Thrift, entier, structure};
use crate::load::source::defaut::{Defaut, Genre};

/// Largest page, bytes once decompressed: usual ones hold 1 MiB, the whole column of a group at most; a choice of the project.
const PAGE_MAX: i64 = 64 << 20;

/// What a page holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Contenu {
    Dictionnaire,
    /// Values, and how their absences are written.
    Valeurs {
        niveaux: Encoding,
    },
    /// Values, whose absences come before them, not compressed.
    ValeursV2 {
        absents: u32,
        niveaux: usize,
        compressee: bool,
    },
    /// Of no use to read the values.
    Autre,
}

/// The header of a page.
#[derive(Debug)]
pub(super) struct EnTete {
    pub contenu: Contenu,
    pub nombre: u32,
    pub codage: Encoding,
    /// Bytes on the disk.
    pub comprimee: u64,
    /// Bytes once decompressed.
    pub taille: usize,
    pub somme: Option<u32>,
}

/// Reads a header and gives its length.
///
/// # Errors
/// It makes no sense, or announces a page larger than any.
pub(super) fn lire(octets: &[u8]) -> Result<(EnTete, usize), Defaut> {
    let mut thrift = Thrift::new(octets);
    let champs = thrift.structure().ok_or_else(abime)?;
    let lus = octets.len() - thrift.reste().len();
    let taille = entier(&champs, 2).ok_or_else(abime)?;
    if taille > PAGE_MAX {
        let dit = "une page Parquet de plus de 64 Mio une fois décompressée";
        return Err(Defaut::new(Genre::TropGros, dit));
    }
    let comprimee = entier(&champs, 3).and_then(|t| u64::try_from(t).ok());
    let mut entete = EnTete {
        contenu: Contenu::Autre,
        nombre: 0,
        codage: Encoding::PLAIN,
        comprimee: comprimee.ok_or_else(abime)?,
        taille: usize::try_from(taille).map_err(|_| abime())?,
        somme: entier(&champs, 4).map(|s| s as i32 as u32),
    };
    remplit(&mut entete, &champs)?;
    Ok((entete, lus))
}

fn remplit(entete: &mut EnTete, champs: &Champs) -> Result<(), Defaut> {
    let naturel = |c: &Champs, numero| entier(c, numero).and_then(|n| u32::try_from(n).ok());
    let lu = match entier(champs, 1).ok_or_else(abime)? {
        0 => structure(champs, 5).and_then(|c| {
            entete.contenu = Contenu::Valeurs {
                niveaux: codage(entier(c, 3)?)?,
            };
            Some((naturel(c, 1)?, codage(entier(c, 2)?)?))
        }),
        2 => structure(champs, 7).and_then(|c| {
            entete.contenu = Contenu::Dictionnaire;
            Some((naturel(c, 1)?, codage(entier(c, 2)?)?))
        }),
        3 => structure(champs, 8).and_then(|c| {
            let nombre = naturel(c, 1)?;
            entete.contenu = Contenu::ValeursV2 {
                absents: naturel(c, 2).filter(|n| *n <= nombre)?,
                // Nothing is repeated in a flat column.
                niveaux: naturel(c, 5).filter(|_| naturel(c, 6) == Some(0))? as usize,
                compressee: entier(c, 7) != Some(0),
            };
            Some((nombre, codage(entier(c, 4)?)?))
        }),
        _ => return Ok(()),
    };
    (entete.nombre, entete.codage) = lu.ok_or_else(abime)?;
    Ok(())
}

fn codage(numero: i64) -> Option<Encoding> {
    Some(match numero {
        0 => Encoding::PLAIN,
        2 => Encoding::PLAIN_DICTIONARY,
        3 => Encoding::RLE,
        5 => Encoding::DELTA_BINARY_PACKED,
        6 => Encoding::DELTA_LENGTH_BYTE_ARRAY,
        7 => Encoding::DELTA_BYTE_ARRAY,
        8 => Encoding::RLE_DICTIONARY,
        9 => Encoding::BYTE_STREAM_SPLIT,
        _ => return None,
    })
}

/// The encodings by differences write how many values they hold: the crate would reserve as many.
///
/// # Errors
/// They announce more than the page.
pub(super) fn juge_les_differences(
    codage: Encoding,
    octets: &[u8],
    nombre: u32,
) -> Result<(), Defaut> {
    let suites = match codage {
        Encoding::DELTA_BINARY_PACKED | Encoding::DELTA_LENGTH_BYTE_ARRAY => 1,
        Encoding::DELTA_BYTE_ARRAY => 2,
        _ => 0,
    };
    let mut thrift = Thrift::new(octets);
    for _ in 0..suites {
        differences(&mut thrift, u64::from(nombre)).ok_or_else(abime)?;
    }
    Ok(())
}

/// Passes a sequence of differences; `None` when it announces more than `max` values.
fn differences(thrift: &mut Thrift<'_>, max: u64) -> Option<()> {
    let (bloc, minis, nombre) = (thrift.varint()?, thrift.varint()?, thrift.varint()?);
    thrift.zigzag()?;
    if nombre > max || minis == 0 || minis > 1 << 10 || bloc > 1 << 20 || bloc < minis {
        return None;
    }
    let dans_un_mini = bloc / minis;
    let mut restent = nombre.saturating_sub(1);
    while restent > 0 {
        thrift.zigzag()?;
        let largeurs = thrift.octets(usize::try_from(minis).ok()?)?;
        for largeur in largeurs {
            if restent > 0 {
                let octets = u64::from(*largeur) * dans_un_mini / 8;
                thrift.octets(usize::try_from(octets).ok()?)?;
                restent = restent.saturating_sub(dans_un_mini);
            }
        }
    }
    Some(())
}
