//! Where `--tous` writes: a folder of reports with its index, or summaries alone.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::super::formats::{Sortie, formats};
use crate::cli::{Format, OptionsDiagnostic};
use crate::commands::sortie::{CodeSortie, echec};

/// A summary of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Resume {
    /// A row by territory, a column by indicator.
    Csv,
    /// The same as a workbook, with places and dictionary.
    Xlsx,
    /// The contract.
    Json,
    /// The page with the map and the table.
    Html,
}

/// Where things go.
pub(super) struct Destination {
    /// Folder of the reports.
    pub dossier: Option<PathBuf>,
    /// Summaries asked for by name.
    pub resumes: Vec<(PathBuf, Resume)>,
    /// What follows the point in the names of the reports of each territory.
    pub formats: Vec<String>,
}

impl Destination {
    /// What the options ask for.
    ///
    /// # Errors
    /// Two folders, formats of reports without folder, an unknown format, a format of stdout that the list has not.
    pub(super) fn lire(options: &OptionsDiagnostic) -> Result<Self> {
        if !matches!(options.format, Format::Terminal | Format::Json) {
            return Err(usage(
                "--tous n'écrit sur la sortie standard que --format terminal ou json",
            ));
        }
        let (mut dossier, mut resumes) = (None, Vec::new());
        for chemin in &options.sortie {
            match resume(chemin) {
                Some(genre) => resumes.push((chemin.clone(), genre)),
                None if dossier.is_some() => {
                    return Err(usage("--tous : un seul dossier de rapports"));
                }
                None => dossier = Some(chemin.clone()),
            }
        }
        let mut voulus = options.formats.clone();
        if dossier.is_none() && !voulus.is_empty() {
            return Err(usage(
                "--formats demande un dossier\n  attendu : --sortie DOSSIER",
            ));
        }
        if dossier.is_some() && voulus.is_empty() {
            voulus.push("html".to_owned());
        }
        let mut extensions: Vec<String> = Vec::new();
        for voulu in &voulus {
            let net = voulu.trim().trim_start_matches('.').to_lowercase();
            let nom = PathBuf::from(format!("rapport.{net}"));
            let permis =
                !net.is_empty() && net.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
            if !permis || formats(std::slice::from_ref(&nom)).is_err() {
                return Err(usage(format!(
                    "--formats : « {voulu} » n'est pas un format\n  attendu : html, json, pdf, docx, xlsx, md, csv, communes.csv, geojson ou txt"
                )));
            }
            if !extensions.contains(&net) {
                extensions.push(net);
            }
        }
        Ok(Self {
            dossier,
            resumes,
            formats: extensions,
        })
    }

    /// The report files of a territory, by their names in the folder.
    pub(super) fn noms(&self, nom: &str) -> Vec<String> {
        let formats = self.formats.iter();
        formats.map(|format| format!("{nom}.{format}")).collect()
    }

    /// Stand-ins for the reports of a territory, to check options against.
    pub(super) fn modeles(&self) -> Vec<PathBuf> {
        self.noms("rapport")
            .into_iter()
            .map(PathBuf::from)
            .collect()
    }
}

/// How each of some files is made.
pub(super) fn sorties(chemins: &[PathBuf]) -> Result<Vec<(&Path, Sortie)>> {
    formats(chemins)
}

fn resume(chemin: &Path) -> Option<Resume> {
    if chemin.is_dir() {
        return None;
    }
    let extension = chemin.extension()?.to_string_lossy().to_lowercase();
    match extension.as_str() {
        "csv" => Some(Resume::Csv),
        "xlsx" => Some(Resume::Xlsx),
        "json" => Some(Resume::Json),
        "html" | "htm" => Some(Resume::Html),
        _ => None,
    }
}

fn usage(message: impl Into<String>) -> anyhow::Error {
    echec(CodeSortie::Usage, message)
}
