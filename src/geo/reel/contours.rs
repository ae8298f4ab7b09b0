//! The real outlines, read once.

use std::io::Read;
use std::path::PathBuf;

use flate2::read::GzDecoder;
use serde_json::Value;

use super::*;

pub(super) fn dossier() -> Option<PathBuf> {
    let dossier = std::env::var_os("CPTS_DONNEES_REELLES").map(PathBuf::from);
    if dossier.is_none() {
        eprintln!("ignoré : CPTS_DONNEES_REELLES n'est pas défini");
    }
    dossier
}

/// The outlines as published, in a référentiel of their own.
pub(crate) struct Reel {
    pub referentiel: Referentiel,
    pub contours: BTreeMap<UniteId, Contour>,
}

impl Reel {
    pub(crate) fn lire() -> Option<Self> {
        let geo = dossier()?.join("geo");
        let gz = std::fs::File::open(geo.join("communes_2025.geojson.gz")).unwrap();
        let mut texte = String::new();
        GzDecoder::new(gz).read_to_string(&mut texte).unwrap();
        let mut formes = objets(&texte);
        let arrondissements = geo.join("arrondissements_municipaux_2025.geojson");
        formes.extend(objets(&std::fs::read_to_string(arrondissements).unwrap()));
        Some(Self::new(formes))
    }

    pub(super) fn new(formes: BTreeMap<CodeCommune, MultiPolygon<f64>>) -> Self {
        let mut referentiel = Referentiel::default();
        referentiel.unites = formes.keys().map(|&code| unite(code)).collect();
        referentiel.departements = vec![Departement {
            code: "00".into(),
            nom: String::new(),
            region: 0,
        }];
        referentiel.regions = vec![Region {
            code: "00".into(),
            nom: String::new(),
        }];
        referentiel.indexer();
        for (code, ville) in [("751", "75056"), ("132", "13055"), ("6938", "69123")] {
            let ville = referentiel.par_code(CodeCommune::parse(ville).unwrap());
            for u in &mut referentiel.unites {
                if u.code.as_str().starts_with(code) && est_arrondissement(u.code) {
                    u.parent = ville;
                }
            }
        }
        referentiel.indexer();
        let contours = formes
            .into_values()
            .zip(0u32..)
            .map(|(g, i)| {
                let geometrie = g.into();
                let source = SourceId(0);
                (UniteId(i), Contour { geometrie, source })
            })
            .collect();
        Self {
            referentiel,
            contours,
        }
    }

    pub(crate) fn id(&self, code: &str) -> UniteId {
        let code = CodeCommune::parse(code).unwrap();
        self.referentiel.par_code(code).unwrap()
    }

    pub(super) fn forme(&self, code: &str) -> &MultiPolygon<f64> {
        &self.contours[&self.id(code)].geometrie
    }

    pub(super) fn du_departement(&self, dep: &str) -> BTreeSet<UniteId> {
        let r = &self.referentiel;
        r.ids()
            .filter(|&id| r.unite(id).code.departement() == dep)
            .filter(|&id| r.unite(id).genre != Genre::Arrondissement)
            .collect()
    }

    pub(super) fn voisines(&self, codes: &[&str]) -> Vec<String> {
        let ensemble = codes.iter().map(|c| self.id(c)).collect();
        adjacence::voisines(&self.referentiel, &self.contours, &ensemble)
            .into_iter()
            .map(|id| self.referentiel.unite(id).code.to_string())
            .collect()
    }
}

fn est_arrondissement(code: CodeCommune) -> bool {
    let n: u32 = code.as_str().parse().unwrap_or(0);
    matches!(n, 75_101..=75_120 | 13_201..=13_216 | 69_381..=69_389)
}

fn unite(code: CodeCommune) -> Unite {
    Unite {
        code,
        nom: code.to_string(),
        genre: if est_arrondissement(code) {
            Genre::Arrondissement
        } else {
            Genre::Commune
        },
        parent: None,
        departement: 0,
        epci: None,
        population: None,
    }
}

fn objets(texte: &str) -> BTreeMap<CodeCommune, MultiPolygon<f64>> {
    let collection: Value = serde_json::from_str(texte).unwrap();
    let objets = collection["features"].as_array().unwrap();
    objets
        .iter()
        .map(|f| {
            let code = f["properties"]["code"].as_str().unwrap();
            (CodeCommune::parse(code).unwrap(), forme(&f["geometry"]))
        })
        .collect()
}

fn forme(geometrie: &Value) -> MultiPolygon<f64> {
    let coordonnees = geometrie["coordinates"].clone();
    if geometrie["type"] == "Polygon" {
        return MultiPolygon(vec![polygone(&coordonnees)]);
    }
    coordonnees
        .as_array()
        .unwrap()
        .iter()
        .map(polygone)
        .collect()
}

fn polygone(anneaux: &Value) -> geo::Polygon<f64> {
    let mut anneaux = anneaux.as_array().unwrap().iter().map(|a| {
        let points: Vec<[f64; 2]> = serde_json::from_value(a.clone()).unwrap();
        geo::LineString::from(points)
    });
    let exterieur = anneaux.next().unwrap();
    geo::Polygon::new(exterieur, anneaux.collect())
}
