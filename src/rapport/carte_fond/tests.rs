//! The ground of the maps of the tiny country.

use super::super::carte_themes::essais;
use super::*;
use crate::geo::essais::*;

fn cartes(d: &Dataset, membres: &[(UniteId, f64)]) -> Option<Cartes> {
    let p = perimetre(membres);
    essais::cartes(d, &p)
}

fn noms(cartes: &Cartes) -> Vec<(&str, bool)> {
    cartes
        .communes
        .iter()
        .map(|c| (c.nom.as_str(), c.dans_perimetre))
        .collect()
}

#[test]
fn draws_the_perimeter_then_its_neighbours_in_metres() {
    let c = cartes(&france(), &[(BETA, 1.0)]).unwrap();
    assert_eq!(noms(&c), [("Bêta", true), ("Alpha", false)]);
    assert_eq!(c.projection, "Lambert-93 (RGF93, EPSG:2154)");
    // 0.2° by 0.1° at 44° N.
    let [x0, y0, x1, y1] = c.emprise;
    assert!((x1 - x0 - 16_050.0).abs() < 100.0 && (y1 - y0 - 11_120.0).abs() < 100.0);
    let entier = |v: f64| v.fract() == 0.0;
    assert!(
        c.communes[0].anneaux[0]
            .iter()
            .flatten()
            .all(|v| entier(*v))
    );
    assert_ne!(
        c.communes[0].anneaux[0].first(),
        c.communes[0].anneaux[0].last()
    );
    let [x, y] = c.communes[0].centre;
    assert!(x0 < x && x < x1 && y0 < y && y < y1);
    assert_eq!(c.source, "Base (Essai, 2026, Licence Ouverte 2.0)");
}

#[test]
fn a_city_or_its_arrondissements() {
    let mut d = france();
    let c = cartes(&d, &[(PARIS_1, 1.0)]).unwrap();
    assert_eq!(noms(&c), [("Paris 1er", true), ("Paris 2e", false)]);
    d.contours.remove(&PARIS);
    let c = cartes(&d, &[(PARIS, 1.0)]).unwrap();
    assert_eq!(noms(&c), [("Paris", true), ("Voisine", false)]);
    assert_eq!(c.communes[0].anneaux.len(), 2);
}

#[test]
fn communes_without_outline_are_listed_and_hostile_ones_too() {
    let mut d = france();
    d.contours.remove(&GAMMA);
    let folle = polygone(&[(1e300, 0.0), (1e301, 5.0), (0.0, 1e300)]);
    d.contours.get_mut(&ALPHA).unwrap().geometrie = folle.into();
    let c = cartes(&d, &[(ALPHA, 1.0), (BETA, 1.0), (GAMMA, 1.0)]).unwrap();
    assert_eq!(noms(&c), [("Bêta", true)]);
    let codes: Vec<&str> = c.sans_contour.iter().map(CodeCommune::as_str).collect();
    assert_eq!(codes, ["48001", "48003"]);
    assert!(cartes(&d, &[(GAMMA, 1.0)]).is_none());
    d.contours.clear();
    assert!(cartes(&d, &[(BETA, 1.0)]).is_none());
}

#[test]
fn overseas_has_its_own_projection() {
    let c = cartes(&france(), &[(ILE, 1.0)]).unwrap();
    assert_eq!(c.projection, "UTM 20 Nord (RGAF09, EPSG:5490)");
}
