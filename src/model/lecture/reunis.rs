//! Communes of a territory that were one before a split: what a file older than it gives is the figure of them all.

use super::Atome;
use crate::model::{Referentiel, UniteId};

/// Communes that were one, all inside for the same part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reuni {
    /// All of them, under the one that kept the code.
    pub(super) entier: Atome,
    /// Their ids, sorted.
    pub(super) ids: Vec<UniteId>,
}

/// Those of some communes.
pub(super) fn reunis(referentiel: &Referentiel, communes: &[Atome]) -> Vec<Reuni> {
    let mut reunis: Vec<Reuni> = Vec::new();
    if communes.len() < 2 {
        return reunis;
    }
    for separation in &referentiel.separations {
        let Some((garde, ids)) = referentiel.partage(separation) else {
            continue;
        };
        let atomes = ids
            .iter()
            .map(|id| communes.iter().find(|a| a.unite == *id));
        let Some(atomes) = atomes.collect::<Option<Vec<&Atome>>>() else {
            continue;
        };
        let part = atomes.first().map_or(0.0, |a| a.part);
        if ids.len() > 1 && atomes.iter().all(|a| a.part.to_bits() == part.to_bits()) {
            let entier = Atome {
                unite: garde,
                part,
                communes: atomes.iter().map(|a| a.communes).sum(),
                habitants: atomes.iter().map(|a| a.habitants).sum(),
            };
            reunis.push(Reuni { entier, ids });
        }
    }
    reunis
}
