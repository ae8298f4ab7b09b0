//! `cpts perimetre verifier --tous`: every perimeter of a list over data read once, each as it would be checked alone.

use std::collections::BTreeMap;

use anyhow::Result;
use rayon::prelude::*;

use super::echec_atteint;
use crate::cli::FormatListe;
use crate::cli::perimetre::OptionsVerifier;
use crate::commands::pipeline::constats::du_perimetre;
use crate::commands::pipeline::donnees::dataset;
use crate::commands::pipeline::lot::projet_du_lot;
use crate::commands::pipeline::regles::{Fichiers, nommes};
use crate::commands::pipeline::{groupes, rapport, tous};
use crate::commands::sortie::{CodeSortie, ecrire_stdout, informer};
use crate::commands::terminal;
use crate::model::{Dataset, Perimetre};
use crate::progress::Progression;
use crate::rapport::lot::EchecLot;
use crate::rapport::verifications::{SCHEMA_VERIFICATIONS, Verification, Verifications};
use crate::render::verifications;

/// Runs `cpts perimetre verifier --tous`.
///
/// # Errors
/// Unusable list or file, stdout that cannot be written; a perimeter that fails is told and the others go on, the exit code
/// then being 3.
pub(super) fn executer(liste: &str, options: &OptionsVerifier) -> Result<CodeSortie> {
    let projet = projet_du_lot(options.perimetre.as_deref())?;
    let mut fichiers = projet.as_ref().map(Fichiers::du_projet).unwrap_or_default();
    fichiers.severites.extend(nommes(&options.severites));
    let regles = rapport::Regles::lire(&fichiers)?;
    let liste_lue = tous::lire(liste)?;
    let lu = dataset(&options.communes, projet.as_ref())?;
    let voulus = tous::territoires(&liste_lue, options.dans.as_deref(), &lu)?;
    let lot = Verifications {
        schema: SCHEMA_VERIFICATIONS.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        fictif: lu.referentiel.fictif,
        demande: liste.trim().to_owned(),
        referentiel: lu.referentiel.nom.clone(),
        perimetres: verifies(&voulus, &lu, &regles, options)?,
        echecs: voulus.iter().filter_map(echec_de).collect(),
        sources: lu.sources.clone(),
    };
    for e in &lot.echecs {
        informer(&format!("{}\u{a0}: {}", e.nom, e.motif));
    }
    ecrire_stdout(&match options.format {
        FormatListe::Json => verifications::json(&lot)?,
        FormatListe::Csv => verifications::csv(&lot),
        FormatListe::Terminal => verifications::terminal(&lot, terminal::largeur()),
    })?;
    let code = if lot.echecs.is_empty() {
        let tous = lot.perimetres.iter().flat_map(|p| &p.constats);
        echec_atteint(tous, options)
    } else {
        CodeSortie::Donnees
    };
    // The process ends here: giving back hundreds of megabytes piece by piece would only make it wait.
    std::mem::forget((lu, regles));
    Ok(code)
}

fn echec_de(voulu: &tous::Voulu) -> Option<EchecLot> {
    let erreur = voulu.perimetre.as_ref().err()?;
    Some(EchecLot {
        nom: voulu.nom.clone(),
        motif: format!("{erreur:#}"),
    })
}

/// Each perimeter that was found, in the order of the list.
fn verifies(
    voulus: &[tous::Voulu],
    lu: &Dataset,
    regles: &rapport::Regles,
    options: &OptionsVerifier,
) -> Result<Vec<Verification>> {
    let trouves = voulus.iter().enumerate();
    let trouves: Vec<(usize, &Perimetre)> = trouves
        .filter_map(|(rang, v)| Some((rang, v.perimetre.as_ref().ok()?)))
        .collect();
    let par_rang: BTreeMap<usize, &Perimetre> = trouves.iter().copied().collect();
    let progression = Progression::new(options.communes.quiet);
    progression.territoires(trouves.len());
    let mut faits = BTreeMap::new();
    for groupe in groupes::groupes(lu, &trouves)? {
        let Some(premier) = groupe.first().and_then(|rang| par_rang.get(rang)) else {
            continue;
        };
        let dataset = groupes::dataset(lu, premier, &[])?;
        let faire = |rang: &usize| {
            let perimetre = par_rang.get(rang)?;
            let fait = verifie(&dataset, perimetre, regles);
            progression.avance();
            Some(fait.map(|v| (*rang, v)))
        };
        let siens: Result<Vec<_>> = groupe.par_iter().filter_map(faire).collect();
        faits.extend(siens?);
    }
    progression.fin();
    Ok(faits.into_values().collect())
}

/// A perimeter, checked; its indicators, of which no finding about a perimeter speaks, are not computed.
fn verifie(
    dataset: &Dataset,
    perimetre: &Perimetre,
    regles: &rapport::Regles,
) -> Result<Verification> {
    let rapport = rapport::avec((dataset, perimetre), regles, None, Vec::new)?;
    let constats = du_perimetre(perimetre, &rapport.constats, regles);
    let departements = rapport.perimetre.departements.iter();
    Ok(Verification {
        nom: perimetre.nom.clone(),
        expression: perimetre.expression.clone(),
        departements: departements.map(|d| d.code.clone()).collect(),
        communes: perimetre.membres.len(),
        population: rapport.population.valeur,
        millesime_population: rapport.population.millesime,
        taille: rapport.financement.taille,
        gravite: constats.first().map(|c| c.severite),
        constats,
    })
}
