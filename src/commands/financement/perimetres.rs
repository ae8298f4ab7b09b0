//! The perimeters that the arguments name, and the population that the user gives.

use std::path::PathBuf;

use anyhow::Result;

use super::erreur::usage;
use crate::cli::financement::OptionsFinancement;
use crate::commands::pipeline::lot::{self, Lot};
use crate::financement::PopulationRetenue;
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
        dataset,
        perimetres,
        date,
        lus: fichiers,
    } = lot::charger_lot(
        &options.perimetres,
        options.toutes_les_cpts.as_deref(),
        &options.communes,
    )?;
    Ok(Lus {
        dataset: Some(dataset),
        perimetres,
        date,
        population,
        fichiers,
    })
}

fn habitants(texte: &str) -> Result<f64> {
    nombre(texte).ok_or_else(|| {
        usage(format!(
            "--population : « {texte} » n'est pas un nombre d'habitants\n  attendu : un nombre, par exemple 70000"
        ))
    })
}

/// A French or plain number: spaces between thousands, comma or point; `None` for anything else.
pub fn nombre(texte: &str) -> Option<f64> {
    let net: String = texte
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    let permis = |c: char| c.is_ascii_digit() || ['.', '-', '+'].contains(&c);
    if !net.chars().all(permis) || !groupes_de_trois(texte) || milliers_a_point(texte.trim()) {
        return None;
    }
    net.parse().ok().filter(|x: &f64| x.is_finite())
}

/// `1 250` and not `1 2 3`: spaces only separate groups of three digits.
fn groupes_de_trois(texte: &str) -> bool {
    let mut groupes = texte.split_whitespace().skip(1);
    groupes.all(|g| g.bytes().take_while(u8::is_ascii_digit).count() == 3)
}

/// `1.250`: a thousand written the English way or a number of three decimals, nobody can tell.
fn milliers_a_point(texte: &str) -> bool {
    texte.split_once('.').is_some_and(|(entiers, fraction)| {
        fraction.len() == 3 && (1..=3).contains(&entiers.len()) && !entiers.starts_with('0')
    })
}
