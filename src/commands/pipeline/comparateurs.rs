//! What is computed on the data of a folder to be kept beside them: the comparators of every territory, what is read of the
//! whole country, who touches whom.

use std::collections::BTreeSet;

use crate::acces::{MEDECINS, lieux_a_garder};
use crate::check::{couvertures, sommes_nationales};
use crate::financement::voisins;
use crate::indicateurs::{Catalogue, gardes};
use crate::load;
use crate::model::{Annexees, Dataset};
use crate::rapport::plan::plan;

/// What is kept, by name; no comparator when the catalogue of the program cannot be read, which the run will say.
pub fn calcules(dataset: &Dataset) -> Annexees {
    let catalogue = Catalogue::embarque().unwrap_or_default();
    let comptees = comptees();
    let nationaux = |d: &Dataset| {
        let lieux = comptees.iter().map(|variable| lieux_a_garder(d, variable));
        let gardes = [couvertures(d), sommes_nationales(d)];
        gardes.into_iter().chain(lieux).flatten().collect()
    };
    let (mut annexes, voisins) = rayon::join(
        || gardes::calculer(dataset, &catalogue, nationaux),
        || voisins(dataset),
    );
    annexes.extend(voisins);
    annexes.extend(load::zones(dataset));
    annexes
}

/// Counts of which the nearest commune with one is looked for, by the plan of the program.
fn comptees() -> BTreeSet<String> {
    let structures = plan().map(|plan| plan.structures).unwrap_or_default();
    let siennes = structures.into_iter().filter(|p| p.distance);
    let siennes = siennes.filter_map(|p| p.effectif);
    siennes.chain([MEDECINS.to_owned()]).collect()
}
