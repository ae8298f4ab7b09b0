//! The weights of the APL are normalised: nationally, standardised and real populations have the same sum.

use crate::load::jeu::section::SECTION;
use crate::model::lecture::total;
use crate::model::{Constat, Dataset, RegleConstat, Severite};

/// Largest relative difference between the two sums.
const ECART_MAX: f64 = 0.001;
/// Share of the population that a file must cover to be national.
const NATIONAL: f64 = 0.9;

/// Compares the sums for each profession and vintage that gives both.
///
/// Source: DREES, APL workbook, row 7 of each sheet. A file that is not national is not checked.
#[must_use]
pub fn verifie(d: &Dataset) -> Vec<Constat> {
    let referentiel = &d.referentiel;
    let france: f64 = referentiel
        .france()
        .map(|id| referentiel.population(id))
        .sum();
    let mut constats = Vec::new();
    for (variable, ans) in &d.colonnes {
        let Some(base) = variable.strip_suffix("_pop_std") else {
            continue;
        };
        for (an, poids) in ans {
            let Some(populations) = d.colonne(&format!("{base}_pop"), *an) else {
                continue;
            };
            let (std, reelle) = (total(referentiel, poids), total(referentiel, populations));
            if referentiel.fictif
                || reelle < NATIONAL * france
                || (std - reelle).abs() <= ECART_MAX * reelle
            {
                continue;
            }
            let an = an.map(|an| format!(" {an}")).unwrap_or_default();
            let ecart = (100.0 * (std - reelle) / reelle * 100.0).round() / 100.0;
            let texte = format!(
                "{base}{an}\u{a0}: la population standardisée s'écarte de {}\u{a0}% de la population du fichier, alors que les deux sommes devraient être égales.",
                ecart.to_string().replace('.', ",")
            );
            let mut constat = Constat::new(
                RegleConstat::AplNonNormalisee,
                Severite::Attention,
                SECTION,
                texte,
            );
            constat.origine = d.source(poids.source).map(|s| s.fichier.clone());
            constats.push(constat);
        }
    }
    constats
}
