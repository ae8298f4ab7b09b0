//! Parquet: recognised by its columns as a CSV of the same table, then only the columns that are wanted are read, by groups of rows.
//!
//! Every value becomes the text that the CSV holds, so that the descriptors, the marks and the refusals are the same. The crate
//! decodes the footer and the values; what a file announces is judged here before anything of that size is held.

mod codecs;
mod colonne;
mod ecriture;
mod en_texte;
mod entete;
mod garde;
mod instant;
mod pages;
mod pied;
mod poids;
mod thrift;

#[cfg(test)]
mod tests;

use std::io::Read;
use std::sync::Arc;

use parquet::basic::Type;
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use parquet::schema::types::ColumnDescriptor;
use rayon::prelude::*;

use self::colonne::Colonne;
use self::ecriture::Ecriture;
use self::garde::abime;
use self::pages::Pages;
use self::poids::Poids;
use crate::load::format::descripteur::Genre;
use crate::load::source::acces::Acces;
use crate::load::source::defaut::{self, Defaut};
use crate::load::source::tableau::{APERCU, Apercu, Cellule, Depart, Ligne};

pub use en_texte::{DELIMITEUR, EnTexte};

/// Rows read at once.
const LOT: usize = 1024;
/// Most that the preview of a draft decompresses, bytes: beyond, the columns that follow are only named.
pub const EBAUCHE_MAX: u64 = 48 << 20;
/// The same to recognise a file, which its names and its keys tell: the columns of reals, which are most often figures, come
/// after the others.
pub const RECONNAISSANCE_MAX: u64 = 8 << 20;

/// A Parquet file whose footer was read.
pub struct Parquet {
    acces: Arc<Acces>,
    pied: ParquetMetaData,
    /// Most that the pages of the columns hold at the same time, bytes.
    max: u64,
}

impl Parquet {
    /// Reads the footer; the pages that are held at the same time then weigh `max` bytes at most.
    ///
    /// # Errors
    /// The file is truncated, damaged, encrypted, or announces what no table holds.
    pub fn ouvre(acces: Acces, max: u64) -> Result<Self, Defaut> {
        Ok(Self {
            pied: pied::lire(&acces)?,
            acces: Arc::new(acces),
            max,
        })
    }

    /// Names of the columns; a nested one has the name of its group.
    fn noms(&self) -> Vec<String> {
        let colonnes = self.pied.file_metadata().schema_descr().columns().iter();
        let nom = |p: &[String]| p.first().cloned().unwrap_or_default();
        colonnes.map(|c| nom(c.path().parts())).collect()
    }

    /// The first rows, under the names of the columns, and what kept some values from being read; columns that `max` bytes do
    /// not let be decompressed are only named.
    #[must_use]
    pub fn apercu(&self, max: u64) -> (Apercu, Option<Defaut>) {
        let noms = self.noms();
        let mut lignes = vec![noms];
        let groupe = self.pied.row_groups().iter().find(|g| g.num_rows() > 0);
        let nombre = groupe.map_or(0, |g| usize::try_from(g.num_rows()).unwrap_or(0));
        let nombre = nombre.min(APERCU - 1);
        let largeur = lignes.first().map_or(0, Vec::len);
        lignes.resize(nombre + 1, vec![String::new(); largeur]);
        let mut defaut = None;
        let poids = Arc::new(Poids::new(self.max.min(max)));
        let colonnes = self.pied.file_metadata().schema_descr().columns();
        let reel = |rang: usize| {
            let genre = colonnes.get(rang).map(|c| c.physical_type());
            matches!(genre, Some(Type::FLOAT | Type::DOUBLE))
        };
        let (reels, autres): (Vec<usize>, Vec<usize>) = (0..largeur).partition(|r| reel(*r));
        for rang in autres.into_iter().chain(reels) {
            let lue = groupe
                .ok_or_else(abime)
                .and_then(|g| self.colonne(g, rang, &poids));
            let lue = lue.and_then(|mut colonne| colonne.lit(nombre).map(|()| colonne));
            match lue {
                Ok(colonne) => {
                    for (place, ligne) in lignes.iter_mut().skip(1).enumerate() {
                        if let Some(cellule) = ligne.get_mut(rang) {
                            colonne.cellules.cellule(place).clone_into(cellule);
                        }
                    }
                }
                // Too much for a preview: the other columns are only named.
                Err(d) if d.genre == defaut::Genre::TropGros => break,
                Err(d) => defaut = defaut.or(groupe.is_some().then_some(d)),
            }
        }
        let apercu = Apercu {
            genre: Genre::Csv,
            feuille: None,
            lignes,
        };
        (apercu, defaut)
    }

    fn colonne(
        &self,
        groupe: &RowGroupMetaData,
        rang: usize,
        poids: &Arc<Poids>,
    ) -> Result<Colonne, Defaut> {
        let colonne = groupe.columns().get(rang).ok_or_else(abime)?;
        if let Ecriture::Illisible(pourquoi) = Ecriture::de(colonne.column_descr()) {
            let nom = colonne.column_descr().path().parts().first();
            let nom = nom.map_or("", String::as_str);
            let dit = format!("la colonne «\u{a0}{nom}\u{a0}» du fichier Parquet est {pourquoi}");
            return Err(Defaut::new(defaut::Genre::NonLu, dit));
        }
        let pages = Pages::new(Arc::clone(&self.acces), Arc::clone(poids), colonne)?;
        Colonne::new(colonne, pages)
    }

    /// Reads the rows from a start, reduced to some columns, as long as `visite` goes on; the names are row 1, as in a text.
    ///
    /// # Errors
    /// A column is damaged, is not a table's, or its pages are too large.
    pub fn lire(
        &self,
        depart: Depart,
        colonnes: &[usize],
        visite: &mut dyn FnMut(&Ligne<'_>) -> bool,
    ) -> Result<(), Defaut> {
        let mut numero = 1;
        let mut lots = self.lots(colonnes);
        while let Some((lues, nombre)) = lots.suivant()? {
            for rang in 0..nombre {
                numero += 1;
                if !depart.est_donnee(numero - 1) {
                    continue;
                }
                let textes = lues.iter().map(|c| c.cellules.cellule(rang));
                let cellules: Vec<Cellule<'_>> = textes.map(Cellule::texte).collect();
                let ligne = Ligne {
                    numero: numero as u64,
                    cellules: &cellules,
                    largeur: None,
                };
                if !visite(&ligne) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// All the columns that are a table's, as delimited text of at most `max` bytes.
    ///
    /// # Errors
    /// Those of [`Self::lire`]; the text is longer.
    pub fn texte(&self, max: u64) -> Result<String, Defaut> {
        let description = self.pied.file_metadata().schema_descr();
        let colonnes = description.columns().iter().enumerate();
        let lisible = |c: &ColumnDescriptor| !matches!(Ecriture::de(c), Ecriture::Illisible(_));
        let lisibles: Vec<usize> = colonnes
            .filter(|(_, c)| lisible(c))
            .map(|(rang, _)| rang)
            .collect();
        let mut lu = EnTexte::new(self, &lisibles, true);
        let mut texte = String::new();
        match Read::by_ref(&mut lu)
            .take(max + 1)
            .read_to_string(&mut texte)
        {
            Ok(n) if n as u64 <= max => Ok(texte),
            Ok(_) => Err(Defaut::trop_gros(max)),
            Err(_) => Err(lu.defaut.unwrap_or_else(abime)),
        }
    }

    /// The rows by small lots, reduced to some columns.
    fn lots<'a>(&'a self, colonnes: &'a [usize]) -> Lots<'a> {
        Lots {
            parquet: self,
            colonnes,
            groupe: 0,
            restent: 0,
            ouvertes: Vec::new(),
        }
    }
}

/// The rows of a file, a lot after the other.
struct Lots<'a> {
    parquet: &'a Parquet,
    colonnes: &'a [usize],
    /// Next group.
    groupe: usize,
    /// Rows that are left in the group before.
    restent: usize,
    ouvertes: Vec<Colonne>,
}

impl Lots<'_> {
    /// The columns of the next lot and its number of rows; `None` at the end.
    fn suivant(&mut self) -> Result<Option<(&[Colonne], usize)>, Defaut> {
        while self.restent == 0 {
            let Some(groupe) = self.parquet.pied.row_groups().get(self.groupe) else {
                return Ok(None);
            };
            self.groupe += 1;
            self.restent = usize::try_from(groupe.num_rows()).map_err(|_| abime())?;
            let poids = Arc::new(Poids::new(self.parquet.max));
            self.ouvertes.clear();
            for rang in self.colonnes {
                let ouverte = self.parquet.colonne(groupe, *rang, &poids)?;
                self.ouvertes.push(ouverte);
            }
        }
        let nombre = self.restent.min(LOT);
        self.restent -= nombre;
        let colonnes = self.ouvertes.par_iter_mut();
        let lues: Vec<Result<(), Defaut>> = colonnes.map(|c| c.lit(nombre)).collect();
        lues.into_iter().collect::<Result<(), Defaut>>()?;
        Ok(Some((&self.ouvertes, nombre)))
    }
}
