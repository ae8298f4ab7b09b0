//! Comparators computed once on a dataset and kept beside it: those of every département, every région and France.
//!
//! A figure is taken back only for the entry of the catalogue that it was computed for, word for word, on files of which the
//! choice of a perimeter has changed neither the variables that it reads nor the other columns of their sources.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::hash::{DefaultHasher, Hasher};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::agregat::Agregat;
use super::catalogue::Catalogue;
use super::definition::{Definition, Regle};
use super::donnees::Donnees;
use super::fichiers::FichiersOfficiels;
use super::notice;
use super::publication::{Role, publier};
use super::regles;
use crate::model::lecture::Territoire;
use crate::model::{Dataset, Niveau, Referentiel, SourceId};

/// Level and rank of a territory.
pub(super) type Cle = (Niveau, usize);

/// Name of the list of the entries.
const ENTREES: &str = "comparateurs";

/// An entry of the catalogue for which figures are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entree {
    empreinte: u64,
    /// Files that gave its figures.
    sources: Vec<SourceId>,
}

/// What is kept beside a dataset.
#[derive(Debug, Default)]
pub(super) struct Gardes {
    entrees: Vec<Entree>,
}

/// Comparators of every territory on every entry, by name.
#[must_use]
pub fn calculer(dataset: &Dataset, catalogue: &Catalogue) -> Vec<(String, Vec<u8>)> {
    let donnees = Donnees::selon(dataset, catalogue);
    let referentiel = &dataset.referentiel;
    let departements = (0..referentiel.departements.len()).map(|d| (Niveau::Departement, d));
    let regions = (0..referentiel.regions.len()).map(|r| (Niveau::Region, r));
    let cles: Vec<Cle> = departements
        .chain(regions)
        .chain([(Niveau::France, 0)])
        .collect();
    let territoires: Vec<Territoire> = cles.iter().map(|c| territoire(referentiel, *c)).collect();
    let definitions = catalogue.definitions().par_iter();
    let calcules: Vec<(Entree, Vec<Agregat>)> = definitions
        .filter_map(|d| {
            // The words of an absence are those of the run.
            let regle = regles::preparer(&donnees, d).ok()?;
            let agrege = |t| publier(regle.agreger(t, d), d, Role::Comparateur);
            let entree = Entree {
                empreinte: empreinte(d),
                sources: regle.provenance().sources,
            };
            Some((entree, territoires.iter().map(agrege).collect()))
        })
        .collect();
    let entrees: Vec<&Entree> = calcules.iter().map(|(entree, _)| entree).collect();
    let mut annexes: Vec<_> = octets(&entrees)
        .map(|o| (ENTREES.to_owned(), o))
        .into_iter()
        .collect();
    for (rang, cle) in cles.into_iter().enumerate() {
        let siens: Vec<Option<&Agregat>> = calcules.iter().map(|(_, a)| a.get(rang)).collect();
        annexes.extend(octets(&siens).map(|o| (nom(cle), o)));
    }
    annexes
}

/// The units of a territory, whole.
pub(super) fn territoire(referentiel: &Referentiel, (niveau, rang): Cle) -> Territoire {
    match niveau {
        Niveau::Departement => {
            Territoire::entier(referentiel, referentiel.communes_du_departement(rang))
        }
        Niveau::Region => Territoire::entier(referentiel, referentiel.communes_de_la_region(rang)),
        _ => Territoire::entier(referentiel, referentiel.france()),
    }
}

fn octets<T: Serialize>(quoi: &T) -> Option<Vec<u8>> {
    rmp_serde::to_vec(quoi).ok()
}

fn nom((niveau, rang): Cle) -> String {
    format!("{ENTREES} {niveau:?} {rang}")
}

impl Gardes {
    /// What is kept beside a dataset, when the words of the absences are those of the program.
    pub(super) fn de(dataset: &Dataset, catalogue: &Catalogue) -> Self {
        let lit = || {
            let annexes = dataset.annexes.as_ref()?;
            let du_programme = catalogue.fichiers_officiels() == FichiersOfficiels::lus();
            let octets = annexes.lit(ENTREES).filter(|_| du_programme)?;
            let entrees = rmp_serde::from_slice(&octets).ok()?;
            Some(Self { entrees })
        };
        lit().unwrap_or_default()
    }

    /// The figures kept for a territory, in the order of the definitions: `None` where one must be computed.
    pub(super) fn du_territoire(
        &self,
        donnees: &Donnees<'_>,
        definitions: &[Definition],
        cle: Cle,
    ) -> Vec<Option<Agregat>> {
        let rien = || vec![None; definitions.len()];
        let lit = || {
            let octets = donnees.dataset.annexes.as_ref()?.lit(&nom(cle))?;
            let lus: Vec<Option<Agregat>> = rmp_serde::from_slice(&octets).ok()?;
            (lus.len() == self.entrees.len()).then_some(lus)
        };
        if self.entrees.is_empty() {
            return rien();
        }
        let Some(mut lus) = lit() else {
            return rien();
        };
        let garde = |d: &Definition| {
            let rang = self.rang(donnees, d)?;
            lus.get_mut(rang)?.take()
        };
        definitions.iter().map(garde).collect()
    }

    /// Rank of the entry that holds for a definition.
    fn rang(&self, donnees: &Donnees<'_>, d: &Definition) -> Option<usize> {
        let empreinte = empreinte(d);
        let rang = self.entrees.iter().position(|e| e.empreinte == empreinte)?;
        let choisies = &donnees.dataset.choisies;
        if choisies.variables.is_empty() && choisies.sources.is_empty() {
            return Some(rang);
        }
        // A balance reads variables that its entry does not name.
        if matches!(d.regle, Regle::Solde { .. }) {
            return None;
        }
        let lues = notice::variables(d);
        if lues.iter().any(|v| choisies.variables.contains(v)) {
            return None;
        }
        let regle = regles::preparer(donnees, d).ok()?;
        let sources: BTreeSet<SourceId> = regle.provenance().sources.into_iter().collect();
        let entree = self.entrees.get(rang)?;
        let memes = sources
            .iter()
            .eq(entree.sources.iter().collect::<BTreeSet<_>>());
        (memes && sources.is_disjoint(&choisies.sources)).then_some(rang)
    }
}

/// Fingerprint of all that an entry says.
fn empreinte(d: &Definition) -> u64 {
    let mut hache = Hache(DefaultHasher::new());
    // A hasher takes whatever is written.
    let _ = write!(hache, "{d:?}");
    hache.0.finish()
}

struct Hache(DefaultHasher);

impl fmt::Write for Hache {
    fn write_str(&mut self, texte: &str) -> fmt::Result {
        self.0.write(texte.as_bytes());
        Ok(())
    }
}
