//! What is known while the terms of an expression are applied.

use crate::model::{Constat, Dataset, Emplacement, ErreurDonnees, Referentiel};

use super::faits::{Demandes, Fait};

/// What is known while the terms are applied.
pub(super) struct Resolution<'a> {
    pub(super) referentiel: &'a Referentiel,
    pub(super) donnees: Option<&'a Dataset>,
    pub(super) lieu: Emplacement,
    pub(super) constats: Vec<Constat>,
    pub(super) faits: Vec<Fait>,
    pub(super) erreurs: Vec<ErreurDonnees>,
    pub(super) demandes: Demandes,
}
