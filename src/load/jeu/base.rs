//! The dataset before any file: the population of the référentiel, of which it is source 0.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::load::table::villes::{arrondissements_priment, villes};
use crate::model::{Colonne, Dataset, Referentiel, Source, SourceId, Valeur};

/// Variable filled by the référentiel.
const POPULATION: &str = "population_municipale";

/// Dataset with the référentiel alone.
#[must_use]
pub fn base(referentiel: Arc<Referentiel>, source: Source) -> Dataset {
    let mut valeurs: Vec<Valeur> = referentiel
        .unites
        .iter()
        .map(|u| {
            u.population
                .map_or(Valeur::Absente, |p| Valeur::Connue(f64::from(p)))
        })
        .collect();
    arrondissements_priment(&referentiel, &villes(&referentiel), &mut valeurs);
    let millesime = Some(referentiel.millesime_population).filter(|an| *an > 0);
    let colonne = Colonne {
        variable: POPULATION.to_owned(),
        millesime,
        source: SourceId(0),
        valeurs,
        bornes_masque: None,
    };
    let connue = colonne.valeurs.iter().any(|v| *v != Valeur::Absente);
    let colonnes = connue.then(|| {
        (
            POPULATION.to_owned(),
            BTreeMap::from([(millesime, colonne)]),
        )
    });
    Dataset {
        referentiel,
        colonnes: colonnes.into_iter().collect(),
        sources: vec![source],
        ..Dataset::default()
    }
}
