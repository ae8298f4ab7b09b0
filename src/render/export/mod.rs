//! The table of the communes as CSV, workbook, GeoJSON and Parquet, with what each column is.

mod carte;
pub(super) use carte::geometrie;
mod classeur;
mod colonnes;
mod dictionnaire;
mod texte;

pub use carte::rendre as geojson;
pub use classeur::rendre as xlsx;
pub use colonnes::rendre as parquet;
pub use dictionnaire::rendre as dictionnaire;
pub use texte::rendre as csv;

#[cfg(test)]
mod tests;
