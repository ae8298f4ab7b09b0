//! A perimeter on the ground: who touches whom in and around it, and its pieces.

use std::collections::{BTreeMap, BTreeSet};

use crate::geo::alentours::alentours;
use crate::geo::composantes::composantes;
use crate::geo::{Maille, adjacence};
use crate::model::{Dataset, Perimetre, UniteId};
use crate::tri::Tri;

/// Steps from neighbour to neighbour around the perimeter in which an enclave is sought: a choice of the project.
const PAS_AUTOUR: usize = 3;
/// Steps around each piece in which what would link them is sought: a choice of the project.
const PAS_LIAISON: usize = 6;

/// Who touches whom.
pub(super) type Graphe = BTreeMap<UniteId, BTreeSet<UniteId>>;

/// The perimeter, seen through the outlines.
pub(super) struct Vue<'m> {
    pub(super) maille: Maille<'m>,
    /// Units of the perimeter that have an outline.
    pub(super) places: BTreeSet<UniteId>,
    /// Those that have none.
    pub(super) sans_contour: Vec<UniteId>,
    /// Pieces, that of most inhabitants first.
    pub(super) morceaux: Vec<BTreeSet<UniteId>>,
    /// Within the perimeter.
    pub(super) entre: Graphe,
    /// In and around the perimeter.
    pub(super) autour: Graphe,
    /// Units beyond which nothing is known in `autour`.
    pub(super) bord: BTreeSet<UniteId>,
}

impl Vue<'_> {
    /// What is seen of a perimeter; `None` when none of its units has an outline.
    pub(super) fn regarder<R>(
        d: &Dataset,
        perimetre: &Perimetre,
        dire: impl FnOnce(&Vue<'_>) -> R,
    ) -> Option<R> {
        let membres: BTreeSet<UniteId> = perimetre.membres.iter().map(|m| m.unite).collect();
        let traces = d.traces_de(&membres, true);
        let maille = Maille::new(&d.referentiel, &traces, &membres);
        let (places, sans_contour): (BTreeSet<UniteId>, BTreeSet<UniteId>) =
            membres.into_iter().partition(|&id| maille.contient(id));
        if places.is_empty() {
            return None;
        }
        let dedans = alentours(&maille, &places, PAS_AUTOUR.saturating_sub(1));
        let tout = alentours(&maille, &places, PAS_AUTOUR);
        let autour = adjacence::entre_dans(&maille, &tout);
        let entre = autour.iter().filter(|(id, _)| places.contains(id));
        let entre: Graphe = entre
            .map(|(id, v)| (*id, v.intersection(&places).copied().collect()))
            .collect();
        let mut morceaux = composantes(&entre);
        let habitants = |m: &BTreeSet<UniteId>| -> f64 {
            m.iter().map(|&id| d.referentiel.population(id)).sum()
        };
        morceaux.trie_par(|a, b| habitants(b).total_cmp(&habitants(a)));
        Some(dire(&Vue {
            bord: tout.difference(&dedans).copied().collect(),
            sans_contour: sans_contour.into_iter().collect(),
            maille,
            places,
            morceaux,
            entre,
            autour,
        }))
    }

    /// Who touches whom, far enough around some units to link them to another piece.
    pub(super) fn au_large(&self) -> Graphe {
        adjacence::entre_dans(
            &self.maille,
            &alentours(&self.maille, &self.places, PAS_LIAISON),
        )
    }
}
