//! Coverage by CPTS: who is covered by none; scarcity of care is told elsewhere.

use super::contexte::Contexte;
use super::{Bloc, Case, Volet};
use crate::francais::{avec_unite_courte, compte, denombre, enumerer_des, nombre};
use crate::model::{CommuneRef, ZonesBlanches};
use crate::rapport::mots::part_bornee;

/// Most communes named in a sentence; the table of the communes holds them all.
pub(super) const NOMS_MAX: usize = 12;

/// The coverage, or that nothing can be said of it.
pub(super) fn volet<'a>(contexte: &Contexte<'a>) -> Volet<'a> {
    let zones = &contexte.rapport.zones_blanches;
    let mut blocs = vec![Bloc::Phrase(vec![
        "Une zone blanche est un territoire qu’aucune CPTS ne couvre. Elle ne dit rien du nombre de médecins (voir ".into(),
        Case::vers("la sous-densité", "sous-densite"),
        ").".into(),
    ])];
    let mut dite = dite(zones);
    if zones.liste_presente {
        dite.push(format!(" {}", contexte.renvois(&zones.sources)).into());
    }
    blocs.push(Bloc::Phrase(dite));
    if !zones.note.is_empty() {
        blocs.push(Bloc::Note(zones.note.clone()));
    }
    let est_cpts = contexte.rapport.perimetre.genre.est_cpts();
    blocs.extend(listes(zones, est_cpts).into_iter().map(Bloc::Texte));
    Volet {
        ancre: Some("zones-blanches".to_owned()),
        titre: "Zones blanches\u{a0}: la couverture par une CPTS".to_owned(),
        compte: String::new(),
        blocs,
    }
}

/// What the list says of the perimeter.
fn dite(zones: &ZonesBlanches) -> Vec<Case> {
    let fort = |texte: String| Case::fort(texte, true);
    if !zones.liste_presente {
        return vec![
            fort("Donnée absente".to_owned()),
            "\u{a0}: sans liste des communes de chaque CPTS, rien ne peut être dit de la couverture."
                .into(),
        ];
    }
    let sans = zones.communes_sans_cpts.len();
    match (sans, zones.part_sans_cpts) {
        (0, None) => vec![
            fort("Couverture inconnue".to_owned()),
            "\u{a0}: aucune commune du périmètre n’est dans le champ de la liste.".into(),
        ],
        (0, Some(_)) => vec![
            fort("Toutes les communes".to_owned()),
            match part_bornee(zones) {
                None => " du périmètre qui sont dans le champ de la liste sont couvertes par une CPTS.".into(),
                Some(part) => format!(
                    " du périmètre qui sont dans le champ de la liste sont couvertes par une CPTS\u{a0}; les autres sont inconnues\u{a0}: {part} de la population du périmètre est sans CPTS."
                ).into(),
            },
        ],
        _ => combien(zones),
    }
}

/// « Au moins 3 communes du périmètre sans CPTS, soit 2 000 habitants (12,3 % …). »
fn combien(zones: &ZonesBlanches) -> Vec<Case> {
    let fort = |texte: String| Case::fort(texte, true);
    let mut dite = Vec::new();
    if zones.bornes_sans_cpts.is_some() {
        dite.push("Au moins ".into());
    }
    let nombre_de = denombre(zones.communes_sans_cpts.len(), "commune", "communes");
    dite.push(fort(nombre_de));
    dite.push(" du périmètre sans CPTS".into());
    if let Some(population) = zones.population_sans_cpts {
        dite.push(", soit ".into());
        dite.push(fort(nombre(population, 0)));
        dite.push(" habitants".into());
    }
    if let Some(bornee) = part_bornee(zones) {
        dite.push(
            format!(
                " ({bornee} de la population du périmètre, dont une partie est hors du champ de la liste)"
            )
            .into(),
        );
    } else if let Some(part) = zones.part_sans_cpts {
        dite.push(" (".into());
        dite.push(fort(avec_unite_courte(part, 1, "%")));
        dite.push(" de la population dans le champ de la liste)".into());
    }
    dite.push(".".into());
    dite
}

/// A sentence a kind of communes, those without any left out.
fn listes(zones: &ZonesBlanches, est_cpts: bool) -> Vec<String> {
    let deja = if est_cpts {
        "Communes du périmètre déjà dans une autre CPTS"
    } else {
        "Communes du périmètre dans une CPTS"
    };
    // The whole perimeter out of the scope of the list is one sentence, not a list of all its communes.
    let hors: &[CommuneRef] = match zones.part_sans_cpts {
        Some(_) => &zones.communes_hors_champ,
        None => &[],
    };
    let siennes: [(&str, &[CommuneRef], usize); 5] = [
        (
            "Communes du périmètre qu’aucune CPTS ne couvre",
            &zones.communes_sans_cpts,
            NOMS_MAX,
        ),
        (deja, &zones.communes_autre_cpts, NOMS_MAX),
        (
            "Communes du périmètre dans plusieurs CPTS",
            &zones.communes_plusieurs_cpts,
            NOMS_MAX,
        ),
        (
            "Communes du périmètre hors du champ de la liste (couverture inconnue)",
            hors,
            NOMS_MAX,
        ),
        // Neighbours are not in the table of the communes: they are all named.
        (
            "Communes voisines qu’aucune CPTS ne couvre",
            &zones.voisines_sans_cpts,
            usize::MAX,
        ),
    ];
    let dites = siennes
        .iter()
        .filter(|(_, communes, _)| !communes.is_empty());
    dites
        .map(|(titre, communes, max)| liste(titre, communes, *max))
        .collect()
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
