//! Several territories at once: a row each, each figure beside its place among them.

pub mod index;
mod repartition;
pub mod tableaux;
mod types;

use std::collections::BTreeMap;

use crate::model::{Indicateur, Statut};

pub use types::{
    ChiffreLot, EchecLot, IndicateurLot, RapportLot, Repartition, SCHEMA_LOT, TerritoireLot,
};

/// The indicators met, each as the first territory that has it says it.
#[derive(Debug, Default)]
pub struct Dictionnaire(BTreeMap<String, (usize, IndicateurLot)>);

impl Dictionnaire {
    /// Keeps the indicators of a territory, by its rank: the order in which territories come changes nothing.
    pub fn retient(&mut self, rang: usize, indicateurs: &[Indicateur]) {
        for i in indicateurs.iter().filter(|i| dit(i)) {
            match self.0.get(&i.id) {
                Some((premier, _)) if *premier <= rang => {}
                _ => {
                    self.0.insert(i.id.clone(), (rang, entree(i)));
                }
            }
        }
    }

    /// The indicators in an order.
    #[must_use]
    pub fn ordonne<'i>(mut self, ordre: impl Iterator<Item = &'i str>) -> Vec<IndicateurLot> {
        ordre
            .filter_map(|id| self.0.remove(id).map(|(_, dit)| dit))
            .collect()
    }
}

fn entree(i: &Indicateur) -> IndicateurLot {
    IndicateurLot {
        id: i.id.clone(),
        section: i.section,
        libelle: i.libelle.clone(),
        unite: i.unite.clone(),
        decimales: i.decimales,
        favorable_si_haut: i.favorable_si_haut,
        millesime: i.millesime.clone(),
        repartition: None,
    }
}

/// Whether the files say something of a figure.
fn dit(i: &Indicateur) -> bool {
    i.valeur.is_some()
        || i.bornes.is_some()
        || i.petit_effectif.is_some()
        || (i.statut == Statut::NonPublie && !i.est_un_repere())
}

/// The figures of a territory.
#[must_use]
pub fn chiffres(indicateurs: &[Indicateur]) -> BTreeMap<String, ChiffreLot> {
    let chiffre = |i: &Indicateur| {
        let chiffre = ChiffreLot {
            valeur: i.valeur,
            statut: i.statut,
            bornes: i.bornes,
            intervalle: i.intervalle,
            petit_effectif: i.petit_effectif,
            numerateur: i.numerateur,
            rang: None,
        };
        (i.id.clone(), chiffre)
    };
    indicateurs.iter().filter(|i| dit(i)).map(chiffre).collect()
}

/// Gives each indicator its spread and each figure its place: those published in whole, from three territories on.
pub fn situer(indicateurs: &mut [IndicateurLot], territoires: &mut [TerritoireLot]) {
    for indicateur in indicateurs {
        let entier = |c: &ChiffreLot| c.valeur.filter(|_| c.statut == Statut::Publie);
        let mut valeurs: Vec<f64> = territoires
            .iter()
            .filter_map(|t| entier(t.chiffres.get(&indicateur.id)?))
            .collect();
        valeurs.sort_by(f64::total_cmp);
        indicateur.repartition = repartition::repartition(&valeurs);
        if indicateur.repartition.is_none() {
            continue;
        }
        for territoire in territoires.iter_mut() {
            if let Some(chiffre) = territoire.chiffres.get_mut(&indicateur.id) {
                chiffre.rang = entier(chiffre).map(|x| repartition::rang(&valeurs, x));
            }
        }
    }
}
