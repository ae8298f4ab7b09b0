//! What a territory is, in a few words: its population, its tier, its départements, its EPCI.

use super::mots::titre_taille;
use super::{EpciRapport, Population, Rapport, TerritoireRapport};
use crate::francais::{nombre, part};
use crate::model::Financement;

/// Pairs of a label and a text; those without a text are left out.
#[must_use]
pub fn faits(rapport: &Rapport) -> Vec<(&'static str, String)> {
    let perimetre = &rapport.perimetre;
    let regions: Vec<&str> = perimetre.regions.iter().map(|r| r.nom.as_str()).collect();
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
            regions.join(", "),
        ),
        ("Intercommunalités", intercommunalites(&perimetre.epci)),
        ("Référentiel des communes", perimetre.referentiel.clone()),
    ];
    sortie.retain(|(_, texte)| !texte.is_empty());
    sortie
}

/// The one that counts most inhabitants of the perimeter, on one line; the others and their shares are in their table.
fn intercommunalites(epci: &[EpciRapport]) -> String {
    let premier = epci.iter().reduce(|a, b| {
        if b.population_dedans > a.population_dedans {
            b
        } else {
            a
        }
    });
    let Some(premier) = premier else {
        return String::new();
    };
    match epci.len() - 1 {
        0 => format!("{} ({} de l’EPCI)", premier.nom, part(premier.part_dedans)),
        1 => format!("{} et 1\u{a0}autre", premier.nom),
        autres => format!("{} et {autres}\u{a0}autres", premier.nom),
    }
}

/// « 22, dont 1 en partie ».
fn communes(rapport: &Rapport) -> String {
    let communes = &rapport.perimetre.communes;
    let en_partie = communes.iter().filter(|c| c.part < 1.0).count();
    let toutes = nombre(communes.len() as f64, 0);
    match en_partie {
        0 => toutes,
        n => format!("{toutes}, dont {n} en partie"),
    }
}

/// What the population is.
#[must_use]
pub fn genre(population: &Population) -> &'static str {
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
#[must_use]
pub fn taille(financement: &Financement) -> String {
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
    let noms = territoires
        .iter()
        .map(|t| format!("{} ({})", t.nom, t.code));
    noms.collect::<Vec<_>>().join(", ")
}
