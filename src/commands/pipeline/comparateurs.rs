//! What is computed on the data of a folder to be kept beside them: the comparators of every territory, what is read of the
//! whole country, who touches whom.

use crate::acces::medecins_a_garder;
use crate::check::{couvertures, sommes_nationales};
use crate::financement::voisins;
use crate::indicateurs::{Catalogue, gardes};
use crate::load;
use crate::model::{Annexees, Dataset};

/// What is kept, by name; no comparator when the catalogue of the program cannot be read, which the run will say.
pub fn calcules(dataset: &Dataset) -> Annexees {
    let catalogue = Catalogue::embarque().unwrap_or_default();
    let nationaux = |d: &Dataset| {
        let gardes = [couvertures(d), sommes_nationales(d), medecins_a_garder(d)];
        gardes.into_iter().flatten().collect()
    };
    let (mut annexes, voisins) = rayon::join(
        || gardes::calculer(dataset, &catalogue, nationaux),
        || voisins(dataset),
    );
    annexes.extend(voisins);
    annexes.extend(load::zones(dataset));
    annexes
}
