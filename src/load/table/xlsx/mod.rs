//! A workbook of Excel, read straight as nearly all are written, and by the whole reader from the first row that is not.

mod balises;
mod direct;
#[cfg(test)]
mod essais;
mod feuille;
pub mod inscrites;
mod marques;
mod parties;
mod rangees;
mod styles;
mod textes;

pub use direct::Xlsx;
