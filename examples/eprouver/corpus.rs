//! The kept corpus: every file of the samples, the wrong ones included.

use std::fs;
use std::path::Path;

use cpts::load::{Options, Seuils};
use cpts::model::Source;

use crate::de_csv::parquet_de_csv;

/// A file of the samples.
pub struct Piece {
    /// Its name, in lower case.
    pub nom: String,
    /// What it holds.
    pub octets: Vec<u8>,
}

/// Largest file taken: a trial must stay quick.
const MAX: usize = 400_000;

/// Every file under a folder, sorted by path; a plain CSV is also written as Parquet.
pub fn lire(dossier: &Path) -> Vec<Piece> {
    let mut chemins = Vec::new();
    parcourir(dossier, &mut chemins);
    chemins.sort();
    chemins
        .iter()
        .filter_map(|c| {
            let octets = fs::read(c).ok().filter(|o| o.len() <= MAX)?;
            let nom = c.file_name()?.to_string_lossy().to_lowercase();
            Some(Piece { nom, octets })
        })
        .flat_map(|piece| [en_parquet(&piece), Some(piece)])
        .flatten()
        .collect()
}

fn en_parquet(piece: &Piece) -> Option<Piece> {
    let souche = piece.nom.strip_suffix(".csv")?;
    let octets = parquet_de_csv(&piece.octets)?;
    let nom = format!("{souche}.parquet");
    Some(Piece { nom, octets })
}

fn parcourir(dossier: &Path, chemins: &mut Vec<std::path::PathBuf>) {
    for entree in fs::read_dir(dossier).into_iter().flatten().flatten() {
        let chemin = entree.path();
        if chemin.is_dir() {
            parcourir(&chemin, chemins);
        } else {
            chemins.push(chemin);
        }
    }
}

/// The options of a folder read without any project.
#[expect(
    clippy::unwrap_used,
    reason = "the embedded thresholds are those of the repository"
)]
pub fn options() -> Options {
    Options {
        fichiers: Vec::new(),
        descripteurs: Vec::new(),
        population: None,
        vraisemblance: Seuils::embarques().unwrap(),
        source_referentiel: Source {
            id: "essai".to_owned(),
            libelle: "essai".to_owned(),
            fichier: "essai".to_owned(),
            sha256: String::new(),
            producteur: "essai".to_owned(),
            millesime: "2023".to_owned(),
            cog: None,
            licence: "essai".to_owned(),
            url: None,
        },
        seul_processus: false,
        annexes: |_| Vec::new(),
        strict: false,
        cache: None,
    }
}
