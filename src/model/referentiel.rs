//! The list of territories: communes, arrondissements municipaux, EPCI, départements, régions and old codes.

use std::collections::BTreeMap;

use super::{CodeCommune, DateCivile};

/// Index of a unit in [`Referentiel::unites`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct UniteId(pub u32);

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Genre {
    /// Commune of metropolitan France or of a DROM.
    Commune,
    /// Commune or territory of a collectivité d'outre-mer (975, 977, 978, 984–989): outside the « France » comparator.
    CommuneCom,
    /// Arrondissement municipal of Paris, Lyon or Marseille; its city is [`Unite::parent`].
    Arrondissement,
}

/// A current commune or arrondissement municipal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unite {
    /// INSEE code.
    pub code: CodeCommune,
    /// Name, as the COG writes it.
    pub nom: String,
    /// What it is.
    pub genre: Genre,
    /// City of an arrondissement.
    pub parent: Option<UniteId>,
    /// Index in [`Referentiel::departements`].
    pub departement: usize,
    /// Index in [`Referentiel::epcis`].
    pub epci: Option<usize>,
    /// Population municipale, in inhabitants; `None` when the COG gives none.
    pub population: Option<u32>,
}

/// Département (or collectivité d'outre-mer).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departement {
    /// `48`, `2A`, `971`.
    pub code: String,
    /// Name.
    pub nom: String,
    /// Index in [`Referentiel::regions`].
    pub region: usize,
}

/// Région.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// `76`, `01`.
    pub code: String,
    /// Name.
    pub nom: String,
}

/// Établissement public de coopération intercommunale à fiscalité propre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Epci {
    /// SIREN, nine digits.
    pub siren: String,
    /// Name.
    pub nom: String,
    /// CC, CA, CU, METRO, MET69.
    pub genre: String,
    /// Member communes, sorted.
    pub membres: Vec<UniteId>,
}

/// Why a code is not that of a current commune.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MotifAncien {
    /// Former code, absorbed by a merger or changed (chef-lieu, département).
    Ancien,
    /// Commune déléguée, a part of a commune nouvelle.
    Deleguee,
    /// Commune associée, a part of a commune.
    Associee,
}

/// A code that is no longer, or not, that of a commune.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AncienCode {
    /// Current commune it belongs to.
    pub vers: UniteId,
    /// Why.
    pub motif: MotifAncien,
    /// Its name, when known.
    pub nom: Option<String>,
    /// First day on which the code no longer stands for a commune of its own (merger, change of chef-lieu); absent when
    /// it is older than the movements known.
    pub fin: Option<DateCivile>,
    /// Whether it stood for the whole commune of today until then: a chef-lieu that gave its code to another.
    pub entier: bool,
}

/// A commune déléguée or associée, a part of a current commune; it often shares the code of its chef-lieu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleguee {
    /// Its code, which may also be that of a current commune (the current commune then wins).
    pub code: CodeCommune,
    /// Its name.
    pub nom: String,
    /// Déléguée or associée.
    pub motif: MotifAncien,
    /// Current commune it belongs to.
    pub vers: UniteId,
}

/// A commune that gave back (or lost) a part of its territory: its code had a wider meaning before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Separation {
    /// Code of the commune before.
    pub de: CodeCommune,
    /// Its name before.
    pub nom: String,
    /// First day of the new communes.
    pub date: DateCivile,
    /// Communes it became, sorted; a file older than the date has no row for those other than `de`.
    pub vers: Vec<CodeCommune>,
}

/// A bridge over water between two communes that do not touch: neighbours, and it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// One end.
    pub de: UniteId,
    /// The other.
    pub vers: UniteId,
    /// « pont de l'île de Ré ».
    pub nom: String,
}

/// All territories of one vintage of the COG.
#[derive(Debug, Clone, Default)]
pub struct Referentiel {
    /// « COG 2026 » or the name of the user's own list.
    pub nom: String,
    /// Year of the population municipale, 0 when unknown; see [`Referentiel::millesime_de`] for one unit.
    pub millesime_population: u16,
    /// Year of the population of the départements that have another one, by index.
    pub autres_millesimes: BTreeMap<usize, u16>,
    /// What must be said of the population: « Mayotte : 2017 ».
    pub note_population: String,
    /// Whether the territories are invented (fictional sample).
    pub fictif: bool,
    /// Communes and arrondissements, sorted by code.
    pub unites: Vec<Unite>,
    /// Départements, sorted by code.
    pub departements: Vec<Departement>,
    /// Régions, sorted by code.
    pub regions: Vec<Region>,
    /// EPCI, sorted by SIREN.
    pub epcis: Vec<Epci>,
    /// Codes that are not those of a current commune. A code that is current is never here.
    pub anciens: BTreeMap<CodeCommune, AncienCode>,
    /// Former codes whose territory went to several current communes: never mapped one to one.
    pub scindees: BTreeMap<CodeCommune, Vec<UniteId>>,
    /// Communes déléguées and associées, sorted by code then name.
    pub deleguees: Vec<Deleguee>,
    /// Communes that were split in recent years, latest first.
    pub separations: Vec<Separation>,
    /// First day of communes nouvelles that took the code of one of the communes merged, and changed code or were split since.
    pub origines: BTreeMap<CodeCommune, DateCivile>,
    /// Bridges over water between communes that do not touch.
    pub passages: Vec<Passage>,
    /// Whether the user changed them: who touches whom, as it was kept, does not hold.
    pub passages_du_lecteur: bool,
    /// Rank of each unit plus one at the place of its code, 0 for none: a code is found in one read.
    index: Vec<u32>,
    arrondissements: BTreeMap<UniteId, Vec<UniteId>>,
}

/// Number of possible commune codes: 100 départements of two digits, 2A and 2B, a thousand communes each.
const PLACES: usize = 102_000;

/// Place of a code in the index, below [`PLACES`].
fn place(code: CodeCommune) -> usize {
    code.as_str()
        .bytes()
        .enumerate()
        .fold(0, |n, (i, octet)| match (i, octet) {
            (1, b'A') => 100,
            (1, b'B') => 101,
            _ => n * 10 + usize::from(octet.saturating_sub(b'0')),
        })
}

impl Referentiel {
    /// Sorts the units by code and builds the indexes; call once after filling the public fields.
    ///
    /// `unites` must already be sorted by code when `parent`, `membres` or `vers` hold indexes.
    pub fn indexer(&mut self) {
        self.index = vec![0; PLACES];
        for (rang, unite) in (1u32..).zip(&self.unites) {
            if let Some(case) = self.index.get_mut(place(unite.code)) {
                *case = rang;
            }
        }
        self.arrondissements.clear();
        for (i, unite) in (0u32..).zip(&self.unites) {
            if let Some(parent) = unite.parent {
                self.arrondissements
                    .entry(parent)
                    .or_default()
                    .push(UniteId(i));
            }
        }
    }

    /// The unit at an index.
    ///
    /// # Panics
    /// Never for an id given by this same référentiel.
    #[must_use]
    pub fn unite(&self, id: UniteId) -> &Unite {
        &self.unites[id.0 as usize]
    }

    /// Current commune or arrondissement with this code.
    #[must_use]
    pub fn par_code(&self, code: CodeCommune) -> Option<UniteId> {
        let rang = *self.index.get(place(code))?;
        rang.checked_sub(1).map(UniteId)
    }

    /// Arrondissements of a city, sorted; empty for all other communes.
    #[must_use]
    pub fn arrondissements(&self, id: UniteId) -> &[UniteId] {
        self.arrondissements.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Département of a unit.
    #[must_use]
    pub fn departement(&self, id: UniteId) -> &Departement {
        &self.departements[self.unite(id).departement]
    }

    /// Région of a unit.
    #[must_use]
    pub fn region(&self, id: UniteId) -> &Region {
        &self.regions[self.departement(id).region]
    }

    /// EPCI of a unit (that of its city for an arrondissement).
    #[must_use]
    pub fn epci(&self, id: UniteId) -> Option<&Epci> {
        self.unite(id).epci.map(|i| &self.epcis[i])
    }

    /// Population municipale, 0 when the référentiel gives none.
    #[must_use]
    pub fn population(&self, id: UniteId) -> f64 {
        self.unite(id).population.map_or(0.0, f64::from)
    }

    /// Year of the population of a unit; `None` when the référentiel does not say.
    #[must_use]
    pub fn millesime_de(&self, id: UniteId) -> Option<u16> {
        let departement = self.unites.get(id.0 as usize).map(|u| u.departement);
        let propre = departement.and_then(|d| self.autres_millesimes.get(&d));
        Some(*propre.unwrap_or(&self.millesime_population)).filter(|an| *an > 0)
    }

    /// Ids of all units (communes, COM and arrondissements), in code order.
    pub fn ids(&self) -> impl Iterator<Item = UniteId> + use<> {
        (0..u32::try_from(self.unites.len()).unwrap_or(u32::MAX)).map(UniteId)
    }

    /// Communes of the « France » comparator: metropolitan France and DROM, without arrondissements nor COM.
    pub fn france(&self) -> impl Iterator<Item = UniteId> + '_ {
        self.ids()
            .filter(|&id| self.unite(id).genre == Genre::Commune)
    }

    /// Communes (not arrondissements) of a département, by its index.
    pub fn communes_du_departement(
        &self,
        departement: usize,
    ) -> impl Iterator<Item = UniteId> + '_ {
        self.ids().filter(move |&id| {
            let unite = self.unite(id);
            unite.departement == departement && unite.genre != Genre::Arrondissement
        })
    }

    /// Communes (not arrondissements) of a région, by its index.
    pub fn communes_de_la_region(&self, region: usize) -> impl Iterator<Item = UniteId> + '_ {
        self.ids().filter(move |&id| {
            let unite = self.unite(id);
            self.departements[unite.departement].region == region
                && unite.genre != Genre::Arrondissement
        })
    }
}
