//! The automatic cache: what was read of a folder, kept under the platform's cache directory until a file of it changes.
//!
//! One file by folder, written beside then renamed: two runs at once each write a whole one, a run that is killed leaves a
//! temporary one that the next removes. It never outlives the files that it comes from: what a changed, renamed or removed
//! file gave is read again or forgotten by the next run, whatever the folder of that run.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::PROGRAMME;
use super::cle::CleFichier;
use super::contenu::Lecture;
use super::ecriture::EnCours;
use super::fiches::Entete;
use super::lecture::Prepare;
use super::preparation::Imagee;
use crate::load::fichier::devenir::{Devenir, Sort};
use crate::load::source::acces::Acces;
use crate::load::source::dossier::Fichier;
use crate::load::source::octets;
use crate::model::{Dataset, Referentiel};

/// Folders smaller than this are read as fast as a cache, bytes (see [`Fichier::travail`]).
const PETIT: u64 = 8 << 20;
/// Most folders kept.
const DOSSIERS: usize = 8;
/// Most bytes kept.
const OCTETS: u64 = 1 << 30;
/// A temporary file older than this was left by a run that was killed.
const ABANDON: Duration = Duration::from_secs(3600);
const FIN: &str = ".cpts";
const PROVISOIRE: &str = ".provisoire-";

/// What a cache says of itself.
#[derive(Debug, Serialize, Deserialize)]
pub struct EnteteCache {
    /// What the reading depends on besides the files: program, list of communes, descriptors.
    identite: String,
    /// The files, in the order of the records.
    cles: Vec<Option<CleFichier>>,
    entete: Entete,
}

/// The cache of one folder.
pub struct Cache<'a> {
    repertoire: PathBuf,
    chemin: PathBuf,
    identite: String,
    referentiel: &'a Arc<Referentiel>,
    sha256: &'a str,
}

/// What a cache still has of a folder.
pub enum Trouve {
    /// What became of the files that are still those that were read.
    Sorts {
        /// By rank.
        sorts: BTreeMap<usize, Devenir>,
        /// Whether no file has changed, came or left.
        entier: bool,
        /// Whether there is nothing to write anew either.
        a_jour: bool,
    },
    /// What they make together: no file has changed.
    Image(Box<Dataset>),
}

/// A cache that is being written: kept once it is finished.
pub struct EnGarde<'a> {
    cache: Cache<'a>,
    /// The file beside, and what its header says of the files.
    fichier: Option<(Provisoire, Vec<Option<CleFichier>>)>,
}

/// The file beside.
type Provisoire = EnCours<BufWriter<NamedTempFile>>;

impl<'a> Cache<'a> {
    /// The cache of a folder, in a cache directory; `regles` is what its reading depends on besides its files.
    #[must_use]
    pub fn new(
        repertoire: &Path,
        racine: &Path,
        regles: &str,
        referentiel: &'a Arc<Referentiel>,
        sha256: &'a str,
    ) -> Self {
        let reel = racine.canonicalize().unwrap_or_else(|_| racine.to_owned());
        let nom = octets::empreinte(reel.as_os_str().as_encoded_bytes());
        let nom = nom.get(..32).unwrap_or(&nom);
        Self {
            repertoire: repertoire.to_owned(),
            chemin: repertoire.join(format!("{nom}{FIN}")),
            identite: octets::empreinte(format!("{PROGRAMME}|{sha256}|{regles}").as_bytes()),
            referentiel,
            sha256,
        }
    }

    /// What the cache still has of these files; `image` is the key of what they make, when nothing is laid over them.
    #[must_use]
    pub fn retrouve(&self, fichiers: &[Fichier], image: Option<&str>) -> Trouve {
        self.menage();
        let rien = Trouve::Sorts {
            sorts: BTreeMap::new(),
            entier: false,
            a_jour: false,
        };
        let Some((lecture, cache)) =
            ouvre(&self.chemin).filter(|(_, c)| c.identite == self.identite)
        else {
            return rien;
        };
        let Some(prepare) = Prepare::du_cache(
            &self.chemin,
            (lecture, cache.entete),
            self.referentiel,
            self.sha256,
        ) else {
            return rien;
        };
        let tient = |f: &Fichier, cle: &CleFichier| {
            cle.nom == f.nom
                && Path::new(&cle.chemin) == f.chemin
                && cle.membre() == f.membre
                && cle.tient()
        };
        let total = cache.cles.len();
        // Both lists are in the order of the names.
        let mut cles = cache.cles.into_iter().enumerate().peekable();
        let mut voulus = Vec::new();
        for (rang, fichier) in fichiers.iter().enumerate() {
            while cles
                .next_if(|(_, c)| c.as_ref().is_none_or(|c| c.nom < fichier.nom))
                .is_some()
            {}
            if let Some((fiche, _)) =
                cles.next_if(|(_, c)| c.as_ref().is_some_and(|c| tient(fichier, c)))
            {
                voulus.push((rang, fiche));
            }
        }
        let entier = voulus.len() == fichiers.len() && total == fichiers.len();
        let a_jour = entier && (image.is_none() || prepare.entete.image_cherchee);
        if a_jour {
            self.touche();
            let image = image.and_then(|cle| prepare.image_du_cache(self.referentiel, cle));
            if let Some(d) = image {
                return Trouve::Image(Box::new(d));
            }
        }
        match prepare.quelques_sorts(&voulus) {
            Ok(lus) => Trouve::Sorts {
                sorts: lus.into_iter().collect(),
                entier,
                a_jour,
            },
            Err(_) => rien,
        }
    }

    /// Begins to keep what became of the files; what cannot be written is not kept, and the run does without.
    #[must_use]
    pub fn garde(self, fichiers: &[Fichier], lus: SystemTime, sorts: &[Sort]) -> EnGarde<'a> {
        let travail = fichiers
            .iter()
            .fold(0_u64, |t, f| t.saturating_add(f.travail()));
        // What may be read of a folder as fast as of a cache is not kept twice.
        let ecrit = || {
            prive(&self.repertoire).ok()?;
            let cles = fichiers.iter().map(|f| CleFichier::new(f, lus)).collect();
            let provisoire = tempfile::Builder::new()
                .prefix(PROVISOIRE)
                .tempfile_in(&self.repertoire)
                .ok()?;
            let sortie = BufWriter::new(provisoire);
            let fichier = EnCours::des_sorts(sortie, self.referentiel, sorts, 1).ok()?;
            Some((fichier, cles))
        };
        let fichier = (travail >= PETIT).then(ecrit).flatten();
        EnGarde {
            cache: self,
            fichier,
        }
    }

    /// The last used are the last removed.
    fn touche(&self) {
        let ouvert = fs::File::options().append(true).open(&self.chemin);
        let _ = ouvert.and_then(|f| f.set_modified(SystemTime::now()));
    }

    /// Removes the caches of which a file changed, and what killed runs left.
    fn menage(&self) {
        for (chemin, meta) in entrees(&self.repertoire) {
            let nom = chemin
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let age = meta.modified().ok().and_then(|m| m.elapsed().ok());
            let abandonne = nom.starts_with(PROVISOIRE) && age.is_some_and(|a| a > ABANDON);
            let perime = nom.ends_with(FIN) && chemin != self.chemin && !a_jour(&chemin);
            if abandonne || perime {
                let _ = fs::remove_file(&chemin);
            }
        }
    }

    /// Removes the oldest caches beyond the bounds.
    fn borne(&self) {
        let mut caches: Vec<(SystemTime, u64, PathBuf)> = entrees(&self.repertoire)
            .filter(|(chemin, _)| chemin.to_string_lossy().ends_with(FIN))
            .filter_map(|(chemin, m)| Some((m.modified().ok()?, m.len(), chemin)))
            .collect();
        caches.sort_by(|a, b| b.cmp(a));
        let mut total = 0_u64;
        for (rang, (_, taille, chemin)) in caches.into_iter().enumerate() {
            total = total.saturating_add(taille);
            if rang >= DOSSIERS || total > OCTETS {
                let _ = fs::remove_file(chemin);
            }
        }
    }
}

impl EnGarde<'_> {
    /// Whether there is something to keep.
    #[must_use]
    pub fn attend_une_image(&self) -> bool {
        self.fichier.is_some()
    }

    /// Ends the cache, with what the files make together when that may stand for them.
    /// `cherchee` says whether it was looked for.
    pub fn finit(mut self, image: Option<&Imagee>, cherchee: bool) {
        if self.ecrit(image, cherchee).is_none() {
            // Never an old one beside files that changed.
            let _ = fs::remove_file(&self.cache.chemin);
        }
        self.cache.borne();
    }

    fn ecrit(&mut self, image: Option<&Imagee>, cherchee: bool) -> Option<()> {
        let (mut fichier, cles) = self.fichier.take()?;
        fichier.cherchee = cherchee;
        if let Some(i) = image {
            fichier.image(&i.dataset, &i.cle, &i.annexes).ok()?;
        }
        let identite = self.cache.identite.clone();
        let tete = |entete| EnteteCache {
            identite,
            cles,
            entete,
        };
        let liste = (self.cache.referentiel.as_ref(), self.cache.sha256);
        let mut sortie = fichier.finit(liste, None, tete).ok()?;
        sortie.flush().ok()?;
        let provisoire: NamedTempFile = sortie.into_inner().ok()?;
        provisoire.persist(&self.cache.chemin).ok()?;
        Some(())
    }
}

/// The directory, for the user alone.
fn prive(repertoire: &Path) -> std::io::Result<()> {
    let mut creation = fs::DirBuilder::new();
    creation.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut creation, 0o700);
    creation.create(repertoire)
}

fn entrees(repertoire: &Path) -> impl Iterator<Item = (PathBuf, fs::Metadata)> {
    let lues = fs::read_dir(repertoire).into_iter().flatten().flatten();
    lues.filter_map(|e| Some((e.path(), e.metadata().ok().filter(fs::Metadata::is_file)?)))
}

fn ouvre(chemin: &Path) -> Option<(Lecture, EnteteCache)> {
    Lecture::ouvre(Acces::du_disque(chemin).ok()?).ok()
}

/// Whether all the files of a cache are still those that were read.
fn a_jour(chemin: &Path) -> bool {
    let cle = |c: &Option<CleFichier>| c.as_ref().is_none_or(CleFichier::tient);
    ouvre(chemin).is_some_and(|(_, cache)| cache.cles.iter().all(cle))
}
