//! Several searches for each profile, on all cores: which of them are proposed does not depend on how many there are.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::alea::Alea;
use super::demande::{Demande, Refus};
use super::etat::Etat;
use super::montage::Montage;
use super::objectif::Objectif;
use super::probleme::{Genre, Probleme};
use super::recherche::chercher;
use crate::francais::{denombre, habitants};

/// What is told while the search lasts.
#[derive(Clone, Copy)]
pub struct Suivi<'a> {
    /// Whether to stop and give what there is.
    pub arret: &'a (dyn Fn() -> bool + Sync),
    /// A search is done.
    pub avance: &'a (dyn Fn() + Sync),
}

/// A way to cut up that keeps every rule.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trouve {
    /// Rank of its profile.
    pub(super) profil: usize,
    /// Group of each atom.
    pub(super) groupe: Vec<usize>,
    /// Objective of its profile, then of the first one, which ranks.
    propre: f64,
    pub(super) objectif: f64,
}

/// What a round of searches gave.
pub(super) enum Tour {
    /// The proposals, the best first.
    Trouve(Vec<Trouve>),
    /// No search kept every rule.
    Rien(Echec),
}

/// What the best search of a round still breaks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Echec {
    recherches: usize,
    faute: f64,
    moins_mauvaise: String,
    /// Groups under the floor and above the ceiling, in each piece.
    pub(super) fautes: Vec<(usize, usize)>,
}

impl Echec {
    /// The better of two rounds, which counts the searches of both.
    pub(super) fn ou(self, autre: Option<Self>) -> Self {
        let Some(autre) = autre else { return self };
        let recherches = self.recherches + autre.recherches;
        let mieux = if autre.faute <= self.faute {
            autre
        } else {
            self
        };
        Self {
            recherches,
            ..mieux
        }
    }

    /// Why nothing is proposed.
    pub(super) fn refus(self) -> Refus {
        Refus::PasTrouve {
            recherches: self.recherches,
            moins_mauvaise: self.moins_mauvaise,
        }
    }
}

/// One round of searches, each from its own draws, and whether it was stopped.
pub(super) fn tour(
    montage: &Montage,
    (demande, objectif): (&Demande, &Objectif),
    relance: u64,
    suivi: Suivi<'_>,
) -> (Tour, bool) {
    let profils = objectif.profils.len().min(demande.propositions.max(1));
    let profils = objectif.profils.iter().take(profils);
    let problemes: Vec<Probleme> = profils.map(|p| montage.pour(p)).collect();
    let coupe = AtomicBool::new(false);
    let arret = || {
        let arret = (suivi.arret)();
        coupe.fetch_or(arret, Ordering::Relaxed);
        arret
    };
    let (nombre, premier) = (objectif.reprises as u64, relance * objectif.reprises as u64);
    let rangs: Vec<(usize, u64)> = (0..problemes.len())
        .flat_map(|p| (premier..premier + nombre).map(move |r| (p, r)))
        .collect();
    let cherchees = rangs.par_iter().map(|&(profil, rang)| {
        // The first one always gives something.
        if (profil, rang) != (0, premier) && arret() {
            return None;
        }
        let alea = Alea::new(demande.graine, rang);
        let (probleme, pieces) = (&problemes[profil], &montage.pieces);
        let trouve = chercher(probleme, pieces, objectif.effort, alea, &arret);
        (suivi.avance)();
        Some((profil, trouve))
    });
    let etats: Vec<(usize, Etat<'_>)> = cherchees.flatten().collect();
    let trouves = etats
        .iter()
        .filter(|(_, e)| e.tient())
        .map(|(profil, e)| Trouve {
            profil: *profil,
            groupe: e.groupe.clone(),
            propre: e.cout.objectif,
            objectif: Etat::new(&problemes[0], e.groupe.clone()).cout.objectif,
        });
    let trouves: Vec<Trouve> = trouves.collect();
    let tour = match trouves.is_empty() {
        true => Tour::Rien(echec(montage, &etats)),
        false => Tour::Trouve(choisir(trouves, demande.propositions)),
    };
    (tour, coupe.into_inner())
}

/// The best of each profile, then the next best of all, none twice.
fn choisir(mut trouves: Vec<Trouve>, voulues: usize) -> Vec<Trouve> {
    let mut vus: BTreeSet<Vec<usize>> = BTreeSet::new();
    let mut choisis: Vec<Trouve> = Vec::new();
    trouves.sort_by(|a, b| (a.profil.cmp(&b.profil)).then(a.propre.total_cmp(&b.propre)));
    let mut profils = BTreeSet::new();
    let (mut premiers, mut autres) = (Vec::new(), Vec::new());
    for t in trouves {
        match profils.insert(t.profil) {
            true => premiers.push(t),
            false => autres.push(t),
        }
    }
    autres.sort_by(|a, b| a.objectif.total_cmp(&b.objectif));
    for t in premiers.into_iter().chain(autres) {
        if choisis.len() < voulues.max(1) && vus.insert(canonique(&t.groupe)) {
            choisis.push(t);
        }
    }
    choisis.sort_by(|a, b| a.objectif.total_cmp(&b.objectif));
    choisis
}

/// The same cut, whatever its groups are called.
fn canonique(groupe: &[usize]) -> Vec<usize> {
    let mut noms: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let nommer = |g: &usize| {
        let suivant = noms.len();
        *noms.entry(*g).or_insert(suivant)
    };
    groupe.iter().map(nommer).collect()
}

/// What the best search still breaks.
fn echec(montage: &Montage, etats: &[(usize, Etat<'_>)]) -> Echec {
    let mieux = etats
        .iter()
        .map(|(_, e)| e)
        .min_by(|a, b| a.cout.faute.total_cmp(&b.cout.faute));
    Echec {
        recherches: etats.len(),
        faute: mieux.map_or(f64::INFINITY, |e| e.cout.faute),
        moins_mauvaise: mieux.map_or_else(String::new, fautes),
        fautes: montage
            .pieces
            .iter()
            .map(|(_, g)| hors_bornes(mieux, g))
            .collect(),
    }
}

/// Those of some groups that are under the floor, and above the ceiling.
fn hors_bornes(etat: Option<&Etat<'_>>, groupes: &[usize]) -> (usize, usize) {
    let regles = |e: &Etat<'_>| -> (usize, usize) {
        let siens = || {
            groupes
                .iter()
                .map(|&g| (e.p.groupes[g], e.mesures[g].habitants))
        };
        (
            siens().filter(|(r, h)| *h < r.min).count(),
            siens().filter(|(r, h)| *h > r.max).count(),
        )
    };
    etat.map_or((0, 0), regles)
}

fn fautes(etat: &Etat<'_>) -> String {
    let p = etat.p;
    let groupes = || {
        p.groupes
            .iter()
            .zip(&etat.mesures)
            .filter(|(r, _)| r.genre != Genre::Laisse)
    };
    let sous: Vec<f64> = groupes()
        .filter(|(r, m)| m.habitants < r.min)
        .map(|(_, m)| m.habitants)
        .collect();
    let sur: Vec<f64> = groupes()
        .filter(|(r, m)| m.habitants > r.max)
        .map(|(_, m)| m.habitants)
        .collect();
    let loin = groupes().filter(|(_, m)| m.trop_loin > 0.0).count();
    let paires = p.interdits.iter().enumerate();
    let paires = paires.flat_map(|(a, siens)| siens.iter().map(move |b| (a, *b)));
    let paires = paires
        .filter(|(a, b)| a < b && etat.groupe[*a] == etat.groupe[*b])
        .count();
    let mut dites = Vec::new();
    let groupes = |n: usize| denombre(n, "groupe", "groupes");
    if let Some(pire) = sous.iter().copied().min_by(f64::total_cmp) {
        dites.push(format!(
            "{} sous le plancher (le moindre a {})",
            groupes(sous.len()),
            habitants(pire)
        ));
    }
    if let Some(pire) = sur.iter().copied().max_by(f64::total_cmp) {
        dites.push(format!(
            "{} au-dessus du plafond (le plus grand a {})",
            groupes(sur.len()),
            habitants(pire)
        ));
    }
    if loin > 0 {
        dites.push(format!(
            "{} avec des communes au-delà de la distance ou du temps permis",
            groupes(loin)
        ));
    }
    if paires > 0 {
        dites.push(format!(
            "{} à séparer et restées ensemble",
            denombre(paires, "paire", "paires")
        ));
    }
    dites.join(" ; ")
}
