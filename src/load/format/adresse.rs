//! Where the files of a format are downloaded from: direct addresses, read somewhere, never guessed.

use serde::{Deserialize, Serialize};

use crate::model::{Emplacement, ErreurDonnees};

/// Longest name of a file, bytes.
const NOM_MAX: usize = 80;

/// How an address is known; none was tried by the project, whose tests use no network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confiance {
    /// Read whole, in a public program or document that names this very file.
    #[default]
    Lue,
    /// Made of the pattern of addresses of a portal and of the name of the data set, both read.
    Modele,
}

/// The address of a file.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Adresse {
    /// Name of the file once on the disk; that of the server is never used.
    pub fichier: String,
    /// Direct address, https for those of the program.
    pub url: String,
    /// Largest size that is received, megabytes (10^6 bytes); a choice of the project, two or three times what is known.
    pub taille_max_mo: u32,
    /// Size as read with the address, megabytes.
    pub taille_mo: Option<f64>,
    /// Why the file is only downloaded when its source is named, in French.
    pub sur_demande: Option<String>,
    /// Where the address was read.
    #[serde(default)]
    pub reference: String,
    /// When it was read, AAAA-MM.
    #[serde(default)]
    pub date: String,
    /// How it is known.
    #[serde(default)]
    pub confiance: Confiance,
}

/// Whether a name is that of a plain file, the same on every system: no folder, nothing hidden, no file of the program.
#[must_use]
pub fn nom_permis(nom: &str) -> bool {
    let permis = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let reserve = ["cpts.lock", "con", "nul", "prn", "aux"];
    let racine = nom.split('.').next().unwrap_or_default();
    nom.len() <= NOM_MAX
        && nom.starts_with(|c: char| c.is_ascii_alphanumeric())
        && nom.chars().all(permis)
        && !nom.ends_with('.')
        && !reserve
            .iter()
            .any(|r| nom.eq_ignore_ascii_case(r) || racine.eq_ignore_ascii_case(r))
}

/// Refuses an address that no file can have; `nom` is the descriptor named in the error.
///
/// # Errors
/// The name of the file is a path or is reserved, or the address is neither http nor https.
pub fn verifie(adresses: &[Adresse], nom: &str) -> Result<(), ErreurDonnees> {
    let erreur = |probleme: String| ErreurDonnees::new(Emplacement::fichier(nom), probleme);
    for a in adresses {
        if !nom_permis(&a.fichier) {
            return Err(erreur("nom de fichier refusé dans [[adresse]]".to_owned())
                .valeur(&a.fichier)
                .attendu(
                    "des lettres sans accent, des chiffres, « . », « - » et « _ », sans dossier",
                )
                .remede("changez « fichier »"));
        }
        if !["https://", "http://"].iter().any(|s| a.url.starts_with(s)) {
            return Err(erreur("adresse refusée dans [[adresse]]".to_owned())
                .valeur(&a.url)
                .attendu("une adresse qui commence par https://")
                .remede("changez « url »"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_path() {
        for bon in ["a.csv", "DS_BPE_2025.zip", "apl-mg.xlsx"] {
            assert!(nom_permis(bon), "{bon}");
        }
        let mauvais = [
            "",
            "..",
            ".a",
            "../a.csv",
            "a/b",
            "a\\b",
            "/etc/passwd",
            "C:a",
            "a\0",
            "é.csv",
            "cpts.lock",
            "NUL.csv",
            "a.csv.",
            "a b",
        ];
        for nom in mauvais {
            assert!(!nom_permis(nom), "{nom:?}");
        }
    }
}
