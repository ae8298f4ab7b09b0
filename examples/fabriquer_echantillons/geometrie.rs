//! A jittered board of cells whose borders are shared to the millionth of a degree, far out in the Atlantic.

use std::collections::{BTreeMap, BTreeSet};

use crate::alea::Alea;
use crate::lieux::{AVEC_ILOT, COTE};
use crate::monde::GRAINE;

/// A point in millionths of a degree: longitude, latitude.
pub type Point = (i64, i64);
/// A closed ring: the first point is repeated at the end.
pub type Anneau = Vec<Point>;

/// South-west corner: 6,3° west and 46,8° north, more than 100 km from any land.
const ORIGINE: Point = (-6_300_000, 46_800_000);
/// Size of a cell: about 4,4 km by 4,4 km.
const PAS: Point = (58_000, 40_000);
/// Kilometres per degree of latitude, and of longitude at 47° north.
pub const KM: (f64, f64) = (75.92, 111.19);

/// The drawn borders of the board.
pub struct Plan {
    noeuds: Vec<Vec<Point>>,
}

impl Plan {
    /// Draws the corners; the sides are drawn on demand, always the same.
    pub fn new() -> Self {
        let mut alea = Alea::new(GRAINE, "sommets");
        // One row in two is shifted, and one column in two: fewer straight alignments.
        let decale = |rang: i64, de: i64| if rang % 2 == 0 { de } else { -de };
        let noeud = |ligne: usize, colonne: usize, alea: &mut Alea| {
            let (x, y) = (colonne as i64, (COTE - ligne) as i64);
            (
                ORIGINE.0 + x * PAS.0 + decale(y, 9_000) + alea.entier(-13_000, 13_000),
                ORIGINE.1 + y * PAS.1 + decale(x, 6_000) + alea.entier(-9_000, 9_000),
            )
        };
        let noeuds = (0..=COTE)
            .map(|l| (0..=COTE).map(|c| noeud(l, c, &mut alea)).collect())
            .collect();
        Self { noeuds }
    }

    /// Side between two corners, both included, drawn from west or north first so that both cells share it.
    fn cote(&self, a: (usize, usize), b: (usize, usize)) -> Vec<Point> {
        if a > b {
            let mut retour = self.cote(b, a);
            retour.reverse();
            return retour;
        }
        let (debut, fin) = (self.noeuds[a.0][a.1], self.noeuds[b.0][b.1]);
        let mut alea = Alea::new(GRAINE, &format!("cote {a:?} {b:?}"));
        let entre = |n: i64, alea: &mut Alea| {
            (
                debut.0 + (fin.0 - debut.0) * n / 5 + alea.entier(-2_600, 2_600),
                debut.1 + (fin.1 - debut.1) * n / 5 + alea.entier(-1_900, 1_900),
            )
        };
        let mut points = vec![debut];
        points.extend((1..5).map(|n| entre(n, &mut alea)));
        points.push(fin);
        points
    }

    /// Border of a cell, counter-clockwise, closed.
    fn cellule(&self, cellule: usize) -> Anneau {
        let (l, c) = (cellule / COTE, cellule % COTE);
        let coins = [(l + 1, c), (l + 1, c + 1), (l, c + 1), (l, c), (l + 1, c)];
        let mut anneau: Anneau = Vec::new();
        for paire in coins.windows(2) {
            let cote = self.cote(paire[0], paire[1]);
            let deja = usize::from(!anneau.is_empty());
            anneau.extend(&cote[deja..]);
        }
        anneau
    }

    /// Outer rings of a commune: its cells dissolved, and the islet of the one that has one.
    pub fn anneaux(&self, cellules: &[usize]) -> Vec<Anneau> {
        let mut anneaux = dissoudre(cellules.iter().map(|&i| self.cellule(i)));
        if cellules.contains(&AVEC_ILOT) {
            anneaux.push(self.ilot());
        }
        anneaux
    }

    /// A diamond west of the coast.
    fn ilot(&self) -> Anneau {
        let (x, y) = self.centre(AVEC_ILOT);
        let (x, y) = (x - 70_000, y);
        let bouts = [
            (0, -5_000),
            (9_000, 0),
            (0, 5_000),
            (-9_000, 0),
            (0, -5_000),
        ];
        bouts.map(|(dx, dy)| (x + dx, y + dy)).to_vec()
    }

    /// Middle of the four corners of a cell, always inside it.
    pub fn centre(&self, cellule: usize) -> Point {
        let (l, c) = (cellule / COTE, cellule % COTE);
        let coins =
            [(l, c), (l, c + 1), (l + 1, c), (l + 1, c + 1)].map(|(l, c)| self.noeuds[l][c]);
        let somme = coins.iter().fold((0, 0), |s, p| (s.0 + p.0, s.1 + p.1));
        (somme.0 / 4, somme.1 / 4)
    }

    /// Middle of the southern corners of a cell: on its border with the cell below, give or take 200 metres.
    pub fn bord_sud(&self, cellule: usize) -> Point {
        let (l, c) = (cellule / COTE + 1, cellule % COTE);
        let (ouest, est) = (self.noeuds[l][c], self.noeuds[l][c + 1]);
        (i64::midpoint(ouest.0, est.0), i64::midpoint(ouest.1, est.1))
    }

    /// Straight-line distance between the middles of two cells, kilometres.
    pub fn distance_km(&self, a: usize, b: usize) -> f64 {
        let (a, b) = (self.centre(a), self.centre(b));
        let x = (a.0 - b.0) as f64 / 1e6 * KM.0;
        let y = (a.1 - b.1) as f64 / 1e6 * KM.1;
        (x * x + y * y).sqrt()
    }
}

/// Cancels the sides that two cells share and chains what is left into rings.
fn dissoudre(anneaux: impl Iterator<Item = Anneau>) -> Vec<Anneau> {
    let mut cotes: BTreeSet<(Point, Point)> = BTreeSet::new();
    for anneau in anneaux {
        for cote in anneau.windows(2) {
            if !cotes.remove(&(cote[1], cote[0])) {
                cotes.insert((cote[0], cote[1]));
            }
        }
    }
    let mut suivant: BTreeMap<Point, Point> = cotes.into_iter().collect();
    let mut resultat = Vec::new();
    while let Some((debut, mut point)) = suivant.pop_first() {
        let mut anneau = vec![debut];
        while let Some(apres) = suivant.remove(&point) {
            anneau.push(point);
            point = apres;
        }
        anneau.push(point);
        resultat.push(anneau);
    }
    resultat
}

/// Area of a ring, km² (shoelace on the local plane).
pub fn surface_km2(anneau: &[Point]) -> f64 {
    let double: i64 = anneau
        .windows(2)
        .map(|c| c[0].0 * c[1].1 - c[1].0 * c[0].1)
        .sum();
    double as f64 / 2e12 * KM.0 * KM.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lieux::FUSION;
    use crate::monde::{Cog, communes};

    #[test]
    fn borders_are_shared_exactly_and_cover_the_board() {
        let plan = Plan::new();
        let mut cotes: BTreeMap<(Point, Point), i32> = BTreeMap::new();
        for commune in communes(Cog::A2026) {
            for anneau in plan.anneaux(&commune.cellules) {
                assert_eq!(anneau.first(), anneau.last());
                assert!(
                    surface_km2(&anneau) > 0.0,
                    "{} is not counter-clockwise",
                    commune.nom
                );
                for c in anneau.windows(2) {
                    *cotes.entry((c[0].min(c[1]), c[0].max(c[1]))).or_default() += 1;
                }
            }
        }
        let dehors = cotes.values().filter(|&&n| n == 1).count();
        assert_eq!(
            dehors,
            4 * COTE * 5 + 4,
            "outside of the board, and the islet"
        );
        assert!(cotes.values().all(|&n| n <= 2));
    }

    #[test]
    fn merged_cells_lose_their_common_side() {
        let plan = Plan::new();
        let anneaux = plan.anneaux(&[FUSION.0, FUSION.1]);
        assert_eq!((anneaux.len(), anneaux[0].len()), (1, 6 * 5 + 1));
    }

    #[test]
    fn no_border_crosses_itself() {
        use geo::Validation;
        let plan = Plan::new();
        for commune in communes(Cog::A2026) {
            for anneau in plan.anneaux(&commune.cellules) {
                let points = anneau.iter().map(|p| (p.0 as f64, p.1 as f64)).collect();
                let polygone = geo::Polygon::new(points, Vec::new());
                assert!(polygone.is_valid(), "{} crosses itself", commune.nom);
            }
        }
    }
}
