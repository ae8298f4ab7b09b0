//! Payments of the contract: fonctionnement at signature, then advances and balances, pro rata for the missions.

use super::contrat::{Contrat, Depart};
use super::echeance::{Echeance, GenreEcheance, centimes, echeance};
use crate::baremes::{DateCivile, Parametre};
use crate::model::Confiance;

/// Payments, and whether some have no established amount.
pub(super) struct Versements {
    pub echeances: Vec<Echeance>,
    pub trous: bool,
}

/// Every payment of the contract.
pub(super) fn versements(c: &Contrat<'_>) -> Versements {
    let mut echeances = fonctionnement(c);
    for d in &c.departs {
        echeances.extend(mission(c, d));
    }
    let attendu =
        |e: &&Echeance| matches!(e.genre, GenreEcheance::Versement | GenreEcheance::Variable);
    let trous = echeances
        .iter()
        .filter(attendu)
        .any(|e| e.montant.is_none() && e.montant_max.is_none());
    Versements { echeances, trous }
}

fn fonctionnement(c: &Contrat<'_>) -> Vec<Echeance> {
    let mut liste = Vec::new();
    for annee in 1..=c.duree {
        let debut = c.anniversaire(annee);
        let l = c.lecture(debut);
        let montant = l.lire("fonctionnement");
        let cle = if annee == 1 {
            "paiement.fonctionnement_signature"
        } else {
            "paiement.fonctionnement_avance"
        };
        let mot = if annee == 1 {
            "Fonctionnement, versé à la signature".to_owned()
        } else {
            format!("Fonctionnement, avance de l'année {annee}")
        };
        let du = montant.and_then(|p| p.valeur);
        let ligne = Ligne {
            annee,
            mission: None,
            montant,
            taux: l.lire(cle),
        };
        let avance = ligne.avance(du);
        liste.push(ligne.versement(
            debut,
            &format!("avance_{annee}_fonctionnement"),
            mot,
            avance,
        ));
        if avance.is_none() || avance != du {
            let solde = du.zip(avance).map(|(d, a)| centimes(d - a));
            let mot = format!("Fonctionnement, solde de l'année {annee}");
            let id = format!("solde_{annee}_fonctionnement");
            liste.push(ligne.versement(c.anniversaire(annee + 1), &id, mot, solde));
        }
    }
    liste
}

fn mission(c: &Contrat<'_>, d: &Depart<'_>) -> Vec<Echeance> {
    let Some(demarrage) = d.demarrage else {
        return Vec::new();
    };
    let (id, nom) = (&d.mission.id, &d.mission.libelle);
    let mut liste = Vec::new();
    for annee in 1..=c.duree {
        let part = c.prorata(annee, demarrage);
        if part <= 0.0 {
            continue;
        }
        let debut = c.anniversaire(annee);
        let suivant = c.anniversaire(annee + 1);
        let l = c.lecture(debut);
        let fixe = l.mission(id, "fixe");
        let ligne = Ligne {
            annee,
            mission: Some(id),
            montant: fixe,
            taux: l.lire("paiement.fixe_avance"),
        };
        let du = fixe.and_then(|p| p.valeur).map(|v| centimes(v * part));
        let avance = ligne.avance(du);
        let solde = du.zip(avance).map(|(d, a)| centimes(d - a));
        let mot = if part < 1.0 { ", au prorata" } else { "" };
        liste.push(ligne.versement(
            demarrage.max(debut),
            &format!("avance_{annee}_{id}"),
            format!("Part fixe, avance de l'année {annee}{mot}\u{a0}: {nom}"),
            avance,
        ));
        liste.push(ligne.versement(
            suivant,
            &format!("solde_{annee}_{id}"),
            format!("Part fixe, solde de l'année {annee}\u{a0}: {nom}"),
            solde,
        ));
        liste.extend(variable(annee, suivant, d, l.mission(id, "variable")));
    }
    liste
}

/// The variable part of a year; no row when the agreement sets it at zero.
fn variable(
    annee: u8,
    date: DateCivile,
    d: &Depart<'_>,
    p: Option<&Parametre>,
) -> Option<Echeance> {
    let max = p.and_then(|p| p.valeur);
    if max == Some(0.0) {
        return None;
    }
    let id = &d.mission.id;
    Some(Echeance {
        annee,
        mission: Some(id.clone()),
        libelle: format!("Part variable de l'année {annee}, au plus\u{a0}: {}", d.mission.libelle),
        montant_max: max,
        note: Some(
            "Connue seulement après le dialogue de gestion annuel\u{a0}: la date est la plus proche possible\u{a0}; le prorata d'une année incomplète n'est pas établi.".into(),
        ),
        ..echeance(date, GenreEcheance::Variable, &format!("variable_{annee}_{id}"), p)
    })
}

/// What the payments of a year share.
struct Ligne<'a> {
    annee: u8,
    mission: Option<&'a str>,
    montant: Option<&'a Parametre>,
    taux: Option<&'a Parametre>,
}

impl Ligne<'_> {
    fn avance(&self, du: Option<f64>) -> Option<f64> {
        let taux = self.taux.and_then(|p| p.valeur);
        du.zip(taux).map(|(d, t)| centimes(d * t))
    }

    /// A payment: it is as sure as the less sure of its amount and its rate.
    fn versement(
        &self,
        date: DateCivile,
        id: &str,
        libelle: String,
        montant: Option<f64>,
    ) -> Echeance {
        let mut e = echeance(date, GenreEcheance::Versement, id, self.montant);
        let surete = self.taux.map_or(Confiance::NonEtabli, |p| p.confiance);
        e.confiance = e.confiance.max(surete);
        for r in self.taux.iter().flat_map(|p| &p.references) {
            if !e.references.contains(r) {
                e.references.push(r.clone());
            }
        }
        Echeance {
            annee: self.annee,
            mission: self.mission.map(str::to_owned),
            libelle,
            montant,
            ..e
        }
    }
}

#[cfg(test)]
mod tests;
