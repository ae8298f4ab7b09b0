//! Charts: the perimeter beside its comparators, from indicators already computed.

use super::comparables::{self, Redondants};
use super::mots::ecrire_effectif;
use super::plan::GraphiquePlan;
use super::{Graphique, Serie};
use crate::model::{Indicateur, Statut};
use std::collections::BTreeMap;

/// Most territories of a level in a chart: more would not be readable.
const PAR_NIVEAU: usize = 2;

/// What is said of figures without a year.
const NON_DATE: &str = "non daté";

/// Builds the charts whose perimeter has at least one published value.
#[must_use]
pub fn graphiques(
    plan: &[GraphiquePlan],
    indicateurs: &[Indicateur],
    territoire: &str,
) -> Vec<Graphique> {
    let redondants = comparables::redondants(indicateurs);
    plan.iter()
        .filter_map(|g| graphique(g, indicateurs, territoire, &redondants))
        .collect()
}

fn graphique<'a>(
    plan: &'a GraphiquePlan,
    indicateurs: &'a [Indicateur],
    territoire: &str,
    redondants: &Redondants,
) -> Option<Graphique> {
    let dit = |i: &Indicateur| {
        i.valeur.is_some()
            || i.petit_effectif.is_some()
            || i.comparateurs.iter().any(|c| c.valeur.is_some())
    };
    let lire = |(libelle, id): &'a (String, String)| {
        let indicateur = indicateurs.iter().find(|i| i.id == *id && dit(i))?;
        Some((libelle.as_str(), indicateur))
    };
    let mut choisis: Vec<(&str, &Indicateur)> = plan.categories.iter().filter_map(lire).collect();
    let manquantes: Vec<&str> = plan
        .categories
        .iter()
        .filter(|c| lire(c).is_none())
        .map(|(libelle, _)| libelle.as_str())
        .collect();
    if !manquantes.is_empty() {
        choisis.extend(plan.repli.iter().filter_map(lire));
    }
    if !choisis.iter().any(|(_, i)| i.valeur.is_some()) {
        return None;
    }
    let mut sources: Vec<String> = choisis
        .iter()
        .flat_map(|(_, i)| i.sources.clone())
        .collect();
    sources.sort();
    sources.dedup();
    let series = series(&choisis, territoire, redondants);
    Some(Graphique {
        id: plan.id.clone(),
        section: plan.section,
        titre: plan.titre.clone(),
        unite: plan.unite.clone(),
        decimales: plan.decimales,
        categories: choisis
            .iter()
            .map(|(libelle, _)| (*libelle).to_owned())
            .collect(),
        note: note(&choisis, &manquantes, redondants) + asterisque(&series),
        series,
        sources,
    })
}

/// The perimeter, then some départements and régions, and France.
fn series(
    choisis: &[(&str, &Indicateur)],
    territoire: &str,
    redondants: &Redondants,
) -> Vec<Serie> {
    let siennes = choisis.iter().map(|(_, i)| Some((i.valeur?, i.statut)));
    let mut series = vec![serie(territoire, siennes)];
    let Some((_, premier)) = choisis.first() else {
        return series;
    };
    for comparateur in comparables::dessines(premier, redondants, PAR_NIVEAU).0 {
        let valeur = |i: &Indicateur| {
            let c = i
                .comparateurs
                .iter()
                .find(|c| c.niveau == comparateur.niveau && c.code == comparateur.code)?;
            Some((c.valeur?, c.statut))
        };
        let serie = serie(&comparateur.nom, choisis.iter().map(|(_, i)| valeur(i)));
        // A territory of which nothing may be published is no bar: the tables say why.
        if serie.valeurs.iter().any(Option::is_some) {
            series.push(serie);
        }
    }
    series
}

fn serie(nom: &str, valeurs: impl Iterator<Item = Option<(f64, Statut)>>) -> Serie {
    let lues: Vec<_> = valeurs.collect();
    let partielle = |(rang, lue): (usize, &Option<(f64, Statut)>)| {
        lue.is_some_and(|(_, statut)| statut == Statut::Partiel)
            .then_some(rang)
    };
    Serie {
        nom: nom.to_owned(),
        partielles: lues.iter().enumerate().filter_map(partielle).collect(),
        valeurs: lues.iter().map(|lue| Some((*lue)?.0)).collect(),
    }
}

fn note(choisis: &[(&str, &Indicateur)], manquantes: &[&str], redondants: &Redondants) -> String {
    let couverture = choisis
        .iter()
        .filter(|(_, i)| i.valeur.is_some())
        .map(|(_, i)| i.couverture.population)
        .fold(1.0, f64::min);
    let mut texte = millesimes(choisis);
    if !manquantes.is_empty() {
        texte.push_str(&format!(
            " Sans valeur dans les fichiers, non dessinés\u{a0}: {}.",
            manquantes.join(", ")
        ));
    }
    let sans_valeur = muets(choisis, redondants);
    if !sans_valeur.is_empty() {
        texte.push_str(&format!(
            " Sans valeur publiée, non dessinés\u{a0}: {}.",
            sans_valeur.join(", ")
        ));
    }
    if couverture < 0.9995 {
        texte.push_str(&format!(
            " Calculé sur {}\u{a0}% de la population du périmètre.",
            crate::francais::nombre(couverture * 100.0, 1)
        ));
    }
    let petits: Vec<String> = choisis
        .iter()
        .filter_map(|(libelle, i)| Some((libelle, i, i.petit_effectif?)))
        .map(|(libelle, i, n)| {
            let moins = if i.couverture.communes < 1.0 {
                "au moins "
            } else {
                ""
            };
            format!("{libelle} ({moins}{})", ecrire_effectif(n))
        })
        .collect();
    if !petits.is_empty() {
        texte.push_str(&format!(
            " Petit effectif, pas de taux\u{a0}: {}.",
            petits.join(", ")
        ));
    }
    let omis = choisis.first();
    if let Some(omis) = omis.and_then(|(_, i)| comparables::dessines(i, redondants, PAR_NIVEAU).1) {
        texte.push_str(&format!(" {omis}"));
    }
    texte
}

/// What the mark on a value means, when one is drawn.
fn asterisque(series: &[Serie]) -> &'static str {
    if series.iter().all(|s| s.partielles.is_empty()) {
        return "";
    }
    " *\u{a0}: valeur connue pour une partie des communes seulement."
}

/// « Millésime : 2023. », or which categories are of which vintage: two years are never compared unsaid.
fn millesimes(choisis: &[(&str, &Indicateur)]) -> String {
    let mut par_millesime: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (libelle, i) in choisis {
        let millesime = i.millesime.as_deref().unwrap_or(NON_DATE);
        par_millesime.entry(millesime).or_default().push(libelle);
    }
    match par_millesime.len() {
        0 => format!("Millésime\u{a0}: {NON_DATE}."),
        1 => {
            let seul: Vec<&str> = par_millesime.into_keys().collect();
            format!("Millésime\u{a0}: {}.", seul.join(""))
        }
        _ => {
            let dits: Vec<String> = par_millesime
                .iter()
                .map(|(millesime, libelles)| format!("{millesime} ({})", libelles.join(", ")))
                .collect();
            format!("Millésimes différents\u{a0}: {}.", dits.join("\u{a0}; "))
        }
    }
}

/// Territories that would be drawn and have nothing published in any category.
fn muets<'a>(choisis: &[(&str, &'a Indicateur)], redondants: &Redondants) -> Vec<&'a str> {
    let Some((_, premier)) = choisis.first() else {
        return Vec::new();
    };
    let a_valeur = |niveau, code: &str| {
        let comparateurs = choisis.iter().flat_map(|(_, i)| &i.comparateurs);
        let mut siens = comparateurs.filter(|c| c.niveau == niveau && c.code == code);
        siens.any(|c| c.valeur.is_some())
    };
    comparables::dessines(premier, redondants, PAR_NIVEAU)
        .0
        .into_iter()
        .filter(|c| !a_valeur(c.niveau, &c.code))
        .map(|c| c.nom.as_str())
        .collect()
}

#[cfg(test)]
mod tests;
