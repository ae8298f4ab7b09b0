//! Columns asked for while a plan is made: each is read once.

use crate::load::format::lieux::lieux;
use crate::load::format::motifs::{Motifs, Trouve};

/// What a column says again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redit {
    /// The code of the commune.
    Commune,
    /// Its département.
    Departement,
}

/// The columns to read, as they are asked for.
pub(super) struct Places<'a> {
    pub(super) colonnes: &'a mut Vec<usize>,
    pub(super) noms: &'a mut Vec<String>,
    pub(super) entetes: &'a [String],
    pub(super) bruts: &'a [String],
}

impl Places<'_> {
    pub(super) fn place(&mut self, motifs: &Motifs) -> Option<usize> {
        motifs.trouve(self.entetes).map(|t| self.garde(&t))
    }

    /// Two columns that go together.
    pub(super) fn deux(&mut self, paire: &Option<(Motifs, Motifs)>) -> Option<(usize, usize)> {
        let (a, b) = paire.as_ref()?;
        Some((self.place(a)?, self.place(b)?))
    }

    /// The column of the names of communes where they tell something, and the header of one of services or structures, where
    /// communes are placed on the map.
    pub(super) fn lieux(&mut self, place: bool, nommee: bool) -> (Option<usize>, Option<String>) {
        let Some(l) = nommee.then(lieux).and_then(Result::ok) else {
            return (None, None);
        };
        let structure = l.structure(self.entetes).filter(|_| place);
        let structure = structure.and_then(|rang| self.bruts.get(rang)).cloned();
        let nom = l.nom(self.entetes);
        (
            nom.map(|rang| self.garde(&Trouve::colonne(rang))),
            structure,
        )
    }

    pub(super) fn garde(&mut self, trouve: &Trouve) -> usize {
        if let Some(place) = self.colonnes.iter().position(|&c| c == trouve.colonne) {
            return place;
        }
        let brut = self.bruts.get(trouve.colonne).map_or("", String::as_str);
        self.colonnes.push(trouve.colonne);
        self.noms
            .push(brut.split_whitespace().collect::<Vec<_>>().join(" "));
        self.colonnes.len() - 1
    }
}
