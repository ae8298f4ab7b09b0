//! Who, how many, which tier.

use crate::model::Marge;
use crate::rapport::mots::titre_taille;
use crate::rapport::{Population, Rapport};
use crate::render::nombre::{nombre, signe};

use super::page::{Page, Ton};

/// Name, population, tier and margins.
pub(super) fn ecrire(page: &mut Page, rapport: &Rapport) {
    let perimetre = &rapport.perimetre;
    page.paragraphe(Ton::Titre, &perimetre.nom);
    if rapport.fictif {
        page.paragraphe(
            Ton::Alerte,
            "Territoire fictif : noms et chiffres inventés, pour l’exemple.",
        );
    }
    let date = rapport
        .date
        .as_ref()
        .map(|d| format!("{} · ", crate::francais::date(&d.to_string())))
        .unwrap_or_default();
    page.paragraphe(
        Ton::Discret,
        &format!("{date}{} · {}", perimetre.referentiel, territoires(rapport)),
    );
    page.paragraphe(
        Ton::Normal,
        &format!(
            "{} · {}",
            communes(rapport),
            population(&rapport.population)
        ),
    );
    if let Some(note) = &rapport.population.note {
        page.paragraphe(Ton::Discret, note);
    }
    taille(page, rapport);
}

fn territoires(rapport: &Rapport) -> String {
    let perimetre = &rapport.perimetre;
    let noms: Vec<String> = perimetre
        .departements
        .iter()
        .map(|d| format!("{} ({})", d.nom, d.code))
        .chain(perimetre.regions.iter().map(|r| r.nom.clone()))
        .collect();
    noms.join(", ")
}

fn communes(rapport: &Rapport) -> String {
    let communes = &rapport.perimetre.communes;
    let partielles = communes.iter().filter(|c| c.part < 1.0).count();
    let mot = if communes.len() < 2 {
        "commune"
    } else {
        "communes"
    };
    let dont = if partielles > 0 {
        format!(" (dont {partielles} en partie)")
    } else {
        String::new()
    };
    format!("{} {mot}{dont}", nombre(communes.len() as f64, 0))
}

fn population(population: &Population) -> String {
    let genre = match population.genre.as_str() {
        "municipale" => "population municipale",
        "totale" => "population totale",
        _ => "population donnée par l’utilisateur",
    };
    let annee = population
        .millesime
        .map_or_else(String::new, |a| format!(" {a}"));
    format!(
        "{} habitants ({genre}{annee})",
        nombre(population.valeur, 0)
    )
}

/// Tier and distances to the thresholds.
fn taille(page: &mut Page, rapport: &Rapport) {
    let financement = &rapport.financement;
    let taille = financement
        .taille
        .map_or_else(|| "indéterminée".to_owned(), |t| t.to_string());
    page.paragraphe(
        Ton::Titre,
        &format!(
            "{} (ACI)\u{a0}: {taille}",
            titre_taille(rapport.perimetre.genre)
        ),
    );
    if let Some(motif) = &financement.motif {
        page.puce(Ton::Attention, motif);
    }
    let marges = financement.marges.iter();
    for marge in marges.filter(|_| rapport.perimetre.genre.est_cpts()) {
        page.puce(Ton::Normal, &distance(marge));
    }
}

fn distance(marge: &Marge) -> String {
    format!(
        "seuil de {} habitants (taille {}) : {} habitants ({} %)",
        nombre(marge.seuil, 0),
        marge.vers_taille,
        signe(marge.habitants, 0),
        signe(marge.pourcent, 1)
    )
}
