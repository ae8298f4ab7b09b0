//! Charts: the perimeter beside its comparators, from indicators already computed.

use super::comparables::{self, Redondants};
use super::plan::GraphiquePlan;
use super::{Graphique, Serie};
use crate::model::Indicateur;

/// Most territories of a level in a chart: more would not be readable.
const PAR_NIVEAU: usize = 2;

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
    let dit =
        |i: &Indicateur| i.valeur.is_some() || i.comparateurs.iter().any(|c| c.valeur.is_some());
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
        series: series(&choisis, territoire, redondants),
        note: note(&choisis, &manquantes, redondants),
        sources,
    })
}

/// The perimeter, then some départements and régions, and France.
fn series(
    choisis: &[(&str, &Indicateur)],
    territoire: &str,
    redondants: &Redondants,
) -> Vec<Serie> {
    let mut series = vec![Serie {
        nom: territoire.to_owned(),
        valeurs: choisis.iter().map(|(_, i)| i.valeur).collect(),
    }];
    let Some((_, premier)) = choisis.first() else {
        return series;
    };
    for comparateur in comparables::dessines(premier, redondants, PAR_NIVEAU).0 {
        let valeur = |i: &Indicateur| {
            i.comparateurs
                .iter()
                .find(|c| c.niveau == comparateur.niveau && c.code == comparateur.code)?
                .valeur
        };
        series.push(Serie {
            nom: comparateur.nom.clone(),
            valeurs: choisis.iter().map(|(_, i)| valeur(i)).collect(),
        });
    }
    series
}

fn note(choisis: &[(&str, &Indicateur)], manquantes: &[&str], redondants: &Redondants) -> String {
    let mut millesimes: Vec<&str> = choisis
        .iter()
        .filter_map(|(_, i)| i.millesime.as_deref())
        .collect();
    millesimes.sort_unstable();
    millesimes.dedup();
    let couverture = choisis
        .iter()
        .filter(|(_, i)| i.valeur.is_some())
        .map(|(_, i)| i.couverture.population)
        .fold(1.0, f64::min);
    let dits = if millesimes.is_empty() {
        "non daté".to_owned()
    } else {
        millesimes.join(", ")
    };
    let mut texte = format!("Millésime\u{a0}: {dits}.");
    if !manquantes.is_empty() {
        texte.push_str(&format!(
            " Sans valeur dans les fichiers, non dessinés\u{a0}: {}.",
            manquantes.join(", ")
        ));
    }
    if couverture < 0.9995 {
        texte.push_str(&format!(
            " Calculé sur {}\u{a0}% de la population du périmètre.",
            crate::francais::nombre(couverture * 100.0, 1)
        ));
    }
    let omis = choisis.first();
    if let Some(omis) = omis.and_then(|(_, i)| comparables::dessines(i, redondants, PAR_NIVEAU).1) {
        texte.push_str(&format!(" {omis}"));
    }
    texte
}
