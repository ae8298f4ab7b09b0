//! Checks on the real national outlines, run when `CPTS_DONNEES_REELLES` names their folder.

mod contours;

use std::collections::{BTreeMap, BTreeSet};

use geo::{Distance, GeodesicArea, MultiPolygon};

use super::inclusion::Inclusion;
use super::lambert::LAMBERT_93;
use super::{adjacence, aire, composantes, distance, point_interieur, simplification};
use crate::model::{
    CodeCommune, Contour, Departement, Genre, Point, Referentiel, Region, SourceId, Unite, UniteId,
};
pub(crate) use contours::Reel;
use contours::dossier;

#[test]
fn neighbours_of_mende_paris_and_its_arrondissements() {
    let Some(reel) = Reel::lire() else { return };
    // The communes limitrophes known on the ground: Badaroux, Balsièges, Barjac, Brenoux, Chastel-Nouvel, Lanuéjols,
    // Monts-de-Randon, Saint-Bauzile.
    let mende = reel.voisines(&["48095"]);
    assert_eq!(
        mende,
        [
            "48013", "48016", "48018", "48030", "48042", "48081", "48127", "48137"
        ]
    );
    let paris = reel.voisines(&["75056"]);
    assert_eq!(paris.len(), 29, "29 communes touch Paris");
    assert!(paris.iter().all(|c| c.starts_with('9')));
    let premier = reel.voisines(&["75101"]);
    assert_eq!(
        premier,
        [
            "75102", "75103", "75104", "75106", "75107", "75108", "75109"
        ]
        .map(String::from)
    );
    let douzieme = reel.voisines(&["75112"]);
    assert!(!douzieme.contains(&"75056".to_owned()) && douzieme.contains(&"94067".to_owned()));
}

#[test]
fn the_whole_country_is_linked_in_islands() {
    let Some(reel) = Reel::lire() else { return };
    let r = &reel.referentiel;
    let toutes = r
        .ids()
        .filter(|&id| r.unite(id).genre == Genre::Commune)
        .collect();
    let debut = std::time::Instant::now();
    let graphe = adjacence::entre(r, &reel.contours, &toutes);
    println!("adjacence nationale : {:?}", debut.elapsed());
    let poches = composantes::composantes(&graphe);
    let plus_grande = poches.iter().map(BTreeSet::len).max().unwrap();
    println!(
        "{} poches, la plus grande de {plus_grande} communes",
        poches.len()
    );
    // The continent; Corsica apart; two départements of Corsica hold 360 communes.
    assert!(plus_grande > 34_000 - 400 && plus_grande < toutes.len() - 360);
    let corse: BTreeSet<UniteId> = ["2A", "2B"]
        .iter()
        .flat_map(|d| reel.du_departement(d))
        .collect();
    assert!(poches.contains(&corse), "Corsica is one island");
    let symetrique = graphe
        .iter()
        .all(|(a, v)| v.iter().all(|b| graphe[b].contains(a)));
    assert!(symetrique);
}

#[test]
fn the_surface_of_lozere_and_of_france() {
    let Some(reel) = Reel::lire() else { return };
    let surface = |ids: &BTreeSet<UniteId>| -> f64 {
        ids.iter()
            .map(|id| aire::surface_km2(&reel.contours[id].geometrie).unwrap())
            .sum()
    };
    let lozere = surface(&reel.du_departement("48"));
    assert!((lozere / 5167.0 - 1.0).abs() < 0.005, "{lozere}");
    let debut = std::time::Instant::now();
    let toutes = reel.contours.keys().copied().collect();
    let france = surface(&toutes);
    println!("{france} km², {:?}", debut.elapsed());
    for code in ["48095", "13055", "97302", "2A004"] {
        let exacte: f64 = reel
            .forme(code)
            .iter()
            .map(|p| p.geodesic_area_signed().abs() / 1e6)
            .sum();
        let ici = aire::surface_km2(reel.forme(code)).unwrap();
        assert!((ici / exacte - 1.0).abs() < 2e-4, "{code} {ici} {exacte}");
    }
}

#[test]
fn every_outline_holds_its_point() {
    let Some(reel) = Reel::lire() else { return };
    for (id, contour) in &reel.contours {
        let g = &contour.geometrie;
        let p = point_interieur::point_interieur(g).unwrap();
        assert!(
            Inclusion::new(g).contient(p),
            "{}",
            reel.referentiel.unite(*id).code
        );
    }
}

#[test]
fn straight_lines_of_gironde() {
    let Some(dossier) = dossier() else { return };
    let chemin = dossier.join("distances/gironde_couples_osrm_metric.csv");
    let mut lecteur = csv::Reader::from_path(chemin).unwrap();
    let mut couples = 0;
    for ligne in lecteur.records() {
        let ligne = ligne.unwrap();
        let champ = |i: usize| ligne[i].parse::<f64>().ok();
        let (Some(x1), Some(y1), Some(x2), Some(y2), Some(vol)) =
            (champ(1), champ(2), champ(4), champ(5), champ(9))
        else {
            continue;
        };
        couples += 1;
        // The column is the plane distance in Lambert-93; ours is on the Earth.
        assert!(((x2 - x1).hypot(y2 - y1) / 1000.0 - vol).abs() < 0.001);
        let (a, b) = (sur_terre([x1, y1]), sur_terre([x2, y2]));
        let ici = distance::km(a, b);
        let exacte =
            geo::Geodesic.distance(geo::Point::new(a.lon, a.lat), geo::Point::new(b.lon, b.lat));
        assert!(
            (ici - exacte / 1000.0).abs() <= 0.006 * ici + 1e-9,
            "{ici} {exacte}"
        );
        assert!((ici - vol).abs() <= 0.006 * vol + 0.001, "{ici} {vol}");
    }
    assert!(couples >= 2_400, "{couples}");
}

fn sur_terre(metres: [f64; 2]) -> Point {
    let (lambda, phi) = LAMBERT_93.inverser(metres);
    Point {
        lon: lambda.to_degrees(),
        lat: phi.to_degrees(),
    }
}

#[test]
fn a_whole_region_is_light() {
    let Some(reel) = Reel::lire() else { return };
    let occitanie = [
        "09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82",
    ];
    let formes: Vec<Vec<simplification::Anneau>> = occitanie
        .iter()
        .flat_map(|dep| reel.du_departement(dep))
        .map(|id| {
            super::anneaux(&reel.contours[&id].geometrie)
                .map(|a| {
                    a.points()
                        .map(|p| super::Projection::Lambert93.projeter(p.x(), p.y()))
                        .collect()
                })
                .collect()
        })
        .collect();
    let debut = std::time::Instant::now();
    let s = simplification::simplifier(&formes, simplification::BUDGET);
    let sommets: usize = s.formes.iter().flatten().map(Vec::len).sum();
    println!(
        "{} communes, {sommets} sommets, tolérance {} m, {:?}",
        formes.len(),
        s.tolerance,
        debut.elapsed()
    );
    assert!(sommets * 14 < 1_500_000);
    assert!(s.formes.iter().all(|f| !f.is_empty()));
}
