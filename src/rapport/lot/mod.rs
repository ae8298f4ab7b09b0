//! Several territories at once: a row each, each figure beside its place among them.

mod besoin;
mod contexte;
pub mod index;
mod places;
mod repartition;
mod semblables;
mod situation;
pub mod tableaux;
mod types;

use std::collections::BTreeMap;

use crate::model::{ErreurDonnees, Indicateur, Statut};

pub use situation::{BesoinOffre, ContexteLot, Place, Places, Semblable, Sens, VariableLot};
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
            places: None,
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

/// Says which territories resemble each, confronts need and supply, and places each figure among those of the same tier and
/// those that resemble.
#[must_use]
pub fn comparer(territoires: &mut [TerritoireLot]) -> ContexteLot {
    let Ok(plan) = contexte::plan() else {
        return ContexteLot::default();
    };
    semblables::rapprocher(plan, territoires);
    besoin::confronter(plan, territoires);
    places::placer(territoires);
    let dites = |variables: &[contexte::Variable]| {
        let retenues = contexte::Figures::lire(variables, plan.part_min, territoires).variables;
        let retenue = |v: &contexte::Variable| {
            let mut lues = retenues.iter();
            lues.any(|r| r.indicateur == v.indicateur)
        };
        let dite = |v: &contexte::Variable| VariableLot {
            indicateur: v.indicateur.clone(),
            poids: v.poids,
            retenue: retenue(v),
        };
        variables.iter().map(dite).collect()
    };
    ContexteLot {
        contexte: dites(&plan.contexte),
        besoin: dites(&plan.besoin),
        offre: dites(&plan.offre),
    }
}

/// Reads the rule files, that the rest takes as read.
///
/// # Errors
/// [`ErreurDonnees`] with file and line: a file of the program is wrong.
pub fn lire_les_regles() -> Result<(), ErreurDonnees> {
    index::lire()?;
    contexte::plan().map(|_| ())
}

#[cfg(test)]
mod essais {
    use std::collections::BTreeMap;

    use super::{ChiffreLot, ContexteLot, RapportLot, SCHEMA_LOT, TerritoireLot};
    use crate::model::Statut;

    /// A list without territory.
    pub(super) fn lot() -> RapportLot {
        RapportLot {
            schema: SCHEMA_LOT.to_owned(),
            version: String::new(),
            date: None,
            fictif: true,
            demande: String::new(),
            referentiel: String::new(),
            indicateurs: Vec::new(),
            territoires: Vec::new(),
            echecs: Vec::new(),
            carte: None,
            contexte: ContexteLot::default(),
            sources: Vec::new(),
        }
    }

    /// A territory with some figures published in whole.
    pub(super) fn territoire(nom: &str, figures: &[(&str, f64)]) -> TerritoireLot {
        let chiffre = |(id, x): &(&str, f64)| {
            let chiffre = ChiffreLot {
                valeur: Some(*x),
                statut: Statut::Publie,
                bornes: None,
                intervalle: None,
                petit_effectif: None,
                numerateur: None,
                rang: None,
                places: None,
            };
            ((*id).to_owned(), chiffre)
        };
        TerritoireLot {
            nom: nom.to_owned(),
            expression: String::new(),
            fichier: None,
            rapports: Vec::new(),
            departements: Vec::new(),
            communes: 1,
            lieux: Vec::new(),
            population: 1.0,
            millesime_population: None,
            taille: None,
            chiffres: figures.iter().map(chiffre).collect::<BTreeMap<_, _>>(),
            semblables: Vec::new(),
            besoin_offre: None,
        }
    }
}
