//! What is done and what is left: expected items, one table in place of a box a section.

use std::collections::{BTreeMap, BTreeSet};

use super::contexte::Contexte;
use super::{Bloc, Case, Partie, Table};
use crate::francais::{denombre, joindre};
use crate::rapport::plan::ACompleterPlan;
use crate::rapport::{ACompleter, Voie, completer};

/// The mark of what is left.
pub(super) const A_COMPLETER: &str = "à compléter";

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
    let prevus: BTreeSet<&str> = contexte
        .plan
        .a_completer
        .iter()
        .map(|item| item.id.as_str())
        .collect();
    let imprevus = contexte.rapport.a_completer.iter();
    let imprevus = imprevus.filter(|a| !prevus.contains(a.id.as_str()));
    let ligne = |item: &ACompleterPlan| {
        let reste = restes.get(item.id.as_str()).copied();
        reste.map_or_else(
            || {
                let dites = [item.section.as_str(), item.libelle.as_str(), "fait", ""];
                dites.map(Case::from).to_vec()
            },
            ligne_du_reste,
        )
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
    .avec(
        contexte
            .plan
            .a_completer
            .iter()
            .map(ligne)
            .chain(imprevus.map(ligne_du_reste)),
    )
    .nommee_par(1);
    partie(contexte, table)
}

/// An item that is not there, and how it is brought.
fn ligne_du_reste(a: &ACompleter) -> Vec<Case> {
    vec![
        Case::from(a.section.as_str()),
        a.libelle.as_str().into(),
        etat(a.voie).into(),
        Case::lien(&a.comment, a.url.as_deref()),
    ]
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
