//! Rules of the user about the territories of the CPTS: bridges, words of the stages.

use std::sync::Arc;

use anyhow::Result;

use super::regles::{Fichier, Fichiers, lire};
use crate::base;
use crate::check::MotsDesStades;
use crate::model::Dataset;

impl Fichiers {
    /// Puts the bridges of the user in the list of communes of a dataset.
    ///
    /// # Errors
    /// File that cannot be read, or names no bridge between two communes of the list.
    pub fn poser_les_passages(&self, d: &mut Dataset) -> Result<()> {
        for f in &self.passages {
            let passages = base::passages_avec(&d.referentiel, &lire(&f.chemin)?, &f.affiche())?;
            let referentiel = Arc::make_mut(&mut d.referentiel);
            referentiel.passages = passages;
            referentiel.passages_du_lecteur = true;
        }
        Ok(())
    }

    /// The words of the program for the stages of the CPTS with those of the user.
    ///
    /// # Errors
    /// File that cannot be read, or names no stage.
    pub fn lire_stades(&self) -> Result<MotsDesStades> {
        let avec = |m: MotsDesStades, f: &Fichier| Ok(m.avec(&lire(&f.chemin)?, &f.affiche())?);
        self.stades
            .iter()
            .try_fold(MotsDesStades::embarques()?, avec)
    }
}
