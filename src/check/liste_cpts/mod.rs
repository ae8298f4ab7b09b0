//! What is to be checked in a commune → CPTS list: names written twice, pieces, homonyms; one rule per file.

mod chevauchements;
mod fins;
mod homonymes;
mod morceaux;
mod mots_stades;
mod noms;
mod perdues;
pub(super) mod selon_le_stade;
mod stades;

pub use fins::termine;
pub use mots_stades::MotsDesStades;
pub use stades::stades;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::geo::composantes::composantes;
use crate::geo::{Maille, adjacence};
use crate::model::{CodeCommune, Constat, Dataset, UniteId};
use crate::tri::Tri;

/// A CPTS of the list, on the ground.
struct Vue<'a> {
    nom: &'a str,
    unites: BTreeSet<UniteId>,
    /// Pieces, that of most inhabitants first; none when a unit has no outline.
    morceaux: Vec<BTreeSet<UniteId>>,
}

/// The list, seen through the outlines.
struct Liste<'a> {
    d: &'a Dataset,
    maille: Maille<'a>,
    cpts: Vec<Vue<'a>>,
}

/// What is to be checked of the CPTS of these names, the most serious first.
#[must_use]
pub fn liste_cpts(d: &Dataset, noms: &BTreeSet<&str>) -> Vec<Constat> {
    let liste = Liste::new(d, noms);
    let regles = [
        homonymes::trouver,
        morceaux::trouver,
        noms::trouver,
        chevauchements::trouver,
    ];
    let mut constats: Vec<Constat> = regles.iter().flat_map(|regle| regle(&liste)).collect();
    constats.extend(perdues::trouver(d));
    constats.trie_par_cle(|c| Reverse(c.severite));
    constats
}

impl<'a> Liste<'a> {
    fn new(d: &'a Dataset, noms: &BTreeSet<&str>) -> Self {
        let mut siennes: BTreeMap<&str, BTreeSet<UniteId>> = BTreeMap::new();
        for ligne in d.cpts.iter().filter(|l| noms.contains(l.cpts.as_str())) {
            siennes.entry(&ligne.cpts).or_default().insert(ligne.unite);
        }
        let toutes: BTreeSet<UniteId> = siennes.values().flatten().copied().collect();
        let maille = Maille::new(&d.referentiel, d.traces(), &toutes);
        let graphe = adjacence::entre_dans(&maille, &toutes);
        let vue = |(nom, unites): (&'a str, BTreeSet<UniteId>)| {
            let places = unites.iter().filter(|id| maille.contient(**id));
            let entre = places.filter_map(|id| {
                let voisines = graphe.get(id)?.intersection(&unites).copied().collect();
                Some((*id, voisines))
            });
            let entre: BTreeMap<UniteId, BTreeSet<UniteId>> = entre.collect();
            // A commune without outline may link what seems apart.
            let tous = entre.len() == unites.len();
            let mut morceaux = if tous {
                composantes(&entre)
            } else {
                Vec::new()
            };
            morceaux.trie_par_cle(|m| Reverse(habitants(d, m)));
            Vue {
                nom,
                unites,
                morceaux,
            }
        };
        let cpts = siennes.into_iter().map(vue).collect();
        Self { d, maille, cpts }
    }

    fn codes<'u>(&self, unites: impl IntoIterator<Item = &'u UniteId>) -> Vec<CodeCommune> {
        let code = |id: &UniteId| self.d.referentiel.unite(*id).code;
        unites.into_iter().map(code).collect()
    }

    /// « Venterol (04234) ».
    fn nom(&self, id: UniteId) -> String {
        let unite = self.d.referentiel.unite(id);
        format!("{} ({})", unite.nom, unite.code)
    }
}

/// Whole inhabitants, to sort.
fn habitants(d: &Dataset, unites: &BTreeSet<UniteId>) -> u64 {
    let population = unites.iter().map(|&id| d.referentiel.population(id));
    population.sum::<f64>() as u64
}

#[cfg(test)]
mod tests;
