//! Communes in and around a perimeter with who touches whom, from the outlines.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::bascule::COMMUNES_MAX;
use super::voisins::{self, Graphe, Lecture};
use super::{CommuneVoisine, Voisinage};
use crate::geo::alentours::alentours;
use crate::geo::{Maille, adjacence};
use crate::model::{Dataset, Genre, Perimetre, UniteId};

/// Who touches whom in and around some perimeters: built once, then shared by all of them.
pub struct Alentours<'a> {
    dataset: &'a Dataset,
    /// Units of all the perimeters.
    membres: BTreeSet<UniteId>,
    /// Cities whole.
    villes: OnceCell<Graphe>,
    /// Cities through their arrondissements.
    arrondissements: OnceCell<Graphe>,
}

impl<'a> Alentours<'a> {
    /// Nothing is computed yet; only these perimeters can then be asked about.
    #[must_use]
    pub fn new(dataset: &'a Dataset, perimetres: &[Perimetre]) -> Self {
        let membres = perimetres.iter().flat_map(|p| &p.membres);
        Self {
            dataset,
            membres: membres.map(|m| m.unite).collect(),
            villes: OnceCell::new(),
            arrondissements: OnceCell::new(),
        }
    }

    /// Communes of the perimeter and those that a set of at most six could bring, with their populations.
    ///
    /// A commune without population is left out. Without outlines, nobody has neighbours.
    #[must_use]
    pub fn voisinage(
        &self,
        perimetre: &Perimetre,
        population: impl Fn(UniteId) -> Option<f64>,
    ) -> Voisinage {
        let membres: BTreeSet<UniteId> = perimetre.membres.iter().map(|m| m.unite).collect();
        let graphe = self.graphe(&membres);
        let referentiel = &self.dataset.referentiel;
        let mut voisinage = Voisinage::default();
        for id in couronnes(graphe, &membres) {
            let unite = referentiel.unite(id);
            let Some(habitants) = population(id) else {
                continue;
            };
            let voisines = graphe.get(&id).into_iter().flatten();
            voisinage.communes.insert(
                unite.code,
                CommuneVoisine {
                    nom: unite.nom.clone(),
                    population: habitants,
                    part: perimetre.part(id),
                    voisines: voisines.map(|&v| referentiel.unite(v).code).collect(),
                },
            );
        }
        voisinage
    }

    /// Names of the communes of the perimeter that no outline places, to be said.
    #[must_use]
    pub fn sans_contour(&self, perimetre: &Perimetre) -> Vec<&'a str> {
        let membres: BTreeSet<UniteId> = perimetre.membres.iter().map(|m| m.unite).collect();
        let graphe = self.graphe(&membres);
        let seule = |id: &UniteId| graphe.get(id).is_none_or(BTreeSet::is_empty);
        let dataset = self.dataset;
        membres
            .iter()
            .filter(|id| seule(id))
            .map(|&id| dataset.referentiel.unite(id).nom.as_str())
            .collect()
    }

    fn graphe(&self, membres: &BTreeSet<UniteId>) -> &Graphe {
        let referentiel = &self.dataset.referentiel;
        let arrondissement = |id: &UniteId| referentiel.unite(*id).genre == Genre::Arrondissement;
        let (lecture, graphe) = if membres.iter().any(arrondissement) {
            (Lecture::Arrondissements, &self.arrondissements)
        } else {
            (Lecture::Villes, &self.villes)
        };
        graphe.get_or_init(|| self.entre(lecture))
    }

    fn entre(&self, lecture: Lecture) -> Graphe {
        let dataset = self.dataset;
        if dataset.traces().is_empty() {
            return Graphe::new();
        }
        let lus = self.membres.iter().copied();
        let depart = lus
            .filter(|id| lecture.lit(&dataset.referentiel, *id))
            .collect();
        if let Some(graphe) = voisins::gardees(dataset, lecture, &depart, COMMUNES_MAX) {
            return graphe;
        }
        let ensemble = lecture.unites(&dataset.referentiel);
        let maille = Maille::new(&dataset.referentiel, dataset.traces(), &ensemble);
        adjacence::entre_dans(&maille, &alentours(&maille, &depart, COMMUNES_MAX))
    }
}

/// The set and the rings around it that a chain of communes can reach.
fn couronnes(graphe: &Graphe, membres: &BTreeSet<UniteId>) -> BTreeSet<UniteId> {
    let mut tous = membres.clone();
    let mut bord = membres.clone();
    for _ in 0..COMMUNES_MAX {
        bord = bord
            .iter()
            .filter_map(|id| graphe.get(id))
            .flatten()
            .filter(|id| !tous.contains(id))
            .copied()
            .collect();
        tous.extend(&bord);
    }
    tous
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_stop_after_as_many_communes_as_a_set_holds() {
        // A chain of twelve communes: 0 – 1 – 2 – … – 11.
        let mut graphe = Graphe::new();
        for i in 0..11u32 {
            graphe.entry(UniteId(i)).or_default().insert(UniteId(i + 1));
            graphe.entry(UniteId(i + 1)).or_default().insert(UniteId(i));
        }
        let atteintes = couronnes(&graphe, &BTreeSet::from([UniteId(0)]));
        assert_eq!(atteintes.len(), 1 + COMMUNES_MAX);
        assert!(couronnes(&Graphe::new(), &BTreeSet::from([UniteId(3)])).contains(&UniteId(3)));
    }
}
