//! What tells that a file of a folder is still the one that was read.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::load::source::dossier::Fichier;

/// A file touched less than this before it was read may have been touched again since, at the same date.
const TROP_FRAIS: Duration = Duration::from_secs(3);

/// What a file is on the disk: any change of its content changes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CleFichier {
    /// Path relative to the folder.
    pub nom: String,
    /// Path on the disk.
    pub chemin: String,
    membre: Option<usize>,
    taille: u64,
    etat: Etat,
}

/// On Unix, numbers that the system alone writes; elsewhere, the content itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Etat {
    /// Volume, number on the volume, dates of the last change of the content and of the file, in nanoseconds.
    Systeme([u64; 2], [i128; 2]),
    /// SHA-256.
    Contenu(String),
}

impl CleFichier {
    /// The key of a file; `None` when it cannot be read, or is too fresh to be trusted at that instant.
    #[must_use]
    pub fn new(fichier: &Fichier, maintenant: SystemTime) -> Option<Self> {
        let meta = std::fs::metadata(&fichier.chemin).ok()?;
        let age = maintenant.duration_since(change(&meta)?).ok()?;
        if age < TROP_FRAIS {
            return None;
        }
        Some(Self {
            nom: fichier.nom.clone(),
            chemin: fichier.chemin.to_str()?.to_owned(),
            membre: fichier.membre,
            taille: meta.len(),
            etat: etat(fichier, &meta)?,
        })
    }

    /// Rank in the zip that the path is.
    #[must_use]
    pub fn membre(&self) -> Option<usize> {
        self.membre
    }

    /// Whether the file on the disk is still this one.
    #[must_use]
    pub fn tient(&self) -> bool {
        let fichier = Fichier {
            chemin: self.chemin.clone().into(),
            nom: self.nom.clone(),
            taille: self.taille,
            membre: self.membre,
        };
        let meta = std::fs::metadata(&fichier.chemin);
        meta.is_ok_and(|m| {
            m.len() == self.taille && etat(&fichier, &m).as_ref() == Some(&self.etat)
        })
    }
}

#[cfg(unix)]
fn change(meta: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    let depuis = u64::try_from(meta.ctime()).ok()?;
    let change = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(depuis))?;
    Some(meta.modified().map_or(change, |m| m.max(change)))
}

#[cfg(unix)]
#[expect(
    clippy::unnecessary_wraps,
    reason = "elsewhere the content may be unreadable"
)]
fn etat(_: &Fichier, meta: &Metadata) -> Option<Etat> {
    use std::os::unix::fs::MetadataExt;
    let date = |s: i64, n: i64| i128::from(s) * 1_000_000_000 + i128::from(n);
    let dates = [
        date(meta.mtime(), meta.mtime_nsec()),
        date(meta.ctime(), meta.ctime_nsec()),
    ];
    Some(Etat::Systeme([meta.dev(), meta.ino()], dates))
}

#[cfg(not(unix))]
fn change(meta: &Metadata) -> Option<SystemTime> {
    meta.modified().ok()
}

#[cfg(not(unix))]
fn etat(fichier: &Fichier, _: &Metadata) -> Option<Etat> {
    let octets = std::fs::read(&fichier.chemin).ok()?;
    Some(Etat::Contenu(crate::load::source::octets::empreinte(
        &octets,
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_change_is_seen_and_a_fresh_file_is_not_trusted() {
        let d = tempfile::tempdir().unwrap();
        let chemin = d.path().join("a.csv");
        std::fs::write(&chemin, "un").unwrap();
        let fichier = Fichier {
            chemin: chemin.clone(),
            nom: "a.csv".into(),
            taille: 2,
            membre: None,
        };
        assert_eq!(CleFichier::new(&fichier, SystemTime::now()), None);
        let plus_tard = SystemTime::now() + Duration::from_secs(60);
        let cle = CleFichier::new(&fichier, plus_tard).unwrap();
        assert!(cle.tient());
        // Same size, and the date of the content put back.
        let avant = std::fs::metadata(&chemin).unwrap().modified().unwrap();
        std::fs::write(&chemin, "on").unwrap();
        std::fs::File::options()
            .write(true)
            .open(&chemin)
            .unwrap()
            .set_modified(avant)
            .unwrap();
        assert!(!cle.tient());
        std::fs::remove_file(&chemin).unwrap();
        assert!(!cle.tient());
    }
}
