//! `cpts perimetre verifier`: what a perimeter is, after all corrections.

use anyhow::Result;
use serde_json::json;

use super::pipeline::chargement::{Charge, charger};
use super::sortie::{CodeSortie, ecrire_stdout};
use super::{liste, terminal};
use crate::cli::{FormatListe, OptionsVerifier};
use crate::francais::{compte, denombre};
use crate::perimetre;
use crate::rapport::{PerimetreRapport, territoire};
use crate::render::listes::Liste;

/// Runs `cpts perimetre verifier`.
///
/// # Errors
/// Perimeter that cannot be resolved, stdout that cannot be written.
pub fn executer(options: &OptionsVerifier) -> Result<CodeSortie> {
    let charge = charger(&options.perimetre, &options.communes, None)?;
    let decrit = territoire::decrire(&charge.perimetre, &charge.dataset.referentiel);
    let texte = match options.format {
        FormatListe::Json => en_json(&charge, &decrit)?,
        FormatListe::Csv => liste::rendre(&communes(&decrit), FormatListe::Csv, 0),
        FormatListe::Terminal => crate::francais::inerte::lignes(&resume(&charge, &decrit)),
    };
    ecrire_stdout(&texte)?;
    Ok(CodeSortie::Succes)
}

fn communes(decrit: &PerimetreRapport) -> Liste {
    let mut liste = Liste::new(&["code", "nom", "part", "population", "departement", "epci"]);
    for c in &decrit.communes {
        liste.ajouter(vec![
            c.code.to_string(),
            c.nom.clone(),
            c.part.to_string(),
            c.population.map(|p| p.to_string()).unwrap_or_default(),
            c.departement.clone(),
            c.epci.clone().unwrap_or_default(),
        ]);
    }
    liste
}

fn population(decrit: &PerimetreRapport) -> f64 {
    decrit
        .communes
        .iter()
        .map(|c| c.part * c.population.unwrap_or(0.0))
        .sum()
}

fn resume(charge: &Charge, decrit: &PerimetreRapport) -> String {
    let mut texte = format!(
        "{}\n{}, {} ({})\n",
        decrit.nom,
        denombre(decrit.communes.len(), "commune", "communes"),
        compte(population(decrit), "habitant", "habitants"),
        decrit.referentiel,
    );
    texte.push_str(&liste::rendre(
        &communes(decrit),
        FormatListe::Terminal,
        terminal::largeur(),
    ));
    for constat in &charge.perimetre.constats {
        texte.push_str(&format!("- {}\n", constat.texte));
    }
    texte.push_str(&format!(
        "forme normale : {}\n",
        perimetre::normaliser(&charge.perimetre, &charge.dataset.referentiel)
    ));
    texte
}

fn en_json(charge: &Charge, decrit: &PerimetreRapport) -> Result<String> {
    let valeur = json!({
        "nom": decrit.nom,
        "expression": decrit.expression,
        "forme_normale": perimetre::normaliser(&charge.perimetre, &charge.dataset.referentiel),
        "population": population(decrit),
        "communes": decrit.communes,
        "epci": decrit.epci,
        "departements": decrit.departements,
        "regions": decrit.regions,
        "constats": charge.perimetre.constats,
    });
    Ok(serde_json::to_string_pretty(&valeur)? + "\n")
}
