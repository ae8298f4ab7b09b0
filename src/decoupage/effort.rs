//! How long a search lasts.

/// A pass of a search: the threshold goes down to nothing in so many steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passe {
    /// Steps of threshold.
    pub paliers: usize,
    /// Moves tried at each step, by atom.
    pub essais_par_atome: usize,
    /// First threshold, as a share of what a move usually costs.
    pub seuil: f64,
}

/// How long a search lasts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// The pass that does the most: on blocks of neighbours when there are more places than that.
    pub passe: Passe,
    /// Blocks that they are gathered into, in all and by group, the larger of both.
    pub blocs: usize,
    /// The same by group.
    pub blocs_par_groupe: usize,
    /// The pass that follows on the places themselves.
    pub retouche: Passe,
}

impl Effort {
    /// Blocks for so many groups.
    pub(super) fn cible(&self, groupes: usize) -> usize {
        self.blocs.max(self.blocs_par_groupe * groupes)
    }
}
