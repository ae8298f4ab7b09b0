//! Two geographies of the quartiers prioritaires are never added up: in a région, the latest replaces the one before.
//!
//! Codes: `QP` then six characters for the quartiers of 2014, `QN` for those of 2024, as the ANCT writes both.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::jeu::section::SECTION;
use crate::model::{Constat, Dataset, Qpv, RegleConstat, Severite, SourceId};

/// First letters of the codes, from the oldest geography.
const GENERATIONS: [&str; 2] = ["QP", "QN"];

/// Leaves out the quartiers of a geography in the régions of which a later one has some, and says so.
pub fn retient(d: &mut Dataset) {
    let mut derniere: BTreeMap<usize, usize> = BTreeMap::new();
    for q in &d.qpv {
        for region in regions(d, q) {
            let place = derniere.entry(region).or_default();
            *place = (*place).max(generation(q));
        }
    }
    let remplace = |q: &Qpv| {
        let siennes = regions(d, q);
        let ancienne = |r: &usize| derniere.get(r).is_some_and(|g| *g > generation(q));
        !siennes.is_empty() && siennes.iter().all(ancienne)
    };
    let (anciens, restent): (Vec<Qpv>, Vec<Qpv>) = d.qpv.iter().cloned().partition(remplace);
    let mut par_source: BTreeMap<SourceId, usize> = BTreeMap::new();
    for q in anciens {
        *par_source.entry(q.source).or_default() += 1;
    }
    d.qpv = restent;
    for (source, nombre) in par_source {
        let constat = constat(d, source, nombre);
        d.constats.push(constat);
    }
}

fn generation(q: &Qpv) -> usize {
    let code = q.code.to_uppercase();
    GENERATIONS
        .iter()
        .rposition(|g| code.starts_with(g))
        .unwrap_or(0)
}

fn regions(d: &Dataset, q: &Qpv) -> BTreeSet<usize> {
    let region = |id| {
        d.referentiel
            .departements
            .get(d.referentiel.unite(id).departement)
            .map(|x| x.region)
    };
    q.unites().filter_map(region).collect()
}

fn constat(d: &Dataset, source: SourceId, nombre: usize) -> Constat {
    let fichier = d
        .source(source)
        .map(|s| s.fichier.clone())
        .unwrap_or_default();
    let combien =
        crate::francais::denombre(nombre, "quartier prioritaire", "quartiers prioritaires");
    let texte = format!(
        "{fichier}\u{a0}: {combien} d'une géographie antérieure à celle d'un autre fichier (codes QP, puis QN)\u{a0}; dans la même région, la plus \
         récente la remplace et l'autre n'est pas comptée."
    );
    Constat::new(
        RegleConstat::DoublonSource,
        Severite::Information,
        SECTION,
        texte,
    )
    .avec_origine(&fichier)
}
