//! The dataset before any file: the population of the référentiel, of which it is source 0.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::lecture::population;
use crate::model::{Dataset, Referentiel, Source};

/// Dataset with the référentiel alone.
#[must_use]
pub fn base(referentiel: Arc<Referentiel>, source: Source) -> Dataset {
    let mut d = Dataset {
        referentiel,
        sources: vec![source],
        ..Dataset::default()
    };
    if let Some(colonne) = population::colonne(&d) {
        let ans = BTreeMap::from([(colonne.millesime, colonne)]);
        d.colonnes.insert(population::VARIABLE.to_owned(), ans);
    }
    d
}
