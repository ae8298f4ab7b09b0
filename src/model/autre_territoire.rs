//! Figures of a territory that is not today's: read in a geography in which the code meant more, or a part only.
//!
//! Rule: such a figure is never that of the commune of today. It is that of all the communes which share the territory, and
//! published for a territory that holds them all; else it only bounds their counts.

use serde::{Deserialize, Serialize};

use super::{Colonne, ColonneClasse, Suite, UniteId, Valeur};

/// A value that its file gives for another territory than the commune of today.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AutreTerritoire<V> {
    /// Unit that the code of the file leads to.
    pub garde: UniteId,
    /// Communes of today that share the value, sorted, `garde` among them; `garde` alone when it may be that of a part.
    pub pieces: Vec<UniteId>,
    /// The split, by its rank in the référentiel; `None` when a merger makes the doubt.
    pub separation: Option<usize>,
    /// What the file gives.
    pub valeur: V,
    /// What it writes beside for the other pieces: rows of a territory that it does not divide yet, figures of none.
    pub listees: Vec<(UniteId, V)>,
}

impl<V> AutreTerritoire<V> {
    /// Whether the value is that of exactly these communes.
    #[must_use]
    pub fn est_celle_de(&self, unites: &[UniteId]) -> bool {
        self.pieces.len() > 1 && self.pieces == unites
    }
}

fn de<V>(liste: &[AutreTerritoire<V>], id: UniteId) -> Option<&AutreTerritoire<V>> {
    // Most are alone, or far from the unit.
    let dedans = |pieces: &[UniteId]| match pieces {
        [] => false,
        [seule] => *seule == id,
        [premiere, .., derniere] => {
            *premiere <= id && id <= *derniere && pieces.binary_search(&id).is_ok()
        }
    };
    liste.iter().find(|a| dedans(&a.pieces))
}

/// Puts back in their places the values that were set aside, the last first: what an earlier one took of another is then as
/// it was.
fn reprend<V: Copy>(autres: &mut Vec<AutreTerritoire<V>>, places: &mut Suite<V>) {
    if autres.is_empty() {
        return;
    }
    for autre in std::mem::take(autres).into_iter().rev() {
        let siennes = std::iter::once((autre.garde, autre.valeur));
        for (id, valeur) in siennes.chain(autre.listees) {
            places.change(id.0 as usize, valeur);
        }
    }
}

/// Takes the values of a unit and of those that share its territory.
fn ecarte<V: Copy + Default + PartialEq>(
    places: &mut Suite<V>,
    separation: Option<usize>,
    garde: UniteId,
    pieces: Vec<UniteId>,
) -> Option<AutreTerritoire<V>> {
    let valeur = places.change(garde.0 as usize, V::default())?;
    let mut listees = Vec::new();
    for &id in &pieces {
        let lue = places.change(id.0 as usize, V::default());
        listees.extend(lue.filter(|v| *v != V::default()).map(|v| (id, v)));
    }
    Some(AutreTerritoire {
        garde,
        pieces,
        separation,
        valeur,
        listees,
    })
}

impl Colonne {
    /// The value of another territory that concerns a unit.
    #[inline]
    #[must_use]
    pub fn autre_territoire(&self, id: UniteId) -> Option<&AutreTerritoire<Valeur>> {
        de(&self.autres, id)
    }

    /// Puts back what was set aside.
    pub(super) fn reprend(&mut self) {
        reprend(&mut self.autres, &mut self.valeurs);
    }

    /// Puts aside the value of a unit, and those of the units that share its territory.
    pub(super) fn ecarte(
        &mut self,
        separation: Option<usize>,
        garde: UniteId,
        pieces: Vec<UniteId>,
    ) {
        let autre = ecarte(&mut self.valeurs, separation, garde, pieces);
        self.autres.extend(autre);
    }
}

impl ColonneClasse {
    /// The class of another territory that concerns a unit.
    #[must_use]
    pub fn autre_territoire(&self, id: UniteId) -> Option<&AutreTerritoire<Option<u32>>> {
        de(&self.autres, id)
    }

    /// Puts back what was set aside.
    pub(super) fn reprend(&mut self) {
        reprend(&mut self.autres, &mut self.classes);
    }

    /// Puts aside the class of a unit, and those of the units that share its territory.
    pub(super) fn ecarte(
        &mut self,
        separation: Option<usize>,
        garde: UniteId,
        pieces: Vec<UniteId>,
    ) {
        let autre = ecarte(&mut self.classes, separation, garde, pieces);
        self.autres.extend(autre);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The law: whatever was set aside, and however territories overlap, what is put back is what was there.
        #[test]
        fn what_is_put_back_is_what_was_there(
            valeurs in proptest::collection::vec(proptest::option::of(0..9_u32), 6),
            territoires in proptest::collection::vec((0..6_u32, proptest::collection::btree_set(0..6_u32, 0..4)), 0..5),
        ) {
            let mut places = Suite::from(valeurs.clone());
            let mut autres = Vec::new();
            for (garde, pieces) in territoires {
                let pieces = pieces.into_iter().chain([garde]).map(UniteId).collect();
                autres.extend(ecarte(&mut places, None, UniteId(garde), pieces));
            }
            reprend(&mut autres, &mut places);
            prop_assert_eq!(places, valeurs);
        }
    }
}
