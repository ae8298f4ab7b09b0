//! Reads a `cpts.toml` project: the perimeter, the data folder, and the mapping of the user's own files.

use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use crate::model::{DateCivile, Emplacement, ErreurDonnees, GenreErreur};

use crate::load::format::noms::Noms;
use crate::load::format::utilisateur::FichierProjet;
use crate::load::source::texte_liste::texte;
use crate::texte_toml;

/// A project file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Projet {
    /// The CPTS.
    pub cpts: SectionCpts,
    /// The user's own list of territories, for a territory outside the COG.
    #[serde(default)]
    pub referentiel: Option<SectionReferentiel>,
    /// The user's own rules, that complete or replace those of the program.
    #[serde(default)]
    pub regles: SectionRegles,
    /// Mapping of the user's own files of the data folder.
    #[serde(default, rename = "fichier")]
    pub fichiers: Vec<FichierProjet>,
    /// Folder of the project file: other paths are relative to it.
    #[serde(skip)]
    pub dossier: PathBuf,
    /// Where the project file names its data folder.
    #[serde(skip)]
    pub lieu_donnees: Option<Emplacement>,
}

/// `[cpts]`
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionCpts {
    /// Name shown on the report.
    #[serde(default)]
    pub nom: Option<String>,
    /// A file relative to the project, or an expression.
    pub perimetre: String,
    /// Data folder or prepared file, relative to the project; several are laid one over the other, the last on top.
    #[serde(default)]
    pub donnees: Noms,
    /// File of the data folder whose population municipale weighs and divides, in the place of the embedded one.
    #[serde(default)]
    pub population: Option<String>,
    /// Date of the report, `2026-06-30`.
    #[serde(default)]
    pub date: Option<String>,
}

/// `[referentiel]`
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionReferentiel {
    /// CSV file, relative to the project.
    pub fichier: PathBuf,
    /// Name: « COG fictif 2026 ».
    #[serde(default)]
    pub nom: Option<String>,
    /// Whether the territories are invented.
    #[serde(default)]
    pub fictif: bool,
    /// Year of its populations.
    #[serde(default)]
    pub millesime_population: Option<u16>,
}

/// `[regles]`: files relative to the project.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionRegles {
    /// Descriptors of formats.
    #[serde(default)]
    pub descripteurs: Noms,
    /// Catalogues of indicators.
    #[serde(default)]
    pub catalogue: Noms,
    /// Scales of the agreement.
    #[serde(default)]
    pub bareme: Noms,
    /// Local contract, for the funding.
    pub contrat: Option<PathBuf>,
    /// Plausible ranges.
    #[serde(default)]
    pub plages: Noms,
    /// Severities of the findings.
    #[serde(default)]
    pub severites: Noms,
    /// Thresholds of the figures that no commune can have.
    #[serde(default)]
    pub vraisemblance: Noms,
    /// What the variables are, and the official files that give them.
    #[serde(default)]
    pub fichiers_officiels: Noms,
    /// Bridges between communes that do not touch.
    #[serde(default)]
    pub passages: Noms,
    /// Words of the lists for the stages of the CPTS.
    #[serde(default)]
    pub stades: Noms,
    /// Plan of the report.
    pub plan: Option<PathBuf>,
}

impl Projet {
    /// A path of the project, relative to its folder.
    #[must_use]
    pub fn chemin(&self, relatif: &Path) -> PathBuf {
        self.dossier.join(relatif)
    }
}

/// Reads a project file.
///
/// # Errors
/// [`ErreurDonnees`] with the line of an unknown key, a missing one, a wrong type, a date that is not a day, or a
/// mapped file outside the data folder.
pub fn lire_projet(chemin: &Path) -> Result<Projet, ErreurDonnees> {
    let dossier = chemin.parent().unwrap_or(Path::new("")).to_owned();
    let mut projet = analyser_projet(&chemin.display().to_string(), &texte(chemin)?)?;
    projet.dossier = dossier;
    Ok(projet)
}

/// Reads a project from its text; `fichier` names it in messages.
///
/// # Errors
/// Those of [`lire_projet`] but for the file itself.
pub fn analyser_projet(fichier: &str, contenu: &str) -> Result<Projet, ErreurDonnees> {
    let mut projet: Projet = texte_toml::lire(contenu, fichier).map_err(sous_titre)?;
    let lieu = |cle: &str| match ligne_de(contenu, cle) {
        Some(ligne) => Emplacement::fichier(fichier).ligne(ligne),
        None => Emplacement::fichier(fichier),
    };
    projet.lieu_donnees = (1..)
        .zip(contenu.lines())
        .find(|(_, l)| l.trim_start().starts_with("donnees"))
        .map(|(n, _)| Emplacement::fichier(fichier).ligne(n));
    if projet.cpts.perimetre.trim().is_empty() {
        return Err(ErreurDonnees::new(lieu("perimetre"), "perimetre est vide")
            .attendu("un fichier ou une expression : perimetre = \"epci:200069193\""));
    }
    if let Some(date) = projet
        .cpts
        .date
        .as_deref()
        .filter(|d| DateCivile::parse(d).is_err())
    {
        return Err(ErreurDonnees::new(lieu("date"), "date illisible")
            .valeur(date)
            .attendu("un jour : date = \"2026-06-30\""));
    }
    for mappe in &projet.fichiers {
        if !est_dedans(&mappe.nom) {
            return Err(
                ErreurDonnees::new(lieu(&mappe.nom), "fichier hors du dossier de données")
                    .valeur(mappe.nom.as_str())
                    .attendu("un chemin relatif au dossier de données, sans « .. »")
                    .remede("déposez le fichier dans le dossier de données"),
            );
        }
    }
    Ok(projet)
}

/// Says how a project is laid out when a title lacks or a key is not under its own.
fn sous_titre(erreur: ErreurDonnees) -> ErreurDonnees {
    let sans_titre = match &erreur.genre {
        GenreErreur::NomInconnu {
            connus,
            proche: None,
        } => connus.first().is_some_and(|c| c == "cpts"),
        GenreErreur::CleManquante(cle) => cle == "cpts",
        _ => false,
    };
    if sans_titre {
        return erreur.remede(
            "rangez les clés sous leur titre : [cpts], puis perimetre = \"epci:200069193\"",
        );
    }
    erreur
}

/// First line that holds a key or a value.
fn ligne_de(contenu: &str, cherche: &str) -> Option<u64> {
    (1..)
        .zip(contenu.lines())
        .find(|(_, l)| l.contains(cherche))
        .map(|(n, _)| n)
}

/// A relative path without `..`, on every system.
fn est_dedans(nom: &str) -> bool {
    let normal = nom.replace('\\', "/");
    let lecteur = normal.as_bytes().get(1) == Some(&b':');
    !normal.is_empty()
        && !lecteur
        && Path::new(&normal)
            .components()
            .all(|c| matches!(c, Component::Normal(_) | Component::CurDir))
}

#[cfg(test)]
mod tests;
