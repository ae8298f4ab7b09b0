//! The funding report of one or several perimeters: tiers, flips, amounts, calendar, variable part, parameters.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::financement::{Analyse, LigneParametre};
use crate::model::{Confiance, DateCivile, Reference, Source};

/// Name and version of the JSON contract.
pub const SCHEMA_FINANCEMENT: &str = "cpts/financement/1";

/// All that a reader will see of the funding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RapportFinancement {
    /// `cpts/financement/1`.
    pub schema: String,
    /// Version of the program that made it.
    pub version: String,
    /// Date on which the scale is read, AAAA-MM-JJ; absent for the latest scale known.
    pub date: Option<DateCivile>,
    /// True when a territory is invented: must then be said on every page.
    pub fictif: bool,
    /// Perimeters, in the order asked.
    pub perimetres: Vec<PerimetreFinancement>,
    /// Sums by tier, smallest first, the undetermined ones last.
    pub totaux_par_taille: Vec<TotalTaille>,
    /// Every parameter of the scale, with its birth certificate.
    pub parametres: Vec<LigneParametre>,
    /// Number of parameters in force whose « still valid » date has passed; absent without a date.
    pub parametres_a_verifier: Option<usize>,
    /// References cited by the parameters and the amounts.
    pub references: Vec<Reference>,
    /// Files that the populations and the communes come from.
    pub sources: Vec<Source>,
}

/// A perimeter and its funding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PerimetreFinancement {
    /// Name.
    pub nom: String,
    /// What the user asked for.
    pub expression: String,
    /// Number of communes, whole or in part.
    pub communes: usize,
    /// Its funding.
    pub analyse: Analyse,
    /// What was repaired, left out or doubtful while reading it, in French sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// Sums of the perimeters of a tier, for one year without recognised crisis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TotalTaille {
    /// Tier; absent for the perimeters whose tier is undetermined.
    pub taille: Option<u8>,
    /// Number of perimeters.
    pub nombre: usize,
    /// Inhabitants, perimeters added (a commune in two of them counts twice).
    pub population: f64,
    /// Least that is established, euros per year.
    pub min: f64,
    /// Most that is established, euros per year; absent when one of them has no ceiling.
    pub max: Option<f64>,
    /// Whether every amount of every perimeter is established.
    pub complet: bool,
    /// Confidence of the least sure.
    pub confiance: Confiance,
}

/// What a funding report is made of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ingredients {
    /// Version of the program.
    pub version: String,
    /// Date on which the scale is read.
    pub date: Option<DateCivile>,
    /// Whether a territory is invented.
    pub fictif: bool,
    /// Perimeters, in the order to show them.
    pub perimetres: Vec<PerimetreFinancement>,
    /// Every parameter.
    pub parametres: Vec<LigneParametre>,
    /// Every reference.
    pub references: Vec<Reference>,
    /// Files read.
    pub sources: Vec<Source>,
}

impl RapportFinancement {
    /// Puts the report together and adds the sums by tier.
    #[must_use]
    pub fn new(i: Ingredients) -> Self {
        let verifier = i
            .parametres
            .iter()
            .filter(|p| p.a_verifier == Some(true))
            .count();
        Self {
            schema: SCHEMA_FINANCEMENT.to_owned(),
            version: i.version,
            parametres_a_verifier: i.date.is_some().then_some(verifier),
            date: i.date,
            fictif: i.fictif,
            totaux_par_taille: par_taille(&i.perimetres),
            perimetres: i.perimetres,
            parametres: i.parametres,
            references: i.references,
            sources: i.sources,
        }
    }
}

fn par_taille(perimetres: &[PerimetreFinancement]) -> Vec<TotalTaille> {
    let mut groupes: BTreeMap<(bool, Option<u8>), Vec<&Analyse>> = BTreeMap::new();
    for p in perimetres {
        let taille = p.analyse.financement.taille;
        let cle = (taille.is_none(), taille);
        groupes.entry(cle).or_default().push(&p.analyse);
    }
    groupes
        .into_iter()
        .map(|((_, taille), analyses)| total(taille, &analyses))
        .collect()
}

fn total(taille: Option<u8>, analyses: &[&Analyse]) -> TotalTaille {
    let sommes: Vec<_> = analyses
        .iter()
        .filter_map(|a| a.financement.totaux.first())
        .collect();
    let confiance = sommes.iter().map(|t| t.confiance).max();
    TotalTaille {
        taille,
        nombre: analyses.len(),
        population: analyses
            .iter()
            .filter_map(|a| a.tailles.first())
            .map(|t| t.population.valeur)
            .sum(),
        min: sommes.iter().map(|t| t.min).sum(),
        max: sommes.iter().map(|t| t.max).sum(),
        complet: sommes.len() == analyses.len() && sommes.iter().all(|t| t.complet),
        confiance: confiance.unwrap_or(Confiance::NonEtabli),
    }
}

#[cfg(test)]
pub(in crate::rapport) mod tests {
    use super::*;
    use crate::baremes::{Bareme, DateCivile};
    use crate::financement::{Demande, PopulationRetenue, analyser, lister};

    /// A report of several populations, on a date.
    pub(in crate::rapport) fn rapport(populations: &[(&str, f64)]) -> RapportFinancement {
        let bareme = Bareme::embarque().unwrap();
        let date = DateCivile::parse("2026-11-22").unwrap();
        let perimetres = populations
            .iter()
            .map(|(nom, population)| {
                let mut d = Demande::new(
                    &bareme,
                    PopulationRetenue::municipale(*population, Some(2023)),
                );
                d.signature = Some(date);
                PerimetreFinancement {
                    nom: (*nom).to_owned(),
                    expression: (*nom).to_owned(),
                    communes: 1,
                    analyse: analyser(&d).unwrap(),
                    notes: Vec::new(),
                }
            })
            .collect();
        RapportFinancement::new(Ingredients {
            version: "0".into(),
            date: Some(date),
            fictif: false,
            perimetres,
            parametres: lister(&bareme, Some(date)),
            references: bareme.references().to_vec(),
            sources: Vec::new(),
        })
    }

    #[test]
    fn sums_by_tier_hide_no_hole() {
        let r = rapport(&[
            ("a", 91_710.0),
            ("b", 22_937.0),
            ("c", 80_000.0),
            ("d", 150_691.0),
        ]);
        let lus: Vec<_> = r
            .totaux_par_taille
            .iter()
            .map(|t| (t.taille, t.nombre, t.min, t.max, t.complet))
            .collect();
        assert_eq!(
            lus,
            [
                (Some(1), 1, 50_000.0, Some(287_500.0), false),
                (Some(3), 2, 550_000.0, Some(795_000.0), true),
                (None, 1, 60_000.0, None, false),
            ]
        );
        assert!(r.parametres_a_verifier.unwrap() > 0);
    }

    #[test]
    fn the_json_comes_back_the_same_and_has_a_schema() {
        let r = rapport(&[("a", 50_000.0), ("b", 80_000.0), ("c", 0.0)]);
        let texte = serde_json::to_string(&r).unwrap();
        let relu: RapportFinancement = serde_json::from_str(&texte).unwrap();
        assert_eq!(serde_json::to_string(&relu).unwrap(), texte);
        let schema = serde_json::to_value(schemars::schema_for!(RapportFinancement)).unwrap();
        let valeur: serde_json::Value = serde_json::from_str(&texte).unwrap();
        let erreurs: Vec<String> = jsonschema::validator_for(&schema)
            .unwrap()
            .iter_errors(&valeur)
            .map(|e| e.to_string())
            .collect();
        assert!(erreurs.is_empty(), "{erreurs:?}");
        for r in &r.references {
            assert!(!r.titre.is_empty() && !r.adresse.is_empty() && !r.date.is_empty());
        }
    }

    /// Text of a real file, `None` when the real data are not at hand.
    fn reel(chemin: &str) -> Option<String> {
        let dossier = std::env::var("CPTS_DONNEES_REELLES").ok()?;
        Some(std::fs::read_to_string(std::path::Path::new(&dossier).join(chemin)).unwrap())
    }

    #[test]
    fn every_cpts_of_a_region_stands_in_one_table() {
        let (Some(cog), Some(cpts)) = (
            reel("cog/communes_2026.csv"),
            reel("cpts/cpts_paca_communes.csv"),
        ) else {
            eprintln!("ignoré : CPTS_DONNEES_REELLES n'est pas défini");
            return;
        };
        // Code and population come before the only quoted field of a row.
        let champ = |l: &str, n: usize| l.split(',').nth(n).unwrap_or_default().to_owned();
        let habitants: BTreeMap<String, f64> = cog
            .lines()
            .filter_map(|l| Some((champ(l, 0), champ(l, 6).parse().ok()?)))
            .collect();
        let mut populations: BTreeMap<&str, f64> = BTreeMap::new();
        for (code, nom) in cpts.lines().skip(1).filter_map(|l| l.split_once(',')) {
            // The arrondissements of Marseille are not in this file.
            if let Some(h) = habitants.get(code) {
                *populations.entry(nom).or_default() += h;
            }
        }
        let liste: Vec<(&str, f64)> = populations.into_iter().collect();
        assert!(liste.len() > 50, "{}", liste.len());
        let r = rapport(&liste);
        let nombre: usize = r.totaux_par_taille.iter().map(|t| t.nombre).sum();
        assert_eq!(nombre, liste.len());
        let population: f64 = r.totaux_par_taille.iter().map(|t| t.population).sum();
        assert_eq!(population, liste.iter().map(|(_, p)| p).sum::<f64>());
        for (p, (_, population)) in r.perimetres.iter().zip(&liste) {
            let attendue = match population {
                p if *p < 40_000.0 => 1,
                p if *p < 80_000.0 => 2,
                p if *p <= 175_000.0 => 3,
                _ => 4,
            };
            assert_eq!(p.analyse.financement.taille, Some(attendue), "{}", p.nom);
        }
        let t3 = r
            .totaux_par_taille
            .iter()
            .find(|t| t.taille == Some(3))
            .unwrap();
        assert_eq!(
            t3.max,
            Some(397_500.0 * f64::from(u32::try_from(t3.nombre).unwrap()))
        );
        for t in &r.totaux_par_taille {
            println!(
                "T{:?} : {} CPTS, {} habitants",
                t.taille, t.nombre, t.population
            );
        }
    }
}
