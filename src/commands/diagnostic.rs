//! `cpts diagnostic`: load → compute → rapport → render.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::pipeline::chargement::{Charge, charger};
use super::pipeline::esquisses;
use super::pipeline::rapport;
use super::pipeline::regles::{Fichiers, nommes};
use super::sortie::{CodeSortie, echec, ecrire_fichiers_dans, ecrire_stdout, informer};
use super::{date, terminal};
use crate::cli::echec_si::EchecSi;
use crate::cli::{self, Format, OptionsDiagnostic};
use crate::rapport::Rapport;
use crate::rapport::document::{Document, Edition};
use crate::render;
use crate::render::document::{self, Rendu};
use crate::texte_toml::plus_proche;

/// Runs `cpts diagnostic`.
///
/// # Errors
/// Wrong option, unusable perimeter or file, output that cannot be written; nothing is written before all is computed.
pub fn executer(options: &OptionsDiagnostic) -> Result<CodeSortie> {
    let formats = formats(&options.sortie)?;
    edition_utile(options, &formats)?;
    let fichiers_de_regles = regles(options)?;
    let (regles, mut charge) = lire(options, &fichiers_de_regles)?;
    let date = date::choisir(options.date.as_deref(), charge.date.as_deref())?;
    esquisses::completer(&mut charge.dataset, std::slice::from_ref(&charge.perimetre))?;
    charge.dataset.sources.extend(fichiers_de_regles.sources()?);
    let rapport = rapport::construire(&charge, &regles, date)?;
    sujets_connus(&rapport, options)?;
    let mut fichiers = rendre_fichiers(&rapport, (&regles, edition(options)), &formats)?;
    let stdout = rendre_stdout(&rapport, &regles, options)?;
    if let Some(chemin) = &options.rejets {
        fichiers.push((chemin, render::rejets::rendre(&charge.dataset.rejets)));
    }
    let figures = match &options.figures {
        Some(dossier) => dessins(&composer(&rapport, &regles, Edition::Complete), dossier)?,
        None => Vec::new(),
    };
    fichiers.extend(
        figures
            .iter()
            .map(|(chemin, octets)| (chemin.as_path(), octets.clone())),
    );
    let mut lus = charge.lus.clone();
    lus.extend(fichiers_de_regles.chemins());
    ecrire_fichiers_dans(options.figures.as_deref(), &fichiers, &lus)?;
    for (chemin, _) in &fichiers {
        if !options.communes.quiet {
            informer(&format!("écrit : {}", chemin.display()));
        }
    }
    ecrire_stdout(&stdout)?;
    let code = code(&rapport, options);
    // The process ends here: giving back hundreds of megabytes piece by piece would only make it wait.
    std::mem::forget((charge, rapport, regles));
    Ok(code)
}

/// The rules, and the data: at once when the rules are those of the program, which are never wrong.
fn lire(options: &OptionsDiagnostic, fichiers: &Fichiers) -> Result<(rapport::Regles, Charge)> {
    let charge = || {
        charger(
            &options.perimetre,
            &options.communes,
            options.nom.as_deref(),
        )
    };
    // A wrong date is a usage error: said before any work.
    let dite = || date::choisir(options.date.as_deref(), None);
    if fichiers.est_vide() {
        dite()?;
        let (regles, charge) = rayon::join(|| rapport::Regles::lire(fichiers), charge);
        return Ok((regles?, charge?));
    }
    let regles = rapport::Regles::lire(fichiers)?;
    dite()?;
    Ok((regles, charge()?))
}

/// The rules of the project, then those of the options.
fn regles(options: &OptionsDiagnostic) -> Result<Fichiers> {
    let mut fichiers = Fichiers::de(&options.perimetre)?;
    fichiers
        .descripteurs
        .extend(nommes(&options.communes.descripteur));
    fichiers.catalogue.extend(nommes(&options.catalogue));
    fichiers.bareme.extend(nommes(&options.bareme));
    fichiers.plan.extend(nommes(&options.plan));
    fichiers.plages.extend(nommes(&options.plages));
    fichiers
        .vraisemblance
        .extend(nommes(&options.communes.vraisemblance));
    fichiers
        .fichiers_officiels
        .extend(nommes(&options.fichiers_officiels));
    // The local contract is read by `cpts financement` alone.
    fichiers.contrat.clear();
    Ok(fichiers)
}

/// A condition on an indicator that the report has not would never be met: it is mistyped.
fn sujets_connus(rapport: &Rapport, options: &OptionsDiagnostic) -> Result<()> {
    let ids = || rapport.indicateurs.iter().map(|i| i.id.as_str());
    let sujets = options.echec_si.iter().filter_map(EchecSi::sujet);
    for sujet in sujets {
        if !ids().any(|id| id == sujet) {
            let remede = match plus_proche(ids(), sujet) {
                Some(proche) => format!("vouliez-vous écrire « {proche} » ?"),
                None => "voir les indicateurs : cpts indicateurs".to_owned(),
            };
            return Err(echec(
                CodeSortie::Usage,
                format!(
                    "--echec-si : aucun indicateur « {sujet} » dans ce rapport\n  remède : {remede}"
                ),
            ));
        }
    }
    Ok(())
}

fn code(rapport: &Rapport, options: &OptionsDiagnostic) -> CodeSortie {
    let atteinte = |condition: &EchecSi| rapport.constats.iter().any(|c| condition.atteint(c));
    if options.echec_si.iter().any(atteinte) {
        CodeSortie::Constats
    } else {
        CodeSortie::Succes
    }
}

/// How an output is made.
#[derive(Clone, Copy)]
enum Sortie {
    /// From the report itself.
    Rapport(Format),
    /// From the report itself, as sheets of numbers.
    Classeur,
    /// From the document, in one of its two editions.
    Document(&'static dyn Rendu),
}

/// Files to write with their format, from their extension.
fn formats(sorties: &[PathBuf]) -> Result<Vec<(&Path, Sortie)>> {
    let format = |chemin: &PathBuf| {
        let extension = chemin.extension();
        let extension = extension.map(|e| e.to_string_lossy().to_lowercase());
        let extension = extension.unwrap_or_default();
        if let Some(rendu) = document::pour_extension(&extension) {
            return Ok(Sortie::Document(rendu));
        }
        match extension.as_str() {
            "html" | "htm" => Ok(Sortie::Rapport(Format::Html)),
            "json" => Ok(Sortie::Rapport(Format::Json)),
            "xlsx" => Ok(Sortie::Classeur),
            "txt" => Ok(Sortie::Rapport(Format::Terminal)),
            _ => Err(echec(
                CodeSortie::Usage,
                format!(
                    "{} : format inconnu\n  attendu : un nom en .html, .xlsx, .json, .txt, .{}",
                    chemin.display(),
                    document::extensions().join(" ou .")
                ),
            )),
        }
    };
    sorties
        .iter()
        .map(|chemin| Ok((chemin.as_path(), format(chemin)?)))
        .collect()
}

/// An edition asked for without a document to write would be silently without effect.
fn edition_utile(options: &OptionsDiagnostic, formats: &[(&Path, Sortie)]) -> Result<()> {
    let document = formats
        .iter()
        .any(|(_, s)| matches!(s, Sortie::Document(_)));
    if options.edition.is_none() || document || options.format == Format::Markdown {
        return Ok(());
    }
    Err(echec(
        CodeSortie::Usage,
        "--edition ne vaut que pour un document en .pdf, .docx ou .md\n  remède : ajoutez --sortie rapport.pdf, ou retirez --edition",
    ))
}

/// The edition asked for, short by default.
fn edition(options: &OptionsDiagnostic) -> Edition {
    match options.edition {
        Some(cli::Edition::Complete) => Edition::Complete,
        Some(cli::Edition::Courte) | None => Edition::Courte,
    }
}

fn rendre_fichiers<'a>(
    rapport: &Rapport,
    (regles, edition): (&rapport::Regles, Edition),
    formats: &[(&'a Path, Sortie)],
) -> Result<Vec<(&'a Path, Vec<u8>)>> {
    let rendre = |&(chemin, sortie): &(&'a Path, Sortie)| {
        let octets = match sortie {
            Sortie::Rapport(Format::Html) => render::html::rendre(rapport)?.into_bytes(),
            Sortie::Rapport(Format::Json) => render::json::rendre(rapport)?.into_bytes(),
            Sortie::Rapport(_) => render::terminal::rendre(rapport, 80, false, true).into_bytes(),
            Sortie::Classeur => render::diagnostic_classeur::rendre(rapport)?,
            Sortie::Document(rendu) => rendu.rendre(&composer(rapport, regles, edition))?,
        };
        Ok((chemin, octets))
    };
    formats.iter().map(rendre).collect()
}

/// Every chart and map of the document, as SVG complete in itself and as PNG.
fn dessins(document: &Document<'_>, dossier: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let fichiers = document::figure::fichiers(document)?;
    let place = |(nom, octets): (String, Vec<u8>)| (dossier.join(nom), octets);
    Ok(fichiers.into_iter().map(place).collect())
}

fn composer<'a>(
    rapport: &'a Rapport,
    regles: &'a rapport::Regles,
    edition: Edition,
) -> Document<'a> {
    crate::rapport::document::construire(rapport, (&regles.plan, &regles.edition), edition)
}

fn rendre_stdout(
    rapport: &Rapport,
    regles: &rapport::Regles,
    options: &OptionsDiagnostic,
) -> Result<String> {
    Ok(match options.format {
        Format::Json => render::json::rendre(rapport)?,
        Format::Html => render::html::rendre(rapport)?,
        Format::Markdown => {
            document::markdown::ecrire(&composer(rapport, regles, edition(options)))
        }
        Format::Terminal => {
            let couleurs = terminal::couleurs(options.communes.couleur);
            let (largeur, detail) = (terminal::largeur(), options.detail);
            let mut texte = render::terminal::rendre(rapport, largeur, couleurs, detail);
            if options.sources {
                texte.push('\n');
                texte.push_str(&render::provenance::rendre(rapport));
            }
            texte
        }
    })
}
