//! The workshop of one perimeter, from what was loaded and from its report.

use anyhow::Result;

use super::chargement::Charge;
use super::rapport::Regles;
use crate::commands::sortie::{CodeSortie, echec};
use crate::indicateurs::{Calculateur, apports};
use crate::rapport::Rapport;
use crate::rapport::atelier::{self, Atelier, COMMUNES_MAX};

/// What the page of the workshop holds.
///
/// # Errors
/// A perimeter of arrondissements, too wide, or of which no commune has an outline.
pub fn atelier(
    charge: &Charge,
    regles: &Regles,
    rapport: &Rapport,
    autour_km: Option<f64>,
) -> Result<Atelier> {
    let (dataset, perimetre) = (&charge.dataset, &charge.perimetre);
    let Some(unites) = atelier::communes(dataset, perimetre, autour_km) else {
        return Err(refus(
            "le périmètre compte des arrondissements municipaux, et l'atelier travaille par commune entière",
            "demandez la ville entière (commune:13055), ou un autre format",
        ));
    };
    if unites.len() > COMMUNES_MAX {
        let ou = autour_km.map_or("dans les départements du périmètre", |_| "à cette distance");
        return Err(refus(
            &format!("{} communes {ou}, {COMMUNES_MAX} au plus", unites.len()),
            autour_km.map_or(
                "demandez un périmètre d'une région au plus",
                |_| "diminuez --autour-km",
            ),
        ));
    }
    let chiffres = apports(&Calculateur::new(dataset, &regles.catalogue), &unites);
    let fait = atelier::construire(dataset, perimetre, rapport, (&unites, chiffres));
    if fait.communes.iter().any(|c| c.part > 0.0 && c.placee) {
        return Ok(fait);
    }
    Err(refus(
        "aucune commune du périmètre n'a de contour, et l'atelier est une carte",
        "ajoutez un fichier de contours au dossier de données, ou demandez --format html",
    ))
}

fn refus(quoi: &str, remede: &str) -> anyhow::Error {
    echec(
        CodeSortie::Donnees,
        format!("--format atelier\u{a0}: {quoi}\n  remède\u{a0}: {remede}"),
    )
}
