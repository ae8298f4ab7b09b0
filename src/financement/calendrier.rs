//! The contract as dated rows: deadlines of the missions, payments, balances, and what a late mission costs.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::contrat::{Contrat, Depart};
use super::echeance::{Echeance, GenreEcheance, centimes, echeance};
use super::exercices::{Exercice, exercices};
use super::versements::{Versements, versements};
use crate::baremes::{Bareme, DateCivile, Parametre};
use crate::tri::Tri;

/// What starting a mission late costs in fixed part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CoutRetard {
    /// Mission.
    pub mission: String,
    /// Label, in French.
    pub libelle: String,
    /// Latest start of the contract; absent when no source gives a delay.
    pub limite: Option<DateCivile>,
    /// Start that the calendar supposes.
    pub demarrage: Option<DateCivile>,
    /// Euros of fixed part lost for each month of delay (a twelfth of it); absent when not established.
    pub par_mois: Option<f64>,
    /// Euros of fixed part lost between the signature and the start, against a start on the day of the signature.
    pub depuis_signature: Option<f64>,
    /// Days beyond the latest start; zero when in time.
    pub jours_de_retard: i64,
    /// Euros of fixed part lost by these days.
    pub perte_retard: Option<f64>,
}

/// The contract, dated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Calendrier {
    /// Day of the signature.
    pub signature: DateCivile,
    /// Last day of the contract.
    pub fin: DateCivile,
    /// Rows, by date, kind, then identifier.
    pub echeances: Vec<Echeance>,
    /// Amounts by year of the contract.
    pub exercices: Vec<Exercice>,
    /// What late missions cost, in the order of the agreement.
    pub retards: Vec<CoutRetard>,
    /// What must be known, in French sentences.
    pub notes: Vec<String>,
}

/// Lays out a contract from its signature.
///
/// `demarrages` gives the planned start of missions, by id; the others start at the latest date allowed, and optional
/// ones not at all. The scale is read on the first day of each year of the contract. `None` when the length of the
/// contract is not established on that date.
#[must_use]
pub fn calendrier(
    bareme: &Bareme,
    taille: Option<u8>,
    signature: DateCivile,
    demarrages: &BTreeMap<String, DateCivile>,
) -> Option<Calendrier> {
    let ans = bareme.valeur("contrat.duree", None, signature)?;
    let mut contrat = Contrat {
        bareme,
        taille,
        signature,
        duree: (1..=10u8).rfind(|n| f64::from(*n) <= ans)?,
        departs: Vec::new(),
    };
    contrat.departs = departs(&contrat, demarrages);
    let verse = versements(&contrat);
    let mut echeances = bornes(&contrat);
    echeances.extend(delais(&contrat));
    echeances.extend(verse.echeances.iter().cloned());
    echeances.trie_par(|a, b| (a.date, a.genre, &a.id).cmp(&(b.date, b.genre, &b.id)));
    Some(Calendrier {
        signature,
        fin: contrat.anniversaire(contrat.duree + 1).veille(),
        echeances,
        exercices: exercices(&contrat),
        retards: contrat
            .departs
            .iter()
            .map(|d| cout_retard(&contrat, d))
            .collect(),
        notes: notes(&contrat, &verse),
    })
}

fn departs<'a>(c: &Contrat<'a>, demarrages: &BTreeMap<String, DateCivile>) -> Vec<Depart<'a>> {
    let l = c.lecture(c.signature);
    let mut departs = Vec::new();
    for mission in c.bareme.missions_au(c.signature) {
        let limite = l
            .mission(&mission.id, "debut")
            .and_then(mois)
            .map(|m| c.signature.plus_mois(m));
        let prevu = demarrages.get(&mission.id).copied();
        departs.push(Depart {
            mission,
            limite,
            demarrage: prevu.map(|d| d.max(c.signature)).or(limite),
        });
    }
    departs
}

/// A delay in months.
fn mois(p: &Parametre) -> Option<u16> {
    let valeur = p.valeur?;
    (0..=120u16).find(|m| f64::from(*m) == valeur)
}

fn bornes(c: &Contrat<'_>) -> Vec<Echeance> {
    let duree = c.lecture(c.signature).lire("contrat.duree");
    let fin = c.anniversaire(c.duree + 1).veille();
    let ligne = |date, genre, id: &str, annee, libelle: &str| Echeance {
        annee,
        libelle: libelle.to_owned(),
        ..echeance(date, genre, id, duree)
    };
    vec![
        ligne(
            c.signature,
            GenreEcheance::Signature,
            "signature",
            1,
            "Signature du contrat",
        ),
        ligne(
            fin,
            GenreEcheance::Fin,
            "fin",
            c.duree,
            "Dernier jour du contrat",
        ),
    ]
}

fn delais(c: &Contrat<'_>) -> Vec<Echeance> {
    let l = c.lecture(c.signature);
    let mut liste = Vec::new();
    for d in &c.departs {
        let id = &d.mission.id;
        let plans = [
            (
                GenreEcheance::Demarrage,
                "debut",
                "demarrage",
                "Démarrage au plus tard",
            ),
            (
                GenreEcheance::Deploiement,
                "deploiement",
                "deploiement",
                "Déploiement au plus tard",
            ),
        ];
        for (genre, champ, cle, mot) in plans {
            let p = l.mission(id, champ);
            if let Some(m) = p.and_then(mois) {
                let date = c.signature.plus_mois(m);
                liste.push(Echeance {
                    annee: c.annee(date),
                    mission: Some(id.clone()),
                    libelle: format!("{mot}\u{a0}: {}", d.mission.libelle),
                    ..echeance(date, genre, &format!("{cle}_{id}"), p)
                });
            }
        }
        if let Some(date) = d.demarrage.filter(|x| Some(*x) != d.limite) {
            liste.push(Echeance {
                annee: c.annee(date),
                mission: Some(id.clone()),
                libelle: format!("Démarrage prévu\u{a0}: {}", d.mission.libelle),
                ..echeance(date, GenreEcheance::Demarrage, &format!("prevu_{id}"), None)
            });
        }
    }
    liste
}

fn cout_retard(c: &Contrat<'_>, d: &Depart<'_>) -> CoutRetard {
    let fixe = c
        .lecture(c.signature)
        .mission(&d.mission.id, "fixe")
        .and_then(|p| p.valeur);
    // Fixed part of a day, by the length of the first year of the contract.
    let jours_an = c.signature.jours_jusqu_a(c.anniversaire(2)).max(1);
    let perte = |jours: i64| fixe.map(|f| centimes(f * jours as f64 / jours_an as f64));
    let retard = d
        .limite
        .zip(d.demarrage)
        .map_or(0, |(l, x)| l.jours_jusqu_a(x).max(0));
    let attente = d.demarrage.map(|x| c.signature.jours_jusqu_a(x));
    CoutRetard {
        mission: d.mission.id.clone(),
        libelle: d.mission.libelle.clone(),
        limite: d.limite,
        demarrage: d.demarrage,
        par_mois: fixe.map(|f| centimes(f / 12.0)),
        depuis_signature: attente.and_then(perte),
        jours_de_retard: retard,
        perte_retard: perte(retard),
    }
}

fn notes(c: &Contrat<'_>, verse: &Versements) -> Vec<String> {
    let mut notes = vec![
        "Un délai en mois tombe le même jour du mois, ou le dernier jour du mois quand ce jour n'existe pas.".to_owned(),
        "Prorata calculé en jours, du démarrage de la mission à l'anniversaire du contrat\u{a0}: les sources disent «\u{a0}au prorata\u{a0}» sans dire l'unité.".to_owned(),
        "Une mission non réalisée peut entraîner la résiliation du contrat\u{a0}; les avances sont alors récupérées (S30).".to_owned(),
    ];
    if verse.trous {
        notes.push(
            "Les lignes sans montant sont des versements dont le montant n'est pas établi.".into(),
        );
    }
    for d in c.departs.iter().filter(|d| d.demarrage.is_none()) {
        notes.push(format!(
            "{}\u{a0}: aucun délai établi\u{a0}; donnez une date de démarrage pour la compter.",
            d.mission.libelle
        ));
    }
    notes
}
