//! Tests of `bascule`.

use super::*;
use crate::baremes::{Bareme, DateCivile};

fn code(n: usize) -> CodeCommune {
    CodeCommune::parse(&format!("96{n:03}")).unwrap()
}

/// Communes in a row, each touching the next: (population, part).
fn rangee(communes: &[(f64, f64)]) -> Voisinage {
    let mut v = Voisinage::default();
    for (i, (population, part)) in communes.iter().enumerate() {
        let voisines = (i + 1 < communes.len())
            .then(|| code(i + 1))
            .into_iter()
            .collect();
        v.communes.insert(
            code(i),
            CommuneVoisine {
                nom: format!("C{i}"),
                population: *population,
                part: *part,
                voisines,
            },
        );
    }
    v
}

fn cherche(communes: &[(f64, f64)]) -> Bascules {
    let bareme = Bareme::embarque().unwrap();
    let tranches = bareme.tranches_au(DateCivile::DERNIERE).unwrap();
    let population = communes.iter().map(|(p, part)| p * part).sum();
    bascules(tranches, population, &rangee(communes))
}

fn noms(sens: &Sens) -> Vec<Vec<&str>> {
    sens.ensembles
        .iter()
        .map(|b| b.communes.iter().map(|c| c.nom.as_str()).collect())
        .collect()
}

#[test]
fn a_single_commune_flips_the_tier() {
    let b = cherche(&[
        (30_000.0, 1.0),
        (12_000.0, 1.0),
        (1_000.0, 1.0),
        (500.0, 0.0),
        (38_000.0, 0.0),
    ]);
    // 43 000 inhabitants, tier 2: the two large ones bring it under 40 000, the small one does not.
    assert_eq!(noms(&b.departs), [vec!["C1"], vec!["C0"]]);
    assert_eq!(b.departs.ensembles[0].taille_apres, Some(1));
    assert_eq!(b.departs.communes_par_ensemble, Some(1));
    // C4 does not touch the perimeter: it comes with C3.
    assert_eq!(noms(&b.arrivees), [vec!["C3", "C4"]]);
    assert_eq!(b.arrivees.ensembles[0].taille_apres, Some(3));
    assert!(b.departs.complet && b.arrivees.complet);
}

#[test]
fn sets_of_departures_touch_each_other() {
    // 81 000 inhabitants, tier 3; 1 000 must go: no commune alone; C0 and C1 touch, C0 and C3 do not.
    let mut rang = vec![(600.0, 1.0), (500.0, 1.0), (50.0, 1.0), (550.0, 1.0)];
    rang.extend([(100.0, 1.0); 793]);
    let b = cherche(&rang);
    assert_eq!(noms(&b.departs), [["C0", "C1"]]);
    assert_eq!(b.departs.ensembles[0].population_apres, 79_900.0);
}

#[test]
fn reaching_the_unsettled_bound_is_a_change_without_a_tier() {
    let b = cherche(&[(79_000.0, 1.0), (1_000.0, 0.0)]);
    assert_eq!(noms(&b.arrivees), [vec!["C1"]]);
    assert_eq!(b.arrivees.ensembles[0].taille_apres, None);
}

#[test]
fn the_rest_of_a_partial_commune_may_arrive() {
    let b = cherche(&[(39_000.0, 1.0), (1_600.0, 0.5)]);
    assert_eq!(noms(&b.arrivees), [vec!["C1"]]);
    assert_eq!(b.arrivees.ensembles[0].population_apres, 40_600.0);
}

#[test]
fn without_adjacency_only_single_departures_are_searched_and_it_is_said() {
    let mut v = rangee(&[(39_000.0, 1.0), (1_500.0, 1.0), (50_000.0, 0.0)]);
    v.communes.values_mut().for_each(|c| c.voisines.clear());
    let bareme = Bareme::embarque().unwrap();
    let b = bascules(
        bareme.tranches_au(DateCivile::DERNIERE).unwrap(),
        40_500.0,
        &v,
    );
    assert_eq!(b.departs.nombre, 2);
    assert_eq!(b.arrivees.nombre, 0);
    assert!(b.limites.contains("voisines inconnues"));
}

/// A square of communes, the perimeter in its middle: the search stays short even where many sets exist.
#[test]
fn a_large_neighbourhood_stays_within_the_bound() {
    let cote = 25;
    let mut v = Voisinage::default();
    let dedans = |i: usize, j: usize| (8..17).contains(&i) && (8..17).contains(&j);
    for (i, j) in (0..cote).flat_map(|i| (0..cote).map(move |j| (i, j))) {
        let mut voisines = BTreeSet::new();
        if i + 1 < cote {
            voisines.insert(code((i + 1) * cote + j));
        }
        if j + 1 < cote {
            voisines.insert(code(i * cote + j + 1));
        }
        let population = 400.0 + ((i * 7 + j * 13) % 31) as f64 * 10.0;
        let part = f64::from(u8::from(dedans(i, j)));
        let nom = format!("{i}-{j}");
        v.communes.insert(
            code(i * cote + j),
            CommuneVoisine {
                nom,
                population,
                part,
                voisines,
            },
        );
    }
    let bareme = Bareme::embarque().unwrap();
    let t = bareme.tranches_au(DateCivile::DERNIERE).unwrap();
    for manque in [500.0, 1_200.0, 2_500.0, 4_100.0, 9_000.0] {
        let b = bascules(t, 40_000.0 - manque, &v);
        assert_eq!(b, bascules(t, 40_000.0 - manque, &v));
        assert!(b.arrivees.ensembles.len() <= ENSEMBLES_MAX);
    }
}

#[test]
fn nothing_within_six_communes_is_said_and_a_lone_commune_never_leaves() {
    let b = cherche(&[(10_000.0, 1.0), (100.0, 0.0), (100.0, 0.0)]);
    assert_eq!(b.arrivees.communes_par_ensemble, None);
    assert!(b.arrivees.complet);
    let seule = cherche(&[(50_000.0, 1.0)]);
    assert!(seule.departs.ensembles.is_empty());
}
