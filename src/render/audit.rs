//! The audit of coverage: JSON, terminal, workbook, and its communes as GeoJSON.

use std::collections::BTreeMap;

use geo::MultiPolygon;
use serde_json::{Value, json};

use super::listes::{self, Liste, puce, puce_constat};
use super::{ErreurRendu, diagnostic_classeur, json as contrat};
use crate::francais::{compte, denombre, nombre};
use crate::model::{AuditCouverture, CodeCommune, SCHEMA_ZONES_BLANCHES};
use crate::rapport::audit::{POCHES, places, poche, tableaux};
use crate::rapport::{Cellule, Tableau};

/// Pockets in the terminal; `--detail` gives all.
const POCHES_DITES: usize = 10;

/// The contract, indented.
///
/// # Errors
/// [`ErreurRendu::NombreNonFini`].
pub fn json(a: &AuditCouverture) -> Result<String, ErreurRendu> {
    contrat::ecrire(a)
}

/// JSON Schema of what [`json()`] writes.
#[must_use]
pub fn schema() -> Value {
    contrat::schema_de::<AuditCouverture>(
        SCHEMA_ZONES_BLANCHES,
        "Couverture d'un territoire par les CPTS",
    )
}

/// Every table, a sheet each.
///
/// # Errors
/// [`ErreurRendu::Classeur`]: more rows than the format has.
pub fn xlsx(a: &AuditCouverture) -> Result<Vec<u8>, ErreurRendu> {
    diagnostic_classeur::de_tableaux(&a.territoire, tableaux(a))
}

/// What one reads in a hurry.
#[must_use]
pub fn terminal(a: &AuditCouverture, detail: bool, largeur: u16) -> String {
    let mut texte = format!(
        "{}\n{}, {} ({})\n",
        a.territoire,
        places(a),
        compte(a.population, "habitant", "habitants"),
        a.referentiel
    );
    for tableau in tableaux(a) {
        let cachee = matches!(tableau.id.as_str(), "communes" | "cpts") && !detail;
        if cachee || tableau.lignes.is_empty() {
            continue;
        }
        texte.push_str(&format!("\n{}\n", tableau.titre));
        if tableau.id == POCHES {
            texte.push_str(&poches(a, detail, largeur));
        } else {
            texte.push_str(&listes::terminal_ou_fiches(&liste(&tableau), largeur));
        }
    }
    texte.push('\n');
    for constat in &a.constats {
        texte.push_str(&puce_constat(constat, largeur));
    }
    texte.push_str(&puce(&a.note, largeur));
    texte
}

/// The first pockets, or all of them.
fn poches(a: &AuditCouverture, detail: bool, largeur: u16) -> String {
    let montrees = if detail { usize::MAX } else { POCHES_DITES };
    let dites = a.poches.iter().take(montrees);
    let mut texte: String = dites.map(|p| puce(&poche(p), largeur)).collect();
    let reste = a.poches.len().saturating_sub(montrees);
    if reste > 0 {
        texte.push_str(&format!(
            "et {}, avec --detail\n",
            denombre(reste, "autre poche", "autres poches")
        ));
    }
    texte
}

/// A table for a reader.
fn liste(tableau: &Tableau) -> Liste {
    let titres: Vec<String> = tableau
        .colonnes
        .iter()
        .map(|c| c.titre.to_lowercase())
        .collect();
    let titres: Vec<&str> = titres.iter().map(String::as_str).collect();
    let mut liste = Liste::new(&titres);
    for ligne in &tableau.lignes {
        liste.ajouter(
            ligne
                .iter()
                .map(|c| match c {
                    Cellule::Nombre(x) => nombre(*x, 0),
                    Cellule::Texte(t) => t.clone(),
                })
                .collect(),
        );
    }
    liste
}

/// A feature by commune without CPTS, with its pocket; no geometry where no outline is known (RFC 7946).
///
/// # Errors
/// [`ErreurRendu::Json`], never in practice.
pub fn geojson(
    a: &AuditCouverture,
    contours: &BTreeMap<CodeCommune, MultiPolygon<f64>>,
) -> Result<String, ErreurRendu> {
    let mut entites = Vec::new();
    for poche in &a.poches {
        for commune in &poche.communes {
            let geometrie = contours.get(&commune.code).map(super::export::geometrie);
            let entite = json!({
                "type": "Feature",
                "geometry": geometrie,
                "properties": {
                    "code": commune.code, "nom": commune.nom, "population": commune.population,
                    "poche": poche.rang, "nom_poche": poche.nom, "population_poche": poche.population,
                },
            });
            entites.push(serde_json::to_string(&entite)?);
        }
    }
    Ok(format!(
        "{{\"type\":\"FeatureCollection\",\"name\":{},\"features\":[\n{}\n]}}\n",
        serde_json::to_string(&a.territoire)?,
        entites.join(",\n")
    ))
}
