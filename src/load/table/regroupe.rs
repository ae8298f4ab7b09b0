//! Group-by of the rows of a table by unit and series: the polars side of `load`, no frame crosses its border.

use std::collections::HashMap;

use polars::prelude::{Column, DataFrame, GroupsIndicator, PolarsResult};

use crate::model::melange::Vite;

/// Fewer rows than this are grouped one at a time: polars takes some milliseconds to begin. Measured; a choice of the project.
const PEU: usize = 100_000;

/// Calls `visite` with the ranks of the rows of each (unit, series) pair, pairs in order of first appearance, ranks ascending.
///
/// # Errors
/// The two columns have not the same length, or are longer than polars can index.
pub fn regroupe(
    unites: Vec<u32>,
    series: Vec<u32>,
    mut visite: impl FnMut(&[u32]),
) -> Result<(), String> {
    if unites.len() != series.len() {
        return Err(format!("{} unités, {} séries", unites.len(), series.len()));
    }
    let paires = Paires::new(&unites, &series);
    let (u, s) = (paires.de(&unites), paires.de(&series));
    let groupes = if paires.repetees.len() <= PEU {
        un_a_un(&u, &s)
    } else {
        par_polars(u, s).map_err(|e| e.to_string())?
    };
    let vrais = |rangs: Vec<u32>| -> Vec<u32> {
        let vrais = rangs.iter().map(|r| paires.repetees.get(*r as usize));
        vrais.flatten().copied().collect()
    };
    let groupes: Vec<Vec<u32>> = groupes.into_iter().map(vrais).collect();
    let mut groupes = groupes.iter().peekable();
    let mut repetees = paires.repetees.iter().peekable();
    for rang in (0u32..).take(unites.len()) {
        if repetees.next_if_eq(&&rang).is_none() {
            visite(&[rang]);
        } else if let Some(groupe) = groupes.next_if(|g| g.first() == Some(&rang)) {
            visite(groupe);
        }
    }
    Ok(())
}

/// The rows that are not alone of their pair: few in most files, where a row is a commune.
struct Paires {
    /// Their ranks, ascending.
    repetees: Vec<u32>,
}

impl Paires {
    fn new(unites: &[u32], series: &[u32]) -> Self {
        let mut premiers: HashMap<u64, u32, Vite> = HashMap::default();
        premiers.reserve(unites.len());
        let mut repetees = Vec::new();
        for (rang, (unite, serie)) in (0u32..).zip(unites.iter().zip(series)) {
            if let Some(premier) = premiers.insert(paire(*unite, *serie), rang) {
                repetees.extend([premier, rang]);
            }
        }
        repetees.sort_unstable();
        repetees.dedup();
        Self { repetees }
    }

    fn de(&self, colonne: &[u32]) -> Vec<u32> {
        let lues = self.repetees.iter().map(|r| colonne.get(*r as usize));
        lues.flatten().copied().collect()
    }
}

/// Ranks of the rows of each pair, one row at a time.
fn un_a_un(unites: &[u32], series: &[u32]) -> Vec<Vec<u32>> {
    let mut places: HashMap<u64, usize, Vite> = HashMap::default();
    let mut groupes: Vec<Vec<u32>> = Vec::new();
    for (rang, (unite, serie)) in (0u32..).zip(unites.iter().zip(series)) {
        let place = *places.entry(paire(*unite, *serie)).or_insert(groupes.len());
        match groupes.get_mut(place) {
            Some(groupe) => groupe.push(rang),
            None => groupes.push(vec![rang]),
        }
    }
    groupes
}

/// The same by columns.
fn par_polars(unites: Vec<u32>, series: Vec<u32>) -> PolarsResult<Vec<Vec<u32>>> {
    let cadre = DataFrame::new(
        unites.len(),
        vec![
            Column::new("unite".into(), unites),
            Column::new("serie".into(), series),
        ],
    )?;
    let par = cadre.group_by_stable(["unite", "serie"])?;
    let rangs = par.get_groups().iter().map(|groupe| match groupe {
        GroupsIndicator::Idx((_, rangs)) => rangs.to_vec(),
        GroupsIndicator::Slice([debut, nombre]) => (debut..debut.saturating_add(nombre)).collect(),
    });
    Ok(rangs.collect())
}

fn paire(unite: u32, serie: u32) -> u64 {
    u64::from(serie) << 32 | u64::from(unite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_the_same_unit_and_series_come_together_in_order() {
        let mut lus = Vec::new();
        regroupe(vec![5, 1, 5, 5, 1], vec![0, 0, 0, 1, 0], |r| {
            lus.push(r.to_vec())
        })
        .unwrap();
        assert_eq!(lus, [vec![0, 2], vec![1, 4], vec![3]]);
    }

    proptest::proptest! {
        /// The law: the groups are those of the rows taken one by one, in the order in which they appear.
        #[test]
        fn groups_are_those_of_a_walk(paires in proptest::collection::vec((0u32..6, 0u32..3), 0..40)) {
            let mut attendus: Vec<((u32, u32), Vec<u32>)> = Vec::new();
            for (rang, paire) in (0u32..).zip(&paires) {
                match attendus.iter_mut().find(|(p, _)| p == paire) {
                    Some((_, rangs)) => rangs.push(rang),
                    None => attendus.push((*paire, vec![rang])),
                }
            }
            let (unites, series): (Vec<u32>, Vec<u32>) = paires.into_iter().unzip();
            proptest::prop_assume!(!unites.is_empty());
            proptest::prop_assert_eq!(un_a_un(&unites, &series), par_polars(unites.clone(), series.clone()).unwrap());
            let mut lus = Vec::new();
            regroupe(unites, series, |r| lus.push(r.to_vec())).unwrap();
            let attendus: Vec<Vec<u32>> = attendus.into_iter().map(|(_, rangs)| rangs).collect();
            proptest::prop_assert_eq!(lus, attendus);
        }
    }

    #[test]
    fn nothing_gives_nothing_and_uneven_columns_are_an_error() {
        regroupe(vec![], vec![], |_| panic!("aucun groupe")).unwrap();
        assert!(regroupe(vec![1], vec![], |_| {}).is_err());
    }
}
