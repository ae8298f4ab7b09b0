//! Structures by name and by commune, and how far the nearest one is as the crow flies.

mod portee;
mod proches;
mod rangees;

use super::super::{Cellule, Tableau};
use super::texte;
use crate::francais::denombre;
use crate::model::lecture::lieux;
use crate::model::{Dataset, Perimetre, SectionId, Structure, UniteId};
use crate::tri::Tri;
pub use proches::distances;
pub(super) use proches::{PROCHES, titre_distance};
pub use rangees::Rangees;

/// Rows of the table of names; beyond, the table says how many it leaves out.
const LIGNES: usize = 400;

/// The structures of the perimeter, by commune, kind then name.
#[must_use]
pub fn structures(
    rangees: &Rangees<'_>,
    dataset: &Dataset,
    perimetre: &Perimetre,
) -> Option<Tableau> {
    let dedans = |id: UniteId| dans(dataset, perimetre, id);
    let mut choisies: Vec<(usize, &Structure)> = Vec::new();
    for (rang, (_, siennes)) in rangees.iter().enumerate() {
        let deja = |s: &Structure| rangees.iter().take(rang).any(|(p, _)| p.concerne(s));
        let ici = siennes.iter().copied();
        let ici = ici.filter(|s| !s.nom.is_empty() && dedans(s.unite) && !deja(s));
        choisies.extend(ici.map(|s| (rang, s)));
    }
    choisies.trie_par(|a, b| {
        let cle = |(rang, s): &(usize, &Structure)| {
            let code = dataset.referentiel.unite(s.unite).code;
            (code, *rang, s.nom.clone(), s.identifiant.clone())
        };
        cle(a).cmp(&cle(b))
    });
    let total = choisies.len();
    let lignes: Vec<Vec<Cellule>> = choisies
        .iter()
        .take(LIGNES)
        .map(|(rang, s)| {
            let genre = rangees.retenues.get(*rang).map_or(&s.libelle, |p| &p.nom);
            let commune = &dataset.referentiel.unite(s.unite).nom;
            [commune, genre, &s.nom]
                .map(|t| Cellule::Texte(t.clone()))
                .into()
        })
        .collect();
    let mut note = "Structures telles que leur liste les nomme, ouvertes à sa date\u{a0}; un même lieu peut en abriter plusieurs.".to_owned();
    if total > LIGNES {
        let reste = denombre(total - LIGNES, "structure n'est", "structures ne sont");
        note.push_str(&format!(" {reste} pas dans ce tableau."));
    }
    (total > 0).then(|| Tableau {
        id: "structures".to_owned(),
        section: SectionId::S8,
        titre: "Structures par commune".to_owned(),
        colonnes: vec![texte("Commune"), texte("Catégorie"), texte("Nom")],
        lignes,
        note: Some(note),
        sources: sources(dataset, choisies.iter().map(|(_, s)| *s)),
    })
}

/// Whether what is in a commune, or in an arrondissement, is in the perimeter.
pub(in crate::rapport) fn dans(dataset: &Dataset, perimetre: &Perimetre, id: UniteId) -> bool {
    let ville = dataset.referentiel.unite(id).parent;
    let mut places = lieux(&dataset.referentiel, id).chain(ville);
    places.any(|id| perimetre.contient(id))
}

fn sources<'s>(dataset: &Dataset, structures: impl Iterator<Item = &'s Structure>) -> Vec<String> {
    dataset.ids_des_sources(structures.map(|s| s.source))
}
