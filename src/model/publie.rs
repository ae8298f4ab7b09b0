//! Figures that a publisher gives for a territory wider than a commune: read as they are, never pushed down to communes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, OnceLock};

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

/// Figures of a territory, by variable.
pub type ChiffresPublies = BTreeMap<String, SeriePubliee>;

/// Where the figures that are not in memory yet are read; what cannot be read is never said.
pub trait PubliesGardes: fmt::Debug + Send + Sync {
    /// The figures of a territory.
    fn du_territoire(&self, territoire: &CleTerritoire) -> ChiffresPublies;
}

/// Published figures by territory, variable then vintage, beside the figures of the communes; those of a territory are read
/// when they are asked.
#[derive(Debug, Clone, Default)]
pub struct Publies {
    chiffres: BTreeMap<CleTerritoire, OnceLock<ChiffresPublies>>,
    noms: BTreeMap<CleTerritoire, String>,
    gardes: Option<Arc<dyn PubliesGardes>>,
    /// Sources of each variable, for figures that are not read.
    sources: BTreeMap<String, BTreeSet<SourceId>>,
}

/// What is known of published figures without reading them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ResumePublies {
    /// Territories.
    pub territoires: Vec<CleTerritoire>,
    /// Names that the files give them.
    pub noms: BTreeMap<CleTerritoire, String>,
    /// Sources of each variable.
    pub sources: BTreeMap<String, BTreeSet<SourceId>>,
}

impl PartialEq for Publies {
    fn eq(&self, autre: &Self) -> bool {
        self.noms == autre.noms && self.tous().eq(autre.tous())
    }
}

impl Publies {
    /// Figures to read when they are asked.
    #[must_use]
    pub fn gardees(resume: ResumePublies, gardes: Arc<dyn PubliesGardes>) -> Self {
        let territoires = resume.territoires.into_iter();
        Self {
            chiffres: territoires.map(|cle| (cle, OnceLock::new())).collect(),
            noms: resume.noms,
            gardes: Some(gardes),
            sources: resume.sources,
        }
    }

    /// What is known of them without reading them.
    #[must_use]
    pub fn resume(&self) -> ResumePublies {
        let mut sources: BTreeMap<String, BTreeSet<SourceId>> = BTreeMap::new();
        for (_, variable, _, chiffre) in self.tous() {
            match sources.get_mut(variable) {
                Some(siennes) => siennes.insert(chiffre.source),
                None => {
                    let siennes = BTreeSet::from([chiffre.source]);
                    sources.insert(variable.to_owned(), siennes).is_none()
                }
            };
        }
        ResumePublies {
            territoires: self.chiffres.keys().cloned().collect(),
            noms: self.noms.clone(),
            sources,
        }
    }

    fn lus<'a>(
        &'a self,
        cle: &CleTerritoire,
        siens: &'a OnceLock<ChiffresPublies>,
    ) -> &'a ChiffresPublies {
        let lit = || match &self.gardes {
            Some(gardes) => gardes.du_territoire(cle),
            None => ChiffresPublies::new(),
        };
        siens.get_or_init(lit)
    }

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
        let place = self.chiffres.entry(territoire.clone()).or_default();
        let gardes = self.gardes.as_ref();
        let lit = || {
            gardes
                .map(|g| g.du_territoire(&territoire))
                .unwrap_or_default()
        };
        let mut siens = place.take().unwrap_or_else(lit);
        let serie = siens.entry(variable.to_owned()).or_default();
        let deja = serie.get(&millesime).map(|deja| deja.source);
        if deja.is_none() {
            serie.insert(millesime, chiffre);
            let siennes = self
                .gardes
                .is_some()
                .then(|| self.sources.entry(variable.to_owned()));
            siennes.map(|s| s.or_default().insert(chiffre.source));
        }
        *place = OnceLock::from(siens);
        deja.map_or(Ok(()), Err)
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

    /// Gives other names to the territories that the files name; a name is kept where none is given.
    pub fn renommer(&mut self, mut autre: impl FnMut(&CleTerritoire) -> Option<String>) {
        for (cle, nom) in &mut self.noms {
            if let Some(neuf) = autre(cle) {
                *nom = neuf;
            }
        }
    }

    /// What is published of a territory, by variable; nothing when no file speaks of it.
    #[must_use]
    pub fn du_territoire(&self, territoire: &CleTerritoire) -> Option<&ChiffresPublies> {
        let siens = self.chiffres.get(territoire)?;
        Some(self.lus(territoire, siens))
    }

    /// The vintages of a variable in a territory.
    #[must_use]
    pub fn serie(&self, territoire: &CleTerritoire, variable: &str) -> Option<&SeriePubliee> {
        self.du_territoire(territoire)?.get(variable)
    }

    /// Every figure, by territory, variable then vintage.
    pub fn tous(
        &self,
    ) -> impl Iterator<Item = (&CleTerritoire, &str, Option<u16>, &ChiffrePublie)> {
        self.chiffres.iter().flat_map(|(territoire, siens)| {
            let variables = self.lus(territoire, siens).iter();
            variables.flat_map(move |(variable, serie)| {
                let siens = serie.iter();
                siens.map(move |(an, chiffre)| (territoire, variable.as_str(), *an, chiffre))
            })
        })
    }

    /// Sources that give a variable, at any level, sorted.
    #[must_use]
    pub fn sources_de(&self, variable: &str) -> BTreeSet<SourceId> {
        if self.gardes.is_some() {
            return self.sources.get(variable).cloned().unwrap_or_default();
        }
        let siens = self.chiffres.values().filter_map(OnceLock::get);
        let series = siens.filter_map(|v| v.get(variable));
        series.flat_map(|s| s.values().map(|c| c.source)).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug)]
    struct Gardes(Publies);

    impl PubliesGardes for Gardes {
        fn du_territoire(&self, territoire: &CleTerritoire) -> ChiffresPublies {
            let siens = self.0.du_territoire(territoire);
            siens.cloned().unwrap_or_default()
        }
    }

    fn ajoutes(p: &mut Publies, chiffres: &[(u8, u8, u16, u8)]) -> Vec<Result<(), SourceId>> {
        let ajoute = |(lieu, variable, an, source): &(u8, u8, u16, u8)| {
            let chiffre = ChiffrePublie {
                valeur: Valeur::Connue(f64::from(*an)),
                source: SourceId(usize::from(*source)),
                somme: true,
            };
            let lieu = (Niveau::Departement, lieu.to_string());
            p.ajoute(lieu, &variable.to_string(), Some(*an), chiffre)
        };
        chiffres.iter().map(ajoute).collect()
    }

    proptest! {
        /// The law: figures read when they are asked, one territory alone or all, then completed, are those held in memory.
        #[test]
        fn figures_kept_are_those_in_memory(
            avant in prop::collection::vec((0..4_u8, 0..3_u8, 2020..2023_u16, 0..3_u8), 0..20),
            apres in prop::collection::vec((0..5_u8, 0..4_u8, 2020..2023_u16, 0..3_u8), 0..6),
            seul in 0..5_u8, tout: bool,
        ) {
            let mut lus = Publies::default();
            ajoutes(&mut lus, &avant);
            let mut gardes = Publies::gardees(lus.resume(), Arc::new(Gardes(lus.clone())));
            let seul = (Niveau::Departement, seul.to_string());
            prop_assert_eq!(lus.du_territoire(&seul), gardes.du_territoire(&seul));
            prop_assert!(!tout || lus == gardes);
            prop_assert_eq!(ajoutes(&mut lus, &apres), ajoutes(&mut gardes, &apres));
            for variable in 0..4 {
                let variable = variable.to_string();
                prop_assert_eq!(lus.sources_de(&variable), gardes.sources_de(&variable));
            }
            prop_assert!(lus == gardes);
        }
    }
}
