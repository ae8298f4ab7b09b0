//! Reading a TOML text into typed structures, with French errors that name the line.

use serde::de::DeserializeOwned;

use crate::model::{Emplacement, ErreurDonnees};

/// Reads a TOML text.
///
/// # Errors
/// [`ErreurDonnees`] with file and line: bad syntax, unknown key, missing key, wrong type, bad date.
pub fn lire<T: DeserializeOwned>(texte: &str, fichier: &str) -> Result<T, ErreurDonnees> {
    toml::from_str(texte).map_err(|e| traduire(&e, texte, fichier))
}

/// Place of a byte offset in a text.
#[must_use]
pub fn place(texte: &str, fichier: &str, octet: usize) -> Emplacement {
    let avant = texte.as_bytes().iter().take(octet);
    let ligne = avant.filter(|o| **o == b'\n').count() as u64 + 1;
    Emplacement::fichier(fichier).ligne(ligne)
}

fn traduire(e: &toml::de::Error, texte: &str, fichier: &str) -> ErreurDonnees {
    let lieu = match e.span() {
        Some(span) => place(texte, fichier, span.start),
        None => Emplacement::fichier(fichier),
    };
    let message = e.message();
    let cite = message.split('`').nth(1);
    match cite {
        Some(cle) if message.starts_with("unknown field") => {
            let connues = message.split_once("expected ").map_or("", |(_, m)| m);
            ErreurDonnees::new(lieu, format!("clé inconnue « {cle} »"))
                .attendu(connues.replace("one of ", "").replace('`', "").replace(" or ", ", "))
                .remede("corrigez le nom de la clé ou retirez-la : une clé inconnue n'est jamais ignorée")
        }
        Some(cle) if message.starts_with("missing field") => {
            ErreurDonnees::new(lieu, format!("clé manquante « {cle} »"))
                .remede(format!("ajoutez « {cle} = … » dans ce bloc"))
        }
        Some(lue) if message.starts_with("unknown variant") => {
            let connues = message.split_once("expected ").map_or("", |(_, m)| m);
            ErreurDonnees::new(lieu, format!("valeur inconnue « {lue} »"))
                .attendu(connues.replace("one of ", "").replace('`', ""))
        }
        _ if message.starts_with("duplicate key") => {
            ErreurDonnees::new(lieu, "clé écrite deux fois").remede("gardez une seule des deux")
        }
        _ if message.starts_with("invalid type") || message.starts_with("invalid value") => {
            ErreurDonnees::new(lieu, "valeur du mauvais type").attendu(type_attendu(message))
        }
        _ if message.starts_with('«') => ErreurDonnees::new(lieu, message),
        _ => ErreurDonnees::new(lieu, format!("TOML mal formé ({message})"))
            .remede("corrigez la ligne indiquée"),
    }
}

/// What serde expected, in French when it is a plain type.
fn type_attendu(message: &str) -> String {
    let attendu = message.rsplit_once("expected ").map_or(message, |(_, m)| m);
    match attendu {
        "a string" => "un texte entre guillemets".into(),
        "f64" => "un nombre".into(),
        "u8" | "u16" | "u32" | "usize" => "un nombre entier positif".into(),
        "a boolean" => "true ou false".into(),
        "a sequence" => "une liste entre crochets".into(),
        autre => autre.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Exemple {
        #[expect(dead_code, reason = "only read by serde")]
        unite: String,
    }

    fn refus(texte: &str) -> String {
        lire::<Exemple>(texte, "x.toml").unwrap_err().to_string()
    }

    #[test]
    fn names_the_line_and_the_key() {
        let e = refus("unite = \"€\"\n\nunitee = 1\n");
        assert!(
            e.starts_with("x.toml, ligne 3 : clé inconnue « unitee »"),
            "{e}"
        );
        assert!(e.contains("attendu : unite"), "{e}");
        assert!(refus("# rien\n").contains("clé manquante « unite »"));
        assert!(refus("unite = 3").contains("un texte entre guillemets"));
        assert!(refus("unite = \"a\"\nunite = \"b\"").contains("ligne 2 : clé écrite deux fois"));
        assert!(refus("unite = ").contains("ligne 1 : TOML mal formé"));
    }
}
