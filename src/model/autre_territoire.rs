//! Figures of a territory that is not today's: read in a geography in which the code meant more, or a part only.
//!
//! Rule: such a figure is never that of the commune of today. It is that of all the communes which share the territory, and
//! published for a territory that holds them all; else it only bounds their counts.

use super::{Colonne, ColonneClasse, UniteId, Valeur};

/// A value that its file gives for another territory than the commune of today.
#[derive(Debug, Clone, PartialEq)]
pub struct AutreTerritoire<V> {
    /// Unit that the code of the file leads to.
    pub garde: UniteId,
    /// Communes of today that share the value, sorted, `garde` among them; `garde` alone when it may be that of a part.
    pub pieces: Vec<UniteId>,
    /// The split, by its rank in the référentiel; `None` when a merger makes the doubt.
    pub separation: Option<usize>,
    /// What the file gives.
    pub valeur: V,
}

impl<V> AutreTerritoire<V> {
    /// Whether the value is that of exactly these communes.
    #[must_use]
    pub fn est_celle_de(&self, unites: &[UniteId]) -> bool {
        self.pieces.len() > 1 && self.pieces == unites
    }
}

fn de<V>(liste: &[AutreTerritoire<V>], id: UniteId) -> Option<&AutreTerritoire<V>> {
    liste.iter().find(|a| a.pieces.binary_search(&id).is_ok())
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
        for autre in std::mem::take(&mut self.autres) {
            if let Some(place) = self.valeurs.get_mut(autre.garde.0 as usize) {
                *place = autre.valeur;
            }
        }
    }

    /// Puts aside the value of a unit.
    pub(super) fn ecarte(
        &mut self,
        separation: Option<usize>,
        garde: UniteId,
        pieces: Vec<UniteId>,
    ) {
        if let Some(place) = self.valeurs.get_mut(garde.0 as usize) {
            let valeur = std::mem::take(place);
            self.autres.push(AutreTerritoire {
                garde,
                pieces,
                separation,
                valeur,
            });
        }
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
        for autre in std::mem::take(&mut self.autres) {
            if let Some(place) = self.classes.get_mut(autre.garde.0 as usize) {
                *place = autre.valeur;
            }
        }
    }

    /// Puts aside the class of a unit.
    pub(super) fn ecarte(
        &mut self,
        separation: Option<usize>,
        garde: UniteId,
        pieces: Vec<UniteId>,
    ) {
        if let Some(place) = self.classes.get_mut(garde.0 as usize) {
            let valeur = place.take();
            self.autres.push(AutreTerritoire {
                garde,
                pieces,
                separation,
                valeur,
            });
        }
    }
}
