//! The cells of a sheet gathered in rows, which must come in order.

use crate::load::source::tableau::Cellule;
use crate::load::table::xlsx::marques::Place;

/// More cells than this in a sheet is a mistake or an attack.
const CELLULES_MAX: usize = 60_000_000;
/// Rows and columns of the largest sheet that the format allows.
const LIMITES: (u32, u32) = (1 << 20, 1 << 14);

/// The row in hand.
#[derive(Default)]
pub struct Rangees<'a> {
    /// Its rank, from 0.
    pub rang: usize,
    cellules: Vec<(usize, Cellule<'a>)>,
    nombre: usize,
}

impl<'a> Rangees<'a> {
    /// Adds a cell; `false` when `visite`, to which the rows that are complete are given, wants no more.
    ///
    /// # Errors
    /// Why the cell cannot be there, in French.
    pub fn ajoute(
        &mut self,
        (ligne, colonne): Place,
        valeur: Cellule<'a>,
        visite: &mut impl FnMut(usize, &[(usize, Cellule<'_>)]) -> bool,
    ) -> Result<bool, String> {
        self.nombre += 1;
        if self.nombre > CELLULES_MAX {
            return Err("trop de cellules".to_owned());
        }
        let (rang, place) = (ligne as usize, colonne as usize);
        if (ligne, colonne) >= LIMITES || colonne >= LIMITES.1 || rang < self.rang {
            return Err("cellules hors limites ou en désordre".to_owned());
        }
        if rang != self.rang {
            if !self.finit(visite) {
                return Ok(false);
            }
            self.rang = rang;
        }
        if self.cellules.last().is_some_and(|(d, _)| *d >= place) {
            return Err(format!("cellules en désordre, ligne {}", rang + 1));
        }
        if !valeur.est_vide() {
            self.cellules.push((place, valeur));
        }
        Ok(true)
    }

    /// Gives the row in hand, unless it is empty.
    pub fn finit(
        &mut self,
        visite: &mut impl FnMut(usize, &[(usize, Cellule<'_>)]) -> bool,
    ) -> bool {
        let suite = self.cellules.is_empty() || visite(self.rang, &self.cellules);
        self.cellules.clear();
        suite
    }
}
