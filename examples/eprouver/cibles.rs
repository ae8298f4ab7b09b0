//! The readers, each fed with bytes as if they were a file of the user.

use std::fs;
use std::path::Path;

use cpts::baremes::Bareme;
use cpts::indicateurs::Catalogue;
use cpts::load::perimetre::{fichier, liste, polygones};
use cpts::load::projet::{cpts_toml, referentiel};
use cpts::load::{self, Descripteur};
use cpts::perimetre;
use cpts::progress::Progression;

use crate::corpus;

/// A reader.
#[derive(Debug, Clone, Copy)]
pub enum Cible {
    /// A list of communes or an outline, as a perimeter.
    Liste,
    /// A delimited text of the data folder.
    Csv,
    /// A workbook of the data folder.
    Classeur,
    /// A Parquet of the data folder.
    Parquet,
    /// A GeoJSON of the data folder.
    GeoJson,
    /// A project, a descriptor, a catalogue, a scale.
    Toml,
    /// A list of communes of a reference territory.
    Referentiel,
    /// Gzip and zip containers.
    Archive,
    /// An expression of the command line.
    Expression,
}

impl Cible {
    /// Every reader.
    pub const TOUTES: [Self; 9] = [
        Self::Liste,
        Self::Csv,
        Self::Classeur,
        Self::Parquet,
        Self::GeoJson,
        Self::Toml,
        Self::Referentiel,
        Self::Archive,
        Self::Expression,
    ];

    /// Its name in the account of the run.
    pub const fn nom(&self) -> &'static str {
        match self {
            Self::Liste => "liste",
            Self::Csv => "csv",
            Self::Classeur => "classeur",
            Self::Parquet => "parquet",
            Self::GeoJson => "carte",
            Self::Toml => "toml",
            Self::Referentiel => "referentiel",
            Self::Archive => "archive",
            Self::Expression => "expression",
        }
    }

    /// Ends of the names of the files of the corpus that it damages.
    pub const fn extensions(&self) -> &'static [&'static str] {
        match self {
            Self::Liste => &[".csv", ".txt", ".xlsx", ".geojson"],
            Self::Csv => &[".csv"],
            Self::Classeur => &[".xlsx"],
            Self::Parquet => &[".parquet"],
            Self::GeoJson => &[".geojson"],
            Self::Toml => &[".toml"],
            Self::Referentiel => &["referentiel.csv"],
            Self::Archive => &[".gz", ".xlsx", ".zip"],
            Self::Expression => &[".txt", ".toml"],
        }
    }

    /// Reads the bytes; what is refused is not a fault.
    pub fn lire(&self, octets: &[u8]) -> Result<(), String> {
        let dossier = tempfile::tempdir().map_err(|e| e.to_string())?;
        let fin = self.extensions()[0].trim_start_matches("referentiel");
        let chemin = dossier.path().join(format!("essai{fin}"));
        fs::write(&chemin, octets).map_err(|e| e.to_string())?;
        match self {
            Self::Liste => self.perimetre(&chemin),
            Self::Csv | Self::Classeur | Self::Parquet | Self::GeoJson | Self::Archive => {
                let base = cpts::base::lire().map_err(|e| e.to_string())?;
                let vue = Progression::muette();
                drop(load::charger(
                    dossier.path(),
                    base,
                    &corpus::options(),
                    &vue,
                ));
                Ok(())
            }
            Self::Toml => {
                self.regles(&chemin, &String::from_utf8_lossy(octets));
                Ok(())
            }
            Self::Referentiel => {
                drop(referentiel::lire_referentiel(&chemin));
                Ok(())
            }
            Self::Expression => {
                for ligne in String::from_utf8_lossy(octets).lines().take(50) {
                    drop(perimetre::analyser(ligne));
                }
                Ok(())
            }
        }
    }

    fn perimetre(&self, chemin: &Path) -> Result<(), String> {
        let base = cpts::base::lire().map_err(|e| e.to_string())?;
        let Ok(lu) = fichier::lire(chemin) else {
            return Ok(());
        };
        if let Ok(liste) = liste::lire_liste(&lu, &base) {
            drop(perimetre::resoudre(&liste.expression(), &base, None));
        }
        drop(polygones::lire_carte(&lu));
        Ok(())
    }

    fn regles(&self, chemin: &Path, texte: &str) {
        drop(cpts_toml::lire_projet(chemin));
        drop(Descripteur::lire(texte, "essai.toml"));
        if let Ok(mut catalogue) = Catalogue::embarque() {
            drop(catalogue.avec(texte, "essai.toml"));
        }
        if let Ok(bareme) = Bareme::embarque() {
            drop(bareme.avec_fichier(texte, "essai.toml"));
        }
    }
}
