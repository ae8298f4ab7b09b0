//! Reads the files of a folder: what became of each, in the order of their names.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::SystemTime;

use rayon::prelude::*;

use crate::load::Options;
use crate::load::fichier::atelier::Atelier;
use crate::load::fichier::devenir::{Devenir, Sort, liste};
use crate::load::format::compile::Format;
use crate::load::format::{catalogue, utilisateur};
use crate::load::jeu::assemblage::assemble;
use crate::load::prepare::{Cache, EnGarde, Trouve};
use crate::load::source::dossier::{self, Fichier};
use crate::load::source::octets;
use crate::load::table::connues::{Connues, connues};
use crate::load::table::creux;
use crate::model::{Dataset, ErreurDonnees, Referentiel, Source};
use crate::progress::Progression;

/// Largest content, bytes once decompressed, of the files that are read at the same time as others.
const LEGER: u64 = 128 << 20;

/// Reads all the files of a folder and of its sub-folders, but those that a cache still has.
///
/// `image` is the key of what they make together, when nothing is laid over them.
///
/// # Errors
/// The folder is missing or unreadable; a file that the user maps is missing or wrong; with `strict`, a broken file.
pub fn lit_tout<'a>(
    racine: &Path,
    (referentiel, image): (&'a Arc<Referentiel>, Option<&str>),
    options: &'a Options,
    progression: &Progression,
) -> Result<Lus<'a>, ErreurDonnees> {
    let debut = SystemTime::now();
    let fichiers = dossier::lister(racine)?;
    let mappings = utilisateur::formats(&options.fichiers, &fichiers)?;
    let cache = options.cache.as_deref().map(|repertoire| {
        let regles = format!("{:?} {:?}", options.descripteurs, options.fichiers);
        let sha256 = &options.source_referentiel.sha256;
        Cache::new(repertoire, racine, &regles, referentiel, sha256)
    });
    let (mut sorts, entier, a_jour) = match &cache {
        Some(cache) => match cache.retrouve(&fichiers, image) {
            Trouve::Image(d) => return Ok(Lus::Ensemble(d)),
            Trouve::Sorts {
                sorts,
                entier,
                a_jour,
            } => (sorts, entier, a_jour),
        },
        None => (BTreeMap::new(), false, false),
    };
    if !entier {
        // The communes of these come from the other files, of which one has changed.
        sorts.retain(|_, sort| !depend_des_autres(sort));
    }
    let manquent: Vec<usize> = (0..fichiers.len())
        .filter(|r| !sorts.contains_key(r))
        .collect();
    if !manquent.is_empty() {
        let lecture = Lecture {
            fichiers: &fichiers,
            formats: catalogue::formats(&options.descripteurs)?,
            mappings,
            referentiel,
            strict: options.strict,
        };
        sorts.extend(lecture.lit(manquent, progression)?);
        lecture.lit_les_differes(&mut sorts)?;
    }
    let nom = |rang| fichiers.get(rang).map(|f: &Fichier| f.nom.clone());
    let sorts = sorts.into_iter();
    let sorts: Vec<Sort> = sorts
        .map(|(rang, sort)| (nom(rang).unwrap_or_default(), sort))
        .collect();
    let cache = cache.filter(|_| !a_jour);
    let cache = cache.map(|cache| Box::new(cache.garde(&fichiers, debut, &sorts)));
    Ok(Lus::Sorts(sorts, cache))
}

/// Reads a commune → CPTS list alone; `None` when it is not recognised as one.
///
/// # Errors
/// The file cannot be read, or is broken.
pub fn lit_une_liste(
    chemin: &Path,
    (referentiel, source): (&Arc<Referentiel>, &Source),
) -> Result<Option<Dataset>, ErreurDonnees> {
    let formats = catalogue::embarques()?.iter();
    let lecture = Lecture {
        fichiers: &[Fichier::seul(chemin)],
        formats: formats.filter(|f| f.cpts.is_some()).cloned().collect(),
        mappings: BTreeMap::new(),
        referentiel,
        strict: true,
    };
    let Some((sort, _)) = lecture.traite(0, octets::TAILLE_MAX, None) else {
        return Ok(None);
    };
    let Devenir::Lu(lus) = sort? else {
        return Ok(None);
    };
    let d = assemble(Arc::clone(referentiel), source.clone(), lus, None)?;
    let dite = !d.cpts.is_empty() || !d.cpts_champ.is_empty() || !d.cpts_perdues.is_empty();
    Ok(dite.then_some(d))
}

/// What was read of a folder.
pub enum Lus<'a> {
    /// What became of each file, and the cache to finish.
    Sorts(Vec<Sort>, Option<Box<EnGarde<'a>>>),
    /// What the files make together, that another run kept.
    Ensemble(Box<Dataset>),
}

/// Files and what they are read against.
struct Lecture<'a> {
    fichiers: &'a [Fichier],
    formats: Vec<Format>,
    mappings: BTreeMap<String, Format>,
    referentiel: &'a Referentiel,
    strict: bool,
}

impl Lecture<'_> {
    /// Reads some files, by rank.
    fn lit(
        &self,
        mut ordre: Vec<usize>,
        progression: &Progression,
    ) -> Result<Vec<(usize, Devenir)>, ErreurDonnees> {
        progression.total(ordre.len());
        // The longest to read first: the threads then end together.
        ordre.sort_by_key(|&i| Reverse(self.fichiers.get(i).map_or(0, Fichier::travail)));
        let mut sorts: Vec<_> = ordre
            .par_iter()
            .with_max_len(1)
            .filter_map(|&rang| {
                let (sort, depasse) = self.traite(rang, LEGER, None)?;
                progression.avance();
                Some((rang, sort, depasse))
            })
            .collect();
        sorts.sort_by_key(|(rang, ..)| *rang);
        // The heavy ones, one at a time: memory holds only one of them.
        for (rang, sort, depasse) in &mut sorts {
            if *depasse && let Some((entier, _)) = self.traite(*rang, octets::TAILLE_MAX, None) {
                *sort = entier;
            }
        }
        sorts
            .into_iter()
            .map(|(rang, sort, _)| Ok((rang, sort?)))
            .collect()
    }

    /// Reads the files whose rows only know a structure, once the others have named them.
    fn lit_les_differes(&self, sorts: &mut BTreeMap<usize, Devenir>) -> Result<(), ErreurDonnees> {
        let differes = sorts.iter().filter(|(_, s)| matches!(s, Devenir::Differe));
        let differes: Vec<usize> = differes.map(|(rang, _)| *rang).collect();
        if differes.is_empty() {
            return Ok(());
        }
        let connues = connues(sorts.values());
        for rang in differes {
            if let Some((sort, _)) = self.traite(rang, octets::TAILLE_MAX, Some(&connues)) {
                sorts.insert(rang, sort?);
            }
        }
        Ok(())
    }

    /// What becomes of a file, and whether it is larger than the bound.
    fn traite(
        &self,
        rang: usize,
        plafond: u64,
        connues: Option<&Connues>,
    ) -> Option<(Result<Devenir, ErreurDonnees>, bool)> {
        let f = self.fichiers.get(rang)?;
        let designe = self.mappings.get(&f.nom);
        let formats = designe.map_or(self.formats.as_slice(), std::slice::from_ref);
        let mut atelier = Atelier {
            referentiel: self.referentiel,
            formats,
            designe: designe.is_some(),
            plafond,
            connues,
            depasse: AtomicBool::new(false),
        };
        let tolere = designe.is_none() && !self.strict;
        let sort = match atelier.traite(f) {
            Err(e) if tolere => Ok(Devenir::Illisible(e)),
            sort => sort.map(|s| acheve(s, self.referentiel)),
        };
        Some((sort, *atelier.depasse.get_mut()))
    }
}

/// Whether the other files decide what becomes of a file.
fn depend_des_autres(sort: &Devenir) -> bool {
    match sort {
        Devenir::Lu(lus) => lus.iter().any(|lu| lu.descripteur.lieu_par.is_some()),
        Devenir::NonUtilise(_) | Devenir::Differe => true,
        Devenir::Illisible(_) | Devenir::NonReconnu(_) => false,
    }
}

/// Last touch on the tables of a file: zeros of sparse files, communes that a list of CPTS may not know yet.
fn acheve(mut sort: Devenir, referentiel: &Referentiel) -> Devenir {
    if let Devenir::Lu(lus) = &mut sort {
        for lu in lus {
            let annee = lu.table.millesimes().last().copied();
            if lu.descripteur.creux {
                let declaree = lu.descripteur.departements_entiers;
                let liste_de = |an: Option<u16>| liste(&lu.descripteur, an.or(annee));
                let fichier = (lu.chemin.as_str(), declaree);
                creux::remplit(referentiel, liste_de, fichier, &mut lu.table);
            }
            let affectees = lu.table.cpts.iter().map(|(unite, ..)| *unite).collect();
            let jour = liste(&lu.descripteur, annee);
            let detachees = creux::detachees(referentiel, jour, &affectees);
            lu.table.cpts_inconnues.extend(detachees);
        }
    }
    sort
}
