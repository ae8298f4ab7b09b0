//! Amounts of each year of a contract, missions counted from their start.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::contrat::{Contrat, Depart};
use super::echeance::centimes;
use crate::baremes::DateCivile;

/// What a year of the contract is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Exercice {
    /// Year of the contract, from 1.
    pub annee: u8,
    /// First day.
    pub du: DateCivile,
    /// Last day.
    pub au: DateCivile,
    /// Fonctionnement, euros; absent when not established.
    pub fonctionnement: Option<f64>,
    /// Fixed parts of the missions started, pro rata, euros; absent when one of them is not established.
    pub fixe: Option<f64>,
    /// Variable parts of the missions started, at most and without crisis, euros; absent when one is not established.
    pub variable_max: Option<f64>,
    /// What is established among these, euros: the year is worth at least this once the missions have started.
    pub min: f64,
    /// Everything, euros; absent when something is not established.
    pub max: Option<f64>,
    /// Missions running in the year, in the order of the agreement.
    pub missions: Vec<String>,
}

/// Every year of the contract.
pub(super) fn exercices(c: &Contrat<'_>) -> Vec<Exercice> {
    (1..=c.duree).map(|annee| exercice(c, annee)).collect()
}

fn exercice(c: &Contrat<'_>, annee: u8) -> Exercice {
    let du = c.anniversaire(annee);
    let l = c.lecture(du);
    let actives: Vec<(&Depart<'_>, f64)> = c
        .departs
        .iter()
        .filter_map(|d| Some((d, c.prorata(annee, d.demarrage?))))
        .filter(|(_, part)| *part > 0.0)
        .collect();
    let valeur =
        |d: &Depart<'_>, champ: &str| l.mission(&d.mission.id, champ).and_then(|p| p.valeur);
    let fixes: Vec<Option<f64>> = actives
        .iter()
        .map(|(d, part)| valeur(d, "fixe").map(|v| centimes(v * part)))
        .collect();
    let fonctionnement = l.lire("fonctionnement").and_then(|p| p.valeur);
    let fixe = somme(&fixes);
    let variable_max = somme(
        &actives
            .iter()
            .map(|(d, _)| valeur(d, "variable"))
            .collect::<Vec<_>>(),
    );
    let connu: f64 = fonctionnement
        .into_iter()
        .chain(fixes.into_iter().flatten())
        .sum();
    Exercice {
        annee,
        du,
        au: c.anniversaire(annee + 1).veille(),
        fonctionnement,
        fixe,
        variable_max,
        min: centimes(connu),
        max: somme(&[fonctionnement, fixe, variable_max]),
        missions: actives.iter().map(|(d, _)| d.mission.id.clone()).collect(),
    }
}

/// A sum, absent when one of its terms is.
fn somme(termes: &[Option<f64>]) -> Option<f64> {
    termes.iter().copied().sum::<Option<f64>>().map(centimes)
}
