//! From activities to persons: each counted once by commune and by series, and those of several communes noted.

use rayon::prelude::*;

use crate::load::flux::releve::{Activite, Cible, SANS_LIEU};
use crate::load::format::personne::Personne;

/// Persons of one series.
#[derive(Debug, Clone, Default)]
pub(super) struct Serie {
    /// By unit.
    pub comptes: Vec<u32>,
    /// Unit and person, for those of several units.
    pub repetees: Vec<(u32, u32)>,
}

/// What is known of the rows: the series that each kind feeds, the condition of each variable.
pub(super) struct Regles<'a> {
    pub cibles: &'a [Vec<Cible>],
    pub conditions: &'a [Option<&'a Personne>],
    /// Number of units.
    pub unites: usize,
    /// Number of series.
    pub series: usize,
}

/// Counts the persons.
pub(super) fn personnes(mut activites: Vec<Activite>, regles: &Regles<'_>) -> Vec<Serie> {
    activites.par_sort_unstable();
    let parts = rayon::current_num_threads().max(1);
    let vise = activites.len().div_ceil(parts).max(1);
    let mut morceaux = Vec::new();
    let mut suite = activites.as_slice();
    let mut debut = 0u32;
    while !suite.is_empty() {
        // A person is never shared between two pieces.
        let mut fin = vise.min(suite.len());
        while fin < suite.len()
            && suite.get(fin).map(|a| a.personne) == suite.get(fin - 1).map(|a| a.personne)
        {
            fin += 1;
        }
        let (tete, reste) = suite.split_at(fin);
        morceaux.push((debut, tete));
        debut = debut.saturating_add(u32::try_from(fin).unwrap_or(u32::MAX));
        suite = reste;
    }
    let lus: Vec<Vec<Serie>> = morceaux
        .into_par_iter()
        .map(|(debut, morceau)| compte(debut, morceau, regles))
        .collect();
    let mut total = vec![Serie::default(); regles.series];
    for series in lus {
        for (place, lue) in total.iter_mut().zip(series) {
            if place.comptes.is_empty() {
                *place = lue;
                continue;
            }
            for (n, autre) in place.comptes.iter_mut().zip(&lue.comptes) {
                *n += autre;
            }
            place.repetees.extend(lue.repetees);
        }
    }
    total
}

fn compte(debut: u32, activites: &[Activite], regles: &Regles<'_>) -> Vec<Serie> {
    let mut series = vec![Serie::default(); regles.series];
    let mut vues: Vec<(u32, u32, u32, u32, u16)> = Vec::new();
    let (mut unites, mut lieux) = (Vec::new(), Vec::new());
    let mut numero = debut;
    for sien in activites.chunk_by(|a, b| a.personne == b.personne) {
        vues.clear();
        for a in sien {
            for c in regles.cibles.get(a.genre as usize).into_iter().flatten() {
                vues.push((c.serie, a.unite, a.lieu, c.variable, c.marque));
            }
        }
        if sien.len() > 1 {
            vues.sort_unstable();
        }
        for serie in vues.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(rang, _, _, variable, _)) = serie.first() else {
                continue;
            };
            if let Some(Some(condition)) = regles.conditions.get(variable as usize) {
                lieux.clear();
                lieux.extend(serie.iter().map(|v| v.2).filter(|l| *l != 0));
                lieux.sort_unstable();
                lieux.dedup();
                let marques = serie.iter().fold(0, |m, v| m | v.4);
                if !condition.compte(marques, lieux.len()) {
                    continue;
                }
            }
            unites.clear();
            unites.extend(serie.iter().map(|v| v.1).filter(|u| *u != SANS_LIEU));
            unites.dedup();
            if let Some(place) = series.get_mut(rang as usize) {
                place.ajoute(&unites, numero, regles.unites);
            }
        }
        numero = numero.saturating_add(u32::try_from(sien.len()).unwrap_or(u32::MAX));
    }
    series
}

impl Serie {
    fn ajoute(&mut self, unites: &[u32], personne: u32, nombre: usize) {
        if self.comptes.is_empty() && !unites.is_empty() {
            self.comptes = vec![0; nombre];
        }
        for &unite in unites {
            if let Some(n) = self.comptes.get_mut(unite as usize) {
                *n += 1;
            }
            if unites.len() > 1 {
                self.repetees.push((unite, personne));
            }
        }
    }
}
