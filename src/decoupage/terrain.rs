//! The territory as places that touch each other: what is free to be placed, and the CPTS around it.

use std::collections::{BTreeMap, BTreeSet};

use super::demande::{Demande, Depart, Refus};
use super::probleme::position;
use crate::acces::{CouvertureCpts, EtatCpts};
use crate::geo::alentours::alentours;
use crate::geo::distance::sur_la_sphere;
use crate::geo::point_interieur::point_interieur;
use crate::geo::{Maille, adjacence};
use crate::model::lecture::{arrondissements, population};
use crate::model::{Contour, Dataset, Perimetre, UniteId};
use crate::tri::Tri;

/// A commune or an arrondissement, for its part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) unite: UniteId,
    pub(super) part: f64,
    pub(super) habitants: f64,
    /// On the sphere, kilometres; absent when nothing says where it is.
    pub(super) position: Option<[f64; 3]>,
}

/// A CPTS of the list that touches what is free.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cpts {
    pub(super) nom: String,
    pub(super) places: Vec<Place>,
    /// Free places that it touches, by rank.
    pub(super) touche: BTreeSet<usize>,
}

/// The free places, by unit, who touches whom, and the CPTS around.
pub(super) struct Terrain {
    pub(super) libres: Vec<Place>,
    pub(super) voisins: Vec<BTreeSet<usize>>,
    pub(super) cpts: Vec<Cpts>,
    /// Cities read through their arrondissements.
    pub(super) eclatees: Vec<UniteId>,
}

impl Terrain {
    /// Rank of a free unit.
    pub(super) fn rang(&self, unite: UniteId) -> Option<usize> {
        self.libres.binary_search_by_key(&unite, |p| p.unite).ok()
    }
}

/// Reads the territory.
///
/// # Errors
/// [`Refus`]: no list of CPTS where one is needed, nothing to place, no outline.
pub(super) fn lire(
    d: &Dataset,
    perimetre: &Perimetre,
    demande: &Demande,
) -> Result<Terrain, Refus> {
    let (mut parts, eclatees) = libres(d, perimetre, demande)?;
    parts.trie_par_cle(|(id, _)| *id);
    parts.dedup_by_key(|(id, _)| *id);
    if parts.is_empty() {
        return Err(Refus::RienAPlacer);
    }
    let siennes: BTreeSet<UniteId> = parts.iter().map(|(id, _)| *id).collect();
    let traces = d.traces_de(&siennes, true);
    let maille = Maille::new(&d.referentiel, &traces, &siennes);
    if !siennes.iter().any(|&id| maille.contient(id)) {
        return Err(Refus::SansContour);
    }
    let place = |(id, part): (UniteId, f64)| lieu(d, &traces, id, part);
    let libres: Vec<Place> = parts.into_iter().map(place).collect();
    let lignes = match demande.depart {
        Depart::Poches => lignes_des_cpts(d),
        Depart::PochesSeules | Depart::Zero => BTreeMap::new(),
    };
    let autour = match lignes.is_empty() {
        true => siennes.clone(),
        false => {
            let proches = alentours(&maille, &siennes, 1);
            let des_cpts: BTreeSet<UniteId> =
                lignes.values().flat_map(|l| l.keys().copied()).collect();
            let voisines = proches.intersection(&des_cpts).copied();
            voisines.chain(siennes.iter().copied()).collect()
        }
    };
    let graphe = adjacence::entre_dans(&maille, &autour);
    let mut terrain = Terrain {
        voisins: vec![BTreeSet::new(); libres.len()],
        libres,
        cpts: Vec::new(),
        eclatees,
    };
    for (rang, place) in terrain.libres.iter().enumerate() {
        let siens = graphe.get(&place.unite).into_iter().flatten();
        terrain.voisins[rang] = siens.filter_map(|&v| terrain.rang(v)).collect();
    }
    reunir(d, &mut terrain);
    for (nom, unites) in lignes {
        let touche = unites.keys().filter_map(|u| graphe.get(u)).flatten();
        let touche: BTreeSet<usize> = touche.filter_map(|&v| terrain.rang(v)).collect();
        if !touche.is_empty() {
            let places = unites.into_iter().map(place).collect();
            terrain.cpts.push(Cpts {
                nom: nom.to_owned(),
                places,
                touche,
            });
        }
    }
    Ok(terrain)
}

/// Units to place and the part of each, and the cities read through their arrondissements.
type Libres = (Vec<(UniteId, f64)>, Vec<UniteId>);

/// Reads the members of the perimeter.
fn libres(d: &Dataset, perimetre: &Perimetre, demande: &Demande) -> Result<Libres, Refus> {
    let couverture = CouvertureCpts::new(d);
    if couverture.is_none() && demande.depart != Depart::Zero {
        return Err(Refus::SansListe);
    }
    let poches = couverture.filter(|_| demande.depart != Depart::Zero);
    let (mut unites, mut eclatees) = (Vec::new(), Vec::new());
    let mut inconnues = 0;
    for m in &perimetre.membres {
        let siens = arrondissements(&d.referentiel, m.unite);
        let nommee = poches
            .as_ref()
            .is_some_and(|c| c.nomme_un_arrondissement(m.unite));
        let trop_grande = population::habitants(d, m.unite).unwrap_or(0.0) * m.part > demande.max;
        let lisible =
            |id: &UniteId| population::habitants(d, *id).is_some() && d.traces().contains_key(id);
        let eclate = !siens.is_empty()
            && (nommee || trop_grande && !demande.villes_entieres && siens.iter().all(lisible));
        let les_unites = if eclate { siens } else { &[m.unite] };
        eclatees.extend(eclate.then_some(m.unite));
        let libre = |id: &&UniteId| {
            let etat = poches.as_ref().map(|c| c.etat(**id));
            etat.is_none_or(|etat| etat == EtatCpts::SansCpts)
        };
        unites.extend(les_unites.iter().filter(libre).map(|&id| (id, m.part)));
        let hors = |id: &&UniteId| {
            let etat = poches.as_ref().map(|c| c.etat(**id));
            etat == Some(EtatCpts::HorsChamp)
        };
        inconnues += les_unites.iter().filter(hors).count();
    }
    if unites.is_empty() && inconnues > 0 {
        return Err(Refus::HorsChamp {
            communes: inconnues,
        });
    }
    Ok((unites, eclatees))
}

/// Units of each CPTS of the list and the part of each.
fn lignes_des_cpts(d: &Dataset) -> BTreeMap<&str, BTreeMap<UniteId, f64>> {
    let mut lignes: BTreeMap<&str, BTreeMap<UniteId, f64>> = BTreeMap::new();
    for ligne in &d.cpts {
        let unites = lignes.entry(ligne.cpts.as_str()).or_default();
        let part = unites.entry(ligne.unite).or_default();
        *part = (*part + ligne.part).min(1.0);
    }
    lignes
}

fn lieu(d: &Dataset, traces: &BTreeMap<UniteId, Contour>, unite: UniteId, part: f64) -> Place {
    let du_contour = || point_interieur(&traces.get(&unite)?.geometrie);
    let point = d.points.get(&unite).copied().or_else(du_contour);
    Place {
        unite,
        part,
        habitants: population::habitants(d, unite).unwrap_or(0.0) * part,
        position: point.map(|p| position(sur_la_sphere(p))),
    }
}

/// Communes that an older file draws as one touch each other.
fn reunir(d: &Dataset, terrain: &mut Terrain) {
    for reuni in d.contours_reunis.values() {
        let rangs: Vec<usize> = reuni
            .pieces
            .iter()
            .filter_map(|&id| terrain.rang(id))
            .collect();
        for (i, &a) in rangs.iter().enumerate() {
            for &b in rangs.iter().skip(i + 1) {
                terrain.voisins[a].insert(b);
                terrain.voisins[b].insert(a);
            }
        }
    }
}
