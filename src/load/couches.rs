//! Layers of data: folders and prepared files, the later laid over the earlier, file by file.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::fichier::devenir::{Devenir, Sort};
use super::prepare;
use super::source::normalise::affichable;

/// A folder or a prepared file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Couche {
    /// Where it is.
    pub chemin: PathBuf,
    /// Whether it is a prepared file.
    pub preparee: bool,
    /// What the names of its files start with: nothing when it is alone.
    prefixe: String,
}

/// The layers of these paths; the files of several layers are named with their layer.
#[must_use]
pub fn couches(chemins: &[PathBuf]) -> Vec<Couche> {
    let mut deja: BTreeMap<String, usize> = BTreeMap::new();
    let mut couche = |chemin: &PathBuf| {
        let nom = affichable(&nom(chemin), 100);
        let fois = deja.entry(nom.clone()).or_default();
        *fois += 1;
        let prefixe = match (chemins.len(), *fois) {
            (1, _) => String::new(),
            (_, 1) => format!("{nom}/"),
            (_, n) => format!("{nom} ({n})/"),
        };
        Couche {
            preparee: est_preparee(chemin),
            chemin: chemin.clone(),
            prefixe,
        }
    };
    chemins.iter().map(&mut couche).collect()
}

fn nom(chemin: &Path) -> String {
    let reel = chemin.canonicalize().unwrap_or_else(|_| chemin.to_owned());
    reel.file_name().map_or_else(
        || "donnees".to_owned(),
        |n| n.to_string_lossy().into_owned(),
    )
}

/// Looked at first: opening a pipe would wait for ever.
fn est_preparee(chemin: &Path) -> bool {
    let mut debut = Vec::new();
    let ordinaire = std::fs::metadata(chemin).is_ok_and(|m| m.is_file());
    let fichier = ordinaire.then(|| File::open(chemin).ok()).flatten();
    let lu = fichier.map(|f| f.take(8).read_to_end(&mut debut));
    matches!(lu, Some(Ok(_))) && prepare::en_est_un(&debut)
}

impl Couche {
    /// Where a file that a report names is, when it is of this layer.
    #[must_use]
    pub fn place(&self, nom: &str) -> Option<PathBuf> {
        let dedans = nom.strip_prefix(&self.prefixe)?;
        Some(if self.preparee {
            self.chemin.clone()
        } else {
            self.chemin.join(dedans)
        })
    }

    /// Its own name.
    #[must_use]
    pub fn fichier(&self) -> String {
        self.chemin
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default()
    }

    /// The name of a file of this layer, among all of them.
    #[must_use]
    pub fn nom(&self, nom: &str) -> String {
        format!("{}{nom}", self.prefixe)
    }

    /// A file of this layer and what became of it, under its name among all of them.
    #[must_use]
    pub fn nomme(&self, (nom, mut sort): Sort) -> Sort {
        if self.prefixe.is_empty() {
            return (nom, sort);
        }
        match &mut sort {
            Devenir::Lu(lus) => {
                for lu in lus {
                    lu.chemin = self.nom(&lu.chemin);
                    let table = &mut lu.table;
                    table
                        .rejets
                        .iter_mut()
                        .for_each(|r| r.fichier = self.nom(&r.fichier));
                    table
                        .cpts_perdues
                        .iter_mut()
                        .for_each(|p| p.fichier = self.nom(&p.fichier));
                    let finies = table.cpts_finies.iter_mut().map(|f| &mut f.fichier);
                    let stades = table.cpts_stades.iter_mut().map(|s| &mut s.fichier);
                    finies.chain(stades).for_each(|f| *f = self.nom(f));
                    for constat in &mut table.constats {
                        constat.origine = constat.origine.take().map(|o| self.nom(&o));
                    }
                }
            }
            Devenir::Illisible(e) => e.emplacement.fichier = self.nom(&e.emplacement.fichier),
            Devenir::NonUtilise(_) | Devenir::NonReconnu(_) | Devenir::Differe => {}
        }
        (self.nom(&nom), sort)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_layers_name_their_files_and_one_does_not() {
        let d = tempfile::tempdir().unwrap();
        let (a, b) = (d.path().join("a"), d.path().join("b/a"));
        std::fs::create_dir_all(&b).unwrap();
        std::fs::create_dir_all(&a).unwrap();
        let [seule] = couches(std::slice::from_ref(&a)).try_into().unwrap();
        assert_eq!(seule.nom("x.csv"), "x.csv");
        assert_eq!(seule.place("x.csv"), Some(a.join("x.csv")));
        let [une, deux] = couches(&[a.clone(), b.clone()]).try_into().unwrap();
        assert_eq!(
            (une.nom("x.csv"), deux.nom("x.csv")),
            ("a/x.csv".into(), "a (2)/x.csv".into())
        );
        assert_eq!(deux.place("a (2)/x.csv"), Some(b.join("x.csv")));
        assert_eq!(une.place("a (2)/x.csv"), None);
    }
}
