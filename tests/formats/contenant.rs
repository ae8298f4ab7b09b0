//! What a generated table is written in: delimited text, GeoJSON, JSON tree.

use std::collections::BTreeMap;

use cpts::load::format::descripteur::{Arbre, Descripteur, Genre};
use serde_json::{Map, Value, json};

/// Squares of a commune: longitude and latitude of the first one, degrees between two, squares in a row.
const GRILLE: (f64, f64, f64, usize) = (2.0, 45.0, 0.05, 40);

/// A row: its cells by column, and the rank of its commune.
pub struct Rangee {
    /// Cells.
    pub cellules: BTreeMap<usize, String>,
    /// Rank of the commune.
    pub rang: usize,
}

/// Centre of the square of a commune.
pub fn point(rang: usize) -> (f64, f64) {
    let (lon, lat, pas, largeur) = GRILLE;
    let arrondi = |x: f64| (x * 1e4).round() / 1e4;
    (
        arrondi(lon + pas * (rang % largeur) as f64),
        arrondi(lat + pas * (rang / largeur) as f64),
    )
}

/// What is written so far, in the container of a descriptor.
pub enum Contenant<'a> {
    /// Lines of a delimited text.
    Texte(String),
    /// Features.
    Geojson(Vec<Value>),
    /// Branches of a tree.
    Arbre(&'a Arbre, Vec<Value>),
}

impl<'a> Contenant<'a> {
    /// The container of a descriptor, empty.
    pub fn new(d: &'a Descripteur) -> Self {
        match (d.reconnaissance.genres.first(), &d.arbre) {
            (Some(Genre::Geojson), _) => Self::Geojson(Vec::new()),
            (_, Some(arbre)) => Self::Arbre(arbre, Vec::new()),
            _ => Self::Texte(String::new()),
        }
    }

    /// Adds some rows.
    pub fn ajoute(&mut self, noms: &[String], rangees: Vec<Rangee>) {
        match self {
            Self::Texte(texte) => {
                for r in rangees {
                    let mut ici = 0;
                    for (place, cellule) in &r.cellules {
                        texte.extend(std::iter::repeat_n(';', place - ici));
                        texte.push_str(cellule);
                        ici = *place;
                    }
                    texte.extend(std::iter::repeat_n(
                        ';',
                        (noms.len()).saturating_sub(1 + ici),
                    ));
                    texte.push('\n');
                }
            }
            Self::Geojson(objets) => objets.extend(rangees.iter().map(|r| objet(noms, r))),
            Self::Arbre(arbre, branches) => {
                branches.extend(rangees.iter().map(|r| branche(arbre, noms, r)))
            }
        }
    }

    /// The whole file.
    pub fn finit(self, d: &Descripteur, noms: &[String], titre: Option<&str>, an: u16) -> String {
        match self {
            Self::Texte(lignes) if d.sans_entete.is_some() => lignes,
            Self::Texte(lignes) => {
                let vides = ";".repeat(noms.len().saturating_sub(1));
                let titre = titre.map(|t| format!("{t}{vides}\n")).unwrap_or_default();
                format!("{titre}{}\n{lignes}", noms.join(";"))
            }
            Self::Geojson(objets) => {
                json!({ "type": "FeatureCollection", "features": objets }).to_string()
            }
            Self::Arbre(arbre, branches) => {
                let racine = arbre.chemin.first().cloned().unwrap_or_default();
                json!({ "generatedAt": format!("{an}-05-02"), racine: branches, "schemaVersion": "1" }).to_string()
            }
        }
    }
}

fn objet(noms: &[String], r: &Rangee) -> Value {
    let (x, y) = point(r.rang);
    let pas = GRILLE.2 / 2.0;
    let anneau = [
        (-pas, -pas),
        (pas, -pas),
        (pas, pas),
        (-pas, pas),
        (-pas, -pas),
    ];
    let anneau: Vec<[f64; 2]> = anneau.iter().map(|(a, b)| [x + a, y + b]).collect();
    let proprietes = noms.iter().enumerate();
    let proprietes: Map<String, Value> = proprietes
        .map(|(i, n)| (n.clone(), r.cellules.get(&i).cloned().into()))
        .collect();
    json!({ "type": "Feature", "properties": proprietes, "geometry": { "type": "Polygon", "coordinates": [anneau] } })
}

/// One branch of the tree by row.
fn branche(arbre: &Arbre, noms: &[String], rangee: &Rangee) -> Value {
    let mut niveaux = vec![json!({}); arbre.chemin.len()];
    for (place, texte) in &rangee.cellules {
        let Some(chemin) = noms.get(*place).and_then(|n| arbre.colonnes.get(n)) else {
            continue;
        };
        let suite = chemin.trim_start_matches('^');
        let rang = niveaux.len() - 1 - (chemin.len() - suite.len());
        pose(
            &mut niveaux[rang],
            &suite.split('.').collect::<Vec<_>>(),
            texte,
        );
    }
    let dedans = niveaux
        .into_iter()
        .zip(arbre.chemin.iter().skip(1).map(Some).chain([None]));
    let emboite = |dessous: Option<Value>, (mut ici, cle): (Value, Option<&String>)| {
        if let (Some(cle), Some(dessous)) = (cle, dessous) {
            ici[cle.as_str()] = json!([dessous]);
        }
        Some(ici)
    };
    let mut ordre: Vec<_> = dedans.collect();
    ordre.reverse();
    ordre.into_iter().fold(None, emboite).unwrap_or_default()
}

/// Puts a text at the end of a path, making what is on the way.
fn pose(ici: &mut Value, chemin: &[&str], texte: &str) {
    let Some((pas, suite)) = chemin.split_first() else {
        *ici = Value::from(texte);
        return;
    };
    let (cle, choix) = pas.split_once('[').map_or((*pas, None), |(cle, c)| {
        (cle, c.trim_end_matches(']').split_once('='))
    });
    let place = &mut ici[cle];
    match choix {
        None => pose(place, suite, texte),
        Some((nom, valeur)) => {
            if place.is_null() {
                *place = json!([{ nom: valeur }]);
            }
            pose(&mut place[0], suite, texte);
        }
    }
}
