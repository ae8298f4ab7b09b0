//! Paris, Lyon, Marseille: a file that gives the city and its arrondissements is read through the arrondissements.

use crate::model::{Referentiel, UniteId, Valeur};

/// Cities that have arrondissements.
#[must_use]
pub fn villes(referentiel: &Referentiel) -> Vec<UniteId> {
    let mut villes: Vec<UniteId> = referentiel.unites.iter().filter_map(|u| u.parent).collect();
    villes.sort_unstable();
    villes.dedup();
    villes
}

/// Removes the figure of a city when one of its arrondissements has one: counted twice otherwise.
pub fn arrondissements_priment(
    referentiel: &Referentiel,
    villes: &[UniteId],
    valeurs: &mut [Valeur],
) {
    for &ville in villes {
        let renseigne = |id: &UniteId| {
            valeurs
                .get(id.0 as usize)
                .is_some_and(|v| *v != Valeur::Absente)
        };
        if referentiel.arrondissements(ville).iter().any(renseigne)
            && let Some(place) = valeurs.get_mut(ville.0 as usize)
        {
            *place = Valeur::Absente;
        }
    }
}
