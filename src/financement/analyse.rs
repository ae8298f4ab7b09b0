//! The whole funding analysis of one perimeter: the single pure entry point.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::calcul::{accord, lecture, motif};
use super::montants::montants;
use super::taille::{self, ecart_certain, habitants_entiers};
use super::totaux::totaux;
use super::{
    Bascules, Calendrier, ContratLocal, ErreurFinancement, PartVariable, PopulationRetenue,
    Projection, Resultat, TotalDetaille, Voisinage, bascules, calculer, calendrier, part_variable,
    projeter,
};
use crate::baremes::{Bareme, DateCivile, Tranches};
use crate::model::{Financement, Montant};

/// What is asked about one perimeter; only the scale and a population are needed.
#[derive(Debug, Clone)]
pub struct Demande<'a> {
    /// The scale, with the user's own file when there is one.
    pub bareme: &'a Bareme,
    /// Date on which the scale is read; the latest scale known without it.
    pub date: Option<DateCivile>,
    /// Populations of the perimeter by kind and vintage; the first one is the reference, whose tier counts.
    pub populations: Vec<PopulationRetenue>,
    /// Fewest years between two populations whose change may be carried on.
    pub ecart_minimal: u16,
    /// Communes in and around the perimeter, to search what flips the tier.
    pub voisinage: Option<&'a Voisinage>,
    /// Day of the signature, to lay out the contract.
    pub signature: Option<DateCivile>,
    /// Planned start of missions, by id.
    pub demarrages: BTreeMap<String, DateCivile>,
    /// Local contract, for the variable part.
    pub contrat: Option<&'a ContratLocal>,
    /// Results of the indicators of the contract.
    pub resultats: &'a [Resultat],
    /// Whether the year of the results counts a crisis recognised by the ARS.
    pub crise_reconnue: bool,
}

impl<'a> Demande<'a> {
    /// Tier and amounts only.
    #[must_use]
    pub fn new(bareme: &'a Bareme, population: PopulationRetenue) -> Self {
        Self {
            bareme,
            date: None,
            populations: vec![population],
            ecart_minimal: 0,
            voisinage: None,
            signature: None,
            demarrages: BTreeMap::new(),
            contrat: None,
            resultats: &[],
            crise_reconnue: false,
        }
    }
}

/// Distance to another tier, the side of the bound counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MargeDetaillee {
    /// Threshold, inhabitants.
    pub seuil: f64,
    /// Tier on the other side.
    pub vers_taille: u8,
    /// Inhabitants to the threshold: to gain when positive, to lose when negative.
    pub habitants: f64,
    /// The same, in percent of the population.
    pub pourcent: f64,
    /// Whole inhabitants to gain or lose to be in that tier for certain.
    pub bascule: Option<f64>,
}

/// Tier of one population.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LectureTaille {
    /// Population, its kind and its vintage.
    pub population: PopulationRetenue,
    /// The same, in whole inhabitants: what is compared with the thresholds.
    pub habitants: f64,
    /// Tier; absent when undetermined.
    pub taille: Option<u8>,
    /// Why it is absent or only deduced.
    pub motif: Option<String>,
    /// Distance to the thresholds around, lower one first.
    pub marges: Vec<MargeDetaillee>,
}

/// Amounts and sums of a tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MontantsTaille {
    /// Tier.
    pub taille: u8,
    /// Amounts, in the order of the agreement.
    pub montants: Vec<Montant>,
    /// Sums of a year, then of the contract.
    pub totaux: Vec<TotalDetaille>,
}

/// All that is known of the funding of a perimeter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Analyse {
    /// Tier, margins and amounts of the reference population.
    pub financement: Financement,
    /// Tier of each population, the reference first.
    pub tailles: Vec<LectureTaille>,
    /// Whether every population gives the same tier.
    pub tailles_concordantes: bool,
    /// Amounts of the tier; of both possible tiers when it is undetermined.
    pub par_taille: Vec<MontantsTaille>,
    /// What flips the tier; absent when the communes around are not known.
    pub bascules: Option<Bascules>,
    /// When it would change if the evolution went on; absent without two vintages of the same kind far enough apart.
    pub projection: Option<Projection>,
    /// The contract, dated; absent without a signature.
    pub calendrier: Option<Calendrier>,
    /// Variable part earned; absent without a local contract.
    pub variable: Option<PartVariable>,
}

/// Analyses the funding of a perimeter.
///
/// # Errors
/// [`ErreurFinancement`]: date or signature before the agreement, no population or a negative one, part of a commune
/// outside 0–1, unknown mission or start before the signature, contract or results that cannot be used.
pub fn analyser(d: &Demande<'_>) -> Result<Analyse, ErreurFinancement> {
    let reference = d
        .populations
        .first()
        .ok_or(ErreurFinancement::SansPopulation)?;
    for p in &d.populations {
        p.verifier()?;
    }
    let financement = calculer(d.bareme, reference, d.date)?;
    let (_, tranches, jour) = accord(d.bareme, d.date)?;
    let tailles: Vec<LectureTaille> = d
        .populations
        .iter()
        .map(|p| lire_taille(tranches, p))
        .collect();
    let rang = taille::taille(tranches, reference.valeur);
    Ok(Analyse {
        tailles_concordantes: tailles.windows(2).all(|w| match w {
            [a, b] => a.taille == b.taille,
            _ => true,
        }),
        par_taille: rang
            .possibles()
            .into_iter()
            .map(|t| MontantsTaille {
                taille: t,
                montants: montants(lecture(d.bareme, jour, t)),
                totaux: totaux(lecture(d.bareme, jour, t)),
            })
            .collect(),
        bascules: basculer(d, tranches, reference)?,
        projection: projeter(tranches, &millesimes(d, reference), d.ecart_minimal),
        calendrier: dater(d, financement.taille)?,
        variable: d
            .contrat
            .map(|c| {
                part_variable(
                    d.bareme,
                    financement.taille,
                    c,
                    d.resultats,
                    d.crise_reconnue,
                )
            })
            .transpose()?,
        financement,
        tailles,
    })
}

fn lire_taille(tranches: &Tranches, population: &PopulationRetenue) -> LectureTaille {
    let rang = taille::taille(tranches, population.valeur);
    let marges = taille::marges(tranches, population.valeur);
    LectureTaille {
        population: population.clone(),
        habitants: habitants_entiers(population.valeur),
        taille: rang.certaine(),
        motif: motif(rang),
        marges: marges
            .into_iter()
            .map(|m| MargeDetaillee {
                bascule: ecart_certain(tranches, population.valeur, m.vers_taille),
                seuil: m.seuil,
                vers_taille: m.vers_taille,
                habitants: m.habitants,
                pourcent: m.pourcent,
            })
            .collect(),
    }
}

/// Populations of the kind of the reference, by vintage.
fn millesimes(d: &Demande<'_>, reference: &PopulationRetenue) -> BTreeMap<u16, f64> {
    let memes = d.populations.iter().filter(|p| p.genre == reference.genre);
    memes
        .filter_map(|p| Some((p.millesime?, p.valeur)))
        .collect()
}

fn basculer(
    d: &Demande<'_>,
    tranches: &Tranches,
    reference: &PopulationRetenue,
) -> Result<Option<Bascules>, ErreurFinancement> {
    let Some(voisinage) = d.voisinage else {
        return Ok(None);
    };
    for c in voisinage.communes.values() {
        PopulationRetenue::municipale(c.population, None).verifier()?;
        if !(0.0..=1.0).contains(&c.part) {
            return Err(ErreurFinancement::Part {
                commune: c.nom.clone(),
                part: c.part,
            });
        }
    }
    Ok(Some(bascules(tranches, reference.valeur, voisinage)))
}

fn dater(d: &Demande<'_>, taille: Option<u8>) -> Result<Option<Calendrier>, ErreurFinancement> {
    let Some(signature) = d.signature else {
        return Ok(None);
    };
    accord(d.bareme, Some(signature))?;
    let missions = d.bareme.missions_au(signature);
    for (mission, date) in &d.demarrages {
        let refus = |probleme: String| ErreurFinancement::Demarrage {
            mission: mission.clone(),
            probleme,
        };
        if !missions.iter().any(|m| m.id == *mission) {
            let connues: Vec<&str> = missions.iter().map(|m| m.id.as_str()).collect();
            return Err(refus(format!(
                "mission inconnue\n  attendu : {}",
                connues.join(", ")
            )));
        }
        if *date < signature {
            return Err(refus(format!(
                "le {date} précède la signature du {signature}"
            )));
        }
    }
    Ok(calendrier(d.bareme, taille, signature, &d.demarrages))
}

#[cfg(test)]
mod tests;
