//! The formats of the outputs, from their extension, and their bytes.

use crate::model::SectionId;
use std::path::Path;

use anyhow::Result;

use super::erreur::usage;
use crate::cli::FormatListe;
use crate::cli::financement::{NomTableau, OptionsFinancement};
use crate::commands::terminal;
use crate::rapport::Tableau;
use crate::rapport::document::{contrat, contrat_entier};
use crate::rapport::financement::RapportFinancement;
use crate::rapport::financement_tableaux::tableaux;
use crate::render::document::{self, Rendu};
use crate::render::financement::terminal::Choix;
use crate::render::financement::{classeur, ics, json, terminal as texte};
use crate::render::tableau_csv as csv;

/// Formats of a file.
#[derive(Clone, Copy)]
pub enum Genre {
    /// The stable contract.
    Json,
    /// One table.
    Csv,
    /// Every table, as a page.
    Html,
    /// Every table.
    Xlsx,
    /// The dated rows.
    Ics,
    /// The text of the terminal.
    Texte,
    /// Pages to read.
    Document(&'static dyn Rendu),
}

/// Files to write with their format, from their extension.
///
/// # Errors
/// Extension unknown, calendar asked for without signature: usage error.
pub fn formats(options: &OptionsFinancement) -> Result<Vec<(&Path, Genre)>> {
    let liste: Vec<(&Path, Genre)> = options
        .sortie
        .iter()
        .map(|chemin| Ok((chemin.as_path(), genre(chemin)?)))
        .collect::<Result<_>>()?;
    if options.signature.is_none() && liste.iter().any(|(_, g)| matches!(g, Genre::Ics)) {
        return Err(usage(
            "un calendrier .ics demande la date de signature\n  remède : ajoutez --signature AAAA-MM-JJ",
        ));
    }
    Ok(liste)
}

fn genre(chemin: &Path) -> Result<Genre> {
    let extension = chemin
        .extension()
        .map(|e| e.to_string_lossy().to_lowercase());
    if let Some("html" | "htm") = extension.as_deref() {
        return Ok(Genre::Html);
    }
    if let Some(rendu) = document::pour_chemin(chemin) {
        return Ok(Genre::Document(rendu));
    }
    match extension.as_deref() {
        Some("json") => Ok(Genre::Json),
        Some("csv") => Ok(Genre::Csv),
        Some("xlsx") => Ok(Genre::Xlsx),
        Some("ics") => Ok(Genre::Ics),
        Some("txt") => Ok(Genre::Texte),
        _ => Err(usage(format!(
            "{} : format inconnu\n  attendu : un nom en .json, .csv, .xlsx, .ics, .txt, .{}",
            chemin.display(),
            document::extensions().join(" ou .")
        ))),
    }
}

/// Bytes of every file.
///
/// # Errors
/// Report that cannot be laid out.
pub fn fichiers<'a>(
    rapport: &RapportFinancement,
    options: &OptionsFinancement,
    formats: &[(&'a Path, Genre)],
) -> Result<Vec<(&'a Path, Vec<u8>)>> {
    let rendre = |&(chemin, genre): &(&'a Path, Genre)| {
        let octets = match genre {
            Genre::Json => json::rendre(rapport)?.into_bytes(),
            Genre::Csv => csv::rendre(&tableau(rapport, options)).into_bytes(),
            Genre::Html => document::html::Html.rendre(&contrat_entier::construire(rapport))?,
            Genre::Xlsx => classeur::rendre(rapport)?,
            Genre::Ics => ics::rendre(rapport).into_bytes(),
            Genre::Texte => texte::rendre(rapport, &choix(options, 120)).into_bytes(),
            Genre::Document(rendu) => rendu.rendre(&contrat::construire(rapport))?,
        };
        Ok((chemin, octets))
    };
    formats.iter().map(rendre).collect()
}

/// Text of the standard output.
///
/// # Errors
/// Report that cannot be laid out.
pub fn stdout(rapport: &RapportFinancement, options: &OptionsFinancement) -> Result<String> {
    Ok(match options.format {
        FormatListe::Json => json::rendre(rapport)?,
        FormatListe::Csv => csv::rendre(&tableau(rapport, options)),
        FormatListe::Terminal if tient(rapport, options) => ecran(rapport, terminal::largeur()),
        FormatListe::Terminal => texte::rendre(rapport, &choix(options, terminal::largeur())),
    })
}

/// Whether the terminal shows one perimeter on one screen.
fn tient(rapport: &RapportFinancement, options: &OptionsFinancement) -> bool {
    let entier = options.detail || options.tableau.is_some() || options.bareme_liste;
    rapport.perimetres.len() == 1 && !entier
}

/// The page of the contract without its small print.
fn ecran(rapport: &RapportFinancement, largeur: u16) -> String {
    let page = document::texte::ecrire(&contrat::construire_bref(rapport), largeur, false);
    page + "\n--detail\u{a0}: chaque montant et ce qui lui manque, les remarques et les références\n"
}

fn choix(options: &OptionsFinancement, largeur: u16) -> Choix {
    let mut ids: Vec<String> = options.tableau.iter().map(|t| t.id().to_owned()).collect();
    if ids.is_empty() && options.bareme_liste {
        ids.push(NomTableau::Parametres.id().to_owned());
    }
    Choix {
        tableaux: ids,
        largeur,
    }
}

/// The table asked for; without rows when the report has none.
fn tableau(rapport: &RapportFinancement, options: &OptionsFinancement) -> Tableau {
    let id = match (options.tableau, options.bareme_liste) {
        (Some(t), _) => t.id(),
        (None, true) => NomTableau::Parametres.id(),
        (None, false) => NomTableau::Perimetres.id(),
    };
    let tous = tableaux(rapport);
    tous.into_iter().find(|t| t.id == id).unwrap_or(Tableau {
        id: id.to_owned(),
        section: SectionId::S12,
        titre: String::new(),
        colonnes: Vec::new(),
        lignes: Vec::new(),
        note: None,
        sources: Vec::new(),
    })
}
