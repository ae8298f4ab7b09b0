//! The data folder: files recognised by content, read against descriptors, joined to the référentiel; the only door in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::{Annexees, Dataset, Emplacement, ErreurDonnees, Referentiel, Source};
use crate::progress::Progression;
use ensemble::Couches;
use fichier::devenir::Devenir;
use jeu::base;
use prepare::EnGarde;
use source::octets;
use table::creux;

mod apercus;
pub mod couches;
mod ensemble;
mod fichier;
mod flux;
pub mod format;
mod jeu;
mod lit;
pub mod perimetre;
pub mod prepare;
pub mod projet;
pub mod source;
mod table;
pub mod telecharge;
mod zones;

#[cfg(test)]
mod tests;

pub use apercus::ebauche;
pub use ensemble::imagee_de;
pub use format::descripteur::Descripteur;
pub use format::utilisateur::FichierProjet;
pub use jeu::vraisemblance::Seuils;
pub use table::petit_csv;
pub use zones::zones;

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
    /// Directory where what is read of a folder is kept; nothing is kept when not said.
    pub cache: Option<PathBuf>,
    /// What is computed on what a folder makes, to be kept beside it, by name.
    pub annexes: fn(&Dataset) -> Annexees,
}

/// Reads every rule file of this module that its code takes as read.
///
/// # Errors
/// [`ErreurDonnees`] with file and line: a rule file of the program is wrong.
pub fn lire_les_regles() -> Result<(), ErreurDonnees> {
    creux::SEUILS.lire()?;
    jeu::rejets::LIBELLES.lire()?;
    jeu::niveau_suspect::SEUILS.lire()?;
    perimetre::inclusion::MOTS.lire()?;
    format::grandeurs::grandeurs()?;
    format::largeurs::LARGEURS.lire()?;
    format::lieux::lieux()?;
    format::niveau::CONVENTIONS.lire()?;
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
    charger_couches(&[racine.to_owned()], referentiel, options, progression)
}

/// Reads a commune → CPTS list as the data folder reads one; `None` when the file is not recognised as such.
///
/// # Errors
/// The file cannot be read, or is recognised and broken.
pub fn liste_cpts(
    chemin: &Path,
    territoires: (&Arc<Referentiel>, &Source),
) -> Result<Option<Dataset>, ErreurDonnees> {
    lit::lit_une_liste(chemin, territoires)
}

/// Reads layers, each a folder or a prepared file; the later is laid over the earlier, file by file.
///
/// # Errors
/// As [`charger`]; a prepared file that is damaged, of another version or of another list of communes.
pub fn charger_couches(
    chemins: &[PathBuf],
    referentiel: Arc<Referentiel>,
    options: &Options,
    progression: &Progression,
) -> Result<Dataset, ErreurDonnees> {
    // A single layer, of which no fault stops the run, may have been put together already.
    let cle = (chemins.len() == 1 && !options.strict).then(|| prepare::image::cle(options));
    let cle = cle.as_deref();
    let lit = || lit_couches(chemins, (&referentiel, cle), options, progression);
    match sur_ses_fils(options, lit)? {
        Lues::Ensemble(d) => Ok(*d),
        Lues::Couches(couches, en_garde) => {
            let d = ensemble::met(couches, &referentiel, options)?;
            let Some(cache) = en_garde else { return Ok(d) };
            if !cache.attend_une_image() {
                cache.finit(None, true);
                return Ok(d);
            }
            // What was put together is given back, whether it was kept or not.
            match ensemble::imagee(d, &referentiel, options) {
                Ok(imagee) => {
                    cache.finit(Some(&imagee), true);
                    Ok(imagee.dataset)
                }
                Err(d) => {
                    cache.finit(None, true);
                    Ok(*d)
                }
            }
        }
    }
}

/// Reads layers for a prepared file, without putting them together.
///
/// # Errors
/// Those of [`charger_couches`].
pub fn preparer(
    chemins: &[PathBuf],
    referentiel: &Arc<Referentiel>,
    options: &Options,
    progression: &Progression,
) -> Result<prepare::Preparation, ErreurDonnees> {
    let lit = || lit_couches(chemins, (referentiel, None), options, progression);
    match sur_ses_fils(options, lit)? {
        Lues::Couches(couches, _) => Ok(prepare::Preparation::new(couches.sorts)),
        Lues::Ensemble(_) => Ok(prepare::Preparation::new(Vec::new())),
    }
}

/// On one thread when the user asks for it.
fn sur_ses_fils<T: Send>(options: &Options, lit: impl FnOnce() -> T + Send) -> T {
    let un_seul = || rayon::ThreadPoolBuilder::new().num_threads(1).build();
    match options.seul_processus.then(un_seul) {
        Some(Ok(fil)) => fil.install(lit),
        _ => lit(),
    }
}

/// What was read of the layers.
enum Lues<'a> {
    /// Files, and the cache that waits for what they make together.
    Couches(Couches, Option<Box<EnGarde<'a>>>),
    /// What they make together, kept from another run.
    Ensemble(Box<Dataset>),
}

/// Reads the layers, in order; with a key, what a single one makes may be there already.
fn lit_couches<'a>(
    chemins: &[PathBuf],
    (referentiel, cle): (&'a Arc<Referentiel>, Option<&str>),
    options: &'a Options,
    progression: &Progression,
) -> Result<Lues<'a>, ErreurDonnees> {
    let mut lues = Couches {
        population: options.population.clone(),
        ..Couches::default()
    };
    let (mut rang, mut en_garde) = (0, None);
    for couche in couches::couches(chemins) {
        let sorts = if couche.preparee {
            let sha256 = &options.source_referentiel.sha256;
            let prepare = prepare::Prepare::ouvre(&couche.chemin, referentiel, sha256)?;
            let territoire = prepare.territoire(&couche.fichier());
            let image = cle.map(|cle| prepare.image(referentiel, cle)).transpose()?;
            if let Some(mut d) = image.flatten() {
                d.prepares = territoire.into_iter().collect();
                return Ok(Lues::Ensemble(Box::new(d)));
            }
            lues.prepares.extend(territoire);
            prepare.sorts()?
        } else {
            match lit::lit_tout(&couche.chemin, (referentiel, cle), options, progression)? {
                lit::Lus::Ensemble(d) => return Ok(Lues::Ensemble(d)),
                lit::Lus::Sorts(sorts, cache) => {
                    en_garde = cache;
                    sorts
                }
            }
        };
        let premier = rang;
        for sort in sorts {
            if options.population.as_ref() == Some(&sort.0) {
                lues.population = Some(couche.nom(&sort.0));
            }
            let mut sort = couche.nomme(sort);
            if let Devenir::Lu(lus) = &mut sort.1 {
                for lu in lus {
                    lu.couche += premier;
                    rang = rang.max(lu.couche + 1);
                }
            }
            lues.sorts.push(sort);
        }
        if cle.is_none()
            && let Some(cache) = en_garde.take()
        {
            cache.finit(None, false);
        }
    }
    Ok(Lues::Couches(lues, en_garde))
}
