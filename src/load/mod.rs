//! The data folder: files recognised by content, read against descriptors, joined to the référentiel; the only door in.

#![allow(
    clippy::result_large_err,
    reason = "an error stops the run and is made once; boxing it would burden every reader"
)]

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::{Dataset, Emplacement, ErreurDonnees, NonReconnu, Referentiel, Source};
use crate::progress::Progression;
use fichier::atelier::Atelier;
use fichier::devenir::{Devenir, Lu};
use format::{catalogue, utilisateur};
use jeu::{assemblage, base, constats, normalisation, unites};
use source::{dossier, octets};
use table::creux;

mod fichier;
pub mod format;
mod jeu;
pub mod perimetre;
pub mod projet;
pub mod source;
mod table;

#[cfg(test)]
mod tests;

pub use format::descripteur::Descripteur;
pub use format::utilisateur::FichierProjet;

/// How the data folder is read.
#[derive(Debug, Clone)]
pub struct Options {
    /// Mappings of the user's own files; they win over the recognition by content.
    pub fichiers: Vec<FichierProjet>,
    /// Descriptors of the user; the same id replaces an embedded one.
    pub descripteurs: Vec<Descripteur>,
    /// Source 0: where the référentiel comes from.
    pub source_referentiel: Source,
    /// Reads on one thread; the result is the same.
    pub seul_processus: bool,
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
/// The folder is missing or unreadable; a recognised file is broken or lacks a required column; a file named `.xlsx`
/// is not one; a file mapped by the user is missing or wrong. Rows that cannot be used are not errors: they are in
/// `Dataset.rejets`; files that are not recognised are in `Dataset.non_reconnus`.
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
    let (mut lus, non_utilises, non_reconnus) = match seul {
        Some(Ok(pool)) => pool.install(lit)?,
        _ => lit()?,
    };
    unites::controle(&referentiel, &mut lus)?;
    let mut d = assemblage::assemble(
        Arc::clone(&referentiel),
        options.source_referentiel.clone(),
        lus,
    );
    for n in &non_utilises {
        constats::non_utilise(&mut d, &n.fichier, &n.motif);
    }
    if d.sources.len() <= 1 && non_reconnus.is_empty() && d.constats.is_empty() {
        constats::dossier_vide(&mut d);
    }
    d.non_reconnus = non_reconnus;
    d.non_utilises = non_utilises;
    let controles = normalisation::verifie(&d);
    d.constats.extend(controles);
    d.constats
        .sort_by(|a, b| (&a.id, &a.origine, &a.texte).cmp(&(&b.id, &b.origine, &b.texte)));
    Ok(d)
}

/// Tables read, files of no use, files not recognised.
type Lectures = (Vec<Lu>, Vec<NonReconnu>, Vec<NonReconnu>);

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
    let mut sorts: Vec<(usize, Result<Devenir, ErreurDonnees>)> = ordre
        .par_iter()
        .with_max_len(1)
        .filter_map(|&rang| {
            let f = fichiers.get(rang)?;
            let designe = mappings.get(&f.nom);
            let formats = designe.map_or(formats.as_slice(), std::slice::from_ref);
            let atelier = Atelier {
                referentiel,
                formats,
                designe: designe.is_some(),
            };
            let sort = atelier.traite(f).and_then(|s| acheve(s, referentiel));
            progression.avance();
            Some((rang, sort))
        })
        .collect();
    sorts.sort_by_key(|(rang, _)| *rang);
    let mut lectures: Lectures = Default::default();
    for (rang, sort) in sorts {
        let nom = fichiers
            .get(rang)
            .map(|f| f.nom.clone())
            .unwrap_or_default();
        match sort? {
            Devenir::Lu(lus) => lectures.0.extend(lus),
            Devenir::NonUtilise(motif) => lectures.1.push(NonReconnu {
                fichier: nom,
                motif,
            }),
            Devenir::NonReconnu(motif) => lectures.2.push(NonReconnu {
                fichier: nom,
                motif,
            }),
        }
    }
    Ok(lectures)
}

/// Last touch on the tables of a file: zeros of sparse files.
fn acheve(mut sort: Devenir, referentiel: &Referentiel) -> Result<Devenir, ErreurDonnees> {
    if let Devenir::Lu(lus) = &mut sort {
        for lu in lus {
            if lu.descripteur.creux {
                creux::remplit(referentiel, &mut lu.table)?;
            }
        }
    }
    Ok(sort)
}
