//! `cpts.lock`: what was downloaded, with size and SHA-256, so that anyone gets the same files or is told that they changed.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use serde::Deserialize;

use super::partie::empreinte;
use crate::load::format::adresse::nom_permis;
use crate::load::source::defaut::cause;
use crate::model::{Emplacement, ErreurDonnees};
use crate::texte_toml;
use crate::tri::Tri;

/// Name of the lock, in the folder of the files.
pub const NOM: &str = "cpts.lock";
/// Version of its format.
const VERSION: u32 = 1;
/// Longest lock that is read, bytes.
const TAILLE_MAX: u64 = 4 << 20;

/// A downloaded file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entree {
    /// Its name.
    pub nom: String,
    /// Id of its source.
    pub source: String,
    /// Address of the descriptor, that of the producer even when a mirror gave the file.
    pub url: String,
    /// Size, bytes.
    pub taille: u64,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
    /// Day of the download, when it was given.
    pub date: Option<String>,
}

/// The lock of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verrou {
    version: u32,
    #[serde(default, rename = "fichier")]
    entrees: Vec<Entree>,
}

/// What became of a file of the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Etat {
    /// The very file.
    Conforme,
    /// Not there.
    Absent,
    /// Another size, bytes.
    Taille(u64),
    /// Another content: its SHA-256.
    Contenu(String),
    /// It cannot be read.
    Illisible(String),
}

impl Verrou {
    /// Reads the lock of a folder; none when there is none.
    ///
    /// # Errors
    /// It cannot be read, is not a lock, is of a later version, or names something else than plain files.
    pub fn lire(dossier: &Path) -> Result<Option<Self>, ErreurDonnees> {
        let chemin = dossier.join(NOM);
        let nom = chemin.display().to_string();
        let texte = match fs::metadata(&chemin) {
            Ok(m) if m.len() > TAILLE_MAX => Err("fichier trop gros".to_owned()),
            Ok(_) => fs::read_to_string(&chemin).map_err(|e| cause(&e)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => Err(cause(&e)),
        };
        let texte = texte.map_err(|pourquoi| {
            ErreurDonnees::new(
                Emplacement::fichier(&nom),
                format!("lecture impossible ({pourquoi})"),
            )
            .remede("supprimez-le, puis relancez « cpts donnees telecharger »")
        })?;
        Self::analyser(&texte, &nom).map(Some)
    }

    fn analyser(texte: &str, nom: &str) -> Result<Self, ErreurDonnees> {
        let lu: Self = texte_toml::lire(texte, nom)?;
        let erreur = |p: &str| ErreurDonnees::new(Emplacement::fichier(nom), p);
        if lu.version != VERSION {
            return Err(erreur("version inconnue de cpts.lock")
                .valeur(lu.version.to_string())
                .attendu(VERSION.to_string())
                .remede("employez la version du programme qui l'a écrit"));
        }
        let hexadecimal = |e: &Entree| {
            let chiffre = |c: char| matches!(c, '0'..='9' | 'a'..='f');
            e.sha256.len() == 64 && e.sha256.chars().all(chiffre)
        };
        if let Some(e) = lu
            .entrees
            .iter()
            .find(|e| !nom_permis(&e.nom) || !hexadecimal(e))
        {
            return Err(erreur("nom de fichier ou SHA-256 incorrect")
                .valeur(&e.nom)
                .attendu("un nom sans dossier, et 64 chiffres hexadécimaux")
                .remede("ce fichier a été modifié : supprimez-le, puis relancez « cpts donnees telecharger »"));
        }
        Ok(lu)
    }

    /// The files, by name.
    #[must_use]
    pub fn entrees(&self) -> &[Entree] {
        &self.entrees
    }

    /// A file.
    #[must_use]
    pub fn entree(&self, nom: &str) -> Option<&Entree> {
        self.entrees.iter().find(|e| e.nom == nom)
    }

    /// Writes down a file, in the place of the one of the same name.
    pub fn inscrit(&mut self, entree: Entree) {
        self.version = VERSION;
        self.entrees.retain(|e| e.nom != entree.nom);
        self.entrees.push(entree);
        self.entrees.trie_par(|a, b| a.nom.cmp(&b.nom));
    }

    /// The text of the lock: the same files give the same bytes.
    #[must_use]
    pub fn texte(&self) -> String {
        let mut t = format!(
            "# Fichiers de « cpts donnees telecharger » ; les comparer à ceux du dossier : cpts donnees telecharger --verifier\nversion = {VERSION}\n"
        );
        for e in &self.entrees {
            let cites = [("nom", &e.nom), ("source", &e.source), ("url", &e.url)];
            t.push_str("\n[[fichier]]\n");
            for (cle, valeur) in cites {
                t.push_str(&format!("{cle} = {}\n", texte_toml::cite(valeur)));
            }
            t.push_str(&format!(
                "taille = {}\nsha256 = \"{}\"\n",
                e.taille, e.sha256
            ));
            if let Some(date) = &e.date {
                t.push_str(&format!("date = {}\n", texte_toml::cite(date)));
            }
        }
        t
    }

    /// Writes the lock beside its place, then renames it.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn ecrire(&self, dossier: &Path) -> std::io::Result<()> {
        let mut provisoire = tempfile::Builder::new()
            .prefix(".cpts-")
            .tempfile_in(dossier)?;
        provisoire.write_all(self.texte().as_bytes())?;
        provisoire.as_file().sync_all()?;
        let chemin = dossier.join(NOM);
        droits(provisoire.path())?;
        provisoire.persist(chemin).map_err(|e| e.error)?;
        Ok(())
    }
}

/// The lock is shared with the folder: readable by all, as the files are.
#[cfg(unix)]
fn droits(chemin: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(chemin, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn droits(_: &Path) -> std::io::Result<()> {
    Ok(())
}

impl Entree {
    /// Compares the file of a folder to what the lock says.
    #[must_use]
    pub fn etat(&self, dossier: &Path) -> Etat {
        let mut fichier = match File::open(dossier.join(&self.nom)) {
            Ok(fichier) => fichier,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Etat::Absent,
            Err(e) => return Etat::Illisible(cause(&e)),
        };
        match fichier.metadata().map(|m| m.len()) {
            Ok(taille) if taille != self.taille => return Etat::Taille(taille),
            Ok(_) => {}
            Err(e) => return Etat::Illisible(cause(&e)),
        }
        match empreinte(&mut fichier) {
            Ok((_, sha256)) if sha256 == self.sha256 => Etat::Conforme,
            Ok((_, sha256)) => Etat::Contenu(sha256),
            Err(e) => Etat::Illisible(cause(&e)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entree(nom: &str, url: &str) -> Entree {
        Entree {
            nom: nom.to_owned(),
            source: "x".to_owned(),
            url: url.to_owned(),
            taille: 3,
            sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_owned(),
            date: None,
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_whatever_the_order(noms in prop::collection::btree_set("f-[a-z]{1,6}\\.csv", 1..6), url in any::<String>()) {
            let (mut a, mut b) = (Verrou::default(), Verrou::default());
            noms.iter().for_each(|n| a.inscrit(entree(n, &url)));
            noms.iter().rev().for_each(|n| b.inscrit(entree(n, &url)));
            prop_assert_eq!(a.texte(), b.texte());
            let lu = Verrou::analyser(&a.texte(), "cpts.lock").unwrap();
            prop_assert_eq!(lu.texte(), a.texte());
        }
    }

    #[test]
    fn a_lock_names_plain_files_only() {
        for nom in ["../a.csv", "/etc/passwd", "cpts.lock"] {
            let mut v = Verrou::default();
            v.inscrit(entree(nom, "https://a.fr"));
            assert!(Verrou::analyser(&v.texte(), "cpts.lock").is_err(), "{nom}");
        }
        let futur = Verrou::default().texte().replace("= 1", "= 2");
        assert!(
            Verrou::analyser(&futur, "cpts.lock")
                .unwrap_err()
                .to_string()
                .contains("version")
        );
    }

    #[test]
    fn a_file_is_compared_to_its_lock() {
        let d = tempfile::tempdir().unwrap();
        let etat = |contenu: &str| {
            fs::write(d.path().join("a.csv"), contenu).unwrap();
            entree("a.csv", "https://a.fr").etat(d.path())
        };
        assert_eq!(etat("abc"), Etat::Conforme);
        assert_eq!(etat("abcd"), Etat::Taille(4));
        assert!(matches!(etat("abd"), Etat::Contenu(_)));
        assert_eq!(entree("b.csv", "https://a.fr").etat(d.path()), Etat::Absent);
    }
}
