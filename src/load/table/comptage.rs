//! What counting rows keeps: sums by commune and by series, and the identifiers of those that are counted once.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::load::table::cle::CleSerie;
use crate::load::table::cumul::{Cumul, SommesPubliees};
use crate::load::table::inconnues::Etendue;
use crate::load::table::motifs_vus::Vus;
use crate::model::UniteId;
use crate::model::melange::Vite;

/// What was counted so far.
#[derive(Debug, Default)]
pub struct Comptage {
    pub(super) series: Vec<CleSerie>,
    pub(super) rangs: HashMap<CleSerie, u32>,
    /// By year and types of a row: rank of the series and of the variable that it feeds.
    pub(super) genres: HashMap<String, Arc<[(u32, usize)]>>,
    pub(super) cumuls: HashMap<(u32, UniteId), Cumul, Vite>,
    /// Series, unit and identifier already counted.
    pub(super) vus: HashSet<(u32, UniteId, u32)>,
    pub(super) identifiants: HashMap<String, u32>,
    /// Patterns met.
    pub(super) motifs: Vus,
    /// Sums of the territories wider than a commune.
    pub(super) publiees: SommesPubliees,
    /// Rows that could not be read: where they may stand, and their series when their types are legible.
    pub(super) perdues: BTreeSet<(Etendue, Option<Vec<u32>>)>,
}

impl Comptage {
    pub(super) fn serie(&mut self, cle: CleSerie) -> u32 {
        if let Some(rang) = self.rangs.get(&cle) {
            return *rang;
        }
        let rang = u32::try_from(self.series.len()).unwrap_or(u32::MAX);
        self.series.push(cle.clone());
        self.rangs.insert(cle, rang);
        rang
    }

    /// By series, the identifiers counted in several units: each counts once on a territory.
    pub(super) fn repetes(&self) -> Vec<(u32, Vec<(u32, u32)>)> {
        let mut vus: Vec<(u32, u32, u32)> =
            self.vus.iter().map(|(s, u, i)| (*s, *i, u.0)).collect();
        vus.sort_unstable();
        let plusieurs = vus
            .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
            .filter(|c| c.len() > 1);
        let paires: Vec<&(u32, u32, u32)> = plusieurs.flatten().collect();
        let series = paires.chunk_by(|a, b| a.0 == b.0);
        let serie = |c: &[&(u32, u32, u32)]| {
            let rang = c.first().map_or(0, |p| p.0);
            (rang, c.iter().map(|(_, i, u)| (*u, *i)).collect())
        };
        series.map(serie).collect()
    }

    /// Whether this identifier comes for the first time in this series and this unit.
    pub(super) fn premiere(&mut self, serie: u32, unite: UniteId, identifiant: &str) -> bool {
        let suivant = u32::try_from(self.identifiants.len()).unwrap_or(u32::MAX);
        let numero = match self.identifiants.get(identifiant) {
            Some(numero) => *numero,
            None => {
                self.identifiants.insert(identifiant.to_owned(), suivant);
                suivant
            }
        };
        self.vus.insert((serie, unite, numero))
    }
}
