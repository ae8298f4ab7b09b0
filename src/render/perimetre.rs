//! A perimeter as a file that another program reads: list, project, GeoJSON (RFC 7946), KML (OGC 2.2).

pub mod apercu;

use std::fmt::Write as _;

use geo::{LineString, MultiPolygon};
use serde_json::json;

use super::ErreurRendu;
use super::export::geometrie;
use super::listes::{self, Liste};
use super::svg::echappe;
use crate::francais::{compte, denombre};
use crate::rapport::limites::{CommuneTracee, Limites};

/// Codes, names and parts under a comment that tells their vintage: a list that reads back to the same perimeter.
#[must_use]
pub fn csv(l: &Limites) -> String {
    let mut liste = Liste::new(&["code", "nom", "part", "population", "departement", "epci"]);
    for c in &l.communes {
        liste.ajouter(vec![
            c.code.to_string(),
            c.nom.clone(),
            c.part.to_string(),
            c.population.map(|p| p.to_string()).unwrap_or_default(),
            c.departement.clone(),
            c.epci.clone().unwrap_or_default(),
        ]);
    }
    format!("{}{}", commentaire(l), listes::csv(&liste))
}

/// A code a line, with its part when it is not whole.
#[must_use]
pub fn txt(l: &Limites) -> String {
    let lignes = l.communes.iter().map(|c| code(c) + "\n");
    lignes.fold(commentaire(l), |texte, ligne| texte + &ligne)
}

/// A `cpts.toml` project.
///
/// # Errors
/// [`ErreurRendu::Json`], never in practice.
pub fn toml(l: &Limites) -> Result<String, ErreurRendu> {
    let codes: Vec<String> = l.communes.iter().map(code).collect();
    // A JSON text without control characters is a TOML one.
    Ok(format!(
        "{}[cpts]\nnom = {}\nperimetre = \"commune:{}\"\n",
        commentaire(l),
        serde_json::to_string(&sans_commande(&l.nom))?,
        codes.join(",")
    ))
}

fn code(c: &CommuneTracee) -> String {
    if c.part < 1.0 {
        format!("{}@{}", c.code, c.part)
    } else {
        c.code.to_string()
    }
}

fn commentaire(l: &Limites) -> String {
    format!(
        "# {}, {}, {} ({})\n",
        sans_commande(&l.nom),
        denombre(l.communes.len(), "commune", "communes"),
        compte(l.population, "habitant", "habitants"),
        sans_commande(&l.referentiel),
    )
}

/// One line, without what cannot be seen.
fn sans_commande(texte: &str) -> String {
    let lettre = |c: char| if c.is_control() { ' ' } else { c };
    texte.chars().map(lettre).collect()
}

/// A feature by commune, or one for the outline of all.
///
/// # Errors
/// [`ErreurRendu::Json`], never in practice.
pub fn geojson(l: &Limites, contour: bool) -> Result<String, ErreurRendu> {
    let commune = |c: &CommuneTracee| {
        json!({
            "type": "Feature",
            "geometry": c.contour.as_ref().map(geometrie),
            "properties": {
                "code": c.code, "nom": c.nom, "part": c.part, "population": c.population,
                "departement": c.departement, "epci": c.epci,
            },
        })
    };
    let tout = || {
        json!({
            "type": "Feature",
            "geometry": geometrie(&l.contour),
            "properties": {
                "nom": l.nom, "communes": l.communes.len(), "population": l.population,
                "referentiel": l.referentiel, "contours_simplifies": l.simplifies,
            },
        })
    };
    let entites: Vec<_> = if contour {
        vec![tout()]
    } else {
        l.communes.iter().map(commune).collect()
    };
    let lignes: Result<Vec<String>, _> = entites.iter().map(serde_json::to_string).collect();
    Ok(format!(
        "{{\"type\":\"FeatureCollection\",\"name\":{},\"features\":[\n{}\n]}}\n",
        serde_json::to_string(&l.nom)?,
        lignes?.join(",\n")
    ))
}

/// The same as KML; communes without outline have a placemark without geometry.
#[must_use]
pub fn kml(l: &Limites, contour: bool) -> String {
    let mut texte = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n<name>{}</name>\n",
        xml(&l.nom)
    );
    if contour {
        let nombre = l.communes.len().to_string();
        let donnees = [("communes", nombre), ("referentiel", l.referentiel.clone())];
        repere(&mut texte, &l.nom, &donnees, Some(&l.contour));
    } else {
        for c in &l.communes {
            let mut donnees = vec![("code", c.code.to_string()), ("part", c.part.to_string())];
            donnees.extend(c.population.map(|p| ("population", p.to_string())));
            donnees.extend(c.epci.clone().map(|e| ("epci", e)));
            repere(&mut texte, &c.nom, &donnees, c.contour.as_ref());
        }
    }
    texte + "</Document>\n</kml>\n"
}

fn repere(
    texte: &mut String,
    nom: &str,
    donnees: &[(&str, String)],
    forme: Option<&MultiPolygon<f64>>,
) {
    let _ = write!(texte, "<Placemark><name>{}</name><ExtendedData>", xml(nom));
    for (cle, valeur) in donnees {
        let _ = write!(
            texte,
            "<Data name=\"{cle}\"><value>{}</value></Data>",
            xml(valeur)
        );
    }
    texte.push_str("</ExtendedData>");
    if let Some(forme) = forme {
        texte.push_str("<MultiGeometry>");
        for p in forme {
            let trous = p.interiors().iter().map(|t| bord("innerBoundaryIs", t));
            let _ = write!(
                texte,
                "<Polygon>{}{}</Polygon>",
                bord("outerBoundaryIs", p.exterior()),
                trous.collect::<String>()
            );
        }
        texte.push_str("</MultiGeometry>");
    }
    texte.push_str("</Placemark>\n");
}

fn bord(balise: &str, anneau: &LineString<f64>) -> String {
    let points: Vec<String> = anneau
        .0
        .iter()
        .map(|c| format!("{},{}", c.x, c.y))
        .collect();
    format!(
        "<{balise}><LinearRing><coordinates>{}</coordinates></LinearRing></{balise}>",
        points.join(" ")
    )
}

fn xml(texte: &str) -> String {
    let permis: String = texte
        .chars()
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    echappe(&permis)
}
