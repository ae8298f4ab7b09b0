//! What each zone of a class (bassin de vie, aire d'attraction…) holds in the whole country: the frame of its communes, grouped
//! by zone and summed by polars, kept beside the data so that no run reads the country for the few zones of a perimeter.
//!
//! What polars owns here and in `table::regroupe`, and what it does not, was measured (polars 0.55, without its features):
//! - it has columns, a stable group-by, sums, means and element by element arithmetic, hence weighted means as two sums; it has no
//!   join (`polars-ops`) and its group-by sums are left to `lazy` (134 more crates), though they still answer;
//! - the table of `load/` is one value per commune, in the order of the list of communes: a join is a rank, already known;
//! - summing 200 columns of 35 000 communes by département takes it 60 ms, their weighted means 176 ms, optimised (two busy cores):
//!   its price is not what keeps it from the figures, it is what they are;
//! - a value is known, masked, rejected or absent, and its sum carries bounds and a coverage: three columns and five sums where
//!   one walk of a slice does, whose figures must be the same to the last bit with one thread or two.

use polars::prelude::{Column, DataFrame, PolarsResult};

use crate::model::lecture::classe;
use crate::model::{Annexees, ColonneClasse, Dataset, Genre, TotauxZones, garde};

/// The communes and inhabitants of each zone of each class, by name; those that polars refuses are counted by the run.
#[must_use]
pub fn zones(dataset: &Dataset) -> Annexees {
    let colonnes = dataset.classes.values().flat_map(|ans| ans.values());
    let totaux = colonnes.filter_map(|c| garde(c.nom_des_zones(), &totaux(dataset, c)?));
    totaux.collect()
}

fn totaux(dataset: &Dataset, colonne: &ColonneClasse) -> Option<TotauxZones> {
    let referentiel = &dataset.referentiel;
    colonne.classes.lire();
    let communes = referentiel.ids();
    let communes = communes.filter(|id| referentiel.unite(*id).genre != Genre::Arrondissement);
    let (zones, habitants) = communes
        .filter_map(|id| {
            let zone = classe(referentiel, colonne, id).une()?;
            Some((zone, referentiel.population(id)))
        })
        .unzip();
    sommes(zones, habitants).ok()
}

/// Number and inhabitants of the communes of each zone.
#[expect(
    deprecated,
    reason = "the sums of a group-by without `lazy`, whose 134 crates are not worth it"
)]
fn sommes(zones: Vec<u32>, habitants: Vec<f64>) -> PolarsResult<TotauxZones> {
    let communes = zones.len();
    let cadre = DataFrame::new(
        communes,
        vec![
            Column::new("zone".into(), zones),
            Column::new("communes".into(), vec![1_u32; communes]),
            Column::new("habitants".into(), habitants),
        ],
    )?;
    let par = cadre.group_by_stable(["zone"])?;
    let sommes = par.select(["communes", "habitants"]).sum()?;
    let colonne = |nom: &str| sommes.column(nom).map(Column::as_materialized_series);
    let (zones, communes) = (colonne("zone")?.u32()?, colonne("communes_sum")?.u32()?);
    let habitants = colonne("habitants_sum")?.f64()?;
    let totaux = zones.iter().zip(communes.iter()).zip(habitants.iter());
    let total = |((zone, communes), habitants)| Some((zone?, (communes?, habitants?)));
    Ok(totaux.filter_map(total).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The law: the sums of polars are those of a walk, commune by commune.
        #[test]
        fn zones_are_those_of_a_walk(
            communes in prop::collection::vec((0..9_u32, 0..100_000_u32), 0..200),
        ) {
            let mut attendus = TotauxZones::new();
            for (zone, habitants) in &communes {
                let (n, somme) = attendus.entry(*zone).or_default();
                *n += 1;
                *somme += f64::from(*habitants);
            }
            let (zones, habitants) =
                communes.into_iter().map(|(z, h)| (z, f64::from(h))).unzip();
            prop_assert_eq!(sommes(zones, habitants).unwrap(), attendus);
        }
    }
}
