//! Cells of a sheet that hold nothing to read although their author sees a figure in them: they are unknown, never absent.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use calamine::{Xlsx, XlsxError};

use crate::load::source::tableau::Cellule;
use crate::load::table::xlsx::marques::{Marque, Place};

/// What is written for a formula whose result is not recorded.
pub const FORMULE: &str = "formule sans résultat enregistré";
/// What is written below the first row of merged cells.
pub const FUSIONNEE: &str = "cellule fusionnée";
/// More cells than this are not looked at one by one.
const MAX: usize = 2_000_000;

/// Places of formulas, and of what is merged with the cell of a row above.
#[derive(Debug, Default)]
pub struct Inscrites {
    formules: BTreeSet<Place>,
    /// What is merged, and the first cell, which holds the value.
    fusionnees: BTreeMap<Place, Place>,
}

impl Inscrites {
    /// The merged cells of a sheet without formulas.
    #[must_use]
    pub fn des_fusions(fusions: &[(Place, Place)]) -> Self {
        let mut lues = Self::default();
        fusions.iter().for_each(|(d, f)| lues.fusion(*d, *f));
        lues
    }

    /// Looks for them in a sheet of a workbook, going through its cells.
    ///
    /// # Errors
    /// The sheet cannot be read.
    pub fn lire<R: Read + Seek>(
        classeur: &mut Xlsx<R>,
        marque: Option<&Marque>,
        feuille: &str,
    ) -> Result<Self, XlsxError> {
        let mut lues = match marque {
            Some(m) => Self::des_fusions(&m.fusions),
            None => {
                let zones = classeur.merge_cells_by_sheet_name(feuille)?;
                let zones: Vec<_> = zones.iter().map(|zone| (zone.start, zone.end)).collect();
                Self::des_fusions(&zones)
            }
        };
        let mut lecteur = classeur.worksheet_cells_reader(feuille)?;
        while let Some(cellule) = lecteur.next_formula()? {
            if !cellule.get_value().is_empty() {
                lues.formule(cellule.get_position());
            }
        }
        Ok(lues)
    }

    /// Notes a formula.
    pub fn formule(&mut self, place: Place) {
        if self.formules.len() < MAX {
            self.formules.insert(place);
        }
    }

    /// Notes merged cells, from the first to the last.
    pub fn fusion(&mut self, debut: Place, fin: Place) {
        for ligne in debut.0.saturating_add(1)..=fin.0 {
            for colonne in debut.1..=fin.1 {
                if self.fusionnees.len() >= MAX {
                    return;
                }
                self.fusionnees.insert((ligne, colonne), debut);
            }
        }
    }

    /// Row of the value of a cell merged with one above, in the same column.
    #[must_use]
    pub fn au_dessus(&self, rang: usize, colonne: usize) -> Option<usize> {
        let place = (u32::try_from(rang).ok()?, u32::try_from(colonne).ok()?);
        let debut = self.fusionnees.get(&place)?;
        (debut.1 == place.1).then_some(debut.0 as usize)
    }

    /// Writes in the empty cells of a row what they are.
    pub fn complete(&self, rang: usize, colonnes: &[usize], cellules: &mut [Cellule<'_>]) {
        if self.formules.is_empty() && self.fusionnees.is_empty() {
            return;
        }
        let Ok(ligne) = u32::try_from(rang) else {
            return;
        };
        for (cellule, &colonne) in cellules.iter_mut().zip(colonnes) {
            let place = (ligne, u32::try_from(colonne).unwrap_or(u32::MAX));
            if !cellule.est_vide() {
                continue;
            }
            if self.formules.contains(&place) {
                *cellule = Cellule::texte(FORMULE);
            } else if self.fusionnees.contains_key(&place) {
                *cellule = Cellule::texte(FUSIONNEE);
            }
        }
    }
}
