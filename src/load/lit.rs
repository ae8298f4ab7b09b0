//! Reads the files of a folder: what became of each, in the order of their names.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use rayon::prelude::*;

use crate::load::Options;
use crate::load::fichier::atelier::Atelier;
use crate::load::fichier::devenir::Devenir;
use crate::load::format::{catalogue, utilisateur};
use crate::load::source::{dossier, octets};
use crate::load::table::creux;
use crate::model::{ErreurDonnees, Referentiel, date_de_liste};
use crate::progress::Progression;

/// Largest content, bytes once decompressed, of the files that are read at the same time as others.
const LEGER: u64 = 96 << 20;

/// A file and what became of it.
pub type Sort = (String, Devenir);

/// Reads all the files of a folder and of its sub-folders.
///
/// # Errors
/// The folder is missing or unreadable; a file that the user maps is missing or wrong; with `strict`, a broken file.
pub fn lit_tout(
    racine: &Path,
    referentiel: &Referentiel,
    options: &Options,
    progression: &Progression,
) -> Result<Vec<Sort>, ErreurDonnees> {
    let fichiers = dossier::lister(racine)?;
    let mappings = utilisateur::formats(&options.fichiers, &fichiers)?;
    if fichiers.is_empty() {
        return Ok(Vec::new());
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
    let nom = |rang| fichiers.get(rang).map(|f: &dossier::Fichier| f.nom.clone());
    let sorts = sorts.into_iter();
    let sorts = sorts.map(|(rang, sort, _)| Ok((nom(rang).unwrap_or_default(), sort?)));
    sorts.collect()
}

/// Last touch on the tables of a file: zeros of sparse files, communes that a list of CPTS may not know yet.
fn acheve(mut sort: Devenir, referentiel: &Referentiel) -> Devenir {
    if let Devenir::Lu(lus) = &mut sort {
        for lu in lus {
            let annee = lu.table.millesimes().last().copied();
            let liste = date_de_liste(lu.cog().as_deref(), annee);
            if lu.descripteur.creux {
                let declaree = lu.descripteur.departements_entiers;
                creux::remplit(referentiel, liste, declaree, &mut lu.table);
            }
            let affectees = lu.table.cpts.iter().map(|(unite, ..)| *unite).collect();
            let detachees = creux::detachees(referentiel, liste, &affectees);
            lu.table.cpts_inconnues.extend(detachees);
        }
    }
    sort
}
