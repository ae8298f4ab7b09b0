//! Perimeters that are read in the same dataset: those of which the choice of the files and of the outlines is the same.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::esquisses;
use crate::indicateurs::etendue;
use crate::model::etendue::Choisies;
use crate::model::{Dataset, Perimetre, Source};

/// What makes a dataset out of the one that was loaded.
type Cle = (Choisies, String, Option<BTreeSet<String>>);

/// Ranks of the perimeters of each group, in the order of the first of each.
///
/// # Errors
/// A finding that cannot be written, which is a defect of the program.
pub fn groupes(dataset: &Dataset, perimetres: &[(usize, &Perimetre)]) -> Result<Vec<Vec<usize>>> {
    let mut groupes: BTreeMap<Cle, Vec<usize>> = BTreeMap::new();
    for (rang, perimetre) in perimetres {
        let (choisies, constats) = etendue::prevoir(dataset, perimetre);
        let dits = serde_json::to_string(&constats)?;
        let departements = esquisses::prevoir(dataset, &[perimetre]);
        let cle = (choisies, dits, departements);
        groupes.entry(cle).or_default().push(*rang);
    }
    let mut groupes: Vec<_> = groupes.into_values().collect();
    groupes.sort();
    Ok(groupes)
}

/// The dataset in which a perimeter is read: the very one of `cpts diagnostic` for it alone.
///
/// # Errors
/// Outlines of the program that cannot be read.
pub fn dataset(lu: &Dataset, perimetre: &Perimetre, regles: &[Source]) -> Result<Dataset> {
    let mut dataset = lu.clone();
    let retenus = etendue::retenir(&mut dataset, perimetre);
    dataset.constats.extend(retenus);
    esquisses::completer(&mut dataset, std::slice::from_ref(perimetre))?;
    dataset.sources.extend(regles.iter().cloned());
    Ok(dataset)
}
