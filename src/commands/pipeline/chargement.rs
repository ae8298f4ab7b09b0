//! From the arguments to what computation works on: référentiel, data folder, perimeter.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::donnees::dataset;
use super::lus::{lus, sources};
use super::territoire::{dans_le_projet, en_echec, resoudre};
use crate::cli::OptionsCommunes;
use crate::indicateurs::etendue;
use crate::load::perimetre::demande::{self, Demande};
use crate::load::projet::cpts_toml;
use crate::model::{Dataset, GenrePerimetre, Perimetre};

/// All that was loaded.
pub struct Charge {
    /// Files that were read, which no output may replace.
    pub lus: Vec<PathBuf>,
    /// What was read.
    pub dataset: Dataset,
    /// The territory.
    pub perimetre: Perimetre,
    /// Date given by the project.
    pub date: Option<String>,
}

/// Loads the data folder, resolves the perimeter and chooses, of the files that give the same figure, those that speak of it.
///
/// # Errors
/// Argument that is neither a file nor an expression, unusable file, unknown code, empty perimeter.
pub fn charger(argument: &str, options: &OptionsCommunes, nom: Option<&str>) -> Result<Charge> {
    let mut dossier = PathBuf::new();
    let mut demande = demande::lire_demande(argument, &dossier).map_err(en_echec)?;
    let mut projet = None;
    if let Demande::Projet(chemin) = &demande {
        let lu = cpts_toml::lire_projet(chemin)?;
        dossier.clone_from(&lu.dossier);
        let voulue = demande::lire_demande(&lu.cpts.perimetre, &dossier);
        demande = voulue.map_err(|e| en_echec(dans_le_projet(e, chemin)))?;
        projet = Some(lu);
    }
    let mut dataset = dataset(options, projet.as_ref())?;
    let lus = lus(argument, options, projet.as_ref(), &demande, &dataset);
    let mut perimetre = resoudre(demande, &dossier, &dataset)?;
    let nom_du_projet = projet.as_ref().and_then(|p| p.cpts.nom.clone());
    // A project file is a CPTS project, whatever its perimeter is made of.
    if projet.is_some() && perimetre.genre != GenrePerimetre::Cpts {
        perimetre.genre = GenrePerimetre::Projet;
    }
    if let Some(nom) = nom.map(str::to_owned).or(nom_du_projet) {
        perimetre.nom = nom;
    }
    let retenus = etendue::retenir(&mut dataset, &perimetre);
    dataset.constats.extend(retenus);
    Ok(Charge {
        lus,
        dataset,
        perimetre,
        date: projet.and_then(|p| p.cpts.date),
    })
}

/// Loads the data folder alone; gives the files that were read too.
///
/// # Errors
/// Unusable project, folder or recognised file.
pub fn charger_donnees(
    options: &OptionsCommunes,
    chemin: Option<&Path>,
) -> Result<(Dataset, Vec<PathBuf>)> {
    let projet = chemin.map(cpts_toml::lire_projet).transpose()?;
    let dataset = dataset(options, projet.as_ref())?;
    let mut lus = sources(options, projet.as_ref(), &dataset);
    lus.extend(chemin.map(Path::to_owned));
    Ok((dataset, lus))
}
