//! Extracts the real Lozère from published packages: outlines, town halls and the population of an earlier census.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result};

use crate::Fichier;
use crate::cartes::coordonnees;
use crate::geometrie::Point;
use crate::wkb;

const DEPARTEMENT: &str = "48";

/// A commune of the extract.
struct Commune {
    code: String,
    nom: String,
    polygones: Vec<Vec<Vec<Point>>>,
    mairie: Option<Point>,
}

/// SIREN of the four EPCI of the west of the département, in the example perimeter.
const OUEST: [&str; 4] = ["200069144", "200069185", "200069268", "244800470"];

/// The files of `data-samples/lozere/`: outlines from `communes`, populations from `npm2`, EPCI from `npm6`.
pub fn fichiers(communes: &Path, npm2: &Path, npm6: &Path) -> Result<Vec<Fichier>> {
    let toutes = lire(communes)?;
    let gardees: Vec<&Commune> = {
        let cotes: BTreeSet<_> = toutes.iter().filter(dedans).flat_map(cotes).collect();
        toutes.iter().filter(|c| cotes_touches(c, &cotes)).collect()
    };
    Ok(vec![
        (
            "perimetres/quatre-epci-ouest.csv",
            membres(npm6, &OUEST)?.into_bytes(),
        ),
        (
            "donnees/contours-lozere-et-voisines.geojson",
            contours(&gardees).into_bytes(),
        ),
        (
            "donnees/mairies-lozere-et-voisines.csv",
            mairies(&gardees).into_bytes(),
        ),
        (
            "donnees/population-2020-lozere.csv",
            populations(npm2)?.into_bytes(),
        ),
    ])
}

fn dedans(commune: &&Commune) -> bool {
    commune.code.starts_with(DEPARTEMENT)
}

/// Communes of the département and those that share a side with one of them.
fn cotes_touches(commune: &Commune, departement: &BTreeSet<(Point, Point)>) -> bool {
    cotes(commune).iter().any(|cote| departement.contains(cote))
}

fn cotes(commune: &Commune) -> Vec<(Point, Point)> {
    let anneaux = commune.polygones.iter().flatten();
    anneaux
        .flat_map(|a| a.windows(2).map(|c| (c[0].min(c[1]), c[0].max(c[1]))))
        .collect()
}

/// Current communes with their outline, sorted by code; coordinates rounded to a millionth of a degree, as published.
fn lire(chemin: &Path) -> Result<Vec<Commune>> {
    let mut lecteur = csv::Reader::from_path(chemin)
        .with_context(|| format!("lecture de {}", chemin.display()))?;
    let entetes = lecteur.headers()?.clone();
    let rang = |nom: &str| {
        entetes
            .iter()
            .position(|e| e == nom)
            .with_context(|| format!("colonne {nom}"))
    };
    let (code, genre, nom) = (rang("code")?, rang("type")?, rang("nom")?);
    let (geometrie, mairie) = (rang("geometry")?, rang("mairie_localisation")?);
    let mut communes = Vec::new();
    for ligne in lecteur.records() {
        let ligne = ligne?;
        let case = |i: usize| ligne.get(i).unwrap_or_default();
        if case(genre) != "COM" || matches!(case(geometrie), "" | "\\N") {
            continue;
        }
        communes.push(Commune {
            code: case(code).to_owned(),
            nom: case(nom).to_owned(),
            polygones: polygones(case(geometrie))?,
            mairie: wkb::point(case(mairie)).ok().map(millioniemes),
        });
    }
    communes.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(communes)
}

fn polygones(hexadecimal: &str) -> Result<Vec<Vec<Vec<Point>>>> {
    let anneau = |a: wkb::Anneau| a.into_iter().map(millioniemes).collect();
    let lus = wkb::multipolygone(hexadecimal)?;
    Ok(lus
        .into_iter()
        .map(|p| p.into_iter().map(anneau).collect())
        .collect())
}

fn millioniemes((x, y): (f64, f64)) -> Point {
    ((x * 1e6).round() as i64, (y * 1e6).round() as i64)
}

fn contours(communes: &[&Commune]) -> String {
    let objets: Vec<String> = communes.iter().map(|c| objet(c)).collect();
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n",
        objets.join(",\n")
    )
}

fn objet(commune: &Commune) -> String {
    let polygones: Vec<String> = commune
        .polygones
        .iter()
        .map(|p| {
            format!(
                "[{}]",
                p.iter().map(coordonnees).collect::<Vec<_>>().join(",")
            )
        })
        .collect();
    let (genre, geometrie) = match polygones.as_slice() {
        [seul] => ("Polygon", seul.clone()),
        plusieurs => ("MultiPolygon", format!("[{}]", plusieurs.join(","))),
    };
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{}\",\"nom\":\"{}\"}},\"geometry\":{{\"type\":\"{genre}\",\"coordinates\":{geometrie}}}}}",
        commune.code, commune.nom
    )
}

fn mairies(communes: &[&Commune]) -> String {
    let mut texte = String::from("code,nom,lon,lat\n");
    for commune in communes {
        if let Some((x, y)) = commune.mairie {
            let (lon, lat) = (x as f64 / 1e6, y as f64 / 1e6);
            let _ = writeln!(texte, "{},{},{lon:.6},{lat:.6}", commune.code, commune.nom);
        }
    }
    texte
}

/// Population municipale 2020 of the communes of the département, from the COG 2022 package.
fn populations(npm: &Path) -> Result<String> {
    let communes = liste(npm, "communes")?;
    let mut lignes: Vec<(&str, &str, u64)> = communes
        .iter()
        .filter(|c| c["type"] == "commune-actuelle" && c["departement"] == DEPARTEMENT)
        .filter_map(|c| {
            Some((
                c["code"].as_str()?,
                c["nom"].as_str()?,
                c["population"].as_u64()?,
            ))
        })
        .collect();
    lignes.sort_unstable();
    let mut sortie = String::from("code,nom,population_municipale_2020\n");
    for (code, nom, population) in lignes {
        let _ = writeln!(sortie, "{code},{nom},{population}");
    }
    Ok(sortie)
}

/// Member communes of some EPCI, sorted by code.
fn membres(npm: &Path, sirens: &[&str]) -> Result<String> {
    let epcis = liste(npm, "epci")?;
    let mut lignes: Vec<(&str, &str)> = epcis
        .iter()
        .filter(|e| {
            e["code"]
                .as_str()
                .is_some_and(|siren| sirens.contains(&siren))
        })
        .filter_map(|e| e["membres"].as_array())
        .flatten()
        .filter_map(|c| Some((c["code"].as_str()?, c["nom"].as_str()?)))
        .collect();
    lignes.sort_unstable();
    let mut sortie = String::from("code,nom\n");
    for (code, nom) in lignes {
        let _ = writeln!(sortie, "{code},{nom}");
    }
    Ok(sortie)
}

/// One JSON list of the npm package.
fn liste(npm: &Path, nom: &str) -> Result<Vec<serde_json::Value>> {
    let chemin = npm.join(format!("data/{nom}.json"));
    let octets =
        std::fs::read(&chemin).with_context(|| format!("lecture de {}", chemin.display()))?;
    Ok(serde_json::from_slice(&octets)?)
}
