//! EPCI and bassins de vie that one would rather keep whole.

use std::collections::BTreeMap;

use crate::model::lecture::classe;
use crate::model::{Dataset, UniteId};

/// Variable of the bassins de vie.
const BASSINS: &str = "bv2022";

/// A zone that one would rather keep whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ZoneNommee {
    pub(super) genre: GenreZone,
    pub(super) code: String,
    pub(super) nom: String,
}

/// Zonings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum GenreZone {
    /// EPCI à fiscalité propre.
    Epci,
    /// Bassin de vie.
    Bassin,
}

/// Zones met, numbered as they come, and the inhabitants of each.
#[derive(Default)]
pub(super) struct Zonage {
    rangs: BTreeMap<ZoneNommee, usize>,
    pub(super) habitants: Vec<f64>,
}

impl Zonage {
    /// Rank of a zone, where some inhabitants more are met.
    pub(super) fn rang(&mut self, zone: ZoneNommee, habitants: f64) -> usize {
        let rang = *self.rangs.entry(zone).or_insert(self.habitants.len());
        match self.habitants.get_mut(rang) {
            Some(siens) => *siens += habitants,
            None => self.habitants.push(habitants),
        }
        rang
    }

    /// The zones, by rank.
    pub(super) fn nommees(self) -> Vec<ZoneNommee> {
        let mut tous: Vec<(usize, ZoneNommee)> =
            self.rangs.into_iter().map(|(z, r)| (r, z)).collect();
        tous.sort_unstable();
        tous.into_iter().map(|(_, z)| z).collect()
    }
}

/// Zone of a unit.
pub(super) fn epci(d: &Dataset, unite: UniteId) -> Option<ZoneNommee> {
    let parent = d.referentiel.unite(unite).parent.unwrap_or(unite);
    let epci = d
        .referentiel
        .epci(unite)
        .or_else(|| d.referentiel.epci(parent))?;
    Some(ZoneNommee {
        genre: GenreZone::Epci,
        code: epci.siren.clone(),
        nom: epci.nom.clone(),
    })
}

/// Zone of a unit.
pub(super) fn bassin(d: &Dataset, unite: UniteId) -> Option<ZoneNommee> {
    let colonne = d.classe(BASSINS)?;
    let rang = classe(&d.referentiel, colonne, unite).une()?;
    let (code, nom) = colonne.modalites.get(rang as usize)?.clone();
    Some(ZoneNommee {
        genre: GenreZone::Bassin,
        code,
        nom,
    })
}
