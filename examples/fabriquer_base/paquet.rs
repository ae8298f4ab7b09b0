//! What is read: the npm package and the facts it does not state.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// An entry of `communes.json`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Commune {
    pub code: String,
    pub nom: String,
    #[serde(rename = "type")]
    pub genre: String,
    pub zone: String,
    pub departement: String,
    pub population: Option<u32>,
    pub commune: Option<String>,
    pub chef_lieu: Option<String>,
    #[serde(default)]
    pub anciens_codes: Vec<String>,
}

/// An entry of `departements.json` or `regions.json`.
#[derive(Deserialize)]
pub struct Division {
    pub code: String,
    pub nom: String,
    pub region: Option<String>,
}

/// An entry of `epci.json`.
#[derive(Deserialize)]
pub struct Epci {
    pub code: String,
    pub nom: String,
    #[serde(rename = "type")]
    pub genre: String,
    pub membres: Vec<MembreEpci>,
}

#[derive(Deserialize)]
pub struct MembreEpci {
    pub code: String,
}

/// `src/base/mouvements.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mouvements {
    #[serde(rename = "source")]
    pub _source: String,
    pub code: Vec<Mouvement>,
    pub scission: Vec<Mouvement>,
    pub separation: Vec<Mouvement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mouvement {
    #[serde(alias = "de")]
    pub ancien: String,
    pub nom: String,
    pub vers: Cibles,
    pub date: String,
}

/// `src/base/fusions.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fusions {
    #[serde(rename = "source")]
    pub _source: String,
    pub fusion: Vec<Fusion>,
}

/// Codes that stood for a commune until a day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fusion {
    pub date: String,
    pub anciens: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum Cibles {
    Une(String),
    Plusieurs(Vec<String>),
}

impl Cibles {
    pub fn liste(&self) -> &[String] {
        match self {
            Self::Une(code) => std::slice::from_ref(code),
            Self::Plusieurs(codes) => codes,
        }
    }
}

pub fn lire<T: DeserializeOwned>(dossier: &Path, nom: &str) -> Result<Vec<T>> {
    let chemin = dossier.join("data").join(nom);
    let octets = fs::read(&chemin).with_context(|| format!("lecture de {}", chemin.display()))?;
    Ok(serde_json::from_slice(&octets)?)
}
