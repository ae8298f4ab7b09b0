//! Where a sparse file is whole: judged on all its rows, by département, by région and for France, unless it is cut by
//! the size of the communes.

use std::collections::{BTreeMap, BTreeSet};

use super::Seuils;
use crate::load::table::resultat::Extrait;
use crate::model::{Genre, Referentiel, UniteId};

/// Where a sparse file speaks of every commune, and where it is an extract.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Portee {
    /// Départements in which a commune without row has zero.
    pub entiers: BTreeSet<usize>,
    /// The other départements that have a row, and the share of their population that lives where there is one.
    pub extraits: BTreeMap<usize, f64>,
    /// Inhabitants under which the file has almost no commune, when it has most of those above.
    pub coupe: Option<f64>,
}

impl Portee {
    /// Where the file is an extract.
    pub(super) fn extrait(self) -> Extrait {
        Extrait {
            departements: self.extraits,
            coupe: self.coupe,
        }
    }
}

/// Communes and inhabitants of a département: those that have a row, and all.
#[derive(Debug, Clone, Copy, Default)]
struct Compte {
    communes: usize,
    lus: f64,
    tous: f64,
}

impl Compte {
    fn plus(self, autre: Self) -> Self {
        Self {
            communes: self.communes + autre.communes,
            lus: self.lus + autre.lus,
            tous: self.tous + autre.tous,
        }
    }

    fn part(self) -> f64 {
        if self.tous > 0.0 {
            (self.lus / self.tous).min(1.0)
        } else {
            0.0
        }
    }
}

/// Reach of a file that has a row of these units.
///
/// A département is whole when the communes that have a row hold enough of its population, or when its région or France
/// is: a rare type has few communes in some départements, and its file is national all the same. Of a file cut by size
/// nothing is whole but what it has entirely; `declaree` is the word of its descriptor that each département is.
pub(super) fn portee(
    referentiel: &Referentiel,
    seuils: &Seuils,
    vues: &BTreeSet<UniteId>,
    declaree: bool,
) -> Portee {
    let comptes = comptes(referentiel, vues);
    let presents: BTreeMap<usize, Compte> = comptes
        .iter()
        .filter(|(_, c)| c.lus > 0.0)
        .map(|(d, c)| (*d, *c))
        .collect();
    let coupe = coupe(referentiel, seuils, vues).filter(|_| !declaree);
    let entier = |d: usize, c: Compte| {
        if declaree {
            true
        } else if coupe.is_some() {
            c.part() >= 1.0
        } else {
            c.part() >= seuils.couverture.valeur
                || de_la_region(referentiel, seuils, &comptes, d)
                || de_la_france(seuils, &comptes)
        }
    };
    let mut portee = Portee {
        coupe,
        ..Portee::default()
    };
    for (d, c) in presents {
        if entier(d, c) {
            portee.entiers.insert(d);
        } else {
            portee.extraits.insert(d, c.part());
        }
    }
    // What is national has its départements without any row too.
    if !declaree && coupe.is_none() && de_la_france(seuils, &comptes) {
        portee.entiers.extend(comptes.keys());
    }
    portee
}

/// Whether the communes of several départements that have a row are many enough for each to be no mere chief town.
fn nombreuses(seuils: &Seuils, communes: usize, departements: usize) -> bool {
    communes as f64 >= seuils.communes_par_departement.valeur * departements as f64
}

/// Whether a file is that of a whole région of several départements, all of which have rows.
fn de_la_region(
    referentiel: &Referentiel,
    seuils: &Seuils,
    comptes: &BTreeMap<usize, Compte>,
    departement: usize,
) -> bool {
    let region = |d: &usize| referentiel.departements.get(*d).map(|d| d.region);
    let siens: Vec<Compte> = comptes
        .iter()
        .filter(|(d, _)| region(d) == region(&departement))
        .map(|(_, c)| *c)
        .collect();
    let tout = siens.iter().copied().fold(Compte::default(), Compte::plus);
    siens.len() > 1
        && siens.iter().all(|c| c.lus > 0.0)
        && tout.part() >= seuils.couverture.valeur
        && nombreuses(seuils, tout.communes, siens.len())
}

/// Whether a file is national.
fn de_la_france(seuils: &Seuils, comptes: &BTreeMap<usize, Compte>) -> bool {
    let presents = comptes.values().filter(|c| c.lus > 0.0).count();
    let tout = comptes.values().copied();
    let tout = tout.fold(Compte::default(), Compte::plus);
    presents as f64 >= seuils.departements_france.valeur
        && tout.part() >= seuils.couverture_france.valeur
        && nombreuses(seuils, tout.communes, presents)
}

/// Size under which a file has almost no commune, when it has most of those above: it is cut by size.
fn coupe(referentiel: &Referentiel, seuils: &Seuils, vues: &BTreeSet<UniteId>) -> Option<f64> {
    let population = |id: UniteId| referentiel.unite(id).population.map(f64::from);
    let lue = |id: &UniteId| {
        let mut lieux = crate::model::lecture::lieux(referentiel, *id);
        lieux.any(|id| vues.contains(&id))
    };
    let mut lues: Vec<f64> = referentiel
        .france()
        .filter(lue)
        .filter_map(population)
        .collect();
    lues.sort_by(f64::total_cmp);
    let rang = (seuils.petites_coupe.valeur * lues.len() as f64) as usize;
    let taille = *lues.get(rang)?;
    let toutes = referentiel.france().filter_map(population);
    let toutes = toutes.filter(|p| *p >= taille).count();
    let siennes = lues.len() - rang;
    let presque = siennes as f64 >= seuils.part_coupe.valeur * toutes as f64;
    (taille >= seuils.habitants_coupe.valeur && presque).then_some(taille)
}

/// Communes that have a row in each département, and their inhabitants; a commune whose population nobody gives counts
/// for one inhabitant.
fn comptes(referentiel: &Referentiel, vues: &BTreeSet<UniteId>) -> BTreeMap<usize, Compte> {
    let mut comptes: BTreeMap<usize, Compte> = BTreeMap::new();
    for id in referentiel.ids() {
        let unite = referentiel.unite(id);
        if unite.genre == Genre::CommuneCom {
            continue;
        }
        let compte = comptes.entry(unite.departement).or_default();
        let poids = unite.population.map_or(1.0, f64::from);
        let ville = unite.parent;
        if vues.contains(&id) && ville.is_none_or(|v| !vues.contains(&v)) {
            compte.lus += poids;
            compte.communes += 1;
        }
        if ville.is_none() {
            compte.tous += poids;
        }
    }
    comptes
}

#[cfg(test)]
mod tests;
