//! The data of a run: référentiel, data folder, descriptors of the user.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use etcetera::BaseStrategy;

use super::comparateurs;
use super::regles::{Fichiers, nommes};
use super::soin::soigner;
use crate::base;
use crate::cli::OptionsCommunes;
use crate::commands::sortie::{CodeSortie, echec, informer};
use crate::load::prepare::Preparation;
use crate::load::projet::cpts_toml::{Projet, SectionReferentiel};
use crate::load::projet::referentiel;
use crate::load::{self, Options, empreinte};
use crate::model::{Dataset, ErreurDonnees, Referentiel, Source};
use crate::progress::Progression;

const SANS_DOSSIER: &str = "aucun dossier de données (--donnees DIR, $CPTS_DONNEES ou ./donnees) : seule la base embarquée répond";

pub fn dataset(options: &OptionsCommunes, projet: Option<&Projet>) -> Result<Dataset> {
    let (referentiel, source) = territoires(projet)?;
    let couches = couches(options, projet);
    let mut dataset = match couches.as_slice() {
        [_, ..] => lire_couches(&couches, referentiel, source, options, projet)?,
        [] => {
            if !options.quiet {
                informer(SANS_DOSSIER);
            }
            // A map without any data draws them: a thread inflates them while another reads the rules.
            rayon::spawn(base::contours::preparer);
            load::base_seule(referentiel, source)
        }
    };
    regles_de_lecture(options, projet).poser_les_passages(&mut dataset)?;
    Ok(dataset)
}

/// The list of territories, that of the project or the embedded one, and its birth certificate.
fn territoires(projet: Option<&Projet>) -> Result<(Arc<Referentiel>, Source)> {
    match projet.and_then(|p| Some((p, p.referentiel.as_ref()?))) {
        Some((projet, section)) => referentiel_du_projet(projet, section),
        None => Ok((base::lire()?, base::source())),
    }
}

/// The user's own list of territories, and its birth certificate.
fn referentiel_du_projet(
    projet: &Projet,
    section: &SectionReferentiel,
) -> Result<(Arc<Referentiel>, Source)> {
    let chemin = projet.chemin(&section.fichier);
    let mut referentiel = referentiel::lire_referentiel(&chemin)?;
    let fichier = section.fichier.to_string_lossy().into_owned();
    referentiel.nom = section.nom.clone().unwrap_or_else(|| fichier.clone());
    referentiel.fictif = section.fictif;
    referentiel.millesime_population = section.millesime_population.unwrap_or_default();
    let source = Source {
        id: "referentiel".to_owned(),
        libelle: format!("Liste des communes et populations ({})", referentiel.nom),
        fichier,
        sha256: empreinte(&chemin)?,
        producteur: "liste du projet".to_owned(),
        millesime: section
            .millesime_population
            .map_or("non daté".to_owned(), |m| m.to_string()),
        cog: Some(referentiel.nom.clone()),
        licence: "non précisée".to_owned(),
        url: None,
    };
    Ok((Arc::new(referentiel), source))
}

/// `--donnees`, else those of the project, else `$CPTS_DONNEES`, else `./donnees` when it exists.
pub fn couches(options: &OptionsCommunes, projet: Option<&Projet>) -> Vec<PathBuf> {
    if !options.donnees.is_empty() {
        return options.donnees.clone();
    }
    let nommees = projet.map_or(&[][..], |p| p.cpts.donnees.liste());
    if let Some(projet) = projet.filter(|_| !nommees.is_empty()) {
        return nommees
            .iter()
            .map(|d| projet.chemin(Path::new(d)))
            .collect();
    }
    let environnement = std::env::var_os("CPTS_DONNEES").filter(|v| !v.is_empty());
    let defaut = || Some(PathBuf::from("donnees")).filter(|d| d.is_dir());
    environnement
        .map(PathBuf::from)
        .or_else(defaut)
        .into_iter()
        .collect()
}

/// Rules of the reading: those of the project, then of the command line.
pub fn regles_de_lecture(options: &OptionsCommunes, projet: Option<&Projet>) -> Fichiers {
    let du_projet = projet.map(Fichiers::du_projet).unwrap_or_default();
    let (mut descripteurs, mut vraisemblance) = (du_projet.descripteurs, du_projet.vraisemblance);
    let mut passages = du_projet.passages;
    passages.extend(nommes(&options.passages));
    descripteurs.extend(nommes(&options.descripteur));
    vraisemblance.extend(nommes(&options.vraisemblance));
    Fichiers {
        descripteurs,
        vraisemblance,
        passages,
        ..Fichiers::default()
    }
}

/// How the files are read.
fn reglages(source: Source, options: &OptionsCommunes, projet: Option<&Projet>) -> Result<Options> {
    let regles = regles_de_lecture(options, projet);
    Ok(Options {
        fichiers: projet.map(|p| p.fichiers.clone()).unwrap_or_default(),
        population: projet.and_then(|p| p.cpts.population.clone()),
        descripteurs: regles.lire_descripteurs()?,
        vraisemblance: regles.lire_vraisemblance()?,
        source_referentiel: source,
        seul_processus: options.fils == Some(1),
        strict: options.strict,
        cache: cache(options)?,
        annexes: comparateurs::calcules,
    })
}

/// Where what is read is kept: `--cache`, else `$CPTS_CACHE`, else the cache directory of the platform.
fn cache(options: &OptionsCommunes) -> Result<Option<PathBuf>> {
    if options.sans_cache {
        return Ok(None);
    }
    if let Some(repertoire) = &options.cache {
        std::fs::create_dir_all(repertoire).map_err(|e| {
            let message = format!(
                "{} : ce répertoire de cache ne peut pas être créé ({e})\n  remède : indiquez-en un autre, ou --sans-cache",
                repertoire.display()
            );
            echec(CodeSortie::Ecriture, message)
        })?;
        return Ok(Some(repertoire.clone()));
    }
    if let Some(nomme) = std::env::var_os("CPTS_CACHE") {
        return Ok(Some(PathBuf::from(nomme)).filter(|n| !n.as_os_str().is_empty()));
    }
    let de_la_plateforme = || {
        let bases = etcetera::base_strategy::choose_native_strategy().ok()?;
        Some(bases.cache_dir().join("cpts"))
    };
    Ok(de_la_plateforme())
}

/// What is to be put in a prepared file.
pub struct Prepares {
    /// Everything that was read.
    pub preparation: Preparation,
    /// The list of communes.
    pub referentiel: Arc<Referentiel>,
    /// Its source.
    pub source: Source,
    /// Files that were read.
    pub lus: Vec<PathBuf>,
    /// How they were.
    pub reglages: Options,
}

/// Reads the layers for a prepared file, without putting them together; `None` when there is no layer.
///
/// # Errors
/// Unusable project, folder or recognised file.
pub fn preparation(options: &OptionsCommunes, projet: Option<&Projet>) -> Result<Option<Prepares>> {
    let (referentiel, source) = territoires(projet)?;
    let couches = couches(options, projet);
    if couches.is_empty() {
        return Ok(None);
    }
    let reglages = reglages(source.clone(), options, projet)?;
    let progression = Progression::new(options.quiet);
    let lue = load::preparer(&couches, &referentiel, &reglages, &progression);
    progression.fin();
    let preparation = lue.map_err(|e| du_projet(e, &couches, options, projet))?;
    let places = load::couches::couches(&couches);
    let place = |nom: &str| places.iter().find_map(|c| c.place(nom));
    let lus = preparation.noms().filter_map(place).collect();
    Ok(Some(Prepares {
        preparation,
        referentiel,
        source,
        lus,
        reglages,
    }))
}

fn lire_couches(
    couches: &[PathBuf],
    referentiel: Arc<Referentiel>,
    source: Source,
    options: &OptionsCommunes,
    projet: Option<&Projet>,
) -> Result<Dataset> {
    let reglages = reglages(source, options, projet)?;
    let progression = Progression::new(options.quiet);
    let dataset = load::charger_couches(couches, referentiel, &reglages, &progression);
    progression.fin();
    let mut dataset = dataset.map_err(|e| du_projet(e, couches, options, projet))?;
    soigner(&mut dataset.constats);
    if dataset.sources.len() <= 1 && !options.quiet {
        informer(&format!(
            "{} : aucun fichier de données reconnu, seule la liste des communes répond (détail : cpts donnees etat)",
            couches
                .iter()
                .map(|c| c.display().to_string())
                .collect::<Vec<_>>()
                .join(", ")
        ));
    }
    Ok(dataset)
}

/// A data folder that is not there, when the project names it: the remedy is at that line of the project.
fn du_projet(
    erreur: ErreurDonnees,
    couches: &[PathBuf],
    options: &OptionsCommunes,
    projet: Option<&Projet>,
) -> ErreurDonnees {
    let lieu = projet.and_then(|p| p.lieu_donnees.as_ref());
    match lieu.filter(|_| options.donnees.is_empty() && couches.iter().any(|c| !c.exists())) {
        Some(lieu) => erreur.remede(format!(
            "corrigez « donnees » ({lieu}), créez ce dossier, ou indiquez-en un autre avec --donnees DOSSIER"
        )),
        None => erreur,
    }
}
