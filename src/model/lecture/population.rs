//! The population that weighs and divides: one for all the figures of a report.

use crate::model::{Autres, Colonne, Dataset, UniteId, Valeur};

/// Variable that holds it.
pub const VARIABLE: &str = "population_municipale";

/// Inhabitants of a unit, `None` when they are not known.
#[must_use]
pub fn habitants(dataset: &Dataset, id: UniteId) -> Option<f64> {
    dataset.referentiel.unite(id).population.map(f64::from)
}

/// Its name: « Population municipale 2023, COG 2026 », or the file that gives it.
#[must_use]
pub fn libelle(dataset: &Dataset) -> String {
    let referentiel = &dataset.referentiel;
    let source = match dataset.source(dataset.source_population) {
        Some(source) if dataset.source_population.0 > 0 => {
            format!("{} ({})", source.libelle, source.fichier)
        }
        _ => referentiel.nom.clone(),
    };
    match referentiel.millesime_population {
        0 => format!("Population municipale, {source}"),
        an => format!("Population municipale {an}, {source}"),
    }
}

/// The reference population as a column; `None` when no unit has one.
#[must_use]
pub fn colonne(dataset: &Dataset) -> Option<Colonne> {
    let referentiel = &dataset.referentiel;
    let valeur = |p: Option<u32>| p.map_or(Valeur::Absente, |x| Valeur::Connue(f64::from(x)));
    let valeurs: Vec<_> = referentiel
        .unites
        .iter()
        .map(|u| valeur(u.population))
        .collect();
    let donnee = valeurs.iter().any(|v| *v != Valeur::Absente);
    donnee.then(|| Colonne {
        variable: VARIABLE.to_owned(),
        millesime: Some(referentiel.millesime_population).filter(|&m| m > 0),
        source: dataset.source_population,
        valeurs: valeurs.into(),
        bornes_masque: None,
        autres: Autres::default(),
    })
}
