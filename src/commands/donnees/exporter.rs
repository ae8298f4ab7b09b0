//! `cpts donnees exporter`: the table of the communes, in the formats of the outputs, with the dictionary of its columns.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::cli::donnees::OptionsExporter;
use crate::commands::pipeline::chargement::charger;
use crate::commands::pipeline::esquisses;
use crate::commands::pipeline::export::table;
use crate::commands::pipeline::regles::{Fichiers, nommes};
use crate::commands::sortie::{CodeSortie, echec, ecrire_fichiers, informer};
use crate::francais::denombre;
use crate::rapport::export::TableCommunes;
use crate::render::{ErreurRendu, export};

/// A format, by its extension.
type Format = fn(&TableCommunes) -> Result<Vec<u8>, ErreurRendu>;

const FORMATS: [(&str, Format); 4] = [
    ("csv", |t| Ok(export::csv(t).into_bytes())),
    ("xlsx", export::xlsx),
    ("geojson", |t| Ok(export::geojson(t)?.into_bytes())),
    ("parquet", export::parquet),
];

/// Runs `cpts donnees exporter`.
///
/// # Errors
/// Unknown extension, unusable perimeter or data, output that cannot be written; all the files are written or none.
pub(super) fn executer(options: &OptionsExporter) -> Result<CodeSortie> {
    let sorties = options
        .sortie
        .iter()
        .map(|s| Ok((s.as_path(), format(s)?)))
        .collect::<Result<Vec<_>>>()?;
    let mut fichiers = Fichiers::de(&options.perimetre)?;
    fichiers.catalogue.extend(nommes(&options.catalogue));
    let catalogue = fichiers.lire_catalogue()?;
    let mut charge = charger(&options.perimetre, &options.communes, None)?;
    esquisses::completer(&mut charge.dataset, std::slice::from_ref(&charge.perimetre))?;
    let table = table(&charge.dataset, &charge.perimetre, &catalogue);
    let dictionnaires: Vec<PathBuf> = options.sortie.iter().map(|s| a_cote(s)).collect();
    let mut ecrits: Vec<(&Path, Vec<u8>)> = Vec::new();
    for (sortie, rendre) in sorties {
        ecrits.push((sortie, rendre(&table)?));
    }
    for dictionnaire in &dictionnaires {
        // Outputs of the same name and of several formats share one.
        if !ecrits.iter().any(|(deja, _)| deja == dictionnaire) {
            ecrits.push((dictionnaire, export::dictionnaire(&table).into_bytes()));
        }
    }
    let mut lus = charge.lus.clone();
    lus.extend(fichiers.chemins());
    ecrire_fichiers(&ecrits, &lus)?;
    if !options.communes.quiet {
        for (chemin, _) in &ecrits {
            informer(&format!("écrit : {}", chemin.display()));
        }
        let communes = denombre(table.lignes(), "commune", "communes");
        informer(&format!(
            "{communes}, {}",
            denombre(table.colonnes.len(), "colonne", "colonnes")
        ));
    }
    Ok(CodeSortie::Succes)
}

fn format(sortie: &Path) -> Result<Format> {
    let extension = sortie
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let connu = FORMATS
        .iter()
        .find(|(e, _)| *e == extension || (*e == "geojson" && extension == "json"));
    connu.map(|(_, format)| *format).ok_or_else(|| {
        let message = format!(
            "--sortie {} : format inconnu\n  attendu : une extension .csv, .xlsx, .geojson ou .parquet",
            sortie.display()
        );
        echec(CodeSortie::Usage, message)
    })
}

/// `communes-dictionnaire.csv` beside `communes.parquet`.
fn a_cote(sortie: &Path) -> PathBuf {
    let souche = sortie.file_stem().unwrap_or_default().to_string_lossy();
    sortie.with_file_name(format!("{souche}-dictionnaire.csv"))
}
