//! Coverage by CPTS: who is covered by none; scarcity of care is told elsewhere.

use minijinja::{Value, context};

use crate::model::CommuneRef;
use crate::rapport::mots::part_bornee;
use crate::render::nombre::{nombre, pourcent};

use super::contexte::Contexte;
use super::tableau::Grille;
use crate::francais::denombre;

/// The coverage, or that nothing can be said of it.
pub(super) fn vue(contexte: &Contexte) -> Value {
    let zones = &contexte.rapport.zones_blanches;
    let deja = if contexte.rapport.perimetre.genre.est_cpts() {
        "Communes du périmètre déjà dans une autre CPTS"
    } else {
        "Communes du périmètre dans une CPTS"
    };
    let tables: Vec<Value> = [
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
    ]
    .into_iter()
    .filter(|(_, communes)| !communes.is_empty())
    // The whole perimeter out of the scope of the list is one sentence, not a table of all its communes.
    .filter(|(_, communes)| {
        zones.part_sans_cpts.is_some() || !std::ptr::eq(*communes, &zones.communes_hors_champ)
    })
    .map(|(titre, communes)| liste(titre, communes))
    .collect();
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
        tables,
        sources => contexte.renvois(&zones.sources),
    }
}

/// Communes with their population and their CPTS, when some have one.
fn liste(titre: &str, communes: &[CommuneRef]) -> Value {
    let cpts = communes.iter().any(|c| !c.cpts.is_empty());
    let mut grille = Grille::new(
        titre,
        &[("Code", false), ("Commune", false), ("Habitants", true)],
    )
    .nommee_par(1);
    if cpts {
        grille.colonnes.push(("CPTS".to_owned(), false));
    }
    grille.lignes = communes
        .iter()
        .map(|c| {
            let mut ligne = vec![c.code.to_string(), c.nom.clone(), nombre(c.population, 0)];
            ligne.extend(cpts.then(|| c.cpts.join(" ; ")));
            ligne
        })
        .collect();
    grille.vue()
}
