//! What a rejected row leaves unknown: its commune, its département or everything, in the series of its kind or in all of them.
//!
//! A row that could not be read is a figure that exists: where it may stand, neither a zero nor a sum without it is true.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::load::table::cle::CleSerie;
use crate::model::{CodeCommune, Referentiel, UniteId};

/// Codes of foreign countries (INSEE, code officiel géographique, « 99 » then three digits of the continent and of the
/// country, from 99100, 99101 Danemark to 99517 Samoa): no commune is meant. Beyond, `99999` is no country but a code that
/// nobody knew.
const ETRANGER: std::ops::RangeInclusive<u32> = 99_100..=99_600;

/// Communes that a rejected row may be about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Etendue {
    /// A commune, and the code that the row gives it.
    Commune(UniteId, CodeCommune),
    /// Communes that share out the territory of a former one.
    Parts(Vec<UniteId>),
    /// Those of a département, by its rank: the code is wrong, its first digits are right.
    Departement(usize),
    /// Any commune: the code cannot be read.
    Partout,
}

impl Etendue {
    /// Where a code that names no commune may point to.
    #[must_use]
    pub fn du_code(referentiel: &Referentiel, texte: &str) -> Self {
        let entier = texte.len() == 5 && texte.bytes().all(|o| o.is_ascii_alphanumeric());
        if entier && texte.parse().is_ok_and(|n| ETRANGER.contains(&n)) {
            return Self::Parts(Vec::new());
        }
        let departement = entier.then(|| {
            let mut departements = referentiel.departements.iter();
            departements.position(|d| texte.to_ascii_uppercase().starts_with(&d.code))
        });
        departement
            .flatten()
            .map_or(Self::Partout, Self::Departement)
    }

    /// Whether a unit may be meant.
    #[must_use]
    pub fn contient(&self, referentiel: &Referentiel, id: UniteId) -> bool {
        match self {
            Self::Commune(unite, _) => *unite == id,
            Self::Parts(parts) => parts.contains(&id),
            Self::Departement(rang) => referentiel.unite(id).departement == *rang,
            Self::Partout => true,
        }
    }
}

/// What the rejected rows of a table leave unknown, and the rows that say nothing.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Inconnues {
    /// Where, and in which series; in all of them when the kind of the row cannot be read.
    pub lignes: BTreeSet<(Etendue, Option<CleSerie>)>,
    /// Series for which a commune has a row without a figure: absent, even in a sparse file.
    pub sans_chiffre: BTreeSet<(CleSerie, UniteId)>,
}

/// Units that some rejected rows may be about, told at once for each: a file may have as many such rows as there are communes.
#[derive(Debug, Clone, Default)]
pub struct Lieux {
    unites: BTreeSet<UniteId>,
    departements: BTreeSet<usize>,
    partout: bool,
}

impl Lieux {
    /// Those of some rows.
    #[must_use]
    pub fn de<'a>(etendues: impl Iterator<Item = &'a Etendue>) -> Self {
        let mut lieux = Self::default();
        for ou in etendues {
            match ou {
                Etendue::Commune(unite, _) => drop(lieux.unites.insert(*unite)),
                Etendue::Parts(parts) => lieux.unites.extend(parts),
                Etendue::Departement(rang) => drop(lieux.departements.insert(*rang)),
                Etendue::Partout => lieux.partout = true,
            }
        }
        lieux
    }

    /// Whether one of the rows may be about a unit.
    #[must_use]
    pub fn contient(&self, referentiel: &Referentiel, id: UniteId) -> bool {
        self.partout
            || self.unites.contains(&id)
            || !self.departements.is_empty()
                && self
                    .departements
                    .contains(&referentiel.unite(id).departement)
    }
}

impl Inconnues {
    /// Adds those of another table of the same file.
    pub(super) fn complete(&mut self, autre: Self) {
        self.lignes.extend(autre.lignes);
        self.sans_chiffre.extend(autre.sans_chiffre);
    }

    /// Where the rejected rows of a series, or of any, may be.
    #[must_use]
    pub fn de_la_serie(&self, cle: &CleSerie) -> Lieux {
        let siennes = self.lignes.iter();
        let siennes = siennes.filter(|(_, quoi)| quoi.as_ref().is_none_or(|q| q == cle));
        Lieux::de(siennes.map(|(ou, _)| ou))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::geo::essais::france;

    proptest! {
        /// The places of many rows are those of each of them.
        #[test]
        fn places_told_at_once_are_those_of_each_row(choix in prop::collection::vec((0..4_u8, 0..5_u32), 0..6)) {
            let r = france().referentiel;
            let etendue = |&(genre, rang): &(u8, u32)| match genre {
                0 => Etendue::Commune(UniteId(rang), r.unite(UniteId(rang)).code),
                1 => Etendue::Parts(vec![UniteId(rang), UniteId(0)]),
                2 => Etendue::Departement(rang as usize),
                _ if rang > 3 => Etendue::Partout,
                _ => Etendue::Parts(Vec::new()),
            };
            let etendues: Vec<Etendue> = choix.iter().map(etendue).collect();
            let lieux = Lieux::de(etendues.iter());
            for id in r.ids() {
                let une = etendues.iter().any(|ou| ou.contient(&r, id));
                prop_assert_eq!(lieux.contient(&r, id), une);
            }
        }
    }
}
