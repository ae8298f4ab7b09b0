//! Tables of indicators: the perimeter, then the territories that have a column, then the year.

use super::contexte::Contexte;
use super::ecart::{self, ici};
use super::{Case, Table};
use crate::francais::unite_dite;
use crate::model::{Comparateur, Indicateur, Niveau};
use crate::rapport::comparables;
use crate::rapport::mots::{LEGENDE_IC, LEGENDE_PARTIEL};
use crate::rapport::publies::{self, LEGENDE_PUBLIE};

/// What is written where a territory has no figure.
const RIEN: &str = "–";
/// Territories around that a note names, and figures of a table that have such a note: what a page holds.
const AUTOUR: usize = 3;
const NOTES_AUTOUR: usize = 2;

/// A territory that has a column.
struct Territoire<'a> {
    niveau: Niveau,
    code: &'a str,
    nom: &'a str,
}

/// One table of some indicators; nothing when there are none.
pub(super) fn table(contexte: &Contexte<'_>, indicateurs: &[&Indicateur]) -> Option<Table> {
    if indicateurs.is_empty() {
        return None;
    }
    let territoires = territoires(contexte, indicateurs);
    let mut colonnes = vec![("Indicateur", false, 40), ("Territoire", true, 18)];
    colonnes.extend(territoires.iter().map(|t| (t.nom, true, 14)));
    colonnes.push(("Année", false, 12));
    let lignes: Vec<Vec<Case>> = indicateurs.iter().map(|i| ligne(i, &territoires)).collect();
    let ecrit = |marque: &str| lignes.iter().flatten().any(|c| c.texte.contains(marque));
    let legendes = [
        ("IC ", LEGENDE_IC),
        ("*", LEGENDE_PARTIEL),
        ("°", LEGENDE_PUBLIE),
    ];
    let notes = legendes.into_iter().filter(|(marque, _)| ecrit(marque));
    let notes: Vec<String> = notes.map(|(_, legende)| legende.to_owned()).collect();
    // A figure that the territory has not, those around it may have: it says more than « non publié » alone.
    let autour = indicateurs
        .iter()
        .filter_map(|i| publies::a_defaut(i, AUTOUR));
    let notes = notes.into_iter().chain(autour.take(NOTES_AUTOUR));
    let table = Table::new("", &colonnes).avec(lignes.into_iter());
    Some(table.notees(notes))
}

/// Territories with a figure in the table. A level of which there are too many has none: those of them that have a figure
/// would not speak for the others.
fn territoires<'a>(contexte: &Contexte<'_>, indicateurs: &[&'a Indicateur]) -> Vec<Territoire<'a>> {
    let max = contexte.edition.limites.territoires;
    let mut sortie = Vec::new();
    for niveau in [Niveau::Departement, Niveau::Region, Niveau::France] {
        // Each with whether a figure of it is known.
        let mut siens: Vec<(Territoire<'a>, bool)> = Vec::new();
        let tous = indicateurs.iter().flat_map(|i| &i.comparateurs);
        let utiles =
            tous.filter(|c| c.niveau == niveau && comparables::utile(&contexte.redondants, c));
        for c in utiles {
            let dit = comparables::dit(c);
            match siens.iter_mut().find(|(t, _)| t.code == c.code) {
                Some((_, connu)) => *connu |= dit,
                None => siens.push((
                    Territoire {
                        niveau,
                        code: &c.code,
                        nom: &c.nom,
                    },
                    dit,
                )),
            }
        }
        if siens.len() <= max {
            let connus = siens.into_iter().filter(|(_, dit)| *dit);
            sortie.extend(connus.map(|(territoire, _)| territoire));
        }
    }
    sortie
}

fn ligne(i: &Indicateur, territoires: &[Territoire<'_>]) -> Vec<Case> {
    let libelle = if unite_dite(&i.libelle, &i.unite) {
        format!("{} ({})", i.libelle, i.unite)
    } else {
        i.libelle.clone()
    };
    let mut cases = vec![Case::from(libelle), Case::fort(ici(i), true)];
    let ailleurs = |t: &Territoire<'_>| {
        let mut siens = i.comparateurs.iter();
        siens.find(|c| c.niveau == t.niveau && c.code == t.code)
    };
    cases.extend(
        territoires
            .iter()
            .map(|t| ailleurs(t).map_or_else(|| Case::from(RIEN), |c| comparee(i, c))),
    );
    cases.push(
        i.millesime
            .clone()
            .unwrap_or_else(|| RIEN.to_owned())
            .into(),
    );
    cases
}

fn comparee(i: &Indicateur, c: &Comparateur) -> Case {
    if !comparables::dit(c) {
        return RIEN.into();
    }
    ecart::ailleurs(i, c).into()
}
