//! Runs the real binary as its user would, away from the network and from the user's environment.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

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

fn lancer(mut commande: Command) -> Sortie {
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
