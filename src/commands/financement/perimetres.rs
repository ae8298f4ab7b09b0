//! The perimeters that the arguments name, and the population that the user gives.

use std::path::PathBuf;

use anyhow::Result;

use super::erreur::usage;
use crate::cli::financement::OptionsFinancement;
use crate::commands::pipeline::esquisses;
use crate::commands::pipeline::lot::{self, Lot};
use crate::financement::PopulationRetenue;
use crate::load::format::saisie;
use crate::model::{Dataset, Perimetre};

/// What was loaded.
pub struct Lus {
    /// Data; absent when only a number of inhabitants or the scale is asked about.
    pub dataset: Option<Dataset>,
    /// Perimeters, in the order to show them.
    pub perimetres: Vec<Perimetre>,
    /// Date of the project.
    pub date: Option<String>,
    /// Population given by the user.
    pub population: Option<PopulationRetenue>,
    /// Files that were read: never to be overwritten.
    pub fichiers: Vec<PathBuf>,
}

/// Loads the data once for all perimeters.
///
/// # Errors
/// Perimeter or file that cannot be used, number of inhabitants that cannot be read.
pub fn lire(options: &OptionsFinancement) -> Result<Lus> {
    let population = options.population.as_deref().map(habitants).transpose()?;
    let population = population.map(|n| PopulationRetenue::utilisateur(n, options.motif.clone()));
    if let Some(p) = &population {
        p.verifier().map_err(super::erreur::en_echec)?;
    }
    if options.perimetres.is_empty() && options.toutes_les_cpts.is_none() {
        return Ok(Lus {
            dataset: None,
            perimetres: Vec::new(),
            date: None,
            population,
            fichiers: Vec::new(),
        });
    }
    let Lot {
        mut dataset,
        perimetres,
        date,
        lus: fichiers,
    } = lot::charger_lot(
        &options.perimetres,
        options.toutes_les_cpts.as_deref(),
        &options.communes,
    )?;
    esquisses::completer(&mut dataset, &perimetres)?;
    Ok(Lus {
        dataset: Some(dataset),
        perimetres,
        date,
        population,
        fichiers,
    })
}

fn habitants(texte: &str) -> Result<f64> {
    saisie::sans_equivoque(texte).ok_or_else(|| {
        usage(format!(
            "--population : « {texte} » n'est pas un nombre d'habitants\n  attendu : un nombre, par exemple 70000"
        ))
    })
}
