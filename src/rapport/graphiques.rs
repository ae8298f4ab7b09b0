//! Charts: the perimeter beside its comparators, from indicators already computed.

use super::plan::GraphiquePlan;
use super::{Graphique, Serie};
use crate::model::{Indicateur, Niveau};

/// Builds the charts whose perimeter has at least one published value.
#[must_use]
pub fn graphiques(
    plan: &[GraphiquePlan],
    indicateurs: &[Indicateur],
    territoire: &str,
) -> Vec<Graphique> {
    plan.iter()
        .filter_map(|g| graphique(g, indicateurs, territoire))
        .collect()
}

fn graphique(
    plan: &GraphiquePlan,
    indicateurs: &[Indicateur],
    territoire: &str,
) -> Option<Graphique> {
    let choisis: Vec<(&str, &Indicateur)> = plan
        .categories
        .iter()
        .filter_map(|(libelle, id)| {
            Some((libelle.as_str(), indicateurs.iter().find(|i| i.id == *id)?))
        })
        .filter(|(_, i)| i.valeur.is_some() || i.comparateurs.iter().any(|c| c.valeur.is_some()))
        .collect();
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
        section: plan.section.clone(),
        titre: plan.titre.clone(),
        unite: plan.unite.clone(),
        decimales: plan.decimales,
        categories: choisis
            .iter()
            .map(|(libelle, _)| (*libelle).to_owned())
            .collect(),
        series: series(&choisis, territoire),
        note: note(&choisis),
        sources,
    })
}

/// The perimeter, then at most two départements, two régions and France: more would not be readable.
fn series(choisis: &[(&str, &Indicateur)], territoire: &str) -> Vec<Serie> {
    let mut series = vec![Serie {
        nom: territoire.to_owned(),
        valeurs: choisis.iter().map(|(_, i)| i.valeur).collect(),
    }];
    let Some((_, premier)) = choisis.first() else {
        return series;
    };
    for niveau in [Niveau::Departement, Niveau::Region, Niveau::France] {
        for comparateur in premier
            .comparateurs
            .iter()
            .filter(|c| c.niveau == niveau)
            .take(2)
        {
            let valeur = |i: &Indicateur| {
                i.comparateurs
                    .iter()
                    .find(|c| c.niveau == niveau && c.code == comparateur.code)?
                    .valeur
            };
            series.push(Serie {
                nom: comparateur.nom.clone(),
                valeurs: choisis.iter().map(|(_, i)| valeur(i)).collect(),
            });
        }
    }
    series
}

fn note(choisis: &[(&str, &Indicateur)]) -> String {
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
    let mut texte = format!("Millésime : {}.", millesimes.join(", "));
    if couverture < 0.9995 {
        texte.push_str(&format!(
            " Calculé sur {}\u{a0}% de la population du périmètre.",
            super::nombre::nombre(couverture * 100.0, 1)
        ));
    }
    texte
}
