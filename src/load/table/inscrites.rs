//! Cells of a sheet that hold nothing to read although their author sees a figure in them: they are unknown, never absent.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::OnceLock;

use calamine::{Xlsx, XlsxError};
use regex::bytes::Regex;

use crate::load::source::tableau::Cellule;

/// What is written for a formula whose result is not recorded.
pub const FORMULE: &str = "formule sans résultat enregistré";
/// What is written below the first row of merged cells.
pub const FUSIONNEE: &str = "cellule fusionnée";
/// More cells than this are not looked at one by one.
const MAX: usize = 2_000_000;

/// A row and a column, from 0.
type Place = (u32, u32);

/// Places of formulas, and of what is merged with the cell of a row above.
#[derive(Debug, Default)]
pub struct Inscrites {
    formules: BTreeSet<Place>,
    fusionnees: BTreeSet<Place>,
}

impl Inscrites {
    /// Looks for them in a sheet of a workbook, of which `octets` are the parts without compression.
    ///
    /// # Errors
    /// The sheet cannot be read.
    pub fn lire(
        classeur: &mut Xlsx<Cursor<&[u8]>>,
        octets: &[u8],
        feuille: &str,
    ) -> Result<Self, XlsxError> {
        static MARQUES: OnceLock<Option<[Regex; 2]>> = OnceLock::new();
        let marques = MARQUES
            .get_or_init(|| Some([Regex::new("<f[ >]").ok()?, Regex::new("<mergeCell ").ok()?]));
        let mut lues = Self::default();
        let Some([formule, fusion]) = marques else {
            return Ok(lues);
        };
        if formule.is_match(octets) {
            let mut lecteur = classeur.worksheet_cells_reader(feuille)?;
            while let Some(cellule) = lecteur.next_formula()? {
                if !cellule.get_value().is_empty() && lues.formules.len() < MAX {
                    lues.formules.insert(cellule.get_position());
                }
            }
        }
        if fusion.is_match(octets) {
            for zone in classeur.merge_cells_by_sheet_name(feuille)? {
                for ligne in zone.start.0.saturating_add(1)..=zone.end.0 {
                    for colonne in zone.start.1..=zone.end.1 {
                        if lues.fusionnees.len() >= MAX {
                            return Ok(lues);
                        }
                        lues.fusionnees.insert((ligne, colonne));
                    }
                }
            }
        }
        Ok(lues)
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
            } else if self.fusionnees.contains(&place) {
                *cellule = Cellule::texte(FUSIONNEE);
            }
        }
    }
}
