//! The footer of a Parquet file: its schema and where its columns are, once what it announces is judged possible.

use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};

use super::garde::{abime, garde};
use super::thrift::{LISTE, Thrift, entier};
use crate::load::source::acces::Acces;
use crate::load::source::defaut::{Defaut, Genre};

/// Largest footer, bytes: that of 100 columns in 1 000 groups of rows; a choice of the project.
const PIED_MAX: u64 = 16 << 20;
/// Most columns, groups of columns included; as in a workbook.
const COLONNES_MAX: usize = 20_000;
/// Deepest groups of columns.
const PROFONDEUR_MAX: usize = 32;
/// Most rows: four times the largest census file; a choice of the project.
const LIGNES_MAX: u64 = 100_000_000;
/// Most rows a byte of the file, as a constant column takes a few bytes whatever its length; a choice of the project.
const LIGNES_PAR_OCTET: u64 = 1_000;

/// Reads the footer.
///
/// # Errors
/// The file is truncated, damaged, encrypted, or announces what no table holds.
pub(super) fn lire(acces: &Acces) -> Result<ParquetMetaData, Defaut> {
    let tronque = || Defaut::abime("fichier Parquet tronqué (sa fin manque)");
    let fin = acces.taille().checked_sub(8).ok_or_else(tronque)?;
    let queue = acces.lit(fin, 8).map_err(|_| tronque())?;
    let (longueur, marque) = queue.split_at_checked(4).ok_or_else(tronque)?;
    match marque {
        b"PAR1" => {}
        b"PARE" => return Err(Defaut::new(Genre::NonLu, "fichier Parquet chiffré")),
        _ => return Err(tronque()),
    }
    let longueur = longueur.try_into().map_or(0, u32::from_le_bytes);
    let longueur = u64::from(longueur);
    let debut = fin.checked_sub(longueur).filter(|d| *d >= 4);
    let debut = debut.ok_or_else(abime)?;
    if longueur > PIED_MAX {
        return Err(trop("une description de plus de 16 Mio"));
    }
    let pied = acces.lit(debut, longueur).map_err(|_| abime())?;
    juge_le_schema(&pied)?;
    let lu = garde(|| ParquetMetaDataReader::decode_metadata(&pied))?;
    juge_les_lignes(&lu, acces.taille())?;
    Ok(lu)
}

fn trop(quoi: &str) -> Defaut {
    Defaut::new(
        Genre::TropGros,
        format!("le fichier Parquet annonce {quoi}"),
    )
}

/// The columns, counted before any is held, and how deep they are: the crate goes down them one inside the other.
fn juge_le_schema(pied: &[u8]) -> Result<(), Defaut> {
    let mut thrift = Thrift::new(pied);
    let mut numero = 0;
    loop {
        let genre = thrift.champ(&mut numero).ok_or_else(abime)?;
        match (numero, genre) {
            (_, 0) => return Err(abime()),
            (2, LISTE) => break,
            _ => thrift.passe(genre).ok_or_else(abime)?,
        }
    }
    let (_, nombre) = thrift.liste().ok_or_else(abime)?;
    if nombre > COLONNES_MAX {
        return Err(trop("plus de 20 000 colonnes"));
    }
    // Children that each open group still waits for.
    let mut ouverts: Vec<i64> = Vec::new();
    for _ in 0..nombre {
        let element = thrift.structure().ok_or_else(abime)?;
        match entier(&element, 5).unwrap_or(0) {
            enfants @ 1.. => ouverts.push(enfants),
            // A column, which may be the last of its group, itself the last of its own.
            _ => {
                while let Some(attendus) = ouverts.last_mut() {
                    *attendus -= 1;
                    if *attendus > 0 {
                        break;
                    }
                    ouverts.pop();
                }
            }
        }
        if ouverts.len() > PROFONDEUR_MAX {
            return Err(abime());
        }
    }
    Ok(())
}

fn juge_les_lignes(lu: &ParquetMetaData, taille: u64) -> Result<(), Defaut> {
    let mut total = 0_u64;
    for groupe in lu.row_groups() {
        let lignes = u64::try_from(groupe.num_rows()).map_err(|_| abime())?;
        total = total.saturating_add(lignes);
    }
    if total > LIGNES_MAX.min(taille.saturating_mul(LIGNES_PAR_OCTET)) {
        return Err(trop(&format!("{total} lignes")));
    }
    let annoncees = u64::try_from(lu.file_metadata().num_rows());
    if annoncees == Ok(total) {
        Ok(())
    } else {
        Err(abime())
    }
}
