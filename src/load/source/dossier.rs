//! The files of the data folder, in path order, followed through links without looping.

use std::collections::BTreeSet;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use crate::load::source::defaut::cause;
use crate::load::source::normalise::affichable;
use crate::model::{Emplacement, ErreurDonnees};

/// A zip of more files than this is not opened.
const MEMBRES_MAX: usize = 1000;
/// What a zip that is a document, and not an archive of tables, holds.
const AUTRES: [&str; 3] = ["xl/workbook.xml", "mimetype", "[Content_Types].xml"];
/// How the names of tables end.
const TABLES: [&str; 12] = [
    ".csv", ".txt", ".tsv", ".json", ".geojson", ".xlsx", ".xls", ".ods", ".csv.gz", ".json.gz",
    ".zip", ".parquet",
];

/// Folders nested deeper than this are not searched.
const PROFONDEUR_MAX: usize = 32;

/// A file of the data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fichier {
    /// Where it is on the disk.
    pub chemin: PathBuf,
    /// Path relative to the data folder, with `/`, fit to be shown.
    pub nom: String,
    /// Size, bytes.
    pub taille: u64,
    /// Rank in the zip that `chemin` is, for a file inside.
    pub membre: Option<usize>,
}

impl Fichier {
    /// A file alone, under its own name.
    #[must_use]
    pub fn seul(chemin: &Path) -> Self {
        let nom = chemin.file_name().map(|n| n.to_string_lossy());
        Self {
            chemin: chemin.to_owned(),
            nom: affichable(&nom.unwrap_or_default(), 200),
            taille: fs::metadata(chemin).map_or(0, |m| m.len()),
            membre: None,
        }
    }

    /// How long it is to read compared with others: its size, and what it becomes once decompressed.
    #[must_use]
    pub fn travail(&self) -> u64 {
        let nom = self.nom.to_lowercase();
        let facteur = match nom.rsplit_once('.').map(|(_, fin)| fin) {
            Some("xlsx" | "xlsm" | "ods") => 8,
            Some("gz" | "parquet") => 4,
            _ => 1,
        };
        self.taille.saturating_mul(facteur)
    }
}

/// Lists the files under a folder, sorted by relative path; hidden and system files are left out.
///
/// A folder reached twice (links) is listed once.
///
/// # Errors
/// The folder is missing, is not a folder, or cannot be read.
pub fn lister(racine: &Path) -> Result<Vec<Fichier>, ErreurDonnees> {
    let meta = fs::metadata(racine).map_err(|e| dossier_illisible(racine, &e))?;
    if !meta.is_dir() {
        return Err(erreur(racine, "ce n'est ni un dossier ni un fichier préparé")
            .remede("donnez le dossier qui contient les fichiers de données, ou un fichier fait par « cpts donnees preparer »"));
    }
    let mut fichiers = Vec::new();
    let mut vus = BTreeSet::new();
    let mut pile = vec![(racine.to_path_buf(), String::new(), 0)];
    while let Some((dossier, prefixe, profondeur)) = pile.pop() {
        let reel = fs::canonicalize(&dossier).unwrap_or_else(|_| dossier.clone());
        if !vus.insert(reel) {
            continue;
        }
        let entrees = match fs::read_dir(&dossier) {
            Ok(entrees) => entrees,
            Err(e) if profondeur == 0 => return Err(dossier_illisible(&dossier, &e)),
            // Listed as a file that cannot be read: the others are used.
            Err(_) => {
                fichiers.push(non_lu(dossier, prefixe));
                continue;
            }
        };
        for entree in entrees.flatten() {
            let nom = entree.file_name().to_string_lossy().into_owned();
            if est_systeme(&nom) {
                continue;
            }
            let relatif = format!("{prefixe}{}", affichable(&nom, 200));
            match fs::metadata(entree.path()) {
                Ok(m) if m.is_dir() && profondeur < PROFONDEUR_MAX => {
                    pile.push((entree.path(), format!("{relatif}/"), profondeur + 1));
                }
                Ok(m) if m.is_file() => {
                    let seul = Fichier {
                        chemin: entree.path(),
                        nom: relatif,
                        taille: m.len(),
                        membre: None,
                    };
                    match membres(&seul) {
                        Some(dedans) => fichiers.extend(dedans),
                        None => fichiers.push(seul),
                    }
                }
                // Folder too deep, broken link, pipe, device: listed, so that nothing is ignored without a word.
                _ => fichiers.push(non_lu(entree.path(), relatif)),
            }
        }
    }
    fichiers.sort_by(|a, b| a.nom.cmp(&b.nom).then_with(|| a.chemin.cmp(&b.chemin)));
    Ok(fichiers)
}

/// What is listed although nothing of it can be read.
fn non_lu(chemin: PathBuf, nom: String) -> Fichier {
    Fichier {
        chemin,
        nom,
        taille: 0,
        membre: None,
    }
}

/// The files of a zip of tables; `None` for any other file, which is read, or refused, as a whole.
fn membres(archive: &Fichier) -> Option<Vec<Fichier>> {
    if !archive.nom.to_lowercase().ends_with(".zip") {
        return None;
    }
    let ouvert = BufReader::new(fs::File::open(&archive.chemin).ok()?);
    let mut zip = ZipArchive::new(ouvert).ok()?;
    if zip.len() > MEMBRES_MAX || AUTRES.iter().any(|n| zip.index_for_name(n).is_some()) {
        return None;
    }
    let mut dedans = Vec::new();
    for rang in 0..zip.len() {
        let entree = zip.by_index_raw(rang).ok()?;
        let nom = entree.name().ok()?.into_owned();
        let mut morceaux = nom.split('/');
        if entree.is_dir() || morceaux.any(|m| est_systeme(m) || m == "__MACOSX") {
            continue;
        }
        dedans.push(Fichier {
            chemin: archive.chemin.clone(),
            nom: format!("{}/{}", archive.nom, affichable(&nom, 200)),
            taille: entree.size(),
            membre: Some(rang),
        });
    }
    let table = |f: &Fichier| {
        let nom = f.nom.to_lowercase();
        TABLES.iter().any(|fin| nom.ends_with(fin))
    };
    dedans.iter().any(table).then_some(dedans)
}

/// Hidden files, lock files of spreadsheets, what systems leave in folders, and the list of what was downloaded.
fn est_systeme(nom: &str) -> bool {
    nom.starts_with('.')
        || nom.starts_with("~$")
        || ["thumbs.db", "desktop.ini", "cpts.lock"].contains(&nom.to_lowercase().as_str())
}

fn erreur(dossier: &Path, probleme: impl Into<String>) -> ErreurDonnees {
    let nom = affichable(&dossier.to_string_lossy(), 200);
    ErreurDonnees::new(Emplacement::fichier(nom), probleme)
}

fn dossier_illisible(dossier: &Path, e: &std::io::Error) -> ErreurDonnees {
    if e.kind() == std::io::ErrorKind::NotFound {
        return erreur(dossier, "dossier de données introuvable").remede(
            "créez-le, ou indiquez-en un autre avec --donnees DOSSIER ou la variable CPTS_DONNEES",
        );
    }
    erreur(dossier, format!("dossier illisible ({})", cause(e)))
        .remede("vérifiez les droits de lecture du dossier")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_sorted_with_relative_names_and_without_hidden_files() {
        let d = tempfile::tempdir().unwrap();
        fs::create_dir(d.path().join("b")).unwrap();
        for nom in [
            "b/z.csv",
            "a.csv",
            ".DS_Store",
            "~$x.xlsx",
            "b/Thumbs.db",
            "cpts.lock",
        ] {
            fs::write(d.path().join(nom), "x").unwrap();
        }
        let noms: Vec<_> = lister(d.path())
            .unwrap()
            .into_iter()
            .map(|f| f.nom)
            .collect();
        assert_eq!(noms, ["a.csv", "b/z.csv"]);
    }

    #[test]
    fn a_missing_folder_says_what_to_do() {
        let e = lister(Path::new("/nulle/part")).unwrap_err().to_string();
        assert!(e.contains("introuvable") && e.contains("--donnees"), "{e}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_its_own_parent_does_not_loop() {
        let d = tempfile::tempdir().unwrap();
        fs::write(d.path().join("a.csv"), "x").unwrap();
        std::os::unix::fs::symlink(d.path(), d.path().join("boucle")).unwrap();
        assert_eq!(lister(d.path()).unwrap().len(), 1);
    }
}
