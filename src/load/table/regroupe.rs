//! Group-by of the rows of a table by unit and series: the polars side of `load`, no frame crosses its border.

use polars::prelude::{Column, DataFrame, GroupsIndicator, PolarsResult};

/// Calls `visite` with the ranks of the rows of each (unit, series) pair, pairs in order of first appearance, ranks ascending.
///
/// # Errors
/// The two columns have not the same length, or are longer than polars can index.
pub fn regroupe(
    unites: Vec<u32>,
    series: Vec<u32>,
    mut visite: impl FnMut(&[u32]),
) -> Result<(), String> {
    if unites.is_empty() && series.is_empty() {
        return Ok(());
    }
    groupes(unites, series, &mut visite).map_err(|e| e.to_string())
}

fn groupes(unites: Vec<u32>, series: Vec<u32>, visite: &mut dyn FnMut(&[u32])) -> PolarsResult<()> {
    let cadre = DataFrame::new(
        unites.len(),
        vec![
            Column::new("unite".into(), unites),
            Column::new("serie".into(), series),
        ],
    )?;
    let par = cadre.group_by_stable(["unite", "serie"])?;
    for groupe in par.get_groups().iter() {
        match groupe {
            GroupsIndicator::Idx((_, rangs)) => visite(rangs),
            GroupsIndicator::Slice([debut, nombre]) => {
                let rangs: Vec<u32> = (debut..debut.saturating_add(nombre)).collect();
                visite(&rangs);
            }
        }
    }
    Ok(())
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

    #[test]
    fn nothing_gives_nothing_and_uneven_columns_are_an_error() {
        regroupe(vec![], vec![], |_| panic!("aucun groupe")).unwrap();
        assert!(regroupe(vec![1], vec![], |_| {}).is_err());
    }
}
