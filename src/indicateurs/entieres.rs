//! A figure on many territories, where it is wholly known.

use super::agregat::Agregat;
use super::definition::Definition;
use super::donnees::Donnees;
use super::regles;
use crate::model::Statut;
use crate::model::lecture::Territoire;

/// The figures of the territories that have a whole one, in their order; none when the dataset does not give it.
#[must_use]
pub fn valeurs_entieres(
    donnees: &Donnees<'_>,
    definition: &Definition,
    territoires: &[Territoire],
) -> Vec<f64> {
    let Ok(regle) = regles::preparer(donnees, definition) else {
        return Vec::new();
    };
    let entiere = |a: Agregat| a.valeur.filter(|_| a.statut == Statut::Publie);
    let lus = territoires.iter().map(|t| regle.agreger(t, definition));
    lus.filter_map(entiere).collect()
}
