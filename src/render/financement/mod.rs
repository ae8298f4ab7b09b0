//! The funding report as terminal text, JSON, workbook and calendar.

pub mod classeur;
pub mod ics;
pub mod json;
pub mod terminal;

use crate::rapport::Cellule;

use super::nombre::nombre;

/// A cell for a reader: French numbers.
fn lisible(cellule: &Cellule, decimales: u8) -> String {
    match cellule {
        Cellule::Nombre(x) => nombre(*x, decimales),
        Cellule::Texte(t) => t.clone(),
    }
}
