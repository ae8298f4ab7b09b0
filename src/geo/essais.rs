//! A tiny country for the tests of geometry, access and maps: nothing of it is real but some codes.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::{LineString, MultiPolygon, Polygon};

use crate::model::{
    AffectationCpts, Autres, CodeCommune, Colonne, ColonneClasse, Contour, Dataset, Departement,
    Forme, Genre, Membre, Perimetre, Point, Referentiel, Region, Source, SourceId, Unite, UniteId,
    Valeur,
};

pub const ALPHA: UniteId = UniteId(0);
pub const BETA: UniteId = UniteId(1);
/// Touches BETA by a corner only.
pub const GAMMA: UniteId = UniteId(2);
pub const PARIS: UniteId = UniteId(3);
pub const PARIS_1: UniteId = UniteId(4);
/// Between PARIS_1 and VOISINE.
pub const PARIS_2: UniteId = UniteId(5);
pub const VOISINE: UniteId = UniteId(6);
/// Far away, no neighbour.
pub const ILE: UniteId = UniteId(7);

/// Source of everything but the CPTS list.
pub const SOURCE: SourceId = SourceId(0);
/// Source of the CPTS list.
pub const LISTE: SourceId = SourceId(1);

const UNITES: [(&str, &str, usize, u32); 8] = [
    ("48001", "Alpha", 0, 1000),
    ("48002", "Bêta", 0, 2000),
    ("48003", "Gamma", 0, 300),
    ("75056", "Paris", 1, 3000),
    ("75101", "Paris 1er", 1, 1000),
    ("75102", "Paris 2e", 1, 2000),
    ("92001", "Voisine", 2, 500),
    ("97101", "Île", 3, 400),
];

/// Axis-aligned square, counter-clockwise, lower-left corner and side in degrees.
pub fn carre(x: f64, y: f64, cote: f64) -> MultiPolygon<f64> {
    polygone(&[(x, y), (x + cote, y), (x + cote, y + cote), (x, y + cote)])
}

/// Polygon without hole.
pub fn polygone(points: &[(f64, f64)]) -> MultiPolygon<f64> {
    MultiPolygon(vec![Polygon::new(
        LineString::from(points.to_vec()),
        vec![],
    )])
}

/// Polygon with one hole.
pub fn troue(exterieur: &[(f64, f64)], trou: &[(f64, f64)]) -> MultiPolygon<f64> {
    MultiPolygon(vec![Polygon::new(
        LineString::from(exterieur.to_vec()),
        vec![LineString::from(trou.to_vec())],
    )])
}

/// The country: référentiel, outlines and points, without any variable.
pub fn france() -> Dataset {
    let mut d = Dataset {
        referentiel: Arc::new(referentiel()),
        sources: vec![
            source("base", "Base"),
            source("liste_cpts", "Liste des communes par CPTS"),
        ],
        ..Dataset::default()
    };
    let paris = [
        (2.2, 48.8),
        (2.3, 48.8),
        (2.4, 48.8),
        (2.4, 48.9),
        (2.3, 48.9),
        (2.2, 48.9),
    ];
    for (id, geometrie) in [
        (ALPHA, carre(3.0, 44.0, 0.1)),
        (BETA, carre(3.1, 44.0, 0.1)),
        (GAMMA, carre(3.2, 44.1, 0.1)),
        (PARIS, polygone(&paris)),
        (PARIS_1, carre(2.2, 48.8, 0.1)),
        (PARIS_2, carre(2.3, 48.8, 0.1)),
        (VOISINE, carre(2.4, 48.8, 0.1)),
        (ILE, carre(-61.5, 16.2, 0.1)),
    ] {
        let point: Point = super::point_interieur::point_interieur(&geometrie).unwrap();
        d.points.insert(id, point);
        let geometrie = Forme::from(geometrie);
        d.contours.insert(
            id,
            Contour {
                geometrie,
                source: SOURCE,
            },
        );
    }
    d
}

fn referentiel() -> Referentiel {
    let unites = UNITES
        .map(|(code, nom, departement, population)| Unite {
            code: CodeCommune::parse(code).unwrap(),
            nom: nom.to_owned(),
            genre: if code.starts_with("751") {
                Genre::Arrondissement
            } else {
                Genre::Commune
            },
            parent: code.starts_with("751").then_some(PARIS),
            departement,
            epci: None,
            population: Some(population),
        })
        .to_vec();
    let departements = [
        ("48", "Lozère"),
        ("75", "Paris"),
        ("92", "Hauts-de-Seine"),
        ("971", "Guadeloupe"),
    ];
    let mut r = Referentiel::default();
    r.nom = "COG d'essai".to_owned();
    r.millesime_population = 2023;
    r.unites = unites;
    r.departements = departements
        .map(|(code, nom)| Departement {
            code: code.into(),
            nom: nom.into(),
            region: 0,
        })
        .to_vec();
    r.regions = vec![Region {
        code: "76".into(),
        nom: "Région".into(),
    }];
    r.indexer();
    r
}

fn source(id: &str, libelle: &str) -> Source {
    Source {
        id: id.into(),
        libelle: libelle.into(),
        fichier: format!("{id}.csv"),
        sha256: String::new(),
        producteur: "Essai".into(),
        millesime: "2026".into(),
        cog: None,
        licence: "Licence Ouverte 2.0".into(),
        url: None,
    }
}

/// Adds a numeric variable; units not named are absent.
pub fn ajouter(d: &mut Dataset, variable: &str, valeurs: &[(UniteId, Valeur)]) {
    let mut colonne = vec![Valeur::Absente; d.referentiel.unites.len()];
    for (id, valeur) in valeurs {
        colonne[id.0 as usize] = *valeur;
    }
    let colonne = Colonne {
        variable: variable.into(),
        millesime: Some(2023),
        source: SOURCE,
        valeurs: colonne.into(),
        bornes_masque: None,
        autres: Autres::default(),
    };
    d.colonnes
        .insert(variable.into(), BTreeMap::from([(Some(2023), colonne)]));
}

/// Adds a numeric variable of known figures.
pub fn ajouter_connues(d: &mut Dataset, variable: &str, valeurs: &[(UniteId, f64)]) {
    let valeurs: Vec<_> = valeurs
        .iter()
        .map(|&(id, x)| (id, Valeur::Connue(x)))
        .collect();
    ajouter(d, variable, &valeurs);
}

/// Adds a categorical variable; the label of a class is its code in brackets.
pub fn ajouter_classes(d: &mut Dataset, variable: &str, classes: &[(UniteId, &str)]) {
    let mut codes: Vec<&str> = classes.iter().map(|c| c.1).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut rangs = vec![None; d.referentiel.unites.len()];
    for (id, code) in classes {
        rangs[id.0 as usize] = codes.binary_search(code).ok().map(|r| r as u32);
    }
    let colonne = ColonneClasse {
        autres: Autres::default(),
        rejetees: Vec::new(),
        variable: variable.into(),
        millesime: Some(2024),
        source: SOURCE,
        classes: rangs.into(),
        modalites: codes
            .iter()
            .map(|c| ((*c).into(), format!("[{c}]")))
            .collect(),
    };
    d.classes
        .insert(variable.into(), BTreeMap::from([(Some(2024), colonne)]));
}

/// Adds lines of a commune → CPTS list.
pub fn ajouter_cpts(d: &mut Dataset, lignes: &[(UniteId, &str, f64)]) {
    d.cpts
        .extend(lignes.iter().map(|&(unite, cpts, part)| AffectationCpts {
            unite,
            cpts: cpts.into(),
            part,
            source: LISTE,
        }));
}

/// A perimeter of units with their parts.
pub fn perimetre(membres: &[(UniteId, f64)]) -> Perimetre {
    let mut membres: Vec<Membre> = membres
        .iter()
        .map(|&(unite, part)| Membre { unite, part })
        .collect();
    membres.sort_by_key(|m| m.unite);
    Perimetre {
        nom: "Essai".into(),
        expression: "essai".into(),
        genre: crate::model::GenrePerimetre::default(),
        membres,
        constats: Vec::new(),
        cpts: None,
    }
}
