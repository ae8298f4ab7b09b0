//! The structures of the country put by kind of the plan, of which one list speaks for each.

use std::collections::{BTreeSet, HashMap};

use crate::model::etendue::premiere_assez_etendue;
use crate::model::melange::Vite;
use crate::model::{Dataset, Perimetre, Structure, UniteId};
use crate::rapport::plan::StructuresPlan;

/// The structures of the country by kind of the plan, read once.
pub struct Rangees<'a> {
    /// The kinds that are kept.
    pub(super) retenues: Vec<&'a StructuresPlan>,
    /// The structures of each of these.
    siennes: Vec<Vec<&'a Structure>>,
}

impl<'a> Rangees<'a> {
    /// Of the kinds of one name, keeps that of the list which names enough of them in the départements of the perimeter, the
    /// first of the plan when several do: the BPE has the pharmacies of a région whose FINESS is not there.
    #[must_use]
    pub fn new(plan: &'a [StructuresPlan], dataset: &'a Dataset, perimetre: &Perimetre) -> Self {
        let departement = |id: UniteId| dataset.referentiel.unite(id).departement;
        let membres = perimetre.membres.iter().map(|m| departement(m.unite));
        let departements: BTreeSet<usize> = membres.collect();
        let toutes = par_genre(plan, &dataset.structures);
        let nombre = |siennes: &Vec<&Structure>| {
            let dedans = |s: &&&Structure| departements.contains(&departement(s.unite));
            let ici = siennes.iter().filter(dedans).count();
            // Elsewhere only counts when nothing is here.
            let ailleurs = (siennes.len() - ici) as f64;
            ici as f64 + ailleurs / (1.0 + dataset.structures.len() as f64)
        };
        let nombres: Vec<f64> = toutes.iter().map(nombre).collect();
        let choisi = |p: &StructuresPlan| {
            let siens = plan.iter().zip(&nombres).enumerate();
            let siens = siens.filter(|(_, (q, _))| q.nom == p.nom);
            let (rangs, siens): (Vec<usize>, Vec<f64>) =
                siens.map(|(rang, (_, n))| (rang, *n)).unzip();
            let rang = premiere_assez_etendue(&siens).unwrap_or(0);
            rangs.get(rang).copied()
        };
        let premier = |(rang, p): &(usize, &StructuresPlan)| {
            let avant = plan.iter().take(*rang);
            !avant.into_iter().any(|deja| deja.nom == p.nom)
        };
        let noms = plan.iter().enumerate().filter(premier);
        let rangs: Vec<usize> = noms.filter_map(|(_, p)| choisi(p)).collect();
        let mut toutes = toutes;
        Self {
            retenues: rangs.iter().filter_map(|r| plan.get(*r)).collect(),
            siennes: rangs
                .iter()
                .filter_map(|r| toutes.get_mut(*r).map(std::mem::take))
                .collect(),
        }
    }

    /// Each kind, and its structures in the order of the dataset.
    pub(in crate::rapport) fn iter(
        &self,
    ) -> impl Iterator<Item = (&'a StructuresPlan, &Vec<&'a Structure>)> {
        self.retenues.iter().copied().zip(&self.siennes)
    }
}

/// The structures of each kind of the plan, in their order.
fn par_genre<'a>(plan: &[StructuresPlan], structures: &'a [Structure]) -> Vec<Vec<&'a Structure>> {
    let mut toutes = vec![Vec::new(); plan.len()];
    let mut genres: HashMap<(&str, &str), Vec<usize>, Vite> = HashMap::default();
    for s in structures {
        let rangs = genres.entry((&s.liste, &s.categorie)).or_insert_with(|| {
            let siens = plan.iter().enumerate();
            siens
                .filter(|(_, p)| p.concerne(s))
                .map(|(r, _)| r)
                .collect()
        });
        for rang in rangs.iter() {
            if let Some(siennes) = toutes.get_mut(*rang) {
                siennes.push(s);
            }
        }
    }
    toutes
}
