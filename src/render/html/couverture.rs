//! Coverage by CPTS: who is covered by none; scarcity of care is told elsewhere.

use minijinja::{Value, context};

use crate::model::CommuneRef;
use crate::rapport::mots::part_bornee;
use crate::render::nombre::{nombre, pourcent};

use super::contexte::Contexte;
use crate::francais::{compte, denombre, enumerer_des};

/// Most communes named in a sentence; the table of the communes holds them all.
pub(super) const NOMS_MAX: usize = 12;

/// The coverage, or that nothing can be said of it.
pub(super) fn vue(contexte: &Contexte) -> Value {
    let zones = &contexte.rapport.zones_blanches;
    let deja = if contexte.rapport.perimetre.genre.est_cpts() {
        "Communes du périmètre déjà dans une autre CPTS"
    } else {
        "Communes du périmètre dans une CPTS"
    };
    let listes = [
        (
            "Communes du périmètre qu’aucune CPTS ne couvre",
            &zones.communes_sans_cpts,
        ),
        (deja, &zones.communes_autre_cpts),
        (
            "Communes du périmètre dans plusieurs CPTS",
            &zones.communes_plusieurs_cpts,
        ),
        (
            "Communes du périmètre hors du champ de la liste (couverture inconnue)",
            &zones.communes_hors_champ,
        ),
        (
            "Communes voisines qu’aucune CPTS ne couvre",
            &zones.voisines_sans_cpts,
        ),
    ];
    let listes = listes
        .into_iter()
        .filter(|(_, communes)| !communes.is_empty())
        // The whole perimeter out of the scope of the list is one sentence, not a list of all its communes.
        .filter(|(_, communes)| {
            zones.part_sans_cpts.is_some() || !std::ptr::eq(*communes, &zones.communes_hors_champ)
        });
    // Neighbours are not in the table of the communes: they are all named.
    let max = |communes: &[CommuneRef]| {
        if std::ptr::eq(communes, zones.voisines_sans_cpts.as_slice()) {
            usize::MAX
        } else {
            NOMS_MAX
        }
    };
    let listes = listes.map(|(titre, communes)| liste(titre, communes, max(communes)));
    context! {
        liste_presente => zones.liste_presente,
        toutes => zones.communes_sans_cpts.is_empty(),
        inconnue => zones.communes_sans_cpts.is_empty() && zones.part_sans_cpts.is_none(),
        note => &zones.note,
        nombre => denombre(zones.communes_sans_cpts.len(), "commune", "communes"),
        population => zones.population_sans_cpts.map(|p| nombre(p, 0)),
        au_moins => zones.bornes_sans_cpts.is_some(),
        part => part_bornee(zones).is_none().then(|| zones.part_sans_cpts.map(|p| pourcent(p, 1))).flatten(),
        bornee => part_bornee(zones),
        listes => listes.collect::<Vec<_>>(),
        sources => contexte.renvois(&zones.sources),
    }
}

/// « Titre : A (1 200 habitants), B… »; the table of the communes holds the whole list.
fn liste(titre: &str, communes: &[CommuneRef], max: usize) -> String {
    let dit = |c: &CommuneRef| {
        let habitants = compte(c.population, "habitant", "habitants");
        format!("{} ({habitants})", c.nom)
    };
    let noms: Vec<String> = communes.iter().map(dit).collect();
    format!("{titre}\u{a0}: {}.", enumerer_des(&noms, max, "communes"))
}
