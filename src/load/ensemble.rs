//! What became of the files of all the layers, controlled and put together.

use std::sync::Arc;

use crate::load::Options;
use crate::load::fichier::devenir::{Devenir, Lu, Sort};
use crate::load::jeu::{
    assemblage, constats, illisibles, niveau_suspect, population, unites, vraisemblance,
};
use crate::load::prepare::{Imagee, image};
use crate::model::{Dataset, ErreurDonnees, FichierPrepare, NonReconnu, Referentiel};
use crate::tri::Tri;

/// What was read of the layers.
#[derive(Default)]
pub struct Couches {
    /// Files and what became of them, in order.
    pub sorts: Vec<Sort>,
    /// Territories for which the prepared files were made.
    pub prepares: Vec<FichierPrepare>,
    /// File that the user designates as the reference population, under its name among the layers.
    pub population: Option<String>,
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

/// Puts the layers together.
///
/// # Errors
/// With `strict`, a broken file; a population that is not the one declared; the embedded rules are wrong.
pub fn met(
    couches: Couches,
    referentiel: &Arc<Referentiel>,
    options: &Options,
) -> Result<Dataset, ErreurDonnees> {
    let mut lectures = Lectures::ranges(couches.sorts, options.strict)?;
    niveau_suspect::controle(referentiel, &mut lectures.lus)?;
    unites::controle(referentiel, &mut lectures.lus)?;
    let designe = couches.population.as_deref();
    vraisemblance::controle(
        referentiel,
        &options.vraisemblance,
        &mut lectures.lus,
        designe,
    );
    let mut d = assemblage::assemble(
        Arc::clone(referentiel),
        options.source_referentiel.clone(),
        lectures.lus,
        designe,
    )?;
    population::choisir(&mut d, designe)?;
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
    d.prepares = couches.prepares;
    d.non_reconnus = non_reconnus;
    d.non_utilises = non_utilises;
    d.constats
        .trie_par(|a, b| (&a.id, &a.origine, &a.texte).cmp(&(&b.id, &b.origine, &b.texte)));
    Ok(d)
}

/// What was put together, with what is computed on it, to be kept; as it was when the user's population took the place of
/// that of the list of communes, which the file does not hold.
///
/// # Errors
/// The dataset itself: it is not to be kept.
pub fn imagee(
    dataset: Dataset,
    referentiel: &Arc<Referentiel>,
    options: &Options,
) -> Result<Imagee, Box<Dataset>> {
    if !Arc::ptr_eq(&dataset.referentiel, referentiel) || options.strict {
        return Err(Box::new(dataset));
    }
    Ok(Imagee {
        annexes: (options.annexes)(&dataset),
        cle: image::cle(options),
        dataset,
    })
}

/// What files make together, to be kept beside them; nothing when it cannot stand for them.
#[must_use]
pub fn imagee_de(
    sorts: Vec<Sort>,
    referentiel: &Arc<Referentiel>,
    options: &Options,
) -> Option<Imagee> {
    let couches = Couches {
        sorts,
        population: options.population.clone(),
        ..Couches::default()
    };
    let d = met(couches, referentiel, options).ok()?;
    imagee(d, referentiel, options).ok()
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
