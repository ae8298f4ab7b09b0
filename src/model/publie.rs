//! Figures that a publisher gives for a territory wider than a commune: read as they are, never pushed down to communes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Niveau, SourceId, Valeur};

/// A territory: its level and its code.
pub type CleTerritoire = (Niveau, String);

/// A published figure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ChiffrePublie {
    /// What the publisher gives, in the unit of the variable.
    pub valeur: Valeur,
    /// Where it comes from.
    pub source: SourceId,
    /// Whether the figures of the variable add up: that of a département is then the sum of its communes.
    pub somme: bool,
}

/// Published figures by vintage, undated first.
pub type SeriePubliee = BTreeMap<Option<u16>, ChiffrePublie>;

/// Published figures by territory, variable then vintage, beside the figures of the communes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Publies {
    chiffres: BTreeMap<CleTerritoire, BTreeMap<String, SeriePubliee>>,
    noms: BTreeMap<CleTerritoire, String>,
}

impl Publies {
    /// Whether no file gives any.
    #[must_use]
    pub fn est_vide(&self) -> bool {
        self.chiffres.is_empty()
    }

    /// Adds a figure; the one already there wins. Whether it was added, else the source of the other.
    ///
    /// # Errors
    /// The source that already gives it.
    pub fn ajoute(
        &mut self,
        territoire: CleTerritoire,
        variable: &str,
        millesime: Option<u16>,
        chiffre: ChiffrePublie,
    ) -> Result<(), SourceId> {
        let siens = self.chiffres.entry(territoire).or_default();
        let serie = siens.entry(variable.to_owned()).or_default();
        if let Some(deja) = serie.get(&millesime) {
            return Err(deja.source);
        }
        serie.insert(millesime, chiffre);
        Ok(())
    }

    /// Names a territory; the first name is kept.
    pub fn nomme(&mut self, territoire: CleTerritoire, nom: String) {
        self.noms.entry(territoire).or_insert(nom);
    }

    /// Name that a file gives to a territory.
    #[must_use]
    pub fn nom(&self, territoire: &CleTerritoire) -> Option<&str> {
        self.noms.get(territoire).map(String::as_str)
    }

    /// What is published of a territory, by variable; nothing when no file speaks of it.
    #[must_use]
    pub fn du_territoire(
        &self,
        territoire: &CleTerritoire,
    ) -> Option<&BTreeMap<String, SeriePubliee>> {
        self.chiffres.get(territoire)
    }

    /// The vintages of a variable in a territory.
    #[must_use]
    pub fn serie(&self, territoire: &CleTerritoire, variable: &str) -> Option<&SeriePubliee> {
        self.chiffres.get(territoire)?.get(variable)
    }

    /// Every figure, by territory, variable then vintage.
    pub fn tous(
        &self,
    ) -> impl Iterator<Item = (&CleTerritoire, &str, Option<u16>, &ChiffrePublie)> {
        self.chiffres.iter().flat_map(|(territoire, variables)| {
            variables.iter().flat_map(move |(variable, serie)| {
                let siens = serie.iter();
                siens.map(move |(an, chiffre)| (territoire, variable.as_str(), *an, chiffre))
            })
        })
    }

    /// Sources that give a variable, at any level, sorted, with repetitions.
    pub fn sources_de(&self, variable: &str) -> impl Iterator<Item = SourceId> {
        let series = self.chiffres.values().filter_map(move |v| v.get(variable));
        series.flat_map(|s| s.values().map(|c| c.source))
    }
}
