//! Charts: the perimeter beside its comparators, from indicators already computed.

use super::comparables::{self, Redondants};
use super::mots::ecrire_effectif;
use super::plan::GraphiquePlan;
use super::{Graphique, Serie};
use crate::model::Indicateur;
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
        let valeurs: Vec<Option<f64>> = choisis.iter().map(|(_, i)| valeur(i)).collect();
        // A territory of which nothing may be published is no bar: the tables say why.
        if valeurs.iter().any(Option::is_some) {
            series.push(Serie {
                nom: comparateur.nom.clone(),
                valeurs,
            });
        }
    }
    series
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
mod tests {
    use super::*;
    use crate::model::Niveau;
    use crate::rapport::comparables::essais::population;

    fn densite(id: &str, millesime: &str) -> Indicateur {
        let ailleurs = [(Niveau::Region, "76", 5.0), (Niveau::France, "France", 4.0)];
        Indicateur {
            id: id.to_owned(),
            millesime: Some(millesime.to_owned()),
            ..population(3.0, &ailleurs)
        }
    }

    fn dessin(indicateurs: &[Indicateur]) -> Graphique {
        let plan = GraphiquePlan {
            id: "g".to_owned(),
            section: crate::model::SectionId::S7,
            titre: "Densités".to_owned(),
            unite: "pour 10 000".to_owned(),
            decimales: 1,
            categories: ["a", "b"]
                .map(|id| (id.to_uppercase(), id.to_owned()))
                .to_vec(),
            repli: Vec::new(),
        };
        graphiques(&[plan], indicateurs, "Essai").remove(0)
    }

    #[test]
    fn a_chart_says_which_vintage_is_whose_and_which_count_is_small() {
        let mut b = densite("b", "2021");
        (b.valeur, b.petit_effectif) = (None, Some(2.0));
        let g = dessin(&[densite("a", "2024"), b]);
        assert!(
            g.note
                .contains("Millésimes différents\u{a0}: 2021 (B)\u{a0}; 2024 (A)."),
            "{}",
            g.note
        );
        assert!(
            g.note.contains("Petit effectif, pas de taux\u{a0}: B (2)."),
            "{}",
            g.note
        );
        let une = dessin(&[densite("a", "2024"), densite("b", "2024")]);
        assert!(
            une.note.starts_with("Millésime\u{a0}: 2024."),
            "{}",
            une.note
        );
    }

    #[test]
    fn a_territory_without_any_published_value_is_no_bar() {
        let mut a = densite("a", "2024");
        let mut b = densite("b", "2024");
        for i in [&mut a, &mut b] {
            i.comparateurs[0].valeur = None;
        }
        let g = dessin(&[a, b]);
        let noms: Vec<&str> = g.series.iter().map(|s| s.nom.as_str()).collect();
        assert_eq!(noms, ["Essai", "France"]);
        assert!(
            g.note
                .contains("Sans valeur publiée, non dessinés\u{a0}: 76."),
            "{}",
            g.note
        );
    }
}
