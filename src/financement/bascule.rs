//! What flips the tier: single communes, else the smallest sets of neighbouring communes, whose arrival or departure changes it.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::recherche::{Graphe, PAS_MAX, Recherche, plus_petits};
use super::taille::{Taille, taille};
use crate::baremes::Tranches;
use crate::francais::nombre;
use crate::model::CodeCommune;

/// Most communes in a set.
pub const COMMUNES_MAX: usize = 6;
/// Most sets shown in each direction, those that overshoot least.
pub const ENSEMBLES_MAX: usize = 10;

/// A commune in or around the perimeter.
#[derive(Debug, Clone, PartialEq)]
pub struct CommuneVoisine {
    /// Name.
    pub nom: String,
    /// Inhabitants of the whole commune.
    pub population: f64,
    /// Part inside the perimeter: 0 outside, 1 when whole.
    pub part: f64,
    /// Communes that touch it; those that are not in the map are ignored.
    pub voisines: BTreeSet<CodeCommune>,
}

/// Communes in and around a perimeter; adjacency may be unknown, then only departures of single communes are found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Voisinage {
    /// By code.
    pub communes: BTreeMap<CodeCommune, CommuneVoisine>,
}

/// A commune that comes or goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommuneBascule {
    /// INSEE code.
    pub code: CodeCommune,
    /// Name.
    pub nom: String,
    /// Inhabitants that come (the part still outside) or go (the part inside).
    pub habitants: f64,
}

/// Communes that change the tier together, and no fewer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Bascule {
    /// Communes, sorted by code.
    pub communes: Vec<CommuneBascule>,
    /// Population after, inhabitants.
    pub population_apres: f64,
    /// Tier after; absent when it would be undetermined.
    pub taille_apres: Option<u8>,
}

/// One direction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sens {
    /// Number of communes of the smallest sets; absent when none of at most six communes changes the tier.
    pub communes_par_ensemble: Option<usize>,
    /// Smallest sets, the one that moves fewest inhabitants first, ten at most.
    pub ensembles: Vec<Bascule>,
    /// Number of smallest sets found, shown or not.
    pub nombre: usize,
    /// False when the search stopped at its bound: other sets may exist.
    pub complet: bool,
}

/// What flips the tier, both ways.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Bascules {
    /// Communes whose departure changes the tier; those of a set touch each other.
    pub departs: Sens,
    /// Communes whose arrival changes the tier; each touches the perimeter or another of the set.
    pub arrivees: Sens,
    /// Bounds of the search, in French.
    pub limites: String,
}

/// Searches what flips the tier of a population (that of the perimeter, in inhabitants).
#[must_use]
pub fn bascules(tranches: &Tranches, population: f64, voisinage: &Voisinage) -> Bascules {
    let r = Probleme {
        tranches,
        population,
        avant: taille(tranches, population),
        voisinage,
    };
    Bascules {
        departs: r.departs(),
        arrivees: r.arrivees(),
        limites: limites(voisinage),
    }
}

/// Bounds of the search, and what it could not look at.
fn limites(voisinage: &Voisinage) -> String {
    if voisinage.communes.values().all(|c| c.voisines.is_empty()) {
        return "Communes voisines inconnues\u{a0}: seuls les départs d'une commune seule sont cherchés.".into();
    }
    format!(
        "Ensembles d'au plus {COMMUNES_MAX} communes\u{a0}; les plus petits seulement, {ENSEMBLES_MAX} montrés au plus, ceux qui déplacent le moins d'habitants d'abord. Au départ, les communes d'un ensemble se touchent\u{a0}; à l'arrivée, chacune touche le périmètre ou une autre de l'ensemble. Recherche arrêtée après {} étapes, ce qui est alors dit.",
        nombre(PAS_MAX as f64, 0)
    )
}

struct Probleme<'a> {
    tranches: &'a Tranches,
    population: f64,
    avant: Taille,
    voisinage: &'a Voisinage,
}

impl Probleme<'_> {
    fn departs(&self) -> Sens {
        let dedans: Vec<(&CodeCommune, f64)> = self
            .voisinage
            .communes
            .iter()
            .filter(|(_, c)| c.part > 0.0)
            .map(|(code, c)| (code, c.population * c.part))
            .collect();
        // A perimeter keeps at least one commune.
        let taille_max = COMMUNES_MAX.min(dedans.len().saturating_sub(1));
        self.chercher(&dedans, taille_max, |_| true, false, -1.0)
    }

    fn arrivees(&self) -> Sens {
        let communes = &self.voisinage.communes;
        let dehors: Vec<(&CodeCommune, f64)> = communes
            .iter()
            .filter(|(_, c)| c.part < 1.0)
            .map(|(code, c)| (code, c.population * (1.0 - c.part.max(0.0))))
            .collect();
        let abords = self.abords();
        let touche = |code: &CodeCommune| abords.contains(code);
        self.chercher(&dehors, COMMUNES_MAX, touche, true, 1.0)
    }

    /// Communes partly inside, and those that touch a commune of the perimeter; adjacency is read both ways.
    fn abords(&self) -> BTreeSet<CodeCommune> {
        let communes = &self.voisinage.communes;
        let dans = |code: &CodeCommune| communes.get(code).is_some_and(|c| c.part > 0.0);
        let mut abords = BTreeSet::new();
        for (code, c) in communes {
            if dans(code) {
                abords.insert(*code);
                abords.extend(c.voisines.iter().copied());
            } else if c.voisines.iter().any(dans) {
                abords.insert(*code);
            }
        }
        abords
    }

    fn chercher(
        &self,
        candidates: &[(&CodeCommune, f64)],
        taille_max: usize,
        racine: impl Fn(&CodeCommune) -> bool,
        racines_jointes: bool,
        signe: f64,
    ) -> Sens {
        let graphe = self.graphe(candidates, racine, racines_jointes);
        let change = |habitants: f64| {
            let apres = taille(
                self.tranches,
                (self.population + signe * habitants).max(0.0),
            );
            apres.possibles() != self.avant.possibles()
        };
        let trouve = plus_petits(&graphe, taille_max, ENSEMBLES_MAX, &change);
        self.sens(candidates, trouve, signe)
    }

    fn graphe(
        &self,
        candidates: &[(&CodeCommune, f64)],
        racine: impl Fn(&CodeCommune) -> bool,
        racines_jointes: bool,
    ) -> Graphe {
        let rang: BTreeMap<&CodeCommune, usize> = candidates
            .iter()
            .enumerate()
            .map(|(i, (code, _))| (*code, i))
            .collect();
        let mut voisins = vec![BTreeSet::new(); candidates.len()];
        for (code, c) in &self.voisinage.communes {
            for v in &c.voisines {
                if let (Some(a), Some(b)) = (rang.get(code), rang.get(v)) {
                    // Adjacency is read both ways, even when the data state it once.
                    for (x, y) in [(*a, *b), (*b, *a)] {
                        if let Some(ensemble) = voisins.get_mut(x) {
                            ensemble.insert(y);
                        }
                    }
                }
            }
        }
        Graphe {
            poids: candidates.iter().map(|(_, p)| *p).collect(),
            racines: candidates.iter().map(|(code, _)| racine(code)).collect(),
            voisins,
            racines_jointes,
        }
    }

    fn sens(&self, candidates: &[(&CodeCommune, f64)], trouve: Recherche, signe: f64) -> Sens {
        let ensembles: Vec<Bascule> = trouve
            .ensembles
            .iter()
            .map(|e| self.bascule(candidates, e, signe))
            .collect();
        Sens {
            communes_par_ensemble: ensembles.first().map(|b| b.communes.len()),
            ensembles,
            nombre: trouve.nombre,
            complet: trouve.complet,
        }
    }

    fn bascule(&self, candidates: &[(&CodeCommune, f64)], rangs: &[usize], signe: f64) -> Bascule {
        let communes: Vec<CommuneBascule> = rangs
            .iter()
            .filter_map(|i| candidates.get(*i))
            .filter_map(|(code, habitants)| {
                Some(CommuneBascule {
                    code: **code,
                    nom: self.voisinage.communes.get(code)?.nom.clone(),
                    habitants: *habitants,
                })
            })
            .collect();
        let delta: f64 = communes.iter().map(|c| c.habitants).sum();
        let population_apres = (self.population + signe * delta).max(0.0);
        Bascule {
            communes,
            population_apres,
            taille_apres: taille(self.tranches, population_apres).certaine(),
        }
    }
}

#[cfg(test)]
mod tests;
