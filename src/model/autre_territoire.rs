//! Figures of a territory that is not today's: read in a geography in which the code meant more, or a part only.
//!
//! Rule: such a figure is never that of the commune of today. It is that of all the communes which share the territory, and
//! published for a territory that holds them all; else it only bounds their counts.

use std::ops::Deref;

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

/// Values of other territories, in the order in which they were set aside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<AutreTerritoire<V>>", into = "Vec<AutreTerritoire<V>>")]
pub struct Autres<V: Clone> {
    liste: Vec<AutreTerritoire<V>>,
    /// Units that they concern, sorted: few, and asked for all the others.
    concernees: Vec<UniteId>,
}

impl<V: Clone> Autres<V> {
    fn ajoute(&mut self, autre: AutreTerritoire<V>) {
        for id in &autre.pieces {
            if let Err(place) = self.concernees.binary_search(id) {
                self.concernees.insert(place, *id);
            }
        }
        self.liste.push(autre);
    }

    /// The first that concerns a unit.
    #[inline]
    fn de(&self, id: UniteId) -> Option<&AutreTerritoire<V>> {
        self.concernees.binary_search(&id).ok()?;
        self.liste.iter().find(|a| a.pieces.contains(&id))
    }
}

impl<V: Clone> Default for Autres<V> {
    fn default() -> Self {
        Self {
            liste: Vec::new(),
            concernees: Vec::new(),
        }
    }
}

impl<V: Clone> Deref for Autres<V> {
    type Target = [AutreTerritoire<V>];

    fn deref(&self) -> &Self::Target {
        &self.liste
    }
}

impl<V: Clone> From<Vec<AutreTerritoire<V>>> for Autres<V> {
    fn from(liste: Vec<AutreTerritoire<V>>) -> Self {
        let pieces = liste.iter().flat_map(|a| &a.pieces);
        let mut concernees: Vec<UniteId> = pieces.copied().collect();
        concernees.sort_unstable();
        concernees.dedup();
        Self { liste, concernees }
    }
}

impl<V: Clone> From<Autres<V>> for Vec<AutreTerritoire<V>> {
    fn from(autres: Autres<V>) -> Self {
        autres.liste
    }
}

/// Puts back in their places the values that were set aside, the last first: what an earlier one took of another is then as
/// it was.
fn reprend<V: Copy>(autres: &mut Autres<V>, places: &mut Suite<V>) {
    if autres.is_empty() {
        return;
    }
    for autre in std::mem::take(autres).liste.into_iter().rev() {
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
        self.autres.de(id)
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
        autre.into_iter().for_each(|a| self.autres.ajoute(a));
    }
}

impl ColonneClasse {
    /// The class of another territory that concerns a unit.
    #[must_use]
    pub fn autre_territoire(&self, id: UniteId) -> Option<&AutreTerritoire<Option<u32>>> {
        self.autres.de(id)
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
        autre.into_iter().for_each(|a| self.autres.ajoute(a));
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
            let mut autres = Autres::default();
            for (garde, pieces) in territoires {
                let pieces = pieces.into_iter().chain([garde]).map(UniteId).collect();
                let autre = ecarte(&mut places, None, UniteId(garde), pieces);
                autre.into_iter().for_each(|a| autres.ajoute(a));
            }
            let relus = Autres::from(autres.to_vec());
            prop_assert_eq!(&relus, &autres);
            for id in (0..7).map(UniteId) {
                prop_assert_eq!(autres.de(id), autres.iter().find(|a| a.pieces.contains(&id)));
            }
            reprend(&mut autres, &mut places);
            prop_assert_eq!(places, valeurs);
        }
    }
}
