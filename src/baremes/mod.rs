//! Dated parameters of the funding agreement: each value with unit, date of effect, references and confidence.

#![allow(
    clippy::result_large_err,
    reason = "an error is built once, then ends the run: its size costs nothing"
)]

mod assemblage;
mod bandes;
mod brut;
mod catalogue;
mod controle;
mod date;
mod lecture;
mod selection;
mod types;

pub use catalogue::{Regle, regle};
pub use date::{DateCivile, DateInvalide};
pub use lecture::{lire, place};
pub use types::{Bande, GenreMission, Lieu, Mission, Parametre, Tranches, Version};

use crate::model::{ErreurDonnees, Reference};

/// Scales embedded in the program: (name, text).
const EMBARQUES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/baremes_aci.rs"));

/// Every version of the agreement, and what a user's own file adds or overrides.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bareme {
    versions: Vec<Version>,
    tranches: Vec<Tranches>,
    missions: Vec<Mission>,
    parametres: Vec<Parametre>,
    references: Vec<Reference>,
}

impl Bareme {
    /// The scales embedded in the program.
    ///
    /// # Errors
    /// [`ErreurDonnees`] when an embedded file is wrong, which a test excludes.
    pub fn embarque() -> Result<Self, ErreurDonnees> {
        let mut bareme = Self::default();
        for (nom, texte) in EMBARQUES {
            bareme.ajouter(texte, nom, false)?;
        }
        bareme.verifier()?;
        Ok(bareme)
    }

    /// The same scale overridden or completed by the user's own file (annex of a contract, or a new scale).
    ///
    /// A value of the user wins over any embedded one from its date of effect on.
    ///
    /// # Errors
    /// [`ErreurDonnees`] with file and line: bad TOML, unknown key or parameter, missing unit or reference, open or
    /// overlapping bands, duplicate.
    pub fn avec_fichier(mut self, texte: &str, nom: &str) -> Result<Self, ErreurDonnees> {
        self.ajouter(texte, nom, true)?;
        self.verifier()?;
        Ok(self)
    }

    /// Versions, oldest first.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// Every dated value, by id, tier, then date of effect.
    #[must_use]
    pub fn parametres(&self) -> &[Parametre] {
        &self.parametres
    }

    /// Every set of bands, oldest first.
    #[must_use]
    pub fn tranches(&self) -> &[Tranches] {
        &self.tranches
    }

    /// Every reference, in the order of the files.
    #[must_use]
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// A reference by its id.
    #[must_use]
    pub fn reference(&self, id: &str) -> Option<&Reference> {
        self.references.iter().find(|r| r.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Confiance;

    #[test]
    fn the_embedded_scales_are_right() {
        let bareme = Bareme::embarque().unwrap();
        assert_eq!(bareme.versions().len(), 2);
        assert!(bareme.parametres().len() > 40);
        for p in bareme.parametres() {
            assert_eq!(
                p.valeur.is_none(),
                p.confiance == Confiance::NonEtabli,
                "{}",
                p.id
            );
        }
    }

    #[test]
    fn no_draft_is_loaded() {
        let bareme = Bareme::embarque().unwrap();
        for projet in [87_500.0, 105_000.0, 131_250.0, 157_500.0, 15_000.0 * 0.5] {
            assert!(bareme.parametres().iter().all(|p| p.valeur != Some(projet)));
        }
        for id in ["S14", "S28", "S35", "S41"] {
            assert!(bareme.reference(id).is_none(), "{id} only gives drafts");
        }
    }
}
