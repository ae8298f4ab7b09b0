//! What is done and what is left: expected items, one table in place of a box a section.

use std::collections::BTreeMap;

use super::contexte::Contexte;
use super::{Bloc, Case, Partie, Table, constats};
use crate::francais::{denombre, joindre};
use crate::rapport::plan::ACompleterPlan;
use crate::rapport::{ACompleter, Voie, completer};

/// « 18 des 45 éléments attendus d'un diagnostic sont réunis ; restent 12 fichiers ouverts à déposer, 15 demandes à faire… ».
pub(super) fn reste(contexte: &Contexte<'_>) -> String {
    let restes = &contexte.rapport.a_completer;
    let par = |voie, un, plusieurs| {
        let nombre = restes.iter().filter(|a| a.voie == voie).count();
        (nombre > 0).then(|| denombre(nombre, un, plusieurs))
    };
    let dits: Vec<String> = [
        par(
            Voie::FichierOuvert,
            "fichier ouvert à déposer",
            "fichiers ouverts à déposer",
        ),
        par(Voie::Demande, "demande à faire", "demandes à faire"),
        par(
            Voie::Terrain,
            "point à recueillir sur le terrain",
            "points à recueillir sur le terrain",
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    if dits.is_empty() {
        return "Rien de ce qu'un diagnostic attend ne reste à réunir.".to_owned();
    }
    let restent = joindre(&dits);
    match completer::bilan(contexte.rapport) {
        Some(bilan) => format!("{bilan}\u{a0}; restent {restent}."),
        None => format!("Au-delà des chiffres de ce rapport, restent à réunir\u{a0}: {restent}."),
    }
}

/// Half a page: one row a way, the items named.
pub(super) fn resume<'a>(contexte: &Contexte<'a>) -> Partie<'a> {
    let ligne = |(voie, titre): (Voie, &str)| {
        let siens = contexte
            .rapport
            .a_completer
            .iter()
            .filter(|a| a.voie == voie);
        let dits: Vec<String> = siens.map(|a| a.libelle.clone()).collect();
        let nombre = dits.len().to_string();
        let texte = if dits.is_empty() {
            "rien".to_owned()
        } else {
            dits.join(" ; ")
        };
        vec![Case::from(titre), nombre.into(), texte.into()]
    };
    let voies = [
        (Voie::FichierOuvert, "Fichiers ouverts à déposer"),
        (Voie::Demande, "À demander"),
        (Voie::Terrain, "À recueillir sur le terrain"),
    ];
    let table = Table::new(
        "",
        &[
            ("Comment", false, 18),
            ("Nombre", true, 9),
            ("Éléments", false, 73),
        ],
    )
    .avec(voies.into_iter().map(ligne));
    partie(contexte, table)
}

/// Every expected item: done, or how it is brought.
pub(super) fn detail<'a>(contexte: &Contexte<'a>) -> Partie<'a> {
    let restes: BTreeMap<&str, &ACompleter> = contexte
        .rapport
        .a_completer
        .iter()
        .map(|a| (a.id.as_str(), a))
        .collect();
    let ligne = |item: &ACompleterPlan| {
        let reste = restes.get(item.id.as_str()).copied();
        let (etat, comment) = reste.map_or(("fait", String::new()), |a| {
            (etat(a.voie), a.comment.clone())
        });
        let adresse = reste.and_then(|a| a.url.clone());
        vec![
            Case::from(item.section.as_str()),
            item.libelle.as_str().into(),
            etat.into(),
            Case::lien(&comment, adresse.as_deref()),
        ]
    };
    let table = Table::new(
        "",
        &[
            ("§", false, 6),
            ("Élément attendu", false, 40),
            ("État", false, 16),
            ("Comment", false, 38),
        ],
    )
    .avec(contexte.plan.a_completer.iter().map(ligne))
    .nommee_par(1);
    let mut partie = partie(contexte, table);
    let dits = constats::sur_les_donnees(contexte, true);
    if !dits.is_empty() {
        partie
            .blocs
            .push(Bloc::Titre("Qualité des données".to_owned()));
        partie.blocs.push(Bloc::Constats(dits));
    }
    partie
}

fn etat(voie: Voie) -> &'static str {
    match voie {
        Voie::FichierOuvert => "à déposer",
        Voie::Demande => "à demander",
        Voie::Terrain => "terrain",
    }
}

fn partie<'a>(contexte: &Contexte<'a>, table: Table) -> Partie<'a> {
    Partie {
        ancre: "completude".to_owned(),
        titre: "Ce qui reste à réunir".to_owned(),
        page: true,
        blocs: vec![Bloc::Texte(reste(contexte)), Bloc::Table(table)],
    }
}
