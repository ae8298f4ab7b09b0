//! Borders that two files drew, on generated outlines.

use geo::{LineString, MultiPolygon, Polygon};
use proptest::prelude::*;

use super::*;
use crate::geo::adjacence::{approchees_dans, entre_dans, longueurs_dans, voisines_dans};
use crate::geo::essais::{ALPHA, BETA, GAMMA, ILE, SOURCE, VOISINE, carre, france};
use crate::model::{Contour, Dataset, Forme};

/// The country with these outlines alone.
fn pays(formes: &[(UniteId, MultiPolygon<f64>)]) -> Dataset {
    let mut d = france();
    d.contours.clear();
    for (id, forme) in formes {
        let geometrie = Forme::from(forme.clone());
        d.contours.insert(
            *id,
            Contour {
                geometrie,
                source: SOURCE,
            },
        );
    }
    d
}

fn approchees(d: &Dataset, ensemble: &[UniteId]) -> Paires {
    let ensemble: BTreeSet<UniteId> = ensemble.iter().copied().collect();
    approchees_dans(
        &Maille::new(&d.referentiel, &d.contours, &ensemble),
        &ensemble,
    )
}

/// A square whose side at `x`, on the right or on the left, is drawn through these points: fractions of the side, and degrees
/// of longitude off it.
fn dessinee(x: f64, droite: bool, points: &[(f64, f64)]) -> MultiPolygon<f64> {
    let loin = if droite { x - 0.1 } else { x + 0.1 };
    let mut points = points.to_vec();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut anneau = vec![(loin, 44.0), (x, 44.0)];
    anneau.extend(
        points
            .iter()
            .map(|(part, ecart)| (x + ecart, 44.0 + 0.1 * part)),
    );
    anneau.extend([(x, 44.1), (loin, 44.1)]);
    MultiPolygon(vec![Polygon::new(LineString::from(anneau), Vec::new())])
}

proptest! {
    /// Whatever the vertices that each file gave to the border, less than 25 m off it: both are neighbours, over its length.
    #[test]
    fn a_border_drawn_twice_makes_neighbours(
        uns in prop::collection::vec((0.05..0.95_f64, -3e-4..3e-4_f64), 1..6),
        autres in prop::collection::vec((0.05..0.95_f64, -3e-4..3e-4_f64), 1..6),
    ) {
        let deux = |points: &[(f64, f64)]| -> Vec<(f64, f64)> {
            // Vertices a kilometre apart, as on a simplified outline: the drawing does not zigzag.
            let mut garde: Vec<(f64, f64)> = Vec::new();
            let mut tries = points.to_vec();
            tries.sort_by(|a, b| a.0.total_cmp(&b.0));
            for p in tries {
                if garde.last().is_none_or(|d| p.0 - d.0 > 0.1) {
                    garde.push(p);
                }
            }
            garde
        };
        let d = pays(&[
            (ALPHA, dessinee(3.1, true, &deux(&uns))),
            (BETA, dessinee(3.1, false, &deux(&autres))),
            (ILE, carre(-61.5, 16.2, 0.1)),
        ]);
        let tous = BTreeSet::from([ALPHA, BETA, ILE]);
        let maille = Maille::new(&d.referentiel, &d.contours, &tous);
        let graphe = entre_dans(&maille, &tous);
        prop_assert!(graphe[&ALPHA].contains(&BETA) && graphe[&BETA].contains(&ALPHA));
        prop_assert!(graphe[&ILE].is_empty());
        let km = longueurs_dans(&maille, &tous)[&(ALPHA, BETA)];
        prop_assert!((9.5..12.0).contains(&km), "{}", km);
        prop_assert!(voisines_dans(&maille, &BTreeSet::from([ALPHA])).contains(&BETA));
    }
}

#[test]
fn what_is_apart_or_meets_at_a_corner_is_no_neighbour() {
    // About 160 m of sea.
    let loin = pays(&[
        (ALPHA, carre(3.0, 44.0, 0.1)),
        (BETA, carre(3.102, 44.0, 0.1)),
    ]);
    assert!(approchees(&loin, &[ALPHA, BETA]).is_empty());
    // A corner, exactly and within the gap.
    for ecart in [0.0, 1e-4] {
        let coin = pays(&[
            (BETA, carre(3.1, 44.0, 0.1)),
            (GAMMA, carre(3.2 + ecart, 44.1, 0.1)),
        ]);
        assert!(approchees(&coin, &[BETA, GAMMA]).is_empty(), "{ecart}");
    }
    let france = france();
    assert!(approchees(&france, &[ALPHA, BETA, GAMMA, VOISINE, ILE]).is_empty());
}

#[test]
fn a_thin_commune_between_two_others_keeps_them_apart_even_out_of_the_set() {
    let couloir = MultiPolygon(vec![Polygon::new(
        LineString::from(vec![
            (3.1, 44.0),
            (3.1003, 44.0),
            (3.1003, 44.1),
            (3.1, 44.1),
        ]),
        Vec::new(),
    )]);
    let d = pays(&[
        (ALPHA, carre(3.0, 44.0, 0.1)),
        (
            BETA,
            MultiPolygon(vec![Polygon::new(
                LineString::from(vec![
                    (3.1003, 44.0),
                    (3.2, 44.0),
                    (3.2, 44.1),
                    (3.1003, 44.1),
                ]),
                Vec::new(),
            )]),
        ),
        (GAMMA, couloir),
    ]);
    assert!(approchees(&d, &[ALPHA, BETA]).is_empty());
    assert!(approchees(&d, &[ALPHA, BETA, GAMMA]).is_empty());
    let maille = Maille::new(&d.referentiel, &d.contours, &BTreeSet::from([ALPHA]));
    let voisines = voisines_dans(&maille, &BTreeSet::from([ALPHA]));
    assert_eq!(voisines, BTreeSet::from([GAMMA]));
}
