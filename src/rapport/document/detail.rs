//! Tables of indicators of the complete edition: the perimeter, then its comparators, then what each figure is worth.

use super::contexte::Contexte;
use super::detail_ligne::{Comparaison, RESERVE_SANS_DATE, date_inconnue, ligne, rien};
use super::{Bloc, Case, Colonne, GenrePetit, GenreTable, Petit, Table, Travers, Volet};
use crate::francais::denombre;
use crate::model::{Indicateur, Niveau, Statut};
use crate::rapport::comparables;

/// Most territories of a level that get a column each.
const COLONNES_MAX: usize = 3;

/// Most rows of a table that is shown whole (choice of the project: one screen and a half).
const LIGNES_OUVERTES: usize = 30;

/// Fewest lines that are worth folding.
const REPLI_MIN: usize = 3;

/// Indicators of a section, by group: the keys first and the other groups folded when the table is long, everything in one
/// table otherwise.
pub(super) fn blocs<'a>(
    contexte: &Contexte<'a>,
    titre: &str,
    indicateurs: &[&'a Indicateur],
    cles: &[String],
) -> Vec<Bloc<'a>> {
    let colonnes = colonnes(contexte, indicateurs);
    let (ouverts, replies) = plier(indicateurs, cles);
    let tous = par_groupe(&ouverts);
    let mut sortie = Vec::new();
    if !tous.is_empty() {
        let titre = format!("Indicateurs\u{a0}: {titre}");
        let tetes = tous.iter().any(|(nom, _)| !nom.is_empty());
        sortie.push(Bloc::Table(table(contexte, titre, &tous, tetes, &colonnes)));
    }
    for (nom, membres) in par_groupe(&replies) {
        let dit = if nom.is_empty() {
            "autres indicateurs"
        } else {
            nom
        };
        let compte = denombre(membres.len(), "indicateur", "indicateurs");
        let legende = format!("{titre}\u{a0}: {dit}");
        let table = table(contexte, legende, &[(nom, membres)], false, &colonnes);
        sortie.push(Bloc::Repli(Volet {
            ancre: None,
            titre: crate::francais::majuscule(dit),
            compte,
            blocs: vec![Bloc::Table(table)],
        }));
    }
    if indicateurs.iter().any(|i| date_inconnue(i)) {
        sortie.push(Bloc::Note(RESERVE_SANS_DATE.to_owned()));
    }
    sortie
}

/// What is shown, and what is folded: nothing in a short table, nor when no key has a figure.
fn plier<'a>(
    indicateurs: &[&'a Indicateur],
    cles: &[String],
) -> (Vec<&'a Indicateur>, Vec<&'a Indicateur>) {
    let dits = indicateurs.iter().filter(|i| !rien(i)).count();
    let rang = |i: &Indicateur| cles.iter().position(|c| *c == i.id);
    let dite = |i: &&Indicateur| i.statut != Statut::Absent && rang(i).is_some();
    if dits <= LIGNES_OUVERTES || !indicateurs.iter().any(dite) {
        return (indicateurs.to_vec(), Vec::new());
    }
    let reste = |groupe: &str| {
        let siens = indicateurs.iter().filter(|i| i.groupe == groupe);
        siens.filter(|i| rang(i).is_none()).count()
    };
    let ouvert = |i: &&Indicateur| rang(i).is_some() || reste(&i.groupe) < REPLI_MIN;
    indicateurs.iter().partition(|i| ouvert(i))
}

/// The groups, in the order where they come.
pub(super) fn par_groupe<'a>(
    indicateurs: &[&'a Indicateur],
) -> Vec<(&'a str, Vec<&'a Indicateur>)> {
    let mut groupes: Vec<(&str, Vec<&Indicateur>)> = Vec::new();
    for indicateur in indicateurs {
        match groupes
            .iter_mut()
            .find(|(nom, _)| *nom == indicateur.groupe)
        {
            Some((_, membres)) => membres.push(indicateur),
            None => groupes.push((&indicateur.groupe, vec![indicateur])),
        }
    }
    groupes
}

fn table(
    contexte: &Contexte<'_>,
    titre: String,
    groupes: &[(&str, Vec<&Indicateur>)],
    tetes: bool,
    comparaisons: &[Comparaison<'_>],
) -> Table {
    let colonne = |titre: &str, nombre, poids| Colonne {
        titre: titre.to_owned(),
        nombre,
        poids,
    };
    let mut table = Table {
        titre,
        genre: GenreTable::Indicateurs,
        colonnes: vec![
            colonne("Indicateur", false, 60),
            colonne("Territoire", true, 18),
        ],
        ..Table::default()
    };
    let autres = comparaisons.iter().map(|c| colonne(&c.titre, true, 14));
    table.colonnes.extend(autres);
    table.colonnes.push(colonne("Données", false, 14));
    for (nom, membres) in groupes {
        if tetes && !nom.is_empty() {
            table.travers.push(Travers {
                avant: table.lignes.len(),
                case: Case::from(*nom),
                groupe: true,
            });
        }
        rangees(contexte, &mut table, membres, comparaisons);
    }
    table
}

/// Rows of a group; neighbours that lack for the same reason everywhere share one.
fn rangees(
    contexte: &Contexte<'_>,
    table: &mut Table,
    membres: &[&Indicateur],
    comparaisons: &[Comparaison<'_>],
) {
    for suite in membres.chunk_by(|a, b| rien(a) && rien(b) && a.motif == b.motif) {
        match suite {
            [premier, _, ..] => table.travers.push(Travers {
                avant: table.lignes.len(),
                case: reunis(premier, suite),
                groupe: false,
            }),
            _ => {
                let lignes = suite.iter().map(|i| ligne(contexte, i, comparaisons));
                table.lignes.extend(lignes);
            }
        }
    }
}

/// One row for several absent indicators: the reason once, then their names.
fn reunis(premier: &Indicateur, suite: &[&Indicateur]) -> Case {
    let tete = Case {
        texte: format!("{} indicateurs, donnée absente", suite.len()),
        terne: true,
        ..Case::default()
    };
    let motif = premier.motif.clone().unwrap_or_default();
    let mut case = tete.suivie(GenrePetit::Motif, motif);
    case.suite.extend(suite.iter().map(|i| Petit {
        genre: GenrePetit::Nom,
        texte: i.libelle.clone(),
        ancre: Some(format!("ind-{}", i.id)),
        ..Petit::default()
    }));
    case
}

/// Columns that have at least one value in the table.
fn colonnes<'a>(contexte: &Contexte<'a>, indicateurs: &[&'a Indicateur]) -> Vec<Comparaison<'a>> {
    let mut sortie = Vec::new();
    for (niveau, titre) in [
        (Niveau::Departement, "Départements"),
        (Niveau::Region, "Régions"),
        (Niveau::France, "France"),
    ] {
        let utiles = territoires(contexte, indicateurs, niveau);
        if utiles.len() > COLONNES_MAX {
            sortie.push(Comparaison {
                titre: titre.to_owned(),
                niveau,
                code: None,
            });
        } else {
            sortie.extend(utiles.into_iter().map(|(code, nom)| Comparaison {
                titre: nom_colonne(niveau, code, nom),
                niveau,
                code: Some(code),
            }));
        }
    }
    sortie
}

/// Territories of a level that have a value in the table, by code.
fn territoires<'a>(
    contexte: &Contexte<'_>,
    indicateurs: &[&'a Indicateur],
    niveau: Niveau,
) -> Vec<(&'a str, &'a str)> {
    let tous = indicateurs.iter().flat_map(|i| &i.comparateurs);
    let siens = tous.filter(|c| c.niveau == niveau && comparables::dit(c));
    let siens = siens.filter(|c| comparables::utile(&contexte.redondants, c));
    let noms: std::collections::BTreeMap<&str, &str> =
        siens.map(|c| (c.code.as_str(), c.nom.as_str())).collect();
    noms.into_iter().collect()
}

fn nom_colonne(niveau: Niveau, code: &str, nom: &str) -> String {
    match niveau {
        Niveau::Departement => format!("{nom} ({code})"),
        Niveau::Region => format!("{nom} (rég.)"),
        _ => nom.to_owned(),
    }
}
