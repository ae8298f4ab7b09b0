//! From rejected rows to unknown values: what the rows lost, in the series that they may have fed.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::table::champs::Gardees;
use crate::load::table::cle::CleSerie;
use crate::load::table::inconnues::Etendue;
use crate::load::table::lignes::Lignes;
use crate::load::table::resultat::Table;
use crate::model::{CodeCommune, Referentiel, UniteId, Valeur};

impl Lignes<'_> {
    /// Notes a rejected row: where it may stand and, when it is legible, its kind.
    pub(in crate::load) fn perd(&mut self, ou: Etendue, genre: Option<u32>) {
        if self.plan.lues.is_empty() && !self.plan.comptees.is_empty() {
            return; // What is lost of the counts is noted by them.
        }
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
