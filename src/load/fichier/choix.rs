//! The format that answers to a table, when it is read; else what becomes of the file.

use crate::load::fichier::atelier::Atelier;
use crate::load::fichier::devenir::Devenir;
use crate::load::fichier::refus::{exige, inutile, joint};
use crate::load::format::compile::Format;
use crate::load::format::plan::Plan;
use crate::load::format::reconnaissance::reconnait;
use crate::load::source::defaut::Defaut;
use crate::load::source::dossier::Fichier;
use crate::load::source::tableau::Apercu;
use crate::model::ErreurDonnees;

impl Atelier<'_> {
    /// Format and plan of a table, or the fate of a file of which nothing is read; `defaut` is the fault of its container.
    ///
    /// # Errors
    /// [`ErreurDonnees`] for a file that the user names and that is not recognised, or lacks what its format requires.
    pub(in crate::load) fn choisit(
        &self,
        fichier: &Fichier,
        apercu: &Apercu,
        defaut: Option<&Defaut>,
    ) -> Result<Result<(&Format, Plan), Devenir>, ErreurDonnees> {
        let reconnu = match reconnait(self.formats, apercu, &fichier.nom) {
            Ok(reconnu) => reconnu,
            Err(inconnu) => {
                let motif = joint(inconnu.texte, defaut);
                return self.non_reconnu(fichier, apercu, motif).map(Err);
            }
        };
        let Some(format) = self.formats.get(reconnu.format) else {
            return self.refuse(fichier, String::new()).map(Err);
        };
        if let Some(sort) = inutile(format) {
            return Ok(Err(sort));
        }
        exige(format, &reconnu.plan, apercu, &fichier.nom)?;
        Ok(Ok((format, reconnu.plan)))
    }
}
