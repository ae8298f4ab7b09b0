//! Variable part that the results of a local contract earn, and what the next step of each indicator would bring.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ErreurFinancement;
use super::contrat_local::{ContratLocal, IndicateurContrat, Palier, SensIndicateur, enveloppe};
use crate::baremes::Bareme;
use crate::francais::denombre;
use crate::model::{Emplacement, ErreurDonnees};

/// Result of an indicator, and where it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Resultat {
    /// Indicator.
    pub indicateur: String,
    /// Result in the unit of the indicator, 1 or 0 for done or not; absent when not known yet.
    pub valeur: Option<f64>,
    /// Whether it was written « oui » or « non ».
    pub oui_non: bool,
    /// File, line, column.
    pub emplacement: Emplacement,
}

/// Step that is not reached yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ProchainPalier {
    /// Result to reach; absent for done or not.
    pub seuil: Option<f64>,
    /// Distance to it, in the unit of the indicator, always positive; absent for done or not or without result.
    pub ecart: Option<f64>,
    /// Euros more than now, within what the mission can still pay.
    pub gain: f64,
}

/// What an indicator earns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IndicateurPaye {
    /// Indicator.
    pub id: String,
    /// Mission.
    pub mission: String,
    /// Label, in French.
    pub libelle: String,
    /// Unit of the result.
    pub unite: Option<String>,
    /// Result; absent when not known.
    pub resultat: Option<f64>,
    /// Highest step reached, from 1; 0 when none; absent without result.
    pub palier: Option<usize>,
    /// Euros earned; absent without result.
    pub montant: Option<f64>,
    /// Euros of the highest step.
    pub montant_max: f64,
    /// The next step, absent when the highest is reached.
    pub prochain: Option<ProchainPalier>,
}

/// What a mission earns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MissionPayee {
    /// Mission.
    pub mission: String,
    /// Euros earned by the results known, capped.
    pub gagne: f64,
    /// Euros at most once the missing results are known, capped.
    pub gagne_max: f64,
    /// Variable part of the mission, euros; absent when not established.
    pub plafond: Option<f64>,
    /// Whether the cap cuts what is earned.
    pub plafonne: bool,
}

/// The variable part of a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PartVariable {
    /// Name of the contract.
    pub contrat: String,
    /// Where the annex is kept or published.
    pub reference: String,
    /// Whether the year counts a crisis recognised by the ARS.
    pub crise_reconnue: bool,
    /// Indicators, in the order of the contract.
    pub indicateurs: Vec<IndicateurPaye>,
    /// Missions, by id.
    pub missions: Vec<MissionPayee>,
    /// Euros earned by the results known.
    pub total: f64,
    /// Euros at most once the missing results are known.
    pub total_max: f64,
    /// What must be known, in French sentences.
    pub notes: Vec<String>,
}

/// Amounts earned by a contract, mission by mission, within the variable part of each.
///
/// # Errors
/// [`ErreurFinancement::Donnees`]: contract beyond the amounts, result of an unknown indicator, result given twice or
/// not a number.
pub fn part_variable(
    bareme: &Bareme,
    taille: Option<u8>,
    contrat: &ContratLocal,
    resultats: &[Resultat],
    crise_reconnue: bool,
) -> Result<PartVariable, ErreurFinancement> {
    contrat.confronter(bareme, taille)?;
    let lus = index(contrat, resultats)?;
    let mut indicateurs: Vec<IndicateurPaye> = contrat
        .indicateurs
        .iter()
        .map(|i| payer(i, lus.get(i.id.as_str()).copied()))
        .collect();
    let mut missions = Vec::new();
    let mut noms: Vec<&str> = contrat
        .indicateurs
        .iter()
        .map(|i| i.mission.as_str())
        .collect();
    noms.sort_unstable();
    noms.dedup();
    for nom in noms {
        let plafond = enveloppe(bareme, taille, contrat.debut, nom, crise_reconnue);
        let m = mission(nom, plafond, &indicateurs);
        let reste = plafond.map(|p| (p - m.gagne).max(0.0));
        for i in indicateurs.iter_mut().filter(|i| i.mission == nom) {
            if let (Some(prochain), Some(reste)) = (&mut i.prochain, reste) {
                prochain.gain = prochain.gain.min(reste);
            }
        }
        missions.push(m);
    }
    Ok(PartVariable {
        contrat: contrat.nom.clone(),
        reference: contrat.reference.clone(),
        crise_reconnue,
        total: missions.iter().map(|m| m.gagne).sum(),
        total_max: missions.iter().map(|m| m.gagne_max).sum(),
        notes: notes(&indicateurs, &missions),
        indicateurs,
        missions,
    })
}

/// Results by indicator.
fn index<'a>(
    contrat: &'a ContratLocal,
    resultats: &'a [Resultat],
) -> Result<BTreeMap<&'a str, f64>, ErreurDonnees> {
    let mut lus = BTreeMap::new();
    let mut vus = std::collections::BTreeSet::new();
    for r in resultats {
        let refus = |p: &str| ErreurDonnees::new(r.emplacement.clone(), p).valeur(&r.indicateur);
        let Some(i) = contrat.indicateurs.iter().find(|i| i.id == r.indicateur) else {
            let connus: Vec<&str> = contrat.indicateurs.iter().map(|i| i.id.as_str()).collect();
            return Err(refus("indicateur absent du contrat").attendu(connus.join(", ")));
        };
        if !vus.insert(&r.indicateur) {
            return Err(refus("résultat donné deux fois").remede("gardez une seule ligne"));
        }
        let Some(x) = r.valeur else { continue };
        let attendu = match (
            i.sens == SensIndicateur::OuiNon,
            i.unite.as_deref().unwrap_or_default(),
        ) {
            (true, _) if x == 0.0 || x == 1.0 => None,
            (true, _) => Some("1 (fait) ou 0 (non fait)"),
            (false, _) if r.oui_non => Some("un nombre, pas oui ni non"),
            (false, unite) if unite.starts_with('%') => {
                (!(0.0..=100.0).contains(&x)).then_some("un pourcentage entre 0 et 100")
            }
            (false, _) => (!(x.is_finite() && x >= 0.0)).then_some("un nombre positif ou nul"),
        };
        if let Some(attendu) = attendu {
            return Err(
                ErreurDonnees::new(r.emplacement.clone(), "résultat impossible")
                    .valeur(x.to_string())
                    .attendu(attendu)
                    .remede(
                        "corrigez le résultat, ou laissez la cellule vide s'il n'est pas connu",
                    ),
            );
        }
        lus.insert(i.id.as_str(), x);
    }
    Ok(lus)
}

/// Whether a result reaches a step.
fn atteint(sens: SensIndicateur, palier: &Palier, resultat: f64) -> bool {
    match (sens, palier.seuil) {
        (SensIndicateur::Hausse, Some(s)) => resultat >= s,
        (SensIndicateur::Baisse, Some(s)) => resultat <= s,
        _ => resultat >= 1.0,
    }
}

fn payer(i: &IndicateurContrat, resultat: Option<f64>) -> IndicateurPaye {
    let rang = resultat.map(|x| i.paliers.iter().filter(|p| atteint(i.sens, p, x)).count());
    let gagne = |rang: usize| {
        let dernier = rang.checked_sub(1).and_then(|n| i.paliers.get(n));
        dernier.map_or(0.0, |p| p.valeur)
    };
    let deja = gagne(rang.unwrap_or(0));
    let prochain = i.paliers.get(rang.unwrap_or(0)).map(|p| ProchainPalier {
        seuil: p.seuil,
        ecart: p.seuil.zip(resultat).map(|(s, x)| (s - x).abs()),
        gain: p.valeur - deja,
    });
    IndicateurPaye {
        id: i.id.clone(),
        mission: i.mission.clone(),
        libelle: i.libelle.clone(),
        unite: i.unite.clone(),
        resultat,
        palier: rang,
        montant: rang.map(gagne),
        montant_max: i.paliers.last().map_or(0.0, |p| p.valeur),
        prochain,
    }
}

fn mission(nom: &str, plafond: Option<f64>, indicateurs: &[IndicateurPaye]) -> MissionPayee {
    let siens = || indicateurs.iter().filter(|i| i.mission == nom);
    let brut: f64 = siens().filter_map(|i| i.montant).sum();
    let possible: f64 = siens().map(|i| i.montant.unwrap_or(i.montant_max)).sum();
    let borne = |x: f64| plafond.map_or(x, |p| x.min(p));
    MissionPayee {
        mission: nom.to_owned(),
        gagne: borne(brut),
        gagne_max: borne(possible),
        plafond,
        plafonne: borne(brut) < brut,
    }
}

fn notes(indicateurs: &[IndicateurPaye], missions: &[MissionPayee]) -> Vec<String> {
    let mut notes = Vec::new();
    let absents = indicateurs.iter().filter(|i| i.resultat.is_none()).count();
    if absents > 0 {
        notes.push(format!(
            "{} sans résultat\u{a0}: le total va de ce qui est acquis à ce qui peut encore l'être.",
            denombre(absents, "indicateur", "indicateurs")
        ));
    }
    for m in missions.iter().filter(|m| m.plafond.is_none()) {
        notes.push(format!(
            "Mission «\u{a0}{}\u{a0}»\u{a0}: part variable non établie, donc sans plafond.",
            m.mission
        ));
    }
    notes
}

#[cfg(test)]
mod tests;
