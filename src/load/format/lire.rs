//! A descriptor from its TOML text.

use crate::load::format::compile::Format;
use crate::load::format::descripteur::Descripteur;
use crate::model::{Emplacement, ErreurDonnees};

impl Descripteur {
    /// Reads a descriptor; `nom` is the file named in the error.
    ///
    /// # Errors
    /// The TOML is wrong, a key is unknown, or a regular expression cannot be compiled.
    pub fn lire(texte: &str, nom: &str) -> Result<Self, ErreurDonnees> {
        let descripteur: Self = toml::from_str(texte).map_err(|e| {
            let ligne = e.span().map_or(1, |s| ligne_de(texte, s.start));
            ErreurDonnees::new(
                Emplacement::fichier(nom).ligne(ligne),
                "descripteur illisible",
            )
            .valeur(e.message())
            .attendu("un descripteur de format (voir src/load/format/sources)")
        })?;
        Format::compile(descripteur.clone(), nom)?;
        Ok(descripteur)
    }
}

/// Line, from 1, of a byte offset.
fn ligne_de(texte: &str, octet: usize) -> u64 {
    1 + texte.bytes().take(octet).filter(|&o| o == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::format::descripteur::Genre;

    const MINIMAL: &str = r#"
id = "x"
libelle = "X"
producteur = "P"
licence = "L"
cle = "code"
[reconnaissance]
requis = ["code", ["a", "b"]]
"#;

    #[test]
    fn a_minimal_descriptor_is_read() {
        let d = Descripteur::lire(MINIMAL, "x.toml").unwrap();
        assert_eq!(d.priorite, 50);
        assert_eq!(d.reconnaissance.requis[1].liste(), ["a", "b"]);
        assert_eq!(d.reconnaissance.genres, [Genre::Csv, Genre::Xlsx]);
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let e = Descripteur::lire(&format!("{MINIMAL}cl = 1\n"), "x.toml").unwrap_err();
        assert_eq!(e.emplacement.ligne, Some(9));
        assert!(e.to_string().contains("cl"), "{e}");
    }

    #[test]
    fn a_wrong_regular_expression_is_refused() {
        let texte = MINIMAL.replace("\"code\", [", "\"~(\", [");
        assert!(Descripteur::lire(&texte, "x.toml").is_err());
    }
}
