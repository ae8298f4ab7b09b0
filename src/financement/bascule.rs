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
mod tests {
    use super::*;
    use crate::baremes::{Bareme, DateCivile};

    fn code(n: usize) -> CodeCommune {
        CodeCommune::parse(&format!("96{n:03}")).unwrap()
    }

    /// Communes in a row, each touching the next: (population, part).
    fn rangee(communes: &[(f64, f64)]) -> Voisinage {
        let mut v = Voisinage::default();
        for (i, (population, part)) in communes.iter().enumerate() {
            let voisines = (i + 1 < communes.len())
                .then(|| code(i + 1))
                .into_iter()
                .collect();
            v.communes.insert(
                code(i),
                CommuneVoisine {
                    nom: format!("C{i}"),
                    population: *population,
                    part: *part,
                    voisines,
                },
            );
        }
        v
    }

    fn cherche(communes: &[(f64, f64)]) -> Bascules {
        let bareme = Bareme::embarque().unwrap();
        let tranches = bareme.tranches_au(DateCivile::DERNIERE).unwrap();
        let population = communes.iter().map(|(p, part)| p * part).sum();
        bascules(tranches, population, &rangee(communes))
    }

    fn noms(sens: &Sens) -> Vec<Vec<&str>> {
        sens.ensembles
            .iter()
            .map(|b| b.communes.iter().map(|c| c.nom.as_str()).collect())
            .collect()
    }

    #[test]
    fn a_single_commune_flips_the_tier() {
        let b = cherche(&[
            (30_000.0, 1.0),
            (12_000.0, 1.0),
            (1_000.0, 1.0),
            (500.0, 0.0),
            (38_000.0, 0.0),
        ]);
        // 43 000 inhabitants, tier 2: the two large ones bring it under 40 000, the small one does not.
        assert_eq!(noms(&b.departs), [vec!["C1"], vec!["C0"]]);
        assert_eq!(b.departs.ensembles[0].taille_apres, Some(1));
        assert_eq!(b.departs.communes_par_ensemble, Some(1));
        // C4 does not touch the perimeter: it comes with C3.
        assert_eq!(noms(&b.arrivees), [vec!["C3", "C4"]]);
        assert_eq!(b.arrivees.ensembles[0].taille_apres, Some(3));
        assert!(b.departs.complet && b.arrivees.complet);
    }

    #[test]
    fn sets_of_departures_touch_each_other() {
        // 81 000 inhabitants, tier 3; 1 000 must go: no commune alone; C0 and C1 touch, C0 and C3 do not.
        let mut rang = vec![(600.0, 1.0), (500.0, 1.0), (50.0, 1.0), (550.0, 1.0)];
        rang.extend([(100.0, 1.0); 793]);
        let b = cherche(&rang);
        assert_eq!(noms(&b.departs), [["C0", "C1"]]);
        assert_eq!(b.departs.ensembles[0].population_apres, 79_900.0);
    }

    #[test]
    fn reaching_the_unsettled_bound_is_a_change_without_a_tier() {
        let b = cherche(&[(79_000.0, 1.0), (1_000.0, 0.0)]);
        assert_eq!(noms(&b.arrivees), [vec!["C1"]]);
        assert_eq!(b.arrivees.ensembles[0].taille_apres, None);
    }

    #[test]
    fn the_rest_of_a_partial_commune_may_arrive() {
        let b = cherche(&[(39_000.0, 1.0), (1_600.0, 0.5)]);
        assert_eq!(noms(&b.arrivees), [vec!["C1"]]);
        assert_eq!(b.arrivees.ensembles[0].population_apres, 40_600.0);
    }

    #[test]
    fn without_adjacency_only_single_departures_are_searched_and_it_is_said() {
        let mut v = rangee(&[(39_000.0, 1.0), (1_500.0, 1.0), (50_000.0, 0.0)]);
        v.communes.values_mut().for_each(|c| c.voisines.clear());
        let bareme = Bareme::embarque().unwrap();
        let b = bascules(
            bareme.tranches_au(DateCivile::DERNIERE).unwrap(),
            40_500.0,
            &v,
        );
        assert_eq!(b.departs.nombre, 2);
        assert_eq!(b.arrivees.nombre, 0);
        assert!(b.limites.contains("voisines inconnues"));
    }

    /// A square of communes, the perimeter in its middle: the search stays short even where many sets exist.
    #[test]
    fn a_large_neighbourhood_stays_within_the_bound() {
        let cote = 25;
        let mut v = Voisinage::default();
        let dedans = |i: usize, j: usize| (8..17).contains(&i) && (8..17).contains(&j);
        for (i, j) in (0..cote).flat_map(|i| (0..cote).map(move |j| (i, j))) {
            let mut voisines = BTreeSet::new();
            if i + 1 < cote {
                voisines.insert(code((i + 1) * cote + j));
            }
            if j + 1 < cote {
                voisines.insert(code(i * cote + j + 1));
            }
            let population = 400.0 + ((i * 7 + j * 13) % 31) as f64 * 10.0;
            let part = f64::from(u8::from(dedans(i, j)));
            let nom = format!("{i}-{j}");
            v.communes.insert(
                code(i * cote + j),
                CommuneVoisine {
                    nom,
                    population,
                    part,
                    voisines,
                },
            );
        }
        let bareme = Bareme::embarque().unwrap();
        let t = bareme.tranches_au(DateCivile::DERNIERE).unwrap();
        for manque in [500.0, 1_200.0, 2_500.0, 4_100.0, 9_000.0] {
            let b = bascules(t, 40_000.0 - manque, &v);
            assert_eq!(b, bascules(t, 40_000.0 - manque, &v));
            assert!(b.arrivees.ensembles.len() <= ENSEMBLES_MAX);
        }
    }

    #[test]
    fn nothing_within_six_communes_is_said_and_a_lone_commune_never_leaves() {
        let b = cherche(&[(10_000.0, 1.0), (100.0, 0.0), (100.0, 0.0)]);
        assert_eq!(b.arrivees.communes_par_ensemble, None);
        assert!(b.arrivees.complet);
        let seule = cherche(&[(50_000.0, 1.0)]);
        assert!(seule.departs.ensembles.is_empty());
    }
}
