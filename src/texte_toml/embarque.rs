//! The rule files of the program: read once; one that is wrong stops the run, it never silences what it rules.

use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use super::lire;
use crate::model::ErreurDonnees;

/// A TOML text of the program and what it says, once read.
#[derive(Debug)]
pub struct Embarque<T> {
    texte: &'static str,
    nom: &'static str,
    lu: OnceLock<Result<T, ErreurDonnees>>,
}

impl<T: DeserializeOwned> Embarque<T> {
    /// A text, and its name in errors.
    #[must_use]
    pub const fn new(texte: &'static str, nom: &'static str) -> Self {
        Self {
            texte,
            nom,
            lu: OnceLock::new(),
        }
    }

    /// What it says.
    ///
    /// # Errors
    /// [`ErreurDonnees`] with file and line: the text is not that of its type.
    pub fn lire(&self) -> Result<&T, ErreurDonnees> {
        let lu = || lire(self.texte, &format!("{} (règles du programme)", self.nom));
        self.lu.get_or_init(lu).as_ref().map_err(Clone::clone)
    }

    /// What it says, for the code that runs once the commands have read every rule file with [`Self::lire`].
    #[must_use]
    pub fn lu(&self) -> Option<&T> {
        self.lire().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Regle {
        seuil: f64,
    }

    #[test]
    fn a_rule_file_is_read_once_or_its_error_names_file_and_line() {
        static BON: Embarque<Regle> = Embarque::new("seuil = 3.0", "bon.toml");
        static FAUX: Embarque<Regle> = Embarque::new("\nseuill = 3.0", "faux.toml");
        assert_eq!(BON.lire().unwrap().seuil, 3.0);
        assert!(std::ptr::eq(BON.lire().unwrap(), BON.lu().unwrap()));
        let dit = FAUX.lire().unwrap_err().to_string();
        for attendu in ["faux.toml", "règles du programme", "ligne 2", "seuill"] {
            assert!(dit.contains(attendu), "{dit}");
        }
        assert!(FAUX.lu().is_none());
    }
}
