//! `cpts financement`: load → compute → rapport → render.

mod analyses;
mod contrat;
mod erreur;
mod perimetres;
mod resultats;
mod sorties;

use std::path::PathBuf;

use anyhow::Result;

use super::date;
use super::pipeline::regles::{Fichiers, nommes};
use super::sortie::{CodeSortie, ecrire_fichiers, ecrire_stdout, informer};
use crate::cli::financement::OptionsFinancement;
use crate::financement::lister;
use crate::perimetre::lignes_perdues;
use crate::rapport::financement::{Ingredients, RapportFinancement};
use erreur::usage;

/// Runs `cpts financement`.
///
/// # Errors
/// Wrong option, unusable scale, contract, perimeter or file, output that cannot be written; nothing is written before
/// all is computed.
pub fn executer(options: &OptionsFinancement) -> Result<CodeSortie> {
    let formats = sorties::formats(options)?;
    verifier(options)?;
    let regles = regles(options)?;
    let bareme = regles.lire_bareme()?;
    date::choisir(options.date.as_deref(), None)?;
    let contrat = contrat::lire(options, &regles)?;
    let lus = perimetres::lire(options)?;
    let date = date::choisir(options.date.as_deref(), lus.date.as_deref())?;
    let regles_lues = (&bareme, &regles.lire_fichiers_officiels()?);
    let perimetres = analyses::analyser(options, &lus, regles_lues, date, &contrat)?;
    let rapport = RapportFinancement::new(Ingredients {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        fictif: lus.dataset.as_ref().is_some_and(|d| d.referentiel.fictif),
        parametres: lister(&bareme, date),
        references: bareme.references().to_vec(),
        sources: {
            let mut sources = analyses::sources(&lus);
            sources.extend(regles.sources()?);
            sources
        },
        date,
        perimetres,
    });
    dire_les_lignes_perdues(options, &lus);
    let fichiers = sorties::fichiers(&rapport, options, &formats)?;
    let stdout = sorties::stdout(&rapport, options)?;
    ecrire_fichiers(&fichiers, &entrees(options, &regles, &lus.fichiers))?;
    for (chemin, _) in fichiers.iter().filter(|_| !options.communes.quiet) {
        informer(&format!("écrit : {}", chemin.display()));
    }
    ecrire_stdout(&stdout)?;
    Ok(CodeSortie::Succes)
}

/// Says what the list of CPTS may hide: of a row that could not be read, no CPTS, or one that lacks a commune, comes out.
fn dire_les_lignes_perdues(options: &OptionsFinancement, lus: &perimetres::Lus) {
    let perdues = lus.dataset.iter().flat_map(|d| &d.cpts_perdues);
    let perdues: Vec<_> = perdues.collect();
    let muet = options.communes.quiet || options.toutes_les_cpts.is_none();
    if let Some(texte) = lignes_perdues(&perdues).filter(|_| !muet) {
        informer(&format!(
            "attention : {texte} : une CPTS peut manquer, ou une commune à une CPTS, dont la population n'est alors qu'un minimum"
        ));
    }
}

/// Files that were read, which no output may replace.
fn entrees(options: &OptionsFinancement, regles: &Fichiers, lus: &[PathBuf]) -> Vec<PathBuf> {
    let mut entrees = regles.chemins();
    entrees.extend(lus.iter().chain(&options.resultats).cloned());
    entrees
}

/// The rules of the project, when it is the only perimeter, then those of the options.
fn regles(options: &OptionsFinancement) -> Result<Fichiers> {
    let mut fichiers = match options.perimetres.as_slice() {
        [seul] => Fichiers::de(seul)?,
        _ => Fichiers::default(),
    };
    fichiers
        .descripteurs
        .extend(nommes(&options.communes.descripteur));
    fichiers
        .vraisemblance
        .extend(nommes(&options.communes.vraisemblance));
    fichiers.passages.extend(nommes(&options.communes.passages));
    fichiers.bareme.extend(nommes(&options.bareme));
    if let Some(contrat) = &options.contrat {
        fichiers.contrat = nommes(std::slice::from_ref(contrat));
    }
    if fichiers.contrat.is_empty() && (options.resultats.is_some() || options.crise) {
        return Err(usage(
            "--resultats et --crise vont avec un contrat\n  attendu : --contrat FICHIER, ou contrat = \"fichier\" dans [regles] du projet",
        ));
    }
    // Indicators and sections are read by `cpts diagnostic` alone.
    fichiers.catalogue.clear();
    fichiers.plan.clear();
    fichiers.plages.clear();
    fichiers.severites.clear();
    fichiers.stades.clear();
    Ok(fichiers)
}

/// What clap cannot say: something to do, and options that only suit one perimeter.
fn verifier(options: &OptionsFinancement) -> Result<()> {
    let plusieurs = options.perimetres.len() > 1 || options.toutes_les_cpts.is_some();
    let rien = options.perimetres.is_empty() && options.toutes_les_cpts.is_none();
    if rien && options.population.is_none() && !options.bareme_liste {
        return Err(usage(
            "il manque un périmètre\n  attendu : un PERIMETRE, --toutes-les-cpts, --population N ou --bareme-liste",
        ));
    }
    if plusieurs && (options.population.is_some() || options.contrat.is_some()) {
        return Err(usage(
            "--population et --contrat ne vont qu'avec un seul périmètre",
        ));
    }
    if rien
        && options.population.is_none()
        && (options.signature.is_some() || options.contrat.is_some())
    {
        return Err(usage(
            "--signature et --contrat demandent un périmètre ou --population",
        ));
    }
    Ok(())
}
