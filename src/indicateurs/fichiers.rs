//! Why a figure is absent, in words that a reader can act on: what is missing and the official file to drop in the folder.

use std::sync::OnceLock;

use serde::Deserialize;

const FICHIERS: &str = include_str!("fichiers.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Liste {
    donnee: Vec<Donnee>,
}

/// What some variables are and where they are published.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Donnee {
    variables: Vec<String>,
    libelle: String,
    fichier: String,
    adresse: Option<String>,
    /// Whom to ask for it, when it is in no open file.
    demande: Option<String>,
}

/// What a variable is, and where it comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mots {
    /// « ces tranches d'âge ».
    pub(crate) libelle: &'static str,
    /// Official file, or extract.
    pub(crate) fichier: &'static str,
    /// Address of the file.
    pub(crate) adresse: Option<&'static str>,
    /// Whom to ask for it.
    pub(crate) demande: Option<&'static str>,
}

/// The embedded list; empty if it were not valid, which its test forbids.
fn liste() -> &'static [Donnee] {
    static LISTE: OnceLock<Vec<Donnee>> = OnceLock::new();
    LISTE
        .get_or_init(|| toml::from_str::<Liste>(FICHIERS).map_or_else(|_| Vec::new(), |l| l.donnee))
}

pub(crate) fn convient(motif: &str, variable: &str) -> bool {
    motif
        .strip_suffix('*')
        .map_or(motif == variable, |debut| variable.starts_with(debut))
}

fn donnee(variable: &str) -> Option<&'static Donnee> {
    liste()
        .iter()
        .find(|d| d.variables.iter().any(|m| convient(m, variable)))
}

/// « aucun fichier du dossier ne donne ces tranches d'âge (INSEE, base-cc-evol-struct-pop) », for a variable or the first of an expression.
pub(crate) fn absence(expression: &str) -> String {
    donnee(premiere(expression)).map_or_else(
        || format!("aucun fichier du dossier ne donne «\u{a0}{expression}\u{a0}»"),
        |d| {
            format!(
                "aucun fichier du dossier ne donne {} ({})",
                d.libelle, d.fichier
            )
        },
    )
}

/// The official file to drop for a variable, with its address when it is known.
pub(crate) fn a_deposer(variable: &str) -> Option<String> {
    donnee(variable).map(|d| match &d.adresse {
        Some(adresse) => format!("{}, {adresse}", d.fichier),
        None => d.fichier.clone(),
    })
}

/// The words of a variable that the program knows.
pub(crate) fn mots(variable: &str) -> Option<Mots> {
    donnee(variable).map(|d| Mots {
        libelle: &d.libelle,
        fichier: &d.fichier,
        adresse: d.adresse.as_deref(),
        demande: d.demande.as_deref(),
    })
}

/// The first variable of an expression.
fn premiere(expression: &str) -> &str {
    let separateur = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    expression
        .trim()
        .split(separateur)
        .next()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::Catalogue;

    #[test]
    fn an_expression_is_said_in_words_with_the_official_file() {
        assert_eq!(
            absence("age_population | age_0_14 + age_15_29"),
            "aucun fichier du dossier ne donne ces tranches d'âge (INSEE, base-cc-evol-struct-pop)"
        );
        assert!(absence("apl_mg_pop_std").contains("DREES"));
        assert!(absence("ma_colonne").contains("«\u{a0}ma_colonne\u{a0}»"));
    }

    #[test]
    fn every_variable_of_the_embedded_catalogue_has_its_words() {
        let catalogue = Catalogue::embarque().unwrap();
        let inconnues: Vec<String> = catalogue
            .definitions()
            .iter()
            .flat_map(|d| d.regle.variables())
            .filter(|v| donnee(premiere(v)).is_none())
            .collect();
        assert_eq!(inconnues, Vec::<String>::new());
    }
}
