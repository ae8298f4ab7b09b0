//! Annex: communes and EPCI of the perimeter.

use minijinja::{Value, context};

use crate::render::nombre::{NON_DISPONIBLE, nombre, pourcent};

use super::contexte::{Contexte, part};
use super::tableau::Grille;

/// The two tables of the annex.
pub(super) fn vue(contexte: &Contexte) -> Value {
    let epci = &contexte.rapport.perimetre.epci;
    context! { communes => communes(contexte), epci => (!epci.is_empty()).then(|| intercommunalites(contexte)) }
}

fn communes(contexte: &Contexte) -> Value {
    let perimetre = &contexte.rapport.perimetre;
    let mut grille = Grille::new(
        "Communes du périmètre",
        &[
            ("Code", false),
            ("Commune", false),
            ("Part dans le périmètre", true),
            ("Population de la commune", true),
            ("Département", false),
            ("Intercommunalité", false),
        ],
    )
    .nommee_par(1);
    grille.lignes = perimetre
        .communes
        .iter()
        .map(|c| {
            let departement = perimetre
                .departements
                .iter()
                .find(|d| d.code == c.departement);
            let epci = c
                .epci
                .as_ref()
                .and_then(|s| perimetre.epci.iter().find(|e| e.siren == *s));
            vec![
                c.code.to_string(),
                c.nom.clone(),
                part(c.part),
                c.population
                    .map_or_else(|| NON_DISPONIBLE.to_owned(), |p| nombre(p, 0)),
                departement.map_or_else(
                    || c.departement.clone(),
                    |d| format!("{} ({})", d.nom, d.code),
                ),
                epci.map_or_else(|| c.epci.clone().unwrap_or_default(), |e| e.nom.clone()),
            ]
        })
        .collect();
    grille.vue()
}

fn intercommunalites(contexte: &Contexte) -> Value {
    let mut grille = Grille::new(
        "Intercommunalités (EPCI) rencontrées",
        &[
            ("Intercommunalité", false),
            ("SIREN", false),
            ("Type", false),
            ("Communes dans le périmètre", true),
            ("Habitants dans le périmètre", true),
            ("Part de l’EPCI dans le périmètre", true),
        ],
    );
    grille.lignes = contexte
        .rapport
        .perimetre
        .epci
        .iter()
        .map(|e| {
            vec![
                e.nom.clone(),
                e.siren.clone(),
                e.genre.clone(),
                format!("{} sur {}", e.communes_dedans, e.communes_total),
                format!(
                    "{} sur {}",
                    nombre(e.population_dedans, 0),
                    nombre(e.population_total, 0)
                ),
                pourcent(e.part_dedans * 100.0, 1),
            ]
        })
        .collect();
    grille.vue()
}
