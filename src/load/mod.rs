//! The data folder: files recognised by content, read against descriptors, joined to the référentiel; the only door in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::{
    Dataset, Emplacement, ErreurDonnees, FichierPrepare, NonReconnu, Referentiel, Source,
};
use crate::progress::Progression;
use fichier::devenir::{Devenir, Lu, Sort};
use jeu::{assemblage, base, constats, illisibles, population, unites, vraisemblance};
use source::octets;
use table::creux;

mod apercus;
pub mod couches;
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

#[cfg(test)]
mod tests;

pub use apercus::ebauche;
pub use format::descripteur::Descripteur;
pub use format::utilisateur::FichierProjet;
pub use jeu::vraisemblance::Seuils;
pub use table::petit_csv;

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
    let lit = || lit_couches(chemins, &referentiel, options, progression);
    let Couches {
        sorts,
        prepares,
        population,
    } = sur_ses_fils(options, lit)?;
    let mut lectures = Lectures::ranges(sorts, options.strict)?;
    unites::controle(&referentiel, &mut lectures.lus)?;
    let designe = population.as_deref();
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
        population.as_deref(),
    )?;
    population::choisir(&mut d, population.as_deref())?;
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
    d.prepares = prepares;
    d.non_reconnus = non_reconnus;
    d.non_utilises = non_utilises;
    d.constats
        .sort_by(|a, b| (&a.id, &a.origine, &a.texte).cmp(&(&b.id, &b.origine, &b.texte)));
    Ok(d)
}

/// Reads layers for a prepared file, without putting them together.
///
/// # Errors
/// Those of [`charger_couches`].
pub fn preparer(
    chemins: &[PathBuf],
    referentiel: &Referentiel,
    options: &Options,
    progression: &Progression,
) -> Result<prepare::Preparation, ErreurDonnees> {
    let lit = || lit_couches(chemins, referentiel, options, progression);
    let lues = sur_ses_fils(options, lit)?;
    Ok(prepare::Preparation::new(lues.sorts))
}

/// On one thread when the user asks for it.
fn sur_ses_fils<T: Send>(options: &Options, lit: impl FnOnce() -> T + Send) -> T {
    let un_seul = || rayon::ThreadPoolBuilder::new().num_threads(1).build();
    match options.seul_processus.then(un_seul) {
        Some(Ok(fil)) => fil.install(lit),
        _ => lit(),
    }
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

/// What was read of the layers.
#[derive(Default)]
struct Couches {
    /// Files and what became of them, in order.
    sorts: Vec<Sort>,
    /// Territories for which the prepared files were made.
    prepares: Vec<FichierPrepare>,
    /// File that the user designates as the reference population, under its name among the layers.
    population: Option<String>,
}

/// Reads the layers, in order.
fn lit_couches(
    chemins: &[PathBuf],
    referentiel: &Referentiel,
    options: &Options,
    progression: &Progression,
) -> Result<Couches, ErreurDonnees> {
    let mut lues = Couches {
        population: options.population.clone(),
        ..Couches::default()
    };
    let mut rang = 0;
    for couche in couches::couches(chemins) {
        let sorts = if couche.preparee {
            let sha256 = &options.source_referentiel.sha256;
            let prepare = prepare::Prepare::ouvre(&couche.chemin, referentiel, sha256)?;
            lues.prepares.extend(prepare.territoire(&couche.fichier()));
            prepare.sorts()?
        } else {
            lit::lit_tout(&couche.chemin, referentiel, options, progression)?
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
    }
    Ok(lues)
}

impl Lectures {
    /// What became of each file.
    fn ranges(sorts: Vec<Sort>, strict: bool) -> Result<Self, ErreurDonnees> {
        let mut lectures = Self::default();
        for (fichier, sort) in sorts {
            match sort {
                Devenir::Lu(lus) => lectures.lus.extend(lus),
                Devenir::Illisible(e) if strict => return Err(e),
                Devenir::Illisible(e) => lectures.illisibles.push((fichier, e)),
                Devenir::Differe => {}
                Devenir::NonUtilise(motif) => {
                    lectures.non_utilises.push(NonReconnu { fichier, motif })
                }
                Devenir::NonReconnu(motif) => {
                    lectures.non_reconnus.push(NonReconnu { fichier, motif })
                }
            }
        }
        Ok(lectures)
    }
}
