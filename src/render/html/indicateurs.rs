//! Tables of indicators: the perimeter, then its comparators, then what each figure is worth.

use minijinja::{Value, context};

use crate::francais::unite_dite;
use crate::model::{Comparateur, Couverture, Indicateur, Niveau, Publication, Statut};
use crate::rapport::mots::{COUVERTURE_DITE, Chiffre};
use crate::rapport::{comparables, publies};
use crate::render::svg::ancre;

use super::contexte::{Contexte, part};

/// Most territories of a level that get a column each.
const COLONNES_MAX: usize = 3;

/// Most rows of a table that is shown whole (choice of the project: one screen and a half).
const LIGNES_OUVERTES: usize = 30;

/// Fewest lines that are worth folding.
const REPLI_MIN: usize = 3;

/// Mark of an undated source.
pub(super) const SANS_DATE: &str = "†";

/// A column of comparison: one territory, or all those of a level.
struct Colonne<'a> {
    titre: String,
    niveau: Niveau,
    code: Option<&'a str>,
}

/// Indicators of a section, by group, with the columns that they need: the keys first and the other groups folded when the
/// table is long, everything in one table otherwise.
pub(super) fn vue(contexte: &Contexte, indicateurs: &[&Indicateur], cles: &[String]) -> Value {
    let colonnes = colonnes(contexte, indicateurs);
    let titres: Vec<String> = colonnes.iter().map(|c| c.titre.clone()).collect();
    let largeur = titres.len() + 3;
    let sans_date = indicateurs
        .iter()
        .filter_map(|i| i.millesime.as_deref())
        .any(|m| marquer(m) != m);
    let (ouverts, replies) = plier(indicateurs, cles);
    let en_groupe = |(nom, membres): (&str, Vec<&Indicateur>)| {
        let nombre = membres.len();
        context! { nom, nombre, lignes => lignes(contexte, &membres, &colonnes) }
    };
    let groupes: Vec<Value> = par_groupe(&ouverts).into_iter().map(en_groupe).collect();
    let replis: Vec<Value> = par_groupe(&replies).into_iter().map(en_groupe).collect();
    context! { colonnes => titres, largeur, groupes, replis, sans_date }
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

/// Rows of a group; neighbours that lack for the same reason everywhere share one.
fn lignes(contexte: &Contexte, membres: &[&Indicateur], colonnes: &[Colonne]) -> Vec<Value> {
    membres
        .chunk_by(|a, b| rien(a) && rien(b) && a.motif == b.motif)
        .flat_map(|suite| match suite {
            [premier, _, ..] => vec![reunis(premier, suite)],
            _ => suite.iter().map(|i| ligne(contexte, i, colonnes)).collect(),
        })
        .collect()
}

/// Whether neither the perimeter nor any comparator has a value, and the reason is known.
fn rien(indicateur: &Indicateur) -> bool {
    indicateur.statut == Statut::Absent
        && indicateur.motif.is_some()
        && !indicateur.comparateurs.iter().any(comparables::dit)
}

/// One row for several absent indicators: the reason once, then their names.
fn reunis(premier: &Indicateur, suite: &[&Indicateur]) -> Value {
    let noms = suite.iter().map(|i| {
        context! { ancre => ancre(&i.id), libelle => &i.libelle }
    });
    context! { motif => &premier.motif, reunis => noms.collect::<Vec<Value>>() }
}

/// Columns that have at least one value in the table.
fn colonnes<'a>(contexte: &Contexte<'a>, indicateurs: &[&Indicateur]) -> Vec<Colonne<'a>> {
    let mut sortie = Vec::new();
    for (niveau, titre) in [
        (Niveau::Departement, "Départements"),
        (Niveau::Region, "Régions"),
        (Niveau::France, "France"),
    ] {
        let utiles: Vec<(&'a str, &'a str)> = contexte
            .territoires
            .iter()
            .filter(|((n, code), _)| {
                *n == niveau && indicateurs.iter().any(|i| a_valeur(i, niveau, code))
            })
            .map(|((_, code), nom)| (*code, *nom))
            .collect();
        if utiles.len() > COLONNES_MAX {
            sortie.push(Colonne {
                titre: titre.to_owned(),
                niveau,
                code: None,
            });
        } else {
            sortie.extend(utiles.into_iter().map(|(code, nom)| Colonne {
                titre: nom_colonne(niveau, code, nom),
                niveau,
                code: Some(code),
            }));
        }
    }
    sortie
}

fn a_valeur(indicateur: &Indicateur, niveau: Niveau, code: &str) -> bool {
    indicateur
        .comparateurs
        .iter()
        .any(|c| c.niveau == niveau && c.code == code && comparables::dit(c))
}

fn nom_colonne(niveau: Niveau, code: &str, nom: &str) -> String {
    match niveau {
        Niveau::Departement => format!("{nom} ({code})"),
        Niveau::Region => format!("{nom} (rég.)"),
        _ => nom.to_owned(),
    }
}

/// A row: label, value, comparators, vintage, coverage, sources.
fn ligne(contexte: &Contexte, indicateur: &Indicateur, colonnes: &[Colonne]) -> Value {
    let unite = unite(indicateur);
    let comparateurs: Vec<Value> = colonnes
        .iter()
        .map(|c| case(contexte, indicateur, c))
        .collect();
    context! {
        reunis => false,
        ancre => ancre(&indicateur.id),
        libelle => &indicateur.libelle,
        unite,
        valeur => valeur(indicateur),
        etat => etat(indicateur.statut),
        bornes => Chiffre::du_perimetre(indicateur).precision(),
        motif => &indicateur.motif,
        autour => publies::autour(indicateur),
        couverture => couverture(indicateur),
        millesime => indicateur.millesime.as_deref().map(marquer),
        comparateurs,
        sources => contexte.renvois(&indicateur.sources),
    }
}

/// The vintage, an undated source being marked: the finding of section S0 says which ones.
pub(super) fn marquer(millesime: &str) -> String {
    millesime.replace("non daté", SANS_DATE)
}

/// The unit to write beside the label, empty when the label or the number says it.
pub(super) fn unite(indicateur: &Indicateur) -> &str {
    if unite_dite(&indicateur.libelle, &indicateur.unite) {
        &indicateur.unite
    } else {
        ""
    }
}

/// The value as it is shown, or what stands in its place.
pub(super) fn valeur(indicateur: &Indicateur) -> String {
    let texte = Chiffre::du_perimetre(indicateur).texte();
    if indicateur.statut == Statut::ParCommune {
        format!("{texte}, voir tableau")
    } else {
        texte
    }
}

/// Class of the state, for the style.
fn etat(statut: Statut) -> &'static str {
    match statut {
        Statut::Publie => "publie",
        Statut::Partiel => "partiel",
        Statut::NonPublie => "non-publie",
        Statut::Absent => "absent",
        Statut::ParCommune => "par-commune",
    }
}

/// Coverage of an indicator, when it is not full and means something.
fn couverture(indicateur: &Indicateur) -> Option<String> {
    // The motive, under the label, already says the coverage of a figure that is not whole.
    let utile = indicateur.motif.is_none()
        && !matches!(indicateur.statut, Statut::Absent | Statut::ParCommune);
    utile
        .then(|| couverture_partielle(indicateur.couverture))
        .flatten()
}

/// « 93 % de la population, 75 % des communes », when it is not full.
pub(super) fn couverture_partielle(couverture: Couverture) -> Option<String> {
    (couverture.communes < 1.0 || couverture.population < 1.0).then(|| {
        format!(
            "{} de la population, {} des communes",
            part(couverture.population),
            part(couverture.communes)
        )
    })
}

/// A cell of comparison.
fn case(contexte: &Contexte, indicateur: &Indicateur, colonne: &Colonne) -> Value {
    let lignes: Vec<Value> = indicateur
        .comparateurs
        .iter()
        .filter(|c| c.niveau == colonne.niveau && colonne.code.is_none_or(|code| code == c.code))
        .map(|c| {
            let nom = if colonne.code.is_none() {
                c.nom.as_str()
            } else {
                ""
            };
            context! {
                nom,
                valeur => comparee(indicateur, c),
                precision => Chiffre::compare(indicateur, c).precision(),
                partiel => partiel(c),
                publie => publies::publie(c),
                source => c.publie.as_ref().map(|p| publication(contexte, p)),
                motif => c.motif.as_ref().filter(|_| c.valeur.is_none()),
            }
        })
        .collect();
    Value::from(lignes)
}

/// « 2021, Revenus et pauvreté (Filosofi) »: vintage and sources of a published figure.
fn publication(contexte: &Contexte, publication: &Publication) -> String {
    let sources = contexte.rapport.sources.iter();
    let siennes = sources.filter(|s| publication.sources.contains(&s.id));
    let noms = siennes.map(|s| format!("{}, {}", s.libelle, s.producteur));
    let dits: Vec<String> = std::iter::once(publication.millesime.clone())
        .chain(noms)
        .collect();
    dits.join(", ")
}

/// The value of a comparator as it is shown.
pub(super) fn comparee(indicateur: &Indicateur, comparateur: &Comparateur) -> String {
    match comparateur.statut {
        Statut::ParCommune => String::new(),
        Statut::Absent => "absente".to_owned(),
        _ => Chiffre::compare(indicateur, comparateur).texte(),
    }
}

/// Coverage of a comparator that is not complete.
fn partiel(comparateur: &Comparateur) -> Option<String> {
    let publie = matches!(comparateur.statut, Statut::Publie | Statut::Partiel);
    (publie && comparateur.valeur.is_some() && comparateur.couverture.population < COUVERTURE_DITE)
        .then(|| format!("{} de la pop.", part(comparateur.couverture.population)))
}
