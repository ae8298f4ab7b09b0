//! A descriptor from its TOML text.

use crate::load::format::compile::Format;
use crate::load::format::descripteur::Descripteur;
use crate::model::ErreurDonnees;
use crate::texte_toml;

impl Descripteur {
    /// Reads a descriptor; `nom` is the file named in the error.
    ///
    /// # Errors
    /// The TOML is wrong, a key is unknown, or a regular expression cannot be compiled.
    pub fn lire(texte: &str, nom: &str) -> Result<Self, ErreurDonnees> {
        let descripteur: Self = texte_toml::lire(texte, nom)?;
        Format::compile(descripteur.clone(), nom)?;
        Ok(descripteur)
    }
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
        let e = Descripteur::lire(&format!("{MINIMAL}titr = 1\n"), "x.toml").unwrap_err();
        assert_eq!(e.emplacement.ligne, Some(9));
        assert!(
            e.to_string().contains("vouliez-vous écrire « titre »"),
            "{e}"
        );
    }

    #[test]
    fn a_wrong_regular_expression_is_refused() {
        let texte = MINIMAL.replace("\"code\", [", "\"~(\", [");
        assert!(Descripteur::lire(&texte, "x.toml").is_err());
    }
}
