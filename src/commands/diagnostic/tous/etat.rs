//! What was written for each territory, so that a later run makes anew only what has changed and an interrupted one resumes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::commands::sortie::{CodeSortie, echec};
use crate::load::empreinte;
use crate::model::Constat;

/// Folder of what is kept, beside the reports.
const DOSSIER: &str = ".cpts";
/// Start of the names of the files that are being written.
const PROVISOIRE: &str = ".cpts-";

/// What was written for a territory.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Etat {
    /// What the reports were made from.
    pub cle: String,
    /// SHA-256 of each report, by its name.
    pub fichiers: BTreeMap<String, String>,
    /// What they found, for `--echec-si`.
    pub constats: Vec<Constat>,
    /// Reports of earlier runs, in formats no longer asked for: nothing says that they still hold.
    #[serde(default)]
    pub restes: BTreeSet<String>,
}

/// The folder, for one run at a time.
pub(super) struct Etats {
    dossier: PathBuf,
    // Given back by the system when the process ends, however it ends.
    _verrou: File,
}

impl Etats {
    /// Makes the folder, takes it and removes what an interrupted run was writing.
    ///
    /// # Errors
    /// Exit code 5: a folder that cannot be written, or in which another run is writing.
    pub(super) fn ouvrir(dossier: &Path) -> Result<Self> {
        let refus = |quoi: &str| {
            let message = format!(
                "{} : {quoi}\n  remède : indiquez un dossier où vous pouvez écrire",
                dossier.display()
            );
            echec(CodeSortie::Ecriture, message)
        };
        let garde = dossier.join(DOSSIER);
        fs::create_dir_all(&garde).map_err(|_| refus("ce dossier ne peut pas être créé"))?;
        let verrou = File::create(garde.join("verrou"));
        let verrou = verrou.map_err(|_| refus("rien ne peut être écrit dans ce dossier"))?;
        if let Err(fs::TryLockError::WouldBlock) = verrou.try_lock() {
            let message = format!(
                "{} : un autre cpts écrit dans ce dossier\n  remède : attendez qu'il ait fini, ou indiquez un autre dossier",
                dossier.display()
            );
            return Err(echec(CodeSortie::Ecriture, message));
        }
        for place in [dossier, &garde] {
            let entrees = fs::read_dir(place).into_iter().flatten().flatten();
            for entree in entrees {
                let nom = entree.file_name().to_string_lossy().into_owned();
                if nom.starts_with(PROVISOIRE) && entree.path().is_file() {
                    let _ = fs::remove_file(entree.path());
                }
            }
        }
        Ok(Self {
            dossier: dossier.to_owned(),
            _verrou: verrou,
        })
    }

    /// Where the reports are.
    pub(super) fn dossier(&self) -> &Path {
        &self.dossier
    }

    /// Where what is kept of a territory is.
    pub(super) fn chemin(&self, nom: &str) -> PathBuf {
        self.dossier.join(DOSSIER).join(format!("{nom}.json"))
    }

    /// What was written for a territory from the same things, when it is still there as it was.
    pub(super) fn inchange(&self, nom: &str, cle: &str, voulus: &[String]) -> Option<Etat> {
        let octets = fs::read(self.chemin(nom)).ok()?;
        let etat: Etat = serde_json::from_slice(&octets).ok()?;
        let tel_quel = |voulu: &String| {
            let ecrit = etat.fichiers.get(voulu);
            let la = empreinte(&self.dossier.join(voulu)).ok();
            ecrit.is_some() && ecrit == la.as_ref()
        };
        (etat.cle == cle && voulus.iter().all(tel_quel)).then_some(etat)
    }

    /// Reports that earlier runs wrote for a territory, in formats that are no longer asked for.
    pub(super) fn restes(&self, nom: &str, voulus: &[String]) -> BTreeSet<String> {
        let lu = fs::read(self.chemin(nom)).ok();
        let Some(etat) = lu.and_then(|octets| serde_json::from_slice::<Etat>(&octets).ok()) else {
            return BTreeSet::new();
        };
        let ecrits = etat.fichiers.into_keys().chain(etat.restes);
        let autres = ecrits.filter(|ecrit| !voulus.contains(ecrit));
        autres
            .filter(|ecrit| self.dossier.join(ecrit).is_file())
            .collect()
    }

    /// Names of the territories of earlier runs that are not among these, sorted.
    pub(super) fn anciens(&self, noms: &[String]) -> Vec<String> {
        let entrees = fs::read_dir(self.dossier.join(DOSSIER));
        let entrees = entrees.into_iter().flatten().flatten();
        let nom = |e: fs::DirEntry| {
            let nom = e.file_name().to_string_lossy().into_owned();
            nom.strip_suffix(".json").map(str::to_owned)
        };
        let mut anciens: Vec<String> = entrees
            .filter_map(nom)
            .filter(|nom| !noms.contains(nom))
            .collect();
        anciens.sort_unstable();
        anciens
    }
}
