//! The rows of a Parquet file as delimited text, for what reads a stream: the header, then each row on its line.

use std::io::{self, Read};

use super::{Lots, Parquet};
use crate::load::source::defaut::Defaut;

/// Delimiter of the text.
pub const DELIMITEUR: u8 = b';';

/// The text of some columns, made as it is read.
pub struct EnTexte<'a> {
    lots: Lots<'a>,
    texte: String,
    lus: usize,
    /// Why the file could not be read to its end.
    pub defaut: Option<Defaut>,
}

impl<'a> EnTexte<'a> {
    /// The text of some columns, under their names when they are a header.
    #[must_use]
    pub fn new(parquet: &'a Parquet, colonnes: &'a [usize], entete: bool) -> Self {
        let noms = parquet.noms();
        let mut texte = String::new();
        let choisis = colonnes
            .iter()
            .map(|c| noms.get(*c).map_or("", String::as_str));
        if entete {
            ligne(&mut texte, choisis);
        }
        Self {
            lots: parquet.lots(colonnes),
            texte,
            lus: 0,
            defaut: None,
        }
    }

    /// Writes the next rows; false at the end.
    fn suite(&mut self) -> Result<bool, Defaut> {
        self.texte.clear();
        self.lus = 0;
        let Some((colonnes, nombre)) = self.lots.suivant()? else {
            return Ok(false);
        };
        for rang in 0..nombre {
            ligne(
                &mut self.texte,
                colonnes.iter().map(|c| c.cellules.cellule(rang)),
            );
        }
        Ok(true)
    }
}

/// One row; a single empty cell is quoted, as an empty line is no row.
fn ligne<'c>(texte: &mut String, cellules: impl Iterator<Item = &'c str>) {
    let debut = texte.len();
    for (rang, cellule) in cellules.enumerate() {
        if rang > 0 {
            texte.push(char::from(DELIMITEUR));
        }
        if cellule.contains([';', '"', '\n', '\r']) {
            texte.push('"');
            texte.push_str(&cellule.replace('"', "\"\""));
            texte.push('"');
        } else {
            texte.push_str(cellule);
        }
    }
    if texte.len() == debut {
        texte.push_str("\"\"");
    }
    texte.push('\n');
}

impl Read for EnTexte<'_> {
    fn read(&mut self, tampon: &mut [u8]) -> io::Result<usize> {
        while self.lus == self.texte.len() {
            match self.suite() {
                Ok(true) => {}
                Ok(false) => return Ok(0),
                Err(defaut) => {
                    self.defaut = Some(defaut);
                    return Err(io::ErrorKind::Other.into());
                }
            }
        }
        let reste = self.texte.as_bytes().get(self.lus..).unwrap_or_default();
        let n = reste.len().min(tampon.len());
        if let (Some(place), Some(lus)) = (tampon.get_mut(..n), reste.get(..n)) {
            place.copy_from_slice(lus);
        }
        self.lus += n;
        Ok(n)
    }
}
