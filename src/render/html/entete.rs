//! Cover: what the territory is, in a few lines.

use minijinja::{Value, context};

use crate::model::Financement;
use crate::rapport::mots::titre_taille;
use crate::rapport::{Population, Rapport, TerritoireRapport};
use crate::render::nombre::nombre;

use super::contexte::part;
use crate::francais::denombre;

/// Most EPCI named on the cover.
const EPCI_MAX: usize = 3;

/// Name, date and the facts of the cover.
pub(super) fn vue(rapport: &Rapport) -> Value {
    context! {
        nom => &rapport.perimetre.nom,
        date => rapport.date.map(|d| crate::francais::date(&d.to_string())),
        faits => faits(rapport),
        expression => &rapport.perimetre.expression,
        note => &rapport.population.note,
    }
}

/// Pairs of a label and a text.
fn faits(rapport: &Rapport) -> Vec<Value> {
    let perimetre = &rapport.perimetre;
    let mut sortie = vec![
        ("Communes", communes(rapport)),
        (genre(&rapport.population), population(&rapport.population)),
        (titre_taille(perimetre.genre), taille(&rapport.financement)),
        (
            pluriel(&perimetre.departements, "Département", "Départements"),
            noms(&perimetre.departements),
        ),
        (
            pluriel(&perimetre.regions, "Région", "Régions"),
            perimetre
                .regions
                .iter()
                .map(|r| r.nom.clone())
                .collect::<Vec<_>>()
                .join(", "),
        ),
    ];
    sortie.push(("Intercommunalités", intercommunalites(rapport)));
    sortie.push(("Référentiel des communes", perimetre.referentiel.clone()));
    sortie
        .into_iter()
        .filter(|(_, texte)| !texte.is_empty())
        .map(|(titre, texte)| context! { titre, texte })
        .collect()
}

/// EPCI with their share inside; the annex holds those that the cover leaves out.
fn intercommunalites(rapport: &Rapport) -> String {
    let epci = &rapport.perimetre.epci;
    let mut noms: Vec<String> = epci
        .iter()
        .take(EPCI_MAX)
        .map(|e| {
            let habitants = nombre(e.population_dedans, 0);
            let part = part(e.part_dedans);
            format!(
                "{}\u{A0}: {habitants}\u{A0}habitants du périmètre ({part} de l’EPCI)",
                e.nom
            )
        })
        .collect();
    if epci.len() > EPCI_MAX {
        let reste = epci.len() - EPCI_MAX;
        let mot = if reste < 2 { "autre" } else { "autres" };
        noms.push(format!("et {reste}\u{A0}{mot}"));
    }
    noms.join(" · ")
}

fn communes(rapport: &Rapport) -> String {
    let communes = &rapport.perimetre.communes;
    let en_partie = communes.iter().filter(|c| c.part < 1.0).count();
    match en_partie {
        0 => nombre(communes.len() as f64, 0),
        n => format!("{}, dont {n} en partie", nombre(communes.len() as f64, 0)),
    }
}

/// What the population is.
pub(super) fn genre(population: &Population) -> &'static str {
    match population.genre.as_str() {
        "municipale" => "Population municipale",
        "totale" => "Population totale",
        _ => "Population (donnée par l’utilisateur)",
    }
}

fn population(population: &Population) -> String {
    let habitants = nombre(population.valeur, 0);
    match population.millesime {
        Some(annee) => format!("{habitants} habitants ({annee})"),
        None => format!("{habitants} habitants (non daté)"),
    }
}

/// « Taille 2 », or that it is undetermined.
pub(super) fn taille(financement: &Financement) -> String {
    financement.taille.map_or_else(
        || "indéterminée".to_owned(),
        |taille| format!("Taille {taille}"),
    )
}

fn pluriel(
    territoires: &[TerritoireRapport],
    un: &'static str,
    plusieurs: &'static str,
) -> &'static str {
    if territoires.len() > 1 { plusieurs } else { un }
}

fn noms(territoires: &[TerritoireRapport]) -> String {
    let noms: Vec<String> = territoires
        .iter()
        .map(|t| format!("{} ({})", t.nom, t.code))
        .collect();
    noms.join(", ")
}

/// « 3 constats », for the table of contents.
#[must_use]
pub(super) fn resume(nombre: usize) -> String {
    denombre(nombre, "constat", "constats")
}
