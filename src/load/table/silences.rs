//! A département or a city of which a sparse file has no row, although it ought to.

use serde::{Deserialize, Serialize};

use crate::model::lecture::arrondissements;
use crate::model::{Referentiel, UniteId};

/// What a vintage of a sparse file is silent about: it is unknown there, and not zero.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Silence {
    /// Vintage.
    pub an: Option<u16>,
    /// The variable, when the file has rows of others there.
    pub variable: Option<String>,
    /// Where.
    pub lieu: Lieu,
    /// Communes expected to have a row there, by the share of those of the same size that have one elsewhere.
    pub attendues: f64,
}

/// Where a file is silent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Lieu {
    /// A whole département, by its index.
    Departement(usize),
    /// A city by these of its arrondissements: all of them, or some.
    Ville(UniteId, Vec<UniteId>),
}

impl Lieu {
    /// Its units; a city of which all the arrondissements are silent is one of them.
    pub(in crate::load) fn communes(&self, r: &Referentiel) -> Vec<UniteId> {
        match self {
            Self::Departement(d) => r
                .ids()
                .filter(|id| r.unite(*id).departement == *d)
                .collect(),
            Self::Ville(ville, muets) => {
                let tous = arrondissements(r, *ville).len() == muets.len();
                muets
                    .iter()
                    .copied()
                    .chain(tous.then_some(*ville))
                    .collect()
            }
        }
    }
}
