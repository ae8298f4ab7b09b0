//! What the index of several territories shows, as data.

use serde::Deserialize;

use super::types::{IndicateurLot, RapportLot};
use crate::model::ErreurDonnees;
use crate::texte_toml::Embarque;

/// The plan of the index.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    colonne: Vec<ColonneIndex>,
}

/// A column of the index.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColonneIndex {
    /// Indicator that it shows.
    pub indicateur: String,
    /// What heads it.
    pub titre: String,
    /// What heads it in the terminal; absent when the terminal leaves it out.
    pub court: Option<String>,
}

fn plan() -> Result<&'static Plan, ErreurDonnees> {
    static PLAN: Embarque<Plan> = Embarque::new(include_str!("index.toml"), "index.toml");
    PLAN.lire()
}

/// Reads the plan, that the rest takes as read.
///
/// # Errors
/// [`ErreurDonnees`] with file and line: the file of the program is wrong.
pub fn lire() -> Result<(), ErreurDonnees> {
    plan().map(|_| ())
}

/// The columns of the index in which some territory has a figure, in its order.
#[must_use]
pub fn colonnes(lot: &RapportLot) -> Vec<(&'static ColonneIndex, &IndicateurLot)> {
    let voulues = plan().map(|p| p.colonne.as_slice()).unwrap_or_default();
    let chiffre = |i: &IndicateurLot| {
        let mut siens = lot.territoires.iter().filter_map(|t| t.chiffres.get(&i.id));
        siens.any(|c| c.valeur.is_some())
    };
    let trouve = |c: &'static ColonneIndex| {
        let i = lot.indicateurs.iter().find(|i| i.id == c.indicateur)?;
        chiffre(i).then_some((c, i))
    };
    voulues.iter().filter_map(trouve).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_an_indicator() {
        let catalogue = crate::indicateurs::Catalogue::embarque().unwrap();
        for c in &plan().unwrap().colonne {
            assert!(
                catalogue.definition(&c.indicateur).is_some(),
                "{}",
                c.indicateur
            );
        }
    }
}
