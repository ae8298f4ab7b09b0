//! From the arguments to what computation works on: référentiel, data folder, perimeter.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use super::sortie::{CodeSortie, echec, informer};
use crate::base;
use crate::cli::OptionsCommunes;
use crate::load::{self, Options, demande, liste, projet, projet::Projet, referentiel};
use crate::model::{Dataset, Perimetre, Referentiel, Source};
use crate::perimetre::{self, Demande, ErreurPerimetre};
use crate::progress::Progression;

/// All that was loaded.
pub struct Charge {
    /// What was read.
    pub dataset: Dataset,
    /// The territory.
    pub perimetre: Perimetre,
    /// Date given by the project.
    pub date: Option<String>,
}

/// Loads the data folder and resolves the perimeter.
///
/// # Errors
/// Argument that is neither a file nor an expression, unusable file, unknown code, empty perimeter.
pub fn charger(argument: &str, options: &OptionsCommunes, nom: Option<&str>) -> Result<Charge> {
    fils(options)?;
    let mut demande = demande::analyser(argument).map_err(en_echec)?;
    let mut projet = None;
    if let Demande::Projet(chemin) = &demande {
        let lu = projet::lire_projet(chemin)?;
        demande = lu.demande().map_err(en_echec)?;
        projet = Some(lu);
    }
    let dataset = dataset(options, projet.as_ref())?;
    let mut perimetre = resoudre(&demande, &dataset)?;
    if let Some(nom) = nom
        .map(str::to_owned)
        .or_else(|| projet.as_ref().and_then(|p| p.nom.clone()))
    {
        perimetre.nom = nom;
    }
    Ok(Charge {
        dataset,
        perimetre,
        date: projet.and_then(|p| p.date),
    })
}

/// Loads the data folder alone.
///
/// # Errors
/// Unusable project, folder or recognised file.
pub fn charger_donnees(options: &OptionsCommunes, chemin: Option<&Path>) -> Result<Dataset> {
    fils(options)?;
    let projet = chemin.map(projet::lire_projet).transpose()?;
    dataset(options, projet.as_ref())
}

/// Number of threads of the whole run.
fn fils(options: &OptionsCommunes) -> Result<()> {
    if let Some(n) = options.fils {
        rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(n))
            .build_global()?;
    }
    Ok(())
}

fn dataset(options: &OptionsCommunes, projet: Option<&Projet>) -> Result<Dataset> {
    let (referentiel, source) = match projet {
        Some(projet) if projet.referentiel.is_some() => referentiel::lire_referentiel(projet)?,
        _ => (base::embarquee(), base::source()),
    };
    match dossier(options, projet) {
        Some(dossier) => lire_dossier(&dossier, referentiel, source, options, projet),
        None => {
            if !options.quiet {
                informer(
                    "aucun dossier de données (--donnees DIR, $CPTS_DONNEES ou ./donnees) : seule la base embarquée répond",
                );
            }
            Ok(load::base_seule(referentiel, source))
        }
    }
}

/// `--donnees`, else that of the project, else `$CPTS_DONNEES`, else `./donnees` when it exists.
fn dossier(options: &OptionsCommunes, projet: Option<&Projet>) -> Option<PathBuf> {
    let environnement = || {
        std::env::var_os("CPTS_DONNEES")
            .filter(|v| !v.is_empty())
            .map(PathBuf::from)
    };
    options
        .donnees
        .clone()
        .or_else(|| projet.and_then(|p| p.donnees.clone()))
        .or_else(environnement)
        .or_else(|| Some(PathBuf::from("donnees")).filter(|d| d.is_dir()))
}

fn lire_dossier(
    dossier: &Path,
    referentiel: Arc<Referentiel>,
    source: Source,
    options: &OptionsCommunes,
    projet: Option<&Projet>,
) -> Result<Dataset> {
    let reglages = Options {
        fichiers: projet.map(|p| p.fichiers.clone()).unwrap_or_default(),
        descripteurs: Vec::new(),
        source_referentiel: source,
        seul_processus: options.fils == Some(1),
    };
    let progression = Progression::new(options.quiet);
    let dataset = load::charger(dossier, referentiel, &reglages, &progression);
    progression.fin();
    Ok(dataset?)
}

fn resoudre(demande: &Demande, dataset: &Dataset) -> Result<Perimetre> {
    let resolu = match demande {
        Demande::Expression(expression) => {
            perimetre::resoudre(expression, &dataset.referentiel, Some(dataset))
        }
        Demande::Liste(chemin) => {
            let liste = liste::lire_liste(chemin)?;
            perimetre::resoudre(&liste.expression(), &dataset.referentiel, Some(dataset)).map(
                |mut p| {
                    p.constats.splice(0..0, liste.constats.clone());
                    p
                },
            )
        }
        Demande::GeoJson(chemin) => {
            let zone = liste::lire_geojson_perimetre(chemin)?;
            perimetre::depuis_polygones(&zone.fichier, &zone.polygones, dataset)
        }
        Demande::Projet(chemin) => {
            return Err(echec(
                CodeSortie::Donnees,
                format!(
                    "{} : un projet ne peut pas être le périmètre d'un autre projet",
                    chemin.display()
                ),
            ));
        }
    };
    resolu.map_err(en_echec)
}

fn en_echec(erreur: ErreurPerimetre) -> anyhow::Error {
    match erreur {
        ErreurPerimetre::Vide(_) => echec(CodeSortie::RienAFaire, erreur.to_string()),
        autre => anyhow::Error::new(autre),
    }
}
