//! `cpts perimetre verifier`: what a perimeter is, after all corrections.

use anyhow::Result;
use serde_json::json;

use super::pipeline::chargement::{Charge, charger};
use super::sortie::{CodeSortie, ecrire_stdout, informer};
use super::{liste, terminal};
use crate::cli::{FormatListe, OptionsVerifier};
use crate::francais::{compte, denombre, nombre};
use crate::perimetre;
use crate::rapport::{PerimetreRapport, territoire};
use crate::render::listes::{Liste, puce};

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
    if options.format == FormatListe::Csv {
        for constat in &charge.perimetre.constats {
            informer(puce(&constat.texte, terminal::largeur()).trim_end());
        }
    }
    ecrire_stdout(&texte)?;
    Ok(CodeSortie::Succes)
}

/// The communes for a program: bare numbers, codes of the territories.
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

/// The communes for a reader: French numbers, names of the territories, parts only when one is not whole.
fn lisibles(decrit: &PerimetreRapport) -> Liste {
    let partielles = decrit.communes.iter().any(|c| c.part < 1.0);
    let mut titres = vec!["code", "nom", "habitants", "département", "EPCI"];
    if partielles {
        titres.insert(2, "part");
    }
    let mut liste = Liste::new(&titres);
    for c in &decrit.communes {
        let nom = |siren: &String| {
            decrit
                .epci
                .iter()
                .find(|e| e.siren == *siren)
                .map(|e| e.nom.clone())
        };
        let departement = decrit.departements.iter().find(|d| d.code == c.departement);
        let mut ligne = vec![
            c.code.to_string(),
            c.nom.clone(),
            c.population.map(|p| nombre(p, 0)).unwrap_or_default(),
            departement.map_or(c.departement.clone(), |d| format!("{} ({})", d.nom, d.code)),
            c.epci.as_ref().and_then(nom).unwrap_or_default(),
        ];
        if partielles {
            ligne.insert(2, c.part.to_string().replace('.', ","));
        }
        liste.ajouter(ligne);
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
        &lisibles(decrit),
        FormatListe::Terminal,
        terminal::largeur(),
    ));
    for constat in &charge.perimetre.constats {
        texte.push_str(&puce(&constat.texte, terminal::largeur()));
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
