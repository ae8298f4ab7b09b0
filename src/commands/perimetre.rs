//! `cpts perimetre`: search a name, check a perimeter, write it for another program.

mod afficher;
mod depart;
mod ecrire;

use anyhow::Result;
use serde_json::json;

use super::sortie::{CodeSortie, echec, ecrire_stdout};
use super::{liste, terminal};
use crate::base;
use crate::cli::{ActionPerimetre, FormatListe, OptionsChercher};
use crate::francais::nombre;
use crate::model::{Referentiel, UniteId};
use crate::render::listes::Liste;

/// Runs `cpts perimetre …`.
///
/// # Errors
/// Nothing found, perimeter that cannot be resolved, stdout that cannot be written.
pub fn executer(action: &ActionPerimetre) -> Result<CodeSortie> {
    match action {
        ActionPerimetre::Chercher(options) => chercher(options),
        ActionPerimetre::Verifier(options) => super::verifier::executer(options),
        ActionPerimetre::Afficher(options) => afficher::executer(options),
        ActionPerimetre::Composer(options) => ecrire::composer(options),
        ActionPerimetre::Exporter(options) => ecrire::exporter(options),
    }
}

fn chercher(options: &OptionsChercher) -> Result<CodeSortie> {
    let referentiel = base::lire()?;
    let communes = base::chercher(&referentiel, &options.nom, usize::from(options.max));
    let epcis = base::chercher_epci(&referentiel, &options.nom, usize::from(options.max));
    if communes.is_empty() && epcis.is_empty() {
        return Err(echec(
            CodeSortie::RienAFaire,
            format!(
                "aucune commune ni EPCI ne s'appelle « {} » dans le {}\n  remède : essayez un morceau du nom, sans article",
                options.nom, referentiel.nom
            ),
        ));
    }
    let texte = match options.format {
        FormatListe::Json => en_json(&referentiel, &communes, &epcis)?,
        format => {
            let mut liste = Liste::new(&["à écrire", "nom", "département", "habitants", "EPCI"]);
            communes
                .iter()
                .for_each(|&id| liste.ajouter(ligne_commune(&referentiel, id)));
            epcis
                .iter()
                .for_each(|&rang| liste.ajouter(ligne_epci(&referentiel, rang)));
            liste::rendre(&liste, format, terminal::largeur())
        }
    };
    ecrire_stdout(&texte)?;
    Ok(CodeSortie::Succes)
}

fn ligne_commune(referentiel: &Referentiel, id: UniteId) -> Vec<String> {
    let unite = referentiel.unite(id);
    let departement = referentiel.departement(id);
    vec![
        format!("commune:{}", unite.code),
        unite.nom.clone(),
        format!("{} ({})", departement.nom, departement.code),
        unite
            .population
            .map(|p| nombre(f64::from(p), 0))
            .unwrap_or_default(),
        referentiel
            .epci(id)
            .map(|e| e.nom.clone())
            .unwrap_or_default(),
    ]
}

fn ligne_epci(referentiel: &Referentiel, rang: usize) -> Vec<String> {
    let Some(epci) = referentiel.epcis.get(rang) else {
        return Vec::new();
    };
    let habitants: f64 = epci
        .membres
        .iter()
        .map(|&m| referentiel.population(m))
        .sum();
    let departement = epci.membres.first().map(|&m| referentiel.departement(m));
    vec![
        format!("epci:{}", epci.siren),
        format!("{} ({} communes)", epci.nom, epci.membres.len()),
        departement
            .map(|d| format!("{} ({})", d.nom, d.code))
            .unwrap_or_default(),
        nombre(habitants, 0),
        String::new(),
    ]
}

fn en_json(referentiel: &Referentiel, communes: &[UniteId], epcis: &[usize]) -> Result<String> {
    let commune = |&id: &UniteId| {
        let unite = referentiel.unite(id);
        json!({
            "code": unite.code, "nom": unite.nom, "population": unite.population,
            "departement": referentiel.departement(id).code, "epci": referentiel.epci(id).map(|e| &e.siren),
        })
    };
    let epci = |e: &crate::model::Epci| json!({ "siren": e.siren, "nom": e.nom, "communes": e.membres.len() });
    let valeur = json!({
        "communes": communes.iter().map(commune).collect::<Vec<_>>(),
        "epci": epcis.iter().filter_map(|&rang| referentiel.epcis.get(rang)).map(epci).collect::<Vec<_>>(),
    });
    Ok(serde_json::to_string_pretty(&valeur)? + "\n")
}
