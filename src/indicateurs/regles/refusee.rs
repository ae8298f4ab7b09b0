//! A figure that the files give and that must not be published, whatever the territory: its dates do not agree.

use super::{Prete, Provenance};
use crate::indicateurs::agregat::Agregat;
use crate::indicateurs::definition::Definition;
use crate::model::lecture::{Groupe, Territoire};

/// What was read, and why it does not make a figure.
pub(super) struct Refusee<'a> {
    pub(super) lues: Vec<Groupe<'a>>,
    /// In French, without a capital.
    pub(super) motif: String,
}

impl Prete for Refusee<'_> {
    fn agreger(&self, _: &Territoire, _: &Definition) -> Agregat {
        Agregat::non_publie(self.motif.clone())
    }

    fn provenance(&self) -> Provenance {
        Provenance::des_groupes(&self.lues.iter().collect::<Vec<_>>())
    }
}
