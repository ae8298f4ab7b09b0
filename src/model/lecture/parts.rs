//! Part of each commune inside a territory, arrondissements counted in their city by population.

use super::commune_de;
use crate::model::{Membre, Referentiel, UniteId};

/// Communes met and the part of each.
pub struct Parts {
    /// Communes met, each once.
    pub communes: Vec<UniteId>,
    parts: Vec<f64>,
}

impl Parts {
    /// Parts of the members.
    #[must_use]
    pub fn new(referentiel: &Referentiel, membres: &[Membre]) -> Self {
        let mut parts = vec![0.0; referentiel.unites.len()];
        let mut communes = Vec::with_capacity(membres.len());
        for membre in membres {
            let commune = commune_de(referentiel, membre.unite);
            if let Some(place) = parts.get_mut(commune.0 as usize) {
                if *place <= 0.0 {
                    communes.push(commune);
                }
                *place += membre.part * cle_dans_la_ville(referentiel, membre.unite, commune);
            }
        }
        Self { communes, parts }
    }

    /// Part of a commune inside, 0 when it is outside.
    #[must_use]
    pub fn part(&self, commune: UniteId) -> f64 {
        self.parts.get(commune.0 as usize).copied().unwrap_or(0.0)
    }

    /// Whether a commune is wholly inside.
    #[must_use]
    pub fn entiere(&self, commune: UniteId) -> bool {
        self.part(commune) > 1.0 - 1e-9
    }
}

/// Share of an arrondissement in its city, by population (evenly when none is known); 1 for a commune.
fn cle_dans_la_ville(referentiel: &Referentiel, unite: UniteId, commune: UniteId) -> f64 {
    if unite == commune {
        return 1.0;
    }
    let ids = referentiel.arrondissements(commune);
    let total: f64 = ids.iter().map(|&id| referentiel.population(id)).sum();
    if total > 0.0 {
        referentiel.population(unite) / total
    } else {
        1.0 / nombre(ids.len().max(1))
    }
}

/// A count of territories as a figure: exact.
#[expect(
    clippy::cast_precision_loss,
    reason = "a count of territories fits exactly in an f64"
)]
#[must_use]
pub fn nombre(n: usize) -> f64 {
    n as f64
}
