//! Why a figure is absent, in words that a reader can act on: what is missing and the official file to drop in the folder.

use serde::Deserialize;

use crate::model::ErreurDonnees;
use crate::texte_toml::{self, Embarque};

static FICHIERS: Embarque<FichiersOfficiels> =
    Embarque::new(include_str!("fichiers.toml"), "fichiers.toml");

/// What the variables are, and the official files that give them; the first entry that suits a variable is used.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FichiersOfficiels {
    donnee: Vec<Donnee>,
}

/// What some variables are and where they are published.
#[derive(Debug, Clone, PartialEq, Deserialize)]
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
pub(crate) struct Mots<'a> {
    /// « ces tranches d'âge ».
    pub(crate) libelle: &'a str,
    /// Official file, or extract.
    pub(crate) fichier: &'a str,
    /// Address of the file.
    pub(crate) adresse: Option<&'a str>,
    /// Whom to ask for it.
    pub(crate) demande: Option<&'a str>,
}

pub(crate) fn convient(motif: &str, variable: &str) -> bool {
    motif
        .strip_suffix('*')
        .map_or(motif == variable, |debut| variable.starts_with(debut))
}

impl FichiersOfficiels {
    /// The embedded list.
    ///
    /// # Errors
    /// The embedded file is wrong (a test proves it is not).
    pub fn embarques() -> Result<&'static Self, ErreurDonnees> {
        FICHIERS.lire()
    }

    /// The embedded list, for the code that runs once the commands have read it.
    pub(crate) fn lus() -> &'static Self {
        static AUCUN: FichiersOfficiels = FichiersOfficiels { donnee: Vec::new() };
        FICHIERS.lu().unwrap_or(&AUCUN)
    }

    /// Puts the entries of a file of the user before these; `nom` names it in errors.
    ///
    /// # Errors
    /// [`ErreurDonnees`] with the line of an unknown key, a missing one or a wrong type.
    pub fn avec(&mut self, texte: &str, nom: &str) -> Result<(), ErreurDonnees> {
        let mut siens: Self = texte_toml::lire(texte, nom)?;
        siens.donnee.append(&mut self.donnee);
        *self = siens;
        Ok(())
    }

    fn donnee(&self, variable: &str) -> Option<&Donnee> {
        let mut donnees = self.donnee.iter();
        donnees.find(|d| d.variables.iter().any(|m| convient(m, variable)))
    }

    /// « aucun fichier du dossier ne donne ces tranches d'âge (INSEE, base-cc-evol-struct-pop) », for a variable or the first
    /// of an expression.
    pub(crate) fn absence(&self, expression: &str) -> String {
        self.donnee(premiere(expression)).map_or_else(
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
    #[must_use]
    pub fn a_deposer(&self, variable: &str) -> Option<String> {
        self.donnee(variable).map(|d| match &d.adresse {
            Some(adresse) => format!("{}, {adresse}", d.fichier),
            None => d.fichier.clone(),
        })
    }

    /// The words of a variable that the list knows.
    pub(crate) fn mots(&self, variable: &str) -> Option<Mots<'_>> {
        self.donnee(variable).map(|d| Mots {
            libelle: &d.libelle,
            fichier: &d.fichier,
            adresse: d.adresse.as_deref(),
            demande: d.demande.as_deref(),
        })
    }
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
            FichiersOfficiels::lus().absence("age_population | age_0_14 + age_15_29"),
            "aucun fichier du dossier ne donne ces tranches d'âge (INSEE, base-cc-evol-struct-pop)"
        );
        let absence = |e: &str| FichiersOfficiels::lus().absence(e);
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
            .filter(|v| catalogue.fichiers_officiels().donnee(premiere(v)).is_none())
            .collect();
        assert_eq!(inconnues, Vec::<String>::new());
    }
}
