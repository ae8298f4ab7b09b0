//! The values of one column in one group of rows, as texts, a few rows at a time.

use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{AsBytes, DataType};
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;

use super::ecriture::{self, Ecriture};
use super::garde::{abime, garde};
use super::pages::Pages;
use crate::load::source::defaut::{Defaut, Genre};

/// Most text of the cells that are read at once, bytes.
const TEXTE_MAX: usize = 16 << 20;
/// First day of 1970, in the days of INT96.
const EPOQUE: i64 = 2_440_588;

/// Cells of a column, one after the other.
#[derive(Default)]
pub(super) struct Cellules {
    texte: String,
    fins: Vec<usize>,
}

impl Cellules {
    /// A cell; nothing when it is absent.
    pub(super) fn cellule(&self, rang: usize) -> &str {
        let debut = rang.checked_sub(1).and_then(|r| self.fins.get(r).copied());
        let fin = self.fins.get(rang).copied().unwrap_or_default();
        self.texte.get(debut.unwrap_or(0)..fin).unwrap_or_default()
    }
}

/// A column being read.
pub(super) struct Colonne {
    lecteur: ColumnReader,
    ecriture: Ecriture,
    optionnelle: bool,
    niveaux: Vec<i16>,
    pub cellules: Cellules,
}

impl Colonne {
    /// # Errors
    /// The column cannot be read as text.
    pub(super) fn new(colonne: &ColumnChunkMetaData, pages: Pages) -> Result<Self, Defaut> {
        let description = colonne.column_descr_ptr();
        let lecteur = garde(|| Ok(get_column_reader(description, Box::new(pages))))?;
        Ok(Self {
            lecteur,
            ecriture: Ecriture::de(colonne.column_descr()),
            optionnelle: colonne.column_descr().max_def_level() > 0,
            niveaux: Vec::new(),
            cellules: Cellules::default(),
        })
    }

    /// Reads the next rows, exactly so many.
    ///
    /// # Errors
    /// The column is damaged or has not as many rows.
    pub(super) fn lit(&mut self, lignes: usize) -> Result<(), Defaut> {
        self.niveaux.clear();
        self.cellules.texte.clear();
        self.cellules.fins.clear();
        garde(|| self.lit_du_type(lignes))?;
        if self.cellules.texte.len() > TEXTE_MAX {
            let dit = "des cellules de plus de 16 Kio dans un fichier Parquet";
            return Err(Defaut::new(Genre::TropGros, dit));
        }
        if self.cellules.fins.len() == lignes {
            Ok(())
        } else {
            Err(abime())
        }
    }

    fn lit_du_type(&mut self, n: usize) -> Result<(), ParquetError> {
        use ecriture::{double, entier, octets, reel};
        let e = self.ecriture;
        let optionnelle = self.optionnelle;
        let mut lot = Lot {
            niveaux: &mut self.niveaux,
            cellules: &mut self.cellules,
            optionnelle,
            lignes: n,
        };
        match &mut self.lecteur {
            ColumnReader::BoolColumnReader(l) => {
                lot.lit(l, |t, x| t.push_str(if *x { "true" } else { "false" }))
            }
            ColumnReader::Int32ColumnReader(l) if e == Ecriture::Naturel => {
                lot.lit(l, |t, x| entier(t, e, i64::from(x.cast_unsigned())))
            }
            ColumnReader::Int32ColumnReader(l) => lot.lit(l, |t, x| entier(t, e, i64::from(*x))),
            ColumnReader::Int64ColumnReader(l) => lot.lit(l, |t, x| entier(t, e, *x)),
            ColumnReader::Int96ColumnReader(l) => lot.lit(l, |t, x| int96(t, x.data())),
            ColumnReader::FloatColumnReader(l) => lot.lit(l, |t, x| reel(t, *x)),
            ColumnReader::DoubleColumnReader(l) => lot.lit(l, |t, x| double(t, *x)),
            ColumnReader::ByteArrayColumnReader(l) => lot.lit(l, |t, x| octets(t, e, x.data())),
            ColumnReader::FixedLenByteArrayColumnReader(l) => {
                lot.lit(l, |t, x| octets(t, e, x.as_bytes()))
            }
        }
    }
}

/// Where the next rows of a column are written.
struct Lot<'a> {
    niveaux: &'a mut Vec<i16>,
    cellules: &'a mut Cellules,
    optionnelle: bool,
    lignes: usize,
}

impl Lot<'_> {
    fn lit<T: DataType>(
        &mut self,
        lecteur: &mut ColumnReaderImpl<T>,
        ecrit: impl Fn(&mut String, &T::T),
    ) -> Result<(), ParquetError> {
        let mut valeurs = Vec::with_capacity(self.lignes);
        let mut lues = 0;
        while lues < self.lignes {
            let (neuves, ..) =
                lecteur.read_records(self.lignes - lues, Some(self.niveaux), None, &mut valeurs)?;
            if neuves == 0 {
                break;
            }
            lues += neuves;
        }
        let mut valeurs = valeurs.iter();
        for rang in 0..lues {
            let presente = !self.optionnelle || self.niveaux.get(rang) == Some(&1);
            if presente && let Some(valeur) = valeurs.next() {
                ecrit(&mut self.cellules.texte, valeur);
                if self.cellules.texte.len() > TEXTE_MAX {
                    break;
                }
            }
            self.cellules.fins.push(self.cellules.texte.len());
        }
        Ok(())
    }
}

/// A date of the first writers: nanoseconds of the day, then the day.
fn int96(texte: &mut String, mots: &[u32]) {
    let mot = |rang: usize| i64::from(mots.get(rang).copied().unwrap_or_default());
    let nanos = mot(1) << 32 | mot(0);
    let secondes = (mot(2) - EPOQUE) * 86_400 + nanos.div_euclid(1_000_000_000);
    super::instant::instant(
        texte,
        secondes,
        nanos.rem_euclid(1_000_000_000),
        1_000_000_000,
    );
}
