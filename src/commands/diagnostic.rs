//! `cpts diagnostic`: load → compute → rapport → render.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::chargement::{Charge, charger};
use super::lecture::Lecture;
use super::sortie::{CodeSortie, echec, ecrire_fichiers, ecrire_stdout, informer};
use super::{date, financement, terminal};
use crate::acces;
use crate::baremes::{Bareme, DateCivile};
use crate::check;
use crate::cli::{Format, OptionsDiagnostic};
use crate::financement::PopulationRetenue;
use crate::indicateurs::Catalogue;
use crate::load::source::texte_liste;
use crate::model::{Constat, Dataset, Perimetre, SectionId, Severite, SousDensite, ZonesBlanches};
use crate::rapport::cartes::Cartes;
use crate::rapport::{self, Ingredients, Population, Rapport, financement_tableaux, plan};
use crate::render;

/// Runs `cpts diagnostic`.
///
/// # Errors
/// Wrong option, unusable perimeter or file, output that cannot be written; nothing is written before all is computed.
pub fn executer(options: &OptionsDiagnostic) -> Result<CodeSortie> {
    let formats = formats(&options.sortie)?;
    let catalogue = catalogue(&options.catalogue)?;
    let bareme = bareme(&options.bareme)?;
    // A wrong date is a usage error: said before any work.
    date::choisir(options.date.as_deref(), None)?;
    let charge = charger(
        &options.perimetre,
        &options.communes,
        options.nom.as_deref(),
    )?;
    let date = date::choisir(options.date.as_deref(), charge.date.as_deref())?;
    let rapport = construire(&charge, &catalogue, &bareme, date)?;
    let mut fichiers = rendre_fichiers(&rapport, &formats)?;
    let stdout = rendre_stdout(&rapport, options)?;
    if let Some(chemin) = &options.rejets {
        fichiers.push((chemin, render::rejets::rendre(&charge.dataset.rejets)));
    }
    let mut lus = charge.lus.clone();
    lus.extend(options.catalogue.iter().chain(&options.bareme).cloned());
    ecrire_fichiers(&fichiers, &lus)?;
    for (chemin, _) in &fichiers {
        if !options.communes.quiet {
            informer(&format!("écrit : {}", chemin.display()));
        }
    }
    ecrire_stdout(&stdout)?;
    Ok(code(&rapport, options))
}

fn code(rapport: &Rapport, options: &OptionsDiagnostic) -> CodeSortie {
    let seuil = options.echec_si.map(Severite::from);
    let atteint = |s: Severite| rapport.constats.iter().any(|c| c.severite >= s);
    if seuil.is_some_and(atteint) {
        CodeSortie::Constats
    } else {
        CodeSortie::Succes
    }
}

/// Files to write with their format, from their extension.
fn formats(sorties: &[PathBuf]) -> Result<Vec<(&Path, Format)>> {
    let format = |chemin: &PathBuf| {
        let extension = chemin
            .extension()
            .map(|e| e.to_string_lossy().to_lowercase());
        match extension.as_deref() {
            Some("html" | "htm") => Ok(Format::Html),
            Some("json") => Ok(Format::Json),
            Some("txt") => Ok(Format::Terminal),
            _ => Err(echec(
                CodeSortie::Usage,
                format!(
                    "{} : format inconnu\n  attendu : un nom en .html, .json ou .txt",
                    chemin.display()
                ),
            )),
        }
    };
    sorties
        .iter()
        .map(|chemin| Ok((chemin.as_path(), format(chemin)?)))
        .collect()
}

/// The catalogue of the program with those of the user.
///
/// # Errors
/// File that cannot be read or is not a catalogue.
pub fn catalogue(fichiers: &[PathBuf]) -> Result<Catalogue> {
    let mut catalogue = Catalogue::embarque()?;
    for fichier in fichiers {
        catalogue.avec(&lire(fichier)?, &fichier.to_string_lossy())?;
    }
    Ok(catalogue)
}

/// The scale of the program with those of the user.
///
/// # Errors
/// File that cannot be read or is not a scale.
pub fn bareme(fichiers: &[PathBuf]) -> Result<Bareme> {
    fichiers
        .iter()
        .try_fold(Bareme::embarque()?, |bareme, fichier| {
            Ok(bareme.avec_fichier(&lire(fichier)?, &fichier.to_string_lossy())?)
        })
}

/// A TOML or CSV text of the user.
///
/// # Errors
/// Not an ordinary file, too large, or not text.
pub fn lire(fichier: &Path) -> Result<String> {
    Ok(texte_liste::texte(fichier)?)
}

fn construire(
    charge: &Charge,
    catalogue: &Catalogue,
    bareme: &Bareme,
    date: Option<DateCivile>,
) -> Result<Rapport> {
    let Charge {
        dataset, perimetre, ..
    } = charge;
    let population = population(dataset, perimetre);
    let retenue = PopulationRetenue::municipale(population.valeur, population.millesime);
    let seuil = acces::SeuilApl::du_catalogue(catalogue)?;
    // The figures, the places and the funding do not depend on each other.
    let (indicateurs, (territoire, financement)) = rayon::join(
        || crate::indicateurs::calculer(dataset, perimetre, catalogue),
        || {
            rayon::join(
                || territoire(dataset, perimetre, &seuil),
                || {
                    financement::analyses::pour_diagnostic(
                        bareme, date, dataset, perimetre, retenue,
                    )
                },
            )
        },
    );
    let (zones_blanches, sous_densite, cartes, constats) = territoire;
    let (detail, sources) = financement?;
    let financement = detail.analyse.financement.clone();
    let lecture = Lecture {
        dataset,
        perimetre,
        catalogue,
    };
    let ingredients = Ingredients {
        dataset,
        perimetre,
        indicateurs,
        lecture: &lecture,
        population,
        financement,
        zones_blanches,
        sous_densite,
        cartes,
        constats,
        date,
    };
    let mut rapport = rapport::construire(&plan::plan()?, ingredients);
    let tableaux = financement_tableaux::pour_diagnostic(detail, &sources);
    if let Some(section) = rapport.sections.iter_mut().find(|s| s.id == SectionId::S12) {
        section
            .tableaux
            .extend(tableaux.iter().map(|t| t.id.clone()));
    }
    rapport.tableaux.extend(tableaux);
    Ok(rapport)
}

/// Coverage, scarcity, maps, and what is found in the files.
fn territoire(
    dataset: &Dataset,
    perimetre: &Perimetre,
    seuil: &acces::SeuilApl,
) -> (ZonesBlanches, SousDensite, Option<Cartes>, Vec<Constat>) {
    let zones_blanches = acces::zones_blanches(dataset, perimetre);
    let sous_densite = acces::sous_densite(dataset, perimetre, seuil);
    let cartes = rapport::cartes_pour(dataset, perimetre, &zones_blanches, &sous_densite);
    let constats = check::tout(dataset, perimetre);
    (zones_blanches, sous_densite, cartes, constats)
}

/// Population municipale of the référentiel, each commune for its part.
fn population(dataset: &Dataset, perimetre: &Perimetre) -> Population {
    let referentiel = &dataset.referentiel;
    let mayotte = perimetre
        .membres
        .iter()
        .any(|m| referentiel.unite(m.unite).code.departement() == "976");
    Population {
        valeur: perimetre
            .membres
            .iter()
            .map(|m| m.part * referentiel.population(m.unite))
            .sum(),
        genre: "municipale".to_owned(),
        millesime: Some(referentiel.millesime_population),
        note: mayotte
            .then(|| referentiel.note_population.clone())
            .filter(|n| !n.is_empty()),
    }
}

fn rendre_fichiers<'a>(
    rapport: &Rapport,
    formats: &[(&'a Path, Format)],
) -> Result<Vec<(&'a Path, Vec<u8>)>> {
    let rendre = |&(chemin, format): &(&'a Path, Format)| {
        let texte = match format {
            Format::Html => render::html::rendre(rapport)?,
            Format::Json => render::json::rendre(rapport)?,
            Format::Terminal => render::terminal::rendre(rapport, 80, false),
        };
        Ok((chemin, texte.into_bytes()))
    };
    formats.iter().map(rendre).collect()
}

fn rendre_stdout(rapport: &Rapport, options: &OptionsDiagnostic) -> Result<String> {
    Ok(match options.format {
        Format::Json => render::json::rendre(rapport)?,
        Format::Html => render::html::rendre(rapport)?,
        Format::Terminal => {
            let couleurs = terminal::couleurs(options.communes.couleur);
            let mut texte = render::terminal::rendre(rapport, terminal::largeur(), couleurs);
            if options.sources {
                texte.push('\n');
                texte.push_str(&render::provenance::rendre(rapport));
            }
            texte
        }
    })
}
