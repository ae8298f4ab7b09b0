//! The one reader of units: what a figure or a class says of a commune, of a city and of its arrondissements.
//!
//! Nothing else in the crate reads a city through its arrondissements municipaux, so that indicator, table, map, summary,
//! finding and funding give the same figure or the same absence.
//!
//! - **A count**: a city is the sum of its arrondissements when all of them are known, else its own published figure, else
//!   unknown between bounds. An arrondissement of which only the city is known is unknown: the figure of the whole is not
//!   that of the part. A territory holds a city or some of its arrondissements, so nothing is counted twice.
//! - **A rate**: the published figure; a city without one is the mean of its arrondissements by the rate's *own* weights;
//!   without these weights it has none. Inhabitants never stand for weights that are missing.
//! - **A class**: its own; an arrondissement without one inherits that of its city; a city whose arrondissements have
//!   several classes is *shared*: it is in none of them, its inhabitants are in that of their arrondissement.
//! - **A number of communes** is whole: a commune in part, or some arrondissements of a city, count for one commune.
//! - **What is not known** (hidden, rejected, absent) is an interval: the bounds of its publisher, else the natural domain
//!   of the figure. It is never zero.
//! - **A figure of another territory** (the code meant more before a split, or a part before a merger) is not that of the
//!   commune: it bounds its counts. A territory that holds all the communes that share it has it, as a city its figure.
//! - **The population** that weighs and divides is one for all figures: [`population`].

mod classe;
mod groupe;
mod intervalle;
mod lu;
mod parts;
pub mod population;
mod reunis;
mod territoire;

pub use classe::{ClasseLue, classe, classe_commune};
pub use groupe::{Groupe, compte, lire, total};
pub use intervalle::{Domaine, Intervalle};
pub use lu::{Cause, Lu};
pub use parts::{Parts, nombre};
pub use territoire::{Atome, CommuneLue, Territoire};

use super::{Referentiel, UniteId};

/// City of an arrondissement, else the commune itself.
#[must_use]
pub fn commune_de(referentiel: &Referentiel, id: UniteId) -> UniteId {
    referentiel.unite(id).parent.unwrap_or(id)
}

/// Arrondissements of a city, sorted; empty for all other units.
#[must_use]
pub fn arrondissements(referentiel: &Referentiel, id: UniteId) -> &[UniteId] {
    referentiel.arrondissements(id)
}

/// A unit, then its arrondissements: every place where a file may speak of it.
pub fn lieux(referentiel: &Referentiel, id: UniteId) -> impl Iterator<Item = UniteId> + '_ {
    std::iter::once(id).chain(referentiel.arrondissements(id).iter().copied())
}

/// Whether a file that tells some units speaks of this one: of a city, or of its arrondissements, as it does.
#[must_use]
pub fn se_lit(referentiel: &Referentiel, id: UniteId, dit: impl Fn(UniteId) -> bool) -> bool {
    let par_arrondissement = |ville| {
        let arrondissements = referentiel.arrondissements(ville);
        arrondissements.iter().any(|&a| dit(a)) || !dit(ville)
    };
    match referentiel.unite(id).parent {
        Some(ville) => par_arrondissement(ville),
        None => referentiel.arrondissements(id).is_empty() || !par_arrondissement(id),
    }
}
