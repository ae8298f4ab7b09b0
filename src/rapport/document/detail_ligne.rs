//! A row of a table of indicators: label, value, comparators, vintage, coverage, sources.

use super::contexte::Contexte;
use super::{Case, GenrePetit, Petit};
use crate::francais::{self, nombre, unite_dite};
use crate::model::{Comparateur, Couverture, Indicateur, Niveau, Publication, Statut};
use crate::rapport::mots::{COUVERTURE_DITE, Chiffre};
use crate::rapport::{comparables, publies};

/// Mark of an undated source.
const SANS_DATE: &str = "†";
/// What it means.
pub(super) const RESERVE_SANS_DATE: &str =
    "† source sans date, nommée parmi les constats sur les données.";
/// Where a territory has no figure.
const RIEN: &str = "–";

/// A column of comparison: one territory, or all those of a level.
pub(super) struct Comparaison<'a> {
    /// Title of the column.
    pub titre: String,
    /// Level of the territories.
    pub niveau: Niveau,
    /// Code of the only one.
    pub code: Option<&'a str>,
}

/// Whether a source of the indicator is undated.
pub(super) fn date_inconnue(i: &Indicateur) -> bool {
    i.millesime.as_deref().is_some_and(|m| marquer(m) != m)
}

/// The vintage, an undated source being marked: the finding of section S0 says which ones.
pub(super) fn marquer(millesime: &str) -> String {
    millesime.replace("non daté", SANS_DATE)
}

/// Whether neither the perimeter nor any comparator has a value, and the reason is known.
pub(super) fn rien(i: &Indicateur) -> bool {
    i.statut == Statut::Absent && i.motif.is_some() && !i.comparateurs.iter().any(comparables::dit)
}

/// The unit to write beside the label, empty when the label or the number says it.
pub(super) fn unite(i: &Indicateur) -> &str {
    if unite_dite(&i.libelle, &i.unite) {
        &i.unite
    } else {
        ""
    }
}

/// The row.
pub(super) fn ligne(
    contexte: &Contexte<'_>,
    i: &Indicateur,
    comparaisons: &[Comparaison<'_>],
) -> Vec<Case> {
    let tete = Case {
        texte: i.libelle.clone(),
        ancre: Some(format!("ind-{}", i.id)),
        ..Case::default()
    };
    let tete = tete
        .suivie(GenrePetit::Unite, unite(i))
        .suivie(GenrePetit::Motif, i.motif.clone().unwrap_or_default())
        .suivie(GenrePetit::Motif, publies::autour(i).unwrap_or_default());
    let millesime = i.millesime.as_deref().map(marquer).unwrap_or_default();
    let donnees = Case::from(millesime)
        .suivie(GenrePetit::Renvoi, contexte.renvois(&i.sources))
        .suivie(GenrePetit::Precision, couverture(i).unwrap_or_default());
    let autres = comparaisons.iter().map(|c| ailleurs(contexte, i, c));
    [tete, ici(i)]
        .into_iter()
        .chain(autres)
        .chain([donnees])
        .collect()
}

/// The value as it is shown, or what stands in its place.
fn ici(i: &Indicateur) -> Case {
    let chiffre = Chiffre::du_perimetre(i);
    let publie = matches!(i.statut, Statut::Publie | Statut::Partiel);
    let texte = chiffre.texte();
    let case = Case {
        texte: match i.statut {
            Statut::ParCommune => format!("{texte}, voir tableau"),
            _ => texte,
        },
        fort: publie,
        terne: !publie,
        ..Case::default()
    };
    let partiel = if i.statut == Statut::Partiel {
        "partiel"
    } else {
        ""
    };
    case.suivie(GenrePetit::Marque, partiel).suivie(
        GenrePetit::Precision,
        chiffre.precision().unwrap_or_default(),
    )
}

/// Coverage of an indicator, when it is not full and means something.
fn couverture(i: &Indicateur) -> Option<String> {
    // The motive, under the label, already says the coverage of a figure that is not whole.
    let utile = i.motif.is_none() && !matches!(i.statut, Statut::Absent | Statut::ParCommune);
    utile.then(|| couverture_partielle(i.couverture)).flatten()
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

/// « 92 % » of a share from 0 to 1, in a narrow column: a decimal only near all and nothing, which it never rounds to.
fn part(valeur: f64) -> String {
    let cent = valeur * 100.0;
    if (1.0..=99.0).contains(&cent) {
        format!("{}\u{a0}%", nombre(cent, 0))
    } else {
        francais::part(valeur)
    }
}

/// A cell of comparison: the figure of a territory, or those of several.
fn ailleurs(contexte: &Contexte<'_>, i: &Indicateur, comparaison: &Comparaison<'_>) -> Case {
    let siens = i
        .comparateurs
        .iter()
        .filter(|c| c.niveau == comparaison.niveau);
    let siens: Vec<&Comparateur> = siens
        .filter(|c| comparaison.code.is_none_or(|code| code == c.code))
        .collect();
    match (siens.as_slice(), comparaison.code) {
        ([], _) => RIEN.into(),
        ([seul], Some(_)) if seul.valeur.is_some() || seul.motif.is_none() => Case {
            texte: comparee(i, seul),
            suite: precisions(contexte, i, seul),
            ..Case::default()
        },
        ([seul], Some(_)) => Case {
            suite: nomme(contexte, i, seul, ""),
            ..Case::default()
        },
        _ => Case {
            suite: siens
                .iter()
                .flat_map(|c| nomme(contexte, i, c, &c.nom))
                .collect(),
            ..Case::default()
        },
    }
}

/// The figure of a territory under a name, and why it has none.
fn nomme(contexte: &Contexte<'_>, i: &Indicateur, c: &Comparateur, nom: &str) -> Vec<Petit> {
    let mut sortie = vec![Petit {
        genre: GenrePetit::Valeur,
        texte: comparee(i, c),
        nom: nom.to_owned(),
        bulle: c.motif.clone().filter(|_| c.valeur.is_none()),
        ..Petit::default()
    }];
    sortie.extend(precisions(contexte, i, c));
    sortie
}

/// The value of a comparator as it is shown.
pub(super) fn comparee(i: &Indicateur, c: &Comparateur) -> String {
    match c.statut {
        Statut::ParCommune => String::new(),
        Statut::Absent => "absente".to_owned(),
        _ => Chiffre::compare(i, c).texte(),
    }
}

/// How far the figure of a comparator can be trusted, and whether it is published as it is.
fn precisions(contexte: &Contexte<'_>, i: &Indicateur, c: &Comparateur) -> Vec<Petit> {
    let publie = publies::publie(c).map(|texte| Petit {
        bulle: c.publie.as_ref().map(|p| publication(contexte, p)),
        ..Petit::new(GenrePetit::Precision, texte)
    });
    let dits = [Chiffre::compare(i, c).precision(), partiel(c)];
    let dits = dits.into_iter().flatten();
    dits.map(|texte| Petit::new(GenrePetit::Precision, texte))
        .chain(publie)
        .collect()
}

/// « 2021, Revenus et pauvreté (Filosofi) »: vintage and sources of a published figure.
fn publication(contexte: &Contexte<'_>, publication: &Publication) -> String {
    let sources = contexte.rapport.sources.iter();
    let siennes = sources.filter(|s| publication.sources.contains(&s.id));
    let noms = siennes.map(|s| format!("{}, {}", s.libelle, s.producteur));
    let dits: Vec<String> = std::iter::once(publication.millesime.clone())
        .chain(noms)
        .collect();
    dits.join(", ")
}

/// Coverage of a comparator that is not complete.
fn partiel(c: &Comparateur) -> Option<String> {
    let publie = matches!(c.statut, Statut::Publie | Statut::Partiel);
    (publie && c.valeur.is_some() && c.couverture.population < COUVERTURE_DITE)
        .then(|| format!("{} de la pop.", part(c.couverture.population)))
}
