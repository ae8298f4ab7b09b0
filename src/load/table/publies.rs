//! Published figures of a file, by territory.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::load::table::cle::CleSerie;
use crate::model::{CleTerritoire, Valeur};

/// Published figures of a file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct PubliesLus {
    /// By territory, then variable and vintage.
    pub chiffres: BTreeMap<CleTerritoire, BTreeMap<CleSerie, Valeur>>,
    /// Names that the file gives.
    pub noms: BTreeMap<CleTerritoire, String>,
    /// Codes that the référentiel has not, each rejected once.
    pub(super) inconnus: BTreeSet<CleTerritoire>,
}

impl PubliesLus {
    /// Adds those of another table of the same file; what is already there wins.
    pub fn complete(&mut self, autre: Self) {
        for (territoire, series) in autre.chiffres {
            let siens = self.chiffres.entry(territoire).or_default();
            for (cle, valeur) in series {
                siens.entry(cle).or_insert(valeur);
            }
        }
        for (territoire, nom) in autre.noms {
            self.noms.entry(territoire).or_insert(nom);
        }
    }

    /// Adds a figure; two rows that disagree leave it unknown.
    pub(super) fn ajoute(&mut self, territoire: &CleTerritoire, cle: &CleSerie, valeur: Valeur) {
        if valeur == Valeur::Absente {
            return;
        }
        let siens = self.chiffres.entry(territoire.clone()).or_default();
        let place = siens.entry(cle.clone()).or_insert(valeur);
        if *place != valeur {
            *place = Valeur::Rejetee;
        }
    }
}
