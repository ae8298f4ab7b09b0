//! Who touches whom in the whole country, told once and kept beside the data.

use std::collections::{BTreeMap, BTreeSet};

use crate::geo::{Maille, adjacence};
use crate::model::lecture::arrondissements;
use crate::model::{Annexees, Dataset, Genre, Referentiel, UniteId, garde};

/// Neighbours of each unit.
pub(super) type Graphe = BTreeMap<UniteId, BTreeSet<UniteId>>;

/// How a city that has arrondissements is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lecture {
    /// Whole.
    Villes,
    /// Through its arrondissements.
    Arrondissements,
}

impl Lecture {
    fn nom(self) -> &'static str {
        match self {
            Self::Villes => "voisines",
            Self::Arrondissements => "voisines par arrondissement",
        }
    }

    /// Whether a unit is read.
    pub(super) fn lit(self, referentiel: &Referentiel, id: UniteId) -> bool {
        match self {
            Self::Villes => referentiel.unite(id).genre != Genre::Arrondissement,
            Self::Arrondissements => arrondissements(referentiel, id).is_empty(),
        }
    }

    /// The units that are read.
    pub(super) fn unites(self, referentiel: &Referentiel) -> BTreeSet<UniteId> {
        let lue = |id: &UniteId| self.lit(referentiel, *id);
        referentiel.ids().filter(lue).collect()
    }
}

/// Who touches whom, as the outlines of the files tell it, to be kept beside them by name.
#[must_use]
pub fn voisins(dataset: &Dataset) -> Annexees {
    if dataset.contours.is_empty() || !dataset.esquisses.is_empty() {
        return Vec::new();
    }
    let lectures = [Lecture::Villes, Lecture::Arrondissements].into_iter();
    let gardees = |lecture: Lecture| {
        let ensemble = lecture.unites(&dataset.referentiel);
        let maille = Maille::new(&dataset.referentiel, &dataset.contours, &ensemble);
        let graphe = adjacence::entre_tous(&maille, &ensemble)?;
        garde(lecture.nom().to_owned(), &ecrit(&graphe))
    };
    lectures.filter_map(gardees).collect()
}

/// The units that so many steps reach from some of them, with the neighbours of each, as it was kept; `None` when it was not.
pub(super) fn gardees(
    dataset: &Dataset,
    lecture: Lecture,
    depart: &BTreeSet<UniteId>,
    pas: usize,
) -> Option<Graphe> {
    if !dataset.esquisses.is_empty() || dataset.referentiel.passages_du_lecteur {
        return None;
    }
    let liens = dataset.une_fois(&format!("liens {}", lecture.nom()), || {
        let nombres: Vec<u32> = dataset.annexe_lue(lecture.nom())?;
        lit(&nombres, dataset.referentiel.unites.len())
    });
    let liens = liens.as_ref().as_ref()?;
    let mut graphe = Graphe::new();
    let mut bord = depart.clone();
    for _ in 0..=pas {
        let mut suite = BTreeSet::new();
        for id in bord {
            let siennes: BTreeSet<UniteId> = liens.de(id).iter().copied().collect();
            suite.extend(siennes.iter().filter(|v| !graphe.contains_key(v)));
            graphe.insert(id, siennes);
        }
        bord = suite
            .into_iter()
            .filter(|id| !graphe.contains_key(id))
            .collect();
    }
    Some(graphe)
}

/// Each unit that touches some of a higher rank: gap to the one before, how many, gap to each.
fn ecrit(graphe: &Graphe) -> Vec<u32> {
    let mut nombres = Vec::new();
    let mut avant = 0;
    for (id, voisines) in graphe {
        let apres: Vec<u32> = voisines.iter().map(|v| v.0).filter(|v| *v > id.0).collect();
        if apres.is_empty() {
            continue;
        }
        nombres.push(id.0 - avant);
        nombres.push(u32::try_from(apres.len()).unwrap_or(u32::MAX));
        avant = id.0;
        apres.into_iter().fold(id.0, |avant, v| {
            nombres.push(v - avant);
            v
        });
    }
    nombres
}

/// Who touches each unit.
struct Liens {
    /// Where those of each unit start, then their number.
    debuts: Vec<usize>,
    voisines: Vec<UniteId>,
}

impl Liens {
    /// Of pairs of units of a list of that many.
    fn new(paires: &[(UniteId, UniteId)], unites: usize) -> Self {
        let deux = || paires.iter().flat_map(|&(a, b)| [(a, b), (b, a)]);
        let mut debuts = vec![0_usize; unites + 1];
        for (a, _) in deux() {
            if let Some(suivant) = debuts.get_mut(a.0 as usize + 1) {
                *suivant += 1;
            }
        }
        let mut total = 0;
        for debut in &mut debuts {
            total += *debut;
            *debut = total;
        }
        let mut places = debuts.clone();
        let mut voisines = vec![UniteId(0); total];
        for (a, b) in deux() {
            let place = places.get_mut(a.0 as usize);
            let rang = place.map(|p| std::mem::replace(p, *p + 1));
            if let Some(voisine) = rang.and_then(|r| voisines.get_mut(r)) {
                *voisine = b;
            }
        }
        Self { debuts, voisines }
    }

    fn de(&self, id: UniteId) -> &[UniteId] {
        let borne = |rang: usize| self.debuts.get(rang).copied().unwrap_or_default();
        let rang = id.0 as usize;
        let siennes = self.voisines.get(borne(rang)..borne(rang + 1));
        siennes.unwrap_or_default()
    }
}

/// Who touches each unit; `None` when these are not the numbers of a graph of that many units.
fn lit(nombres: &[u32], unites: usize) -> Option<Liens> {
    let mut reste = nombres.iter().copied();
    let mut paires = Vec::with_capacity(nombres.len());
    let connue = |rang: u32| ((rang as usize) < unites).then_some(UniteId(rang));
    let mut a = 0_u32;
    while reste.len() > 0 {
        a = a.checked_add(reste.next()?)?;
        let mut b = a;
        for _ in 0..reste.next()? {
            b = b.checked_add(reste.next()?)?;
            paires.push((connue(a)?, connue(b)?));
        }
    }
    Some(Liens::new(&paires, unites))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_graph_comes_back_and_damage_never_panics(
            liens in prop::collection::btree_set((0..300_u32, 0..300_u32), 0..60),
            place: prop::sample::Index, nombre: u32,
        ) {
            let mut graphe = Graphe::new();
            for (a, b) in liens.into_iter().filter(|(a, b)| a != b) {
                graphe.entry(UniteId(a)).or_default().insert(UniteId(b));
                graphe.entry(UniteId(b)).or_default().insert(UniteId(a));
            }
            let mut nombres = ecrit(&graphe);
            let lus = lit(&nombres, 300).unwrap();
            for id in (0..300).map(UniteId) {
                let siennes: BTreeSet<UniteId> = lus.de(id).iter().copied().collect();
                prop_assert_eq!(&siennes, &graphe.remove(&id).unwrap_or_default());
            }
            if !nombres.is_empty() {
                let i = place.index(nombres.len());
                nombres[i] = nombre;
                let _ = lit(&nombres, 300);
            }
        }
    }
}
