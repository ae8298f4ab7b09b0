//! The columns of the inflated base: one line each, values separated by tabs.

use crate::model::{CodeCommune, UniteId};

/// The bytes are not a base made by this version of the generator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("base embarquée illisible : {0}")]
pub struct BaseIllisible(pub String);

pub(super) type Lu<T> = Result<T, BaseIllisible>;

pub(super) fn illisible(quoi: &str) -> BaseIllisible {
    BaseIllisible(quoi.to_owned())
}

/// The values of a column; short fields, so a plain loop beats the general search of `str::split`.
pub(super) struct Valeurs<'a>(Option<&'a str>);

impl<'a> Iterator for Valeurs<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let reste = self.0?;
        let (valeur, suite) = match reste.bytes().position(|o| o == b'\t') {
            Some(fin) => (reste.get(..fin)?, reste.get(fin + 1..)),
            None => (reste, None),
        };
        self.0 = suite;
        Some(valeur)
    }
}

/// Values of a fixed width, one after the other: codes and ranks.
pub(super) fn tranches(texte: &str, largeur: usize) -> impl Iterator<Item = &str> {
    (0..texte.len())
        .step_by(largeur)
        .map(move |debut| texte.get(debut..debut + largeur).unwrap_or_default())
}

/// The columns, read in the order in which the generator writes them.
pub(super) struct Colonnes<'a>(pub(super) std::str::Lines<'a>);

impl<'a> Colonnes<'a> {
    pub(super) fn suivante(&mut self, nom: &str) -> Lu<Valeurs<'a>> {
        let mut valeurs = Valeurs(self.0.next());
        if valeurs.next() == Some(nom) {
            Ok(valeurs)
        } else {
            Err(illisible(nom))
        }
    }

    /// A column of one value.
    pub(super) fn texte(&mut self, nom: &str) -> Lu<&'a str> {
        Ok(self.suivante(nom)?.next().unwrap_or_default())
    }
}

pub(super) fn code(texte: &str) -> Lu<CodeCommune> {
    CodeCommune::parse(texte).map_err(|_| illisible(texte))
}

pub(super) fn nombre<T: std::str::FromStr>(texte: &str) -> Lu<T> {
    texte.parse().map_err(|_| illisible(texte))
}

pub(super) fn facultatif<T: std::str::FromStr>(texte: &str) -> Lu<Option<T>> {
    if texte.is_empty() {
        Ok(None)
    } else {
        nombre(texte).map(Some)
    }
}

pub(super) fn unite(texte: &str, nombre_unites: usize) -> Lu<UniteId> {
    let rang: u32 = nombre(texte)?;
    if (rang as usize) < nombre_unites {
        Ok(UniteId(rang))
    } else {
        Err(illisible(texte))
    }
}
