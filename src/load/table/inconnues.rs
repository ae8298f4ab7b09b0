//! What a rejected row leaves unknown: its commune, its département or everything, in the series of its kind or in all of them.
//!
//! A row that could not be read is a figure that exists: where it may stand, neither a zero nor a sum without it is true.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::table::lignes::{Gardees, Lignes};
use crate::load::table::resultat::{CleSerie, Table};
use crate::model::{CodeCommune, Referentiel, UniteId, Valeur};

/// First digits of the codes of foreign countries (INSEE, code officiel géographique): no commune is meant.
const ETRANGER: &str = "99";

/// Communes that a rejected row may be about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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
        if entier && texte.starts_with(ETRANGER) {
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
#[derive(Debug, Clone, Default)]
pub struct Inconnues {
    /// Where, and in which series; in all of them when the kind of the row cannot be read.
    pub lignes: BTreeSet<(Etendue, Option<CleSerie>)>,
    /// Series for which a commune has a row without a figure: absent, even in a sparse file.
    pub sans_chiffre: BTreeSet<(CleSerie, UniteId)>,
}

impl Inconnues {
    /// Whether a rejected row may be about a unit in a series.
    #[must_use]
    pub fn concerne(&self, referentiel: &Referentiel, cle: &CleSerie, id: UniteId) -> bool {
        self.lignes.iter().any(|(ou, quoi)| {
            quoi.as_ref().is_none_or(|q| q == cle) && ou.contient(referentiel, id)
        })
    }
}

impl Lignes<'_> {
    /// Notes a rejected row: where it may stand and, when it is legible, its kind.
    pub(in crate::load) fn perd(&mut self, ou: Etendue, genre: Option<u32>) {
        let utile = |g: &u32| self.genres.get(*g as usize).is_some_and(|c| !c.is_empty());
        self.perdues.insert((ou, genre.filter(utile)));
    }

    /// Turns what was lost into unknown values.
    pub(in crate::load) fn oublie(&mut self, gardees: &Gardees, series: &[CleSerie]) {
        let perdues = std::mem::take(&mut self.perdues);
        if perdues.is_empty() {
            return;
        }
        let cles = |genre: u32| -> Vec<CleSerie> {
            let cibles = self.genres.get(genre as usize).into_iter().flatten();
            cibles
                .filter_map(|c| series.get(c.serie).cloned())
                .collect()
        };
        for (ou, genre) in &perdues {
            let lignes = &mut self.table.inconnues.lignes;
            match genre {
                Some(genre) => {
                    lignes.extend(cles(*genre).into_iter().map(|c| (ou.clone(), Some(c))))
                }
                None => {
                    lignes.insert((ou.clone(), None));
                }
            }
        }
        let lues = codes_lus(&perdues, gardees, cles);
        rejette_les_communes(&mut self.table, &lues);
        rejette_les_fusions(self.referentiel, &mut self.table);
    }
}

/// Series that each code of a rejected row already has.
fn codes_lus(
    perdues: &BTreeSet<(Etendue, Option<u32>)>,
    gardees: &Gardees,
    cles: impl Fn(u32) -> Vec<CleSerie>,
) -> BTreeMap<CodeCommune, BTreeSet<CleSerie>> {
    let mut lus: BTreeMap<CodeCommune, BTreeSet<CleSerie>> = perdues
        .iter()
        .filter_map(|(ou, genre)| match (ou, genre) {
            (Etendue::Commune(_, code), None) => Some((*code, BTreeSet::new())),
            _ => None,
        })
        .collect();
    if lus.is_empty() {
        return lus;
    }
    for (code, genre) in gardees.codes.iter().zip(&gardees.genres) {
        if let Some(series) = lus.get_mut(code) {
            series.extend(cles(*genre));
        }
    }
    lus
}

/// A row of a known commune: its series are unknown, except those that another row of the same code gives.
fn rejette_les_communes(table: &mut Table, lues: &BTreeMap<CodeCommune, BTreeSet<CleSerie>>) {
    let lignes = std::mem::take(&mut table.inconnues.lignes);
    for (ou, quoi) in &lignes {
        let Etendue::Commune(unite, code) = ou else {
            continue;
        };
        let deja = lues.get(code);
        let vise = |cle: &CleSerie| match quoi {
            Some(quoi) => quoi == cle,
            None => deja.is_none_or(|d| !d.contains(cle)),
        };
        rejette(table, vise, &BTreeSet::from([*unite]));
    }
    table.inconnues.lignes = lignes;
}

/// A row that may be that of a former commune: the sum of the current one may lack it.
fn rejette_les_fusions(referentiel: &Referentiel, table: &mut Table) {
    let lignes = std::mem::take(&mut table.inconnues.lignes);
    for (ou, quoi) in &lignes {
        if matches!(ou, Etendue::Commune(..) | Etendue::Parts(_)) {
            continue;
        }
        let fusionnees: BTreeSet<UniteId> = referentiel
            .anciens
            .values()
            .map(|ancien| ancien.vers)
            .filter(|&id| ou.contient(referentiel, id))
            .collect();
        let vise = |cle: &CleSerie| quoi.as_ref().is_none_or(|q| q == cle);
        rejette(table, vise, &fusionnees);
    }
    table.inconnues.lignes = lignes;
}

fn rejette(table: &mut Table, vise: impl Fn(&CleSerie) -> bool, unites: &BTreeSet<UniteId>) {
    for (_, valeurs) in table.series.iter_mut().filter(|(cle, _)| vise(cle)) {
        for &id in unites {
            if let Some(place) = valeurs.get_mut(id.0 as usize) {
                *place = Valeur::Rejetee;
            }
        }
    }
    for (_, classe) in table.classes.iter_mut().filter(|(cle, _)| vise(cle)) {
        for &id in unites {
            if let Some(place) = classe.codes.get_mut(id.0 as usize) {
                *place = None;
                classe.rejetees.insert(id);
            }
        }
    }
}
