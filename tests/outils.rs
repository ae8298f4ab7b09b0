//! Runs the real binary as its user would, away from the network and from the user's environment.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// Root of the project.
pub fn racine() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file of `data-samples/`.
pub fn echantillon(chemin: &str) -> PathBuf {
    racine().join("data-samples").join(chemin)
}

/// What a run gave.
pub struct Sortie {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Sortie {
    /// The standard output as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| {
            panic!(
                "stdout n'est pas du JSON ({e}) :\n{}\n{}",
                self.stdout, self.stderr
            )
        })
    }

    /// The run, which must have succeeded.
    pub fn reussie(self) -> Self {
        assert_eq!(
            self.code, 0,
            "code {}\n{}\n{}",
            self.code, self.stdout, self.stderr
        );
        self
    }

    /// The run, which must have failed with this code, with all these texts on stderr, where no high punctuation may
    /// part from its word; the texts are given with plain spaces.
    pub fn echouee(self, code: i32, textes: &[&str]) -> Self {
        assert_eq!(
            self.code, code,
            "stdout :\n{}\nstderr :\n{}",
            self.stdout, self.stderr
        );
        assert_eq!(cpts::francais::espacer(&self.stderr), self.stderr);
        let dite = self.stderr.replace('\u{a0}', " ");
        for texte in textes {
            assert!(
                dite.contains(&texte.replace('\u{a0}', " ")),
                "« {texte} » manque dans :\n{}",
                self.stderr
            );
        }
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self
    }
}

/// The binary with a neutral environment, in the root of the project.
pub fn commande(arguments: &[&str]) -> Command {
    let mut commande = Command::new(env!("CARGO_BIN_EXE_cpts"));
    commande
        .args(arguments)
        .current_dir(racine())
        .env_remove("CPTS_DONNEES")
        .env_remove("SOURCE_DATE_EPOCH")
        .env("CPTS_CACHE", "")
        .env_remove("RAYON_NUM_THREADS")
        .env("NO_COLOR", "1");
    commande
}

/// Runs the binary.
pub fn cpts(arguments: &[&str]) -> Sortie {
    lancer(commande(arguments))
}

/// Runs the binary in another folder.
pub fn cpts_dans(dossier: &Path, arguments: &[&str]) -> Sortie {
    let mut commande = commande(arguments);
    commande.current_dir(dossier);
    lancer(commande)
}

/// Runs a command.
pub fn lancer(mut commande: Command) -> Sortie {
    let Output {
        status,
        stdout,
        stderr,
    } = commande.output().expect("le binaire se lance");
    Sortie {
        code: status.code().unwrap_or(-1),
        stdout: String::from_utf8(stdout).expect("stdout en UTF-8"),
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
    }
}

/// The real national data when the environment gives them; the test is reported as skipped otherwise.
pub fn donnees_reelles() -> Option<String> {
    let dossier = std::env::var("CPTS_DONNEES_REELLES")
        .ok()
        .filter(|d| !d.is_empty());
    if dossier.is_none() {
        eprintln!("ignoré : CPTS_DONNEES_REELLES n'est pas défini");
    }
    dossier
}

/// A data folder with these files, sub-folders made.
pub fn dossier(fichiers: &[(&str, &str)]) -> tempfile::TempDir {
    let d = tempfile::tempdir().expect("dossier temporaire");
    for (nom, texte) in fichiers {
        let chemin = d.path().join(nom);
        fs::create_dir_all(chemin.parent().unwrap_or(Path::new(""))).expect("sous-dossier");
        fs::write(chemin, texte).expect("fichier écrit");
    }
    d
}

/// The diagnostic of a perimeter on a data folder, whatever comes of it.
pub fn lance(perimetre: &str, donnees: &Path, options: &[&str]) -> Sortie {
    let donnees = donnees.to_str().expect("chemin en UTF-8");
    let debut = ["diagnostic", perimetre, "--donnees", donnees];
    cpts(&[&debut, options].concat())
}

/// The report of a perimeter on a data folder.
pub fn rapport(perimetre: &str, donnees: &Path) -> Value {
    lance(perimetre, donnees, &["--format", "json"])
        .reussie()
        .json()
}

/// The report of a perimeter on these files.
pub fn diagnostic(perimetre: &str, fichiers: &[(&str, &str)]) -> Value {
    rapport(perimetre, dossier(fichiers).path())
}

/// An indicator of a report.
pub fn indicateur<'a>(rapport: &'a Value, id: &str) -> &'a Value {
    let mut tous = rapport["indicateurs"].as_array().into_iter().flatten();
    tous.find(|i| i["id"] == id)
        .unwrap_or_else(|| panic!("indicateur {id} absent"))
}

/// Value of an indicator; `None` when it has none, or is not in the report.
pub fn valeur(rapport: &Value, id: &str) -> Option<f64> {
    let mut tous = rapport["indicateurs"].as_array()?.iter();
    tous.find(|i| i["id"] == id)?["valeur"].as_f64()
}

/// Text of the findings of a rule, those about the files included.
pub fn constats(rapport: &Value, regle: &str) -> String {
    let listes = [&rapport["donnees"]["constats"], &rapport["constats"]];
    let tous = listes.iter().filter_map(|l| l.as_array()).flatten();
    let siens = tous.filter(|c| c["id"] == regle);
    siens.filter_map(|c| c["texte"].as_str()).collect()
}
