//! The pages of one column in one group of rows, read as they are asked for: only one is held, and its dictionary.

use std::borrow::Cow;
use std::sync::Arc;

use parquet::basic::Encoding;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;

use super::codecs::Codec;
use super::entete::{self, Contenu, EnTete, juge_les_differences};
use super::garde::abime;
use super::poids::Poids;
use crate::load::source::acces::Acces;
use crate::load::source::defaut::Defaut;

/// What is read at a time, bytes: the header of a page is then whole, and often the page.
const FENETRE: u64 = 1 << 20;
/// What an entry of a dictionary costs beside its bytes.
const ENTREE: u64 = 40;

/// The pages of a column.
pub(super) struct Pages {
    acces: Arc<Acces>,
    poids: Arc<Poids>,
    codec: Codec,
    /// Where the next page begins, and where the last one ends.
    place: u64,
    fin: u64,
    /// Bytes read ahead, and where they begin.
    fenetre: (u64, Vec<u8>),
    /// Values that are still to come.
    restent: u64,
    /// Whether a value may be absent.
    optionnelle: bool,
    dictionnaire: bool,
    /// What the page that is held weighs.
    tenus: u64,
}

impl Pages {
    /// # Errors
    /// The column is elsewhere than in the file, or compressed in a way that is not read.
    pub(super) fn new(
        acces: Arc<Acces>,
        poids: Arc<Poids>,
        colonne: &ColumnChunkMetaData,
    ) -> Result<Self, Defaut> {
        let place = |n: i64| u64::try_from(n).map_err(|_| abime());
        let donnees = place(colonne.data_page_offset())?;
        let dictionnaire = colonne.dictionary_page_offset().filter(|d| *d > 0);
        let dictionnaire = dictionnaire.map_or(Ok(donnees), place)?;
        let debut = donnees.min(dictionnaire);
        let longueur = place(colonne.compressed_size())?;
        let fin = debut.checked_add(longueur).filter(|f| *f <= acces.taille());
        Ok(Self {
            fin: fin.ok_or_else(abime)?,
            codec: Codec::de(colonne.compression_codec())?,
            restent: place(colonne.num_values())?,
            optionnelle: colonne.column_descr().max_def_level() > 0,
            acces,
            poids,
            place: debut,
            fenetre: (0, Vec::new()),
            dictionnaire: false,
            tenus: 0,
        })
    }

    fn suivante(&mut self) -> Result<Option<Page>, Defaut> {
        while self.restent > 0 {
            if self.place >= self.fin {
                return Err(abime());
            }
            let (entete, longueur) = self.entete()?;
            let debut = self.place + longueur as u64;
            let fin = debut.checked_add(entete.comprimee);
            let fin = fin.filter(|f| *f <= self.fin).ok_or_else(abime)?;
            self.place = fin;
            if entete.contenu == Contenu::Autre {
                continue;
            }
            self.pese(&entete)?;
            let octets = self.octets(debut, entete.comprimee)?;
            if entete.somme.is_some_and(|s| s != crc32fast::hash(&octets)) {
                return Err(abime());
            }
            return self.page(&entete, octets).map(Some);
        }
        Ok(None)
    }

    /// The header of the page at this place, and its length.
    fn entete(&mut self) -> Result<(EnTete, usize), Defaut> {
        let reste = (self.fin - self.place).min(FENETRE);
        let dedans = self.place.checked_sub(self.fenetre.0);
        let lus = dedans.and_then(|d| self.fenetre.1.get(usize::try_from(d).ok()?..));
        if let Some(Ok(lu)) = lus.filter(|l| !l.is_empty()).map(entete::lire) {
            return Ok(lu);
        }
        let lus = self
            .acces
            .lit(self.place, reste)
            .map_err(|_| abime())?
            .into_owned();
        self.fenetre = (self.place, lus);
        entete::lire(&self.fenetre.1)
    }

    fn octets(&self, debut: u64, longueur: u64) -> Result<Vec<u8>, Defaut> {
        let dedans = debut.checked_sub(self.fenetre.0).and_then(|d| {
            let d = usize::try_from(d).ok()?;
            let fin = d.checked_add(usize::try_from(longueur).ok()?)?;
            self.fenetre.1.get(d..fin)
        });
        match dedans {
            Some(lus) => Ok(lus.to_vec()),
            None => self
                .acces
                .lit(debut, longueur)
                .map(Cow::into_owned)
                .map_err(|_| abime()),
        }
    }

    /// Counts what the page will hold before it is decompressed.
    fn pese(&mut self, entete: &EnTete) -> Result<(), Defaut> {
        let mut pese = entete.taille as u64 + entete.comprimee;
        if entete.contenu == Contenu::Dictionnaire {
            // It is held until the end of the group.
            pese += u64::from(entete.nombre) * ENTREE;
            return self.poids.change(0, pese);
        }
        let avant = std::mem::replace(&mut self.tenus, pese);
        self.poids.change(avant, pese)
    }

    fn page(&mut self, entete: &EnTete, octets: Vec<u8>) -> Result<Page, Defaut> {
        let (encoding, num_values) = (entete.codage, entete.nombre);
        if entete.contenu == Contenu::Dictionnaire {
            let deja = std::mem::replace(&mut self.dictionnaire, true);
            let plausible = num_values as usize <= entete.taille;
            if deja || !plausible {
                return Err(abime());
            }
            let buf = self.codec.deplie(octets, entete.taille)?.into();
            return Ok(Page::DictionaryPage {
                buf,
                num_values,
                encoding,
                is_sorted: false,
            });
        }
        let par_dictionnaire = matches!(
            encoding,
            Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY
        );
        if par_dictionnaire && !self.dictionnaire || num_values == 0 && self.restent > 0 {
            return Err(abime());
        }
        self.restent = self.restent.saturating_sub(u64::from(num_values));
        self.valeurs(entete, octets)
    }

    fn valeurs(&self, entete: &EnTete, octets: Vec<u8>) -> Result<Page, Defaut> {
        let (encoding, num_values) = (entete.codage, entete.nombre);
        match entete.contenu {
            Contenu::ValeursV2 {
                absents,
                niveaux,
                compressee,
            } => {
                let buf = self.deplie_v2(octets, entete.taille, niveaux, compressee)?;
                let suite = buf.get(niveaux..).unwrap_or_default();
                juge_les_differences(encoding, suite, num_values)?;
                Ok(Page::DataPageV2 {
                    buf: buf.into(),
                    num_values,
                    encoding,
                    num_nulls: absents,
                    num_rows: num_values,
                    def_levels_byte_len: u32::try_from(niveaux).map_err(|_| abime())?,
                    rep_levels_byte_len: 0,
                    is_compressed: compressee,
                    statistics: None,
                })
            }
            Contenu::Valeurs { niveaux } => {
                let buf = self.codec.deplie(octets, entete.taille)?;
                let suite = self.apres_les_niveaux(&buf).ok_or_else(abime)?;
                juge_les_differences(encoding, suite, num_values)?;
                Ok(Page::DataPage {
                    buf: buf.into(),
                    num_values,
                    encoding,
                    def_level_encoding: niveaux,
                    rep_level_encoding: Encoding::RLE,
                    statistics: None,
                })
            }
            _ => Err(abime()),
        }
    }

    /// The values of a page, after what says which are absent.
    fn apres_les_niveaux<'b>(&self, buf: &'b [u8]) -> Option<&'b [u8]> {
        if !self.optionnelle {
            return Some(buf);
        }
        let (longueur, suite) = buf.split_first_chunk::<4>()?;
        suite.get(u32::from_le_bytes(*longueur) as usize..)
    }

    fn deplie_v2(
        &self,
        mut octets: Vec<u8>,
        taille: usize,
        niveaux: usize,
        compressee: bool,
    ) -> Result<Vec<u8>, Defaut> {
        if niveaux > octets.len().min(taille) {
            return Err(abime());
        }
        if !compressee {
            return Codec::Aucun.deplie(octets, taille);
        }
        let valeurs = octets.split_off(niveaux);
        octets.extend(self.codec.deplie(valeurs, taille - niveaux)?);
        Ok(octets)
    }
}

impl Iterator for Pages {
    type Item = Result<Page, ParquetError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>, ParquetError> {
        let lue = self.suivante();
        lue.map_err(|defaut| ParquetError::External(Box::new(defaut)))
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>, ParquetError> {
        Ok(None)
    }

    fn skip_next_page(&mut self) -> Result<(), ParquetError> {
        self.get_next_page().map(drop)
    }
}
