//! Annex: communes and EPCI of the perimeter.

use minijinja::{Value, context};

use crate::render::nombre::{nombre, pourcent};

use super::communes;
use super::contexte::Contexte;
use super::tableau::Grille;

/// The two tables of the annex.
pub(super) fn vue(contexte: &Contexte) -> Value {
    let epci = &contexte.rapport.perimetre.epci;
    // The section of the territory has the same table when the data give it.
    let dite = contexte.rapport.tableaux.iter().any(|t| t.id == "epci");
    context! {
        communes => communes::vue(contexte),
        epci => (!dite && !epci.is_empty()).then(|| intercommunalites(contexte)),
    }
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
