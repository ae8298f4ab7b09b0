//! The data folder: files recognised by content, read against descriptors, joined to the référentiel; the only door in.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rayon::prelude::*;

use crate::model::{Dataset, Emplacement, ErreurDonnees, NonReconnu, Referentiel, Source};
use crate::progress::Progression;
use fichier::atelier::Atelier;
use fichier::devenir::{Devenir, Lu, liste};
use format::{catalogue, utilisateur};
use jeu::{assemblage, base, constats, illisibles, population, unites, vraisemblance};
use source::{dossier, octets};
use table::creux;

mod apercus;
mod fichier;
mod flux;
pub mod format;
mod jeu;
pub mod perimetre;
pub mod projet;
pub mod source;
mod table;

#[cfg(test)]
mod tests;

pub use apercus::ebauche;
pub use format::descripteur::Descripteur;
pub use format::utilisateur::FichierProjet;
pub use jeu::vraisemblance::Seuils;
pub use table::petit_csv;

/// Largest content, bytes once decompressed, of the files that are read at the same time as others.
const LEGER: u64 = 96 << 20;

/// How the data folder is read.
#[derive(Debug, Clone)]
pub struct Options {
    /// Mappings of the user's own files; they win over the recognition by content.
    pub fichiers: Vec<FichierProjet>,
    /// Descriptors of the user; the same id replaces an embedded one.
    pub descripteurs: Vec<Descripteur>,
    /// File of the folder whose population municipale weighs and divides, in the place of that of the référentiel.
    pub population: Option<String>,
    /// Thresholds of the figures that no commune can have.
    pub vraisemblance: Seuils,
    /// Source 0: where the référentiel comes from.
    pub source_referentiel: Source,
    /// Reads on one thread; the result is the same.
    pub seul_processus: bool,
    /// A recognised file that is broken is an error, and not only a finding.
    pub strict: bool,
}

/// Reads every rule file of this module that its code takes as read.
///
/// # Errors
/// [`ErreurDonnees`] with file and line: a rule file of the program is wrong.
pub fn lire_les_regles() -> Result<(), ErreurDonnees> {
    creux::SEUILS.lire()?;
    jeu::rejets::LIBELLES.lire()?;
    format::grandeurs::grandeurs()?;
    format::lieux::lieux()?;
    Ok(())
}

/// SHA-256 of a file, lower-case hexadecimal: the fingerprint of a source that is not in the data folder.
///
/// # Errors
/// The file cannot be read.
pub fn empreinte(chemin: &Path) -> Result<String, ErreurDonnees> {
    let lu = std::fs::read(chemin).map_err(|e| {
        ErreurDonnees::new(
            Emplacement::fichier(chemin.display().to_string()),
            format!("lecture impossible ({e})"),
        )
    })?;
    Ok(octets::empreinte(&lu))
}

/// Dataset with the population of the référentiel alone, when there is no data folder.
#[must_use]
pub fn base_seule(referentiel: Arc<Referentiel>, source: Source) -> Dataset {
    base::base(referentiel, source)
}

/// Reads all the files of a folder and of its sub-folders.
///
/// # Errors
/// The folder is missing or unreadable; a file mapped by the user is missing or wrong. With [`Options::strict`], so are
/// a recognised file that is broken or lacks a required column and a file named `.xlsx` that is not one; without it, they
/// are in `Dataset.illisibles` and a finding says what is then missing. Rows that cannot be used are not errors: they
/// are in `Dataset.rejets`; files that are not recognised are in `Dataset.non_reconnus`.
pub fn charger(
    racine: &Path,
    referentiel: Arc<Referentiel>,
    options: &Options,
    progression: &Progression,
) -> Result<Dataset, ErreurDonnees> {
    let lit = || lit_tout(racine, &referentiel, options, progression);
    let seul = options
        .seul_processus
        .then(|| rayon::ThreadPoolBuilder::new().num_threads(1).build());
    let mut lectures = match seul {
        Some(Ok(pool)) => pool.install(lit)?,
        _ => lit()?,
    };
    unites::controle(&referentiel, &mut lectures.lus)?;
    let designe = options.population.as_deref();
    vraisemblance::controle(
        &referentiel,
        &options.vraisemblance,
        &mut lectures.lus,
        designe,
    );
    let mut d = assemblage::assemble(
        Arc::clone(&referentiel),
        options.source_referentiel.clone(),
        lectures.lus,
        options.population.as_deref(),
    )?;
    population::choisir(&mut d, options.population.as_deref())?;
    let (non_utilises, non_reconnus) = (lectures.non_utilises, lectures.non_reconnus);
    for n in &non_utilises {
        constats::non_utilise(&mut d, &n.fichier, &n.motif);
    }
    if d.sources.len() <= 1
        && non_reconnus.is_empty()
        && lectures.illisibles.is_empty()
        && d.constats.is_empty()
    {
        constats::dossier_vide(&mut d);
    }
    illisibles::dit(&mut d, &lectures.illisibles, &options.descripteurs)?;
    d.non_reconnus = non_reconnus;
    d.non_utilises = non_utilises;
    d.constats
        .sort_by(|a, b| (&a.id, &a.origine, &a.texte).cmp(&(&b.id, &b.origine, &b.texte)));
    Ok(d)
}

/// What became of the files.
#[derive(Default)]
struct Lectures {
    /// Tables read.
    lus: Vec<Lu>,
    /// Files of no use.
    non_utilises: Vec<NonReconnu>,
    /// Files not recognised.
    non_reconnus: Vec<NonReconnu>,
    /// Files recognised and broken, by name.
    illisibles: Vec<(String, ErreurDonnees)>,
}

fn lit_tout(
    racine: &Path,
    referentiel: &Referentiel,
    options: &Options,
    progression: &Progression,
) -> Result<Lectures, ErreurDonnees> {
    let fichiers = dossier::lister(racine)?;
    let mappings = utilisateur::formats(&options.fichiers, &fichiers)?;
    if fichiers.is_empty() {
        return Ok(Lectures::default());
    }
    let formats = catalogue::formats(&options.descripteurs)?;
    progression.total(fichiers.len());
    let mut ordre: Vec<usize> = (0..fichiers.len()).collect();
    // The longest to read first: the threads then end together.
    ordre.sort_by_key(|&i| std::cmp::Reverse(fichiers.get(i).map_or(0, dossier::Fichier::travail)));
    let traite = |rang: usize, plafond: u64| {
        let f = fichiers.get(rang)?;
        let designe = mappings.get(&f.nom);
        let formats = designe.map_or(formats.as_slice(), std::slice::from_ref);
        let mut atelier = Atelier {
            referentiel,
            formats,
            designe: designe.is_some(),
            plafond,
            depasse: AtomicBool::new(false),
        };
        let tolere = designe.is_none() && !options.strict;
        let sort = match atelier.traite(f) {
            Err(e) if tolere => Ok(Devenir::Illisible(e)),
            sort => sort.map(|s| acheve(s, referentiel)),
        };
        Some((sort, *atelier.depasse.get_mut()))
    };
    let mut sorts: Vec<_> = ordre
        .par_iter()
        .with_max_len(1)
        .filter_map(|&rang| {
            let (sort, depasse) = traite(rang, LEGER)?;
            progression.avance();
            Some((rang, sort, depasse))
        })
        .collect();
    sorts.sort_by_key(|(rang, ..)| *rang);
    // The heavy ones, one at a time: memory holds only one of them.
    for (rang, sort, depasse) in &mut sorts {
        if *depasse && let Some((entier, _)) = traite(*rang, octets::TAILLE_MAX) {
            *sort = entier;
        }
    }
    let sorts = sorts.into_iter().map(|(rang, sort, _)| (rang, sort));
    range(&fichiers, sorts)
}

/// What became of each file, in the order of their names.
fn range(
    fichiers: &[dossier::Fichier],
    sorts: impl Iterator<Item = (usize, Result<Devenir, ErreurDonnees>)>,
) -> Result<Lectures, ErreurDonnees> {
    let mut lectures = Lectures::default();
    for (rang, sort) in sorts {
        let nom = fichiers
            .get(rang)
            .map(|f| f.nom.clone())
            .unwrap_or_default();
        match sort? {
            Devenir::Lu(lus) => lectures.lus.extend(lus),
            Devenir::Illisible(e) => lectures.illisibles.push((nom, e)),
            Devenir::NonUtilise(motif) => lectures.non_utilises.push(NonReconnu {
                fichier: nom,
                motif,
            }),
            Devenir::NonReconnu(motif) => lectures.non_reconnus.push(NonReconnu {
                fichier: nom,
                motif,
            }),
        }
    }
    Ok(lectures)
}

/// Last touch on the tables of a file: zeros of sparse files, communes that a list of CPTS may not know yet.
fn acheve(mut sort: Devenir, referentiel: &Referentiel) -> Devenir {
    if let Devenir::Lu(lus) = &mut sort {
        for lu in lus {
            let annee = lu.table.millesimes().last().copied();
            if lu.descripteur.creux {
                let declaree = lu.descripteur.departements_entiers;
                let liste_de = |an: Option<u16>| liste(&lu.descripteur, an.or(annee));
                creux::remplit(referentiel, liste_de, declaree, &mut lu.table);
            }
            let affectees = lu.table.cpts.iter().map(|(unite, ..)| *unite).collect();
            let jour = liste(&lu.descripteur, annee);
            let detachees = creux::detachees(referentiel, jour, &affectees);
            lu.table.cpts_inconnues.extend(detachees);
        }
    }
    sort
}
