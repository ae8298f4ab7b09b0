//! A sheet held in memory, cell by cell: what the formats that cannot be read as a stream give (`.ods`, `.xls`).

use std::collections::HashMap;

use crate::load::source::defaut::{Defaut, Genre};
use crate::load::source::tableau::Cellule;
use crate::load::table::xlsx::inscrites::Inscrites;

/// More cells than this, all sheets together, is a mistake or an attack.
const CELLULES_MAX: usize = 6_000_000;
/// Rows and columns of the largest sheet that is read.
const LIMITES: (u32, u32) = (1 << 20, 1 << 14);

/// A cell that holds something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stockee {
    /// A number.
    Nombre(f64),
    /// Rank of a text.
    Texte(u32),
}

/// A sheet.
#[derive(Debug, Default)]
pub struct Feuille {
    /// Its name.
    pub nom: String,
    /// Row and column, from 0, of the cells that hold something.
    cellules: Vec<(u32, u32, Stockee)>,
    /// Formulas without result, merged cells.
    pub inscrites: Inscrites,
}

/// The sheets of a workbook, and their texts.
#[derive(Debug, Default)]
pub struct Feuilles {
    /// In the order of the file.
    pub feuilles: Vec<Feuille>,
    textes: Vec<String>,
    rangs: HashMap<String, u32>,
    nombre: usize,
}

impl Feuilles {
    /// Begins a sheet.
    pub fn nouvelle(&mut self, nom: String) {
        self.feuilles.push(Feuille {
            nom,
            ..Feuille::default()
        });
    }

    /// A text, held once.
    pub fn texte(&mut self, texte: &str) -> Stockee {
        if let Some(rang) = self.rangs.get(texte) {
            return Stockee::Texte(*rang);
        }
        let rang = u32::try_from(self.textes.len()).unwrap_or(u32::MAX);
        self.textes.push(texte.to_owned());
        self.rangs.insert(texte.to_owned(), rang);
        Stockee::Texte(rang)
    }

    /// Adds a cell to the last sheet.
    ///
    /// # Errors
    /// The cell is outside any sheet, or there are too many.
    pub fn ajoute(&mut self, ligne: u32, colonne: u32, valeur: Stockee) -> Result<(), Defaut> {
        if ligne >= LIMITES.0 || colonne >= LIMITES.1 {
            return Err(Defaut::abime("cellules hors limites"));
        }
        self.nombre += 1;
        if self.nombre > CELLULES_MAX {
            let dit = format!(
                "classeur de plus de {} millions de cellules",
                CELLULES_MAX / 1_000_000
            );
            return Err(Defaut::new(Genre::TropGros, dit));
        }
        if let Some(feuille) = self.feuilles.last_mut() {
            feuille.cellules.push((ligne, colonne, valeur));
        }
        Ok(())
    }

    /// Puts the cells of the last sheet in order; of two at the same place, the last written stays.
    pub fn range(&mut self) {
        if let Some(feuille) = self.feuilles.last_mut() {
            feuille.cellules.reverse();
            feuille.cellules.sort_by_key(|(l, c, _)| (*l, *c));
            feuille.cellules.dedup_by_key(|(l, c, _)| (*l, *c));
        }
    }

    /// The sheet of that name.
    #[must_use]
    pub fn feuille(&self, nom: &str) -> Option<&Feuille> {
        self.feuilles.iter().find(|f| f.nom == nom)
    }

    /// The sheet of that name, to take from it.
    pub fn feuille_mut(&mut self, nom: &str) -> Option<&mut Feuille> {
        self.feuilles.iter_mut().find(|f| f.nom == nom)
    }

    /// Calls `visite(row from 0, non-empty cells by column)` for each row of a sheet until it says no.
    pub fn parcourt(
        &self,
        feuille: &Feuille,
        mut visite: impl FnMut(usize, &[(usize, Cellule<'_>)]) -> bool,
    ) {
        let mut ligne: Vec<(usize, Cellule<'_>)> = Vec::new();
        for rangee in feuille.cellules.chunk_by(|a, b| a.0 == b.0) {
            ligne.clear();
            for &(_, colonne, valeur) in rangee {
                let cellule = self.cellule(valeur);
                if !cellule.est_vide() {
                    ligne.push((colonne as usize, cellule));
                }
            }
            let rang = rangee.first().map_or(0, |(rang, ..)| *rang as usize);
            if !ligne.is_empty() && !visite(rang, &ligne) {
                return;
            }
        }
    }

    fn cellule(&self, valeur: Stockee) -> Cellule<'_> {
        match valeur {
            Stockee::Nombre(x) => Cellule::Nombre(x),
            Stockee::Texte(rang) => {
                let texte = self.textes.get(rang as usize);
                Cellule::texte(texte.map_or("", String::as_str))
            }
        }
    }
}
