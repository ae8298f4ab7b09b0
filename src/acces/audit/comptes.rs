//! Communes and inhabitants by state of coverage, and crossed with the scarcity of médecins: one never stands for the other.

use super::Regles;
use super::places::{Place, Places};
use crate::acces::EtatCpts;
use crate::indicateurs::{Donnees, LectureIndicateur};
use crate::model::{CaseCroisee, Compte, Membre, Valeur};

/// By state; inhabitants covered, uncovered and unknown add up to those of the territory.
pub(super) struct Comptes {
    pub(super) couvert: Compte,
    pub(super) sans_cpts: Compte,
    pub(super) en_partie: Compte,
    pub(super) inconnu: Compte,
}

pub(super) fn compter(places: &Places<'_>) -> Comptes {
    let tous: f64 = places.liste.iter().map(|p| p.habitants).sum();
    let compte = |choisie: fn(&Place) -> bool, habitants: fn(&Place) -> f64| {
        let population: f64 = places.liste.iter().map(habitants).sum();
        Compte {
            communes: places.liste.iter().filter(|p| choisie(p)).count(),
            population,
            part: (tous > 0.0).then(|| 100.0 * population / tous),
        }
    };
    Comptes {
        couvert: compte(
            |p| matches!(p.etat, EtatCpts::UneCpts | EtatCpts::PlusieursCpts),
            Place::couverts,
        ),
        sans_cpts: compte(|p| p.etat == EtatCpts::SansCpts, Place::sans_cpts),
        en_partie: compte(
            |p| p.etat == EtatCpts::EnPartie,
            |p| habitants_si(p, EtatCpts::EnPartie),
        ),
        inconnu: compte(
            |p| p.etat == EtatCpts::HorsChamp,
            |p| habitants_si(p, EtatCpts::HorsChamp),
        ),
    }
}

fn habitants_si(p: &Place, etat: EtatCpts) -> f64 {
    if p.etat == etat { p.habitants } else { 0.0 }
}

/// Scarcity of a commune, by its APL.
const DENSITES: [&str; 3] = ["sous_dense", "non_sous_dense", "inconnue"];

/// Covered or not × under the threshold or not; empty when no APL is given. A commune covered in part is in both lines.
pub(super) fn croiser(places: &Places<'_>, regles: &Regles<'_>) -> Vec<CaseCroisee> {
    let donnees = Donnees::selon(places.d, regles.catalogue);
    let lecture = regles.catalogue.definition("apl_mg");
    let Some(apl) = lecture.and_then(|d| LectureIndicateur::new(&donnees, d)) else {
        return Vec::new();
    };
    let densite = |p: &Place| match apl.valeur(Membre {
        unite: p.unite,
        part: 1.0,
    }) {
        Valeur::Connue(x) if x < regles.seuil.valeur => 0,
        Valeur::Connue(_) => 1,
        _ => 2,
    };
    let connues = places
        .liste
        .iter()
        .filter(|p| p.etat != EtatCpts::HorsChamp);
    let lues: Vec<(&Place, usize)> = connues.map(|p| (p, densite(p))).collect();
    let mut cases = Vec::new();
    for (couverture, habitants) in [
        ("couvert", Place::couverts as fn(&Place) -> f64),
        ("sans_cpts", Place::sans_cpts),
    ] {
        for (rang, mot) in DENSITES.into_iter().enumerate() {
            let siennes = lues.iter().filter(|(_, densite)| *densite == rang);
            let siennes = siennes.filter(|(p, _)| match couverture {
                "couvert" => p.couverte > 0.0,
                _ => p.couverte < 1.0,
            });
            let (communes, population) =
                siennes.fold((0, 0.0), |(n, somme), (p, _)| (n + 1, somme + habitants(p)));
            cases.push(CaseCroisee {
                couverture: couverture.to_owned(),
                densite_medicale: mot.to_owned(),
                communes,
                population,
            });
        }
    }
    cases
}
