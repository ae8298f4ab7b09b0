//! What is computed on the data of a folder to be kept beside them: the comparators of every territory.

use crate::indicateurs::{Catalogue, gardes};
use crate::model::Dataset;

/// Comparators of the catalogue of the program, by name; nothing when it cannot be read, which the run will say.
pub fn calcules(dataset: &Dataset) -> Vec<(String, Vec<u8>)> {
    let catalogue = Catalogue::embarque();
    catalogue.map_or_else(|_| Vec::new(), |c| gardes::calculer(dataset, &c))
}
