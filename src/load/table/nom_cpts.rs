//! What a cell that should name a CPTS says: a name, that there is none, or nothing that can be told.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::base::normaliser;
use crate::load::table::mots_de_fin;
use crate::model::ErreurDonnees;
use crate::texte_toml::Embarque;

static MOTS: Embarque<Mots> = Embarque::new(include_str!("nom_cpts.toml"), "nom_cpts.toml");
/// A stage is no name either: the words are those that stages are read by.
static STADES: Embarque<Stades> = Embarque::new(
    include_str!("../../check/liste_cpts/stades.toml"),
    "stades.toml",
);

#[derive(Debug, Deserialize)]
#[serde(from = "Ecrits")]
struct Mots {
    sans: BTreeSet<String>,
    illisibles: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
struct Ecrits {
    sans: Vec<String>,
    illisibles: Vec<String>,
}

impl From<Ecrits> for Mots {
    fn from(ecrits: Ecrits) -> Self {
        let net = |mots: Vec<String>| mots.iter().map(|m| normaliser(m)).collect();
        Self {
            sans: net(ecrits.sans),
            illisibles: net(ecrits.illisibles),
        }
    }
}

#[derive(Debug, Deserialize)]
struct Stades {
    stade: Vec<Stade>,
}

#[derive(Debug, Deserialize)]
struct Stade {
    mots: Vec<String>,
}

/// What is written where a CPTS is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NomCpts {
    /// A name.
    Dit,
    /// There is no CPTS.
    Sans,
    /// Neither can be told.
    Illisible,
}

/// Reads the words of the program, which [`nom_cpts`] uses.
///
/// # Errors
/// The embedded words are wrong.
pub fn prepare() -> Result<(), ErreurDonnees> {
    MOTS.lire()?;
    mots_de_fin::prepare()?;
    STADES.lire().map(|_| ())
}

/// What a text that is not empty says.
#[must_use]
pub fn nom_cpts(texte: &str) -> NomCpts {
    let net = normaliser(texte);
    let mots = MOTS.lu();
    if mots.is_some_and(|m| m.sans.contains(&net)) || tiret(texte) {
        NomCpts::Sans
    } else if !net.chars().any(char::is_alphabetic)
        || mots.is_some_and(|m| m.illisibles.contains(&net))
        || est_un_stade(texte)
    {
        NomCpts::Illisible
    } else {
        NomCpts::Dit
    }
}

/// Whether a text is one of the words of the stages.
#[must_use]
pub fn est_un_stade(texte: &str) -> bool {
    let net = normaliser(texte);
    let dit = |s: &Stades| {
        let mut mots = s.stade.iter().flat_map(|s| &s.mots);
        mots.any(|m| normaliser(m) == net)
    };
    STADES.lu().is_some_and(dit)
}

/// Dashes alone, as tables write nothing.
fn tiret(texte: &str) -> bool {
    let net = texte.trim();
    !net.is_empty() && net.chars().all(|c| matches!(c, '-' | '–' | '—' | '−'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mots() -> Vec<(String, NomCpts)> {
        let brut: toml::Value = toml::from_str(include_str!("nom_cpts.toml")).unwrap();
        let de = |cle: &str, sort: NomCpts| {
            let liste = brut[cle].as_array().unwrap().clone();
            let dit = move |m: toml::Value| (m.as_str().unwrap().to_owned(), sort);
            liste.into_iter().map(dit)
        };
        let stades = STADES.lire().unwrap().stade.iter().flat_map(|s| &s.mots);
        let stades = stades.map(|m| (m.clone(), NomCpts::Illisible));
        let dits = de("sans", NomCpts::Sans).chain(de("illisibles", NomCpts::Illisible));
        dits.chain(stades).collect()
    }

    #[test]
    fn a_name_is_not_a_word_that_says_there_is_none() {
        for nom in [
            "CPTS Sans Frontières",
            "CPTS du Valdonnez",
            "A",
            "CPTS 48",
            "Aucune Hâte",
        ] {
            assert_eq!(nom_cpts(nom), NomCpts::Dit, "{nom}");
        }
        for sans in ["-", "—", "0", "Zone blanche", "HORS-CPTS", "Neant"] {
            assert_eq!(nom_cpts(sans), NomCpts::Sans, "{sans}");
        }
        for illisible in ["?", ".", "12", "4,5", "#N/A", "En projet", "ND", "CPTS"] {
            assert_eq!(nom_cpts(illisible), NomCpts::Illisible, "{illisible}");
        }
    }

    proptest! {
        #[test]
        fn case_and_punctuation_change_nothing_and_a_longer_cell_is_a_name(
            rang in 0..10_000_usize, haut in any::<bool>(), bord in "[ .!*]{0,3}", suite in "[bdf]{3,8}",
        ) {
            let mots = mots();
            let (mot, sort) = &mots[rang % mots.len()];
            let ecrit = if haut { mot.to_uppercase() } else { mot.to_lowercase() };
            prop_assert_eq!(nom_cpts(&format!("{bord}{ecrit}{bord}")), *sort, "{}", mot);
            prop_assert_eq!(nom_cpts(&format!("{ecrit} {suite}")), NomCpts::Dit, "{}", mot);
        }

        #[test]
        fn numbers_and_punctuation_name_nothing(texte in "[0-9.,;:!?/ -]{1,8}") {
            prop_assert_ne!(nom_cpts(&texte), NomCpts::Dit);
        }
    }
}
