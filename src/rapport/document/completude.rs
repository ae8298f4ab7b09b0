//! What is done and what is left: expected items, one table in place of a box a section.

use std::collections::BTreeMap;

use super::contexte::Contexte;
use super::{Bloc, Case, Partie, Table, constats};
use crate::francais::nombre;
use crate::rapport::plan::ACompleterPlan;
use crate::rapport::{ACompleter, Voie};

/// Items expected by the plan, and those that the files answer.
fn compte(contexte: &Contexte<'_>) -> (usize, usize) {
    let attendus = contexte.plan.a_completer.len();
    let reste = contexte.rapport.a_completer.len().min(attendus);
    (attendus - reste, attendus)
}

/// « Diagnostic complet à 58 % : 25 éléments attendus sur 43… ».
pub(super) fn part_faite(contexte: &Contexte<'_>) -> String {
    let (faits, attendus) = compte(contexte);
    let part = 100.0 * faits as f64 / attendus.max(1) as f64;
    let par = |voie| {
        contexte
            .rapport
            .a_completer
            .iter()
            .filter(|a| a.voie == voie)
            .count()
    };
    format!(
        "Éléments attendus d'un diagnostic que ce dossier renseigne\u{a0}: {faits} sur {attendus} ({}\u{a0}%). Restent {} fichiers \
         ouverts à déposer, {} demandes à faire, {} points à recueillir sur le terrain.",
        nombre(part, 0),
        par(Voie::FichierOuvert),
        par(Voie::Demande),
        par(Voie::Terrain),
    )
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
        blocs: vec![Bloc::Texte(part_faite(contexte)), Bloc::Table(table)],
    }
}
