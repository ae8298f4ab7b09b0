//! The file of a perimeter, read once: a list (text or workbook) or polygons; anything else is named with its remedy.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::model::{Emplacement, ErreurDonnees};

use crate::load::perimetre::{grille_code, grille_json};
use crate::load::source::acces::Acces;
use crate::load::source::nature::{Nature, nature};
use crate::load::source::texte_liste::{TAILLE_MAX, octets, texte_de};
use crate::load::table::parquet::Parquet;

/// What a perimeter file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Contenu {
    /// A list: delimited text, JSON, a list pasted from a program.
    Liste(String),
    /// A list in a workbook.
    Classeur(Vec<u8>),
    /// A GeoJSON, or the full export of a uMap map.
    Carte(String),
}

/// A perimeter file and its content.
#[derive(Debug, Clone, PartialEq)]
pub struct Fichier {
    /// Where it was read.
    pub chemin: PathBuf,
    /// What it holds.
    pub contenu: Contenu,
}

impl Fichier {
    /// Its name in messages.
    #[must_use]
    pub fn nom(&self) -> String {
        self.chemin.display().to_string()
    }
}

/// Reads a perimeter file.
///
/// # Errors
/// [`ErreurDonnees`] when it cannot be read, or is of a kind that is not read: what to do is said.
pub fn lire(chemin: &Path) -> Result<Fichier, ErreurDonnees> {
    let octets = octets(chemin)?;
    let nom = chemin.display().to_string();
    let fichier = |contenu| Fichier {
        chemin: chemin.to_owned(),
        contenu,
    };
    match nature(&nom, &octets) {
        None | Some(Nature::JsonListe) => {}
        Some(Nature::Ods | Nature::Xls) => return Ok(fichier(Contenu::Classeur(octets))),
        Some(Nature::Umap) => return Ok(fichier(Contenu::Carte(texte_de(&nom, &octets)?))),
        Some(Nature::Parquet) => return Ok(fichier(Contenu::Liste(du_parquet(&nom, octets)?))),
        Some(autre) => return Err(non_lu(&nom, autre)),
    }
    if octets.starts_with(b"PK\x03\x04") {
        return Ok(fichier(Contenu::Classeur(octets)));
    }
    let texte = texte_de(&nom, &octets)?;
    let extension = chemin
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    Ok(fichier(if est_carte(extension, &texte) {
        Contenu::Carte(texte)
    } else {
        Contenu::Liste(texte)
    }))
}

/// The rows of a Parquet file, as those of a text.
fn du_parquet(nom: &str, octets: Vec<u8>) -> Result<String, ErreurDonnees> {
    let ouvert = Parquet::ouvre(Acces::de_la_memoire(octets), TAILLE_MAX);
    let texte = ouvert.and_then(|parquet| parquet.texte(TAILLE_MAX));
    texte.map_err(|defaut| {
        ErreurDonnees::new(Emplacement::fichier(nom), &defaut.texte)
            .attendu("une liste de communes, une par ligne")
            .remede(defaut.remede())
    })
}

fn non_lu(nom: &str, nature: Nature) -> ErreurDonnees {
    ErreurDonnees::new(
        Emplacement::fichier(nom),
        format!("ce format n'est pas lu : {}", nature.libelle()),
    )
    .attendu("une liste de communes (CSV, TXT, JSON, .xlsx, .xls, .ods, .parquet) ou un contour (GeoJSON)")
    .remede(nature.remede())
}

/// Type of a JSON object.
#[derive(Deserialize)]
struct Typee {
    #[serde(rename = "type", default)]
    genre: Option<serde_json::Value>,
}

/// Whether a text is a GeoJSON, whole or broken.
fn est_carte(extension: &str, texte: &str) -> bool {
    let net = texte.trim_start();
    if extension.eq_ignore_ascii_case("geojson") && !net.starts_with('[') {
        return true;
    }
    if !net.starts_with('{') {
        return false;
    }
    let types = [
        "FeatureCollection",
        "Feature",
        "GeometryCollection",
        "Polygon",
        "MultiPolygon",
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
    ];
    match serde_json::from_str::<Typee>(net) {
        Ok(lu) => lu
            .genre
            .as_ref()
            .and_then(|g| g.as_str())
            .is_some_and(|g| types.contains(&g)),
        Err(_) => !grille_json::est_json(net) && grille_code::grille("", net).is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lu(nom: &str, octets: &[u8]) -> Result<Contenu, String> {
        let dossier = tempfile::tempdir().unwrap();
        let chemin = dossier.path().join(nom);
        std::fs::write(&chemin, octets).unwrap();
        lire(&chemin).map(|f| f.contenu).map_err(|e| e.to_string())
    }

    #[test]
    fn a_file_is_known_by_its_content() {
        assert!(matches!(lu("a.csv", b"48095\n"), Ok(Contenu::Liste(_))));
        assert!(matches!(
            lu("a.json", b"[\"48095\"]"),
            Ok(Contenu::Liste(_))
        ));
        assert!(matches!(
            lu("a.json", b"{\"communes\":[\"48095\"]}"),
            Ok(Contenu::Liste(_))
        ));
        assert!(matches!(
            lu("a.txt", b"{48095, 48080}"),
            Ok(Contenu::Liste(_))
        ));
        assert!(matches!(
            lu("a.json", b" {\"type\":\"Polygon\",\"coordinates\":[]}"),
            Ok(Contenu::Carte(_))
        ));
        assert!(matches!(
            lu("a.umap", b"{\"type\":\"umap\"}"),
            Ok(Contenu::Carte(_))
        ));
        assert!(matches!(
            lu("a.geojson", b"{\n\"type\":"),
            Ok(Contenu::Carte(_))
        ));
    }

    #[test]
    fn other_formats_are_named_with_what_to_do() {
        for (nom, octets, morceau) in [
            ("a.kml", &b"<?xml version='1.0'?><kml>"[..], "GeoJSON"),
            ("a.gpkg", b"SQLite format 3\0...", "GeoJSON"),
            ("a.shp", &[0, 0, 0x27, 0x0a, 0, 0], "GeoJSON"),
            ("a.json", b"{\"type\":\"Topology\"}", "GeoJSON"),
            ("a.pdf", b"%PDF-1.7", "tableur"),
        ] {
            let message = lu(nom, octets).unwrap_err();
            assert!(
                message.contains("remède") && message.contains(morceau),
                "{message}"
            );
        }
    }
}
