//! Where the rings of a polygon cross, in bounded time and memory.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Coord, Line, Polygon};

use super::Emprise;
use crate::model::Point;

/// What is known of the rings of a polygon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Croisement {
    /// None crosses itself nor another; they may touch at a vertex.
    Aucun,
    /// Two sides cross there.
    En(Point),
    /// Too many sides, or too tangled, to be told.
    Inconnu,
}

/// Cells of the grid along an axis, and sides that it may hold: what their places and ranks take in 64 bits.
const COTE_MAX: usize = 1 << 20;
const COTES_MAX: usize = 1 << 24;
/// Places of sides in cells, and pairs of sides compared: beyond, nothing is said. About 300 MB and a few seconds.
const PLACES_MAX: usize = 40_000_000;
const PAIRES_MAX: usize = 200_000_000;
/// Sides for one cell along an axis: a border goes through few cells of a grid.
const PAR_CASE: usize = 8;

/// The first crossing of two sides of the rings of a polygon, in the order of a grid.
#[must_use]
pub fn croisement(polygone: &Polygon<f64>) -> Croisement {
    let anneaux: Vec<&[Coord<f64>]> = std::iter::once(polygone.exterior())
        .chain(polygone.interiors())
        .map(|a| a.0.as_slice())
        .collect();
    let total: usize = anneaux.iter().map(|a| a.len().saturating_sub(1)).sum();
    if total > COTES_MAX {
        return Croisement::Inconnu;
    }
    let Some(places) = Grille::new(&anneaux, total).and_then(|g| g.places(&anneaux)) else {
        return Croisement::Inconnu;
    };
    chercher(&Cotes::new(&anneaux), &places)
}

/// Sides by their rank over all rings.
struct Cotes<'a> {
    anneaux: &'a [&'a [Coord<f64>]],
    debuts: Vec<usize>,
}

impl<'a> Cotes<'a> {
    fn new(anneaux: &'a [&'a [Coord<f64>]]) -> Self {
        let mut debut = 0;
        let debuts = anneaux.iter().map(|a| {
            let ici = debut;
            debut += a.len().saturating_sub(1);
            ici
        });
        Self {
            debuts: debuts.collect(),
            anneaux,
        }
    }

    fn cote(&self, rang: usize) -> Option<Line<f64>> {
        let anneau = self.debuts.partition_point(|d| *d <= rang).checked_sub(1)?;
        let ici = rang - self.debuts.get(anneau)?;
        match self.anneaux.get(anneau)?.get(ici..ici + 2)? {
            [a, b] => Some(Line::new(*a, *b)),
            _ => None,
        }
    }
}

/// Sides of a cell compared two by two.
fn chercher(cotes: &Cotes, places: &[u64]) -> Croisement {
    let mut paires = 0;
    for case in places.chunk_by(|a, b| a >> 24 == b >> 24) {
        paires += case.len() * case.len().saturating_sub(1) / 2;
        if paires > PAIRES_MAX {
            return Croisement::Inconnu;
        }
        let ici: Vec<Line<f64>> = case.iter().filter_map(|p| cotes.cote(rang(*p))).collect();
        for (i, a) in ici.iter().enumerate() {
            for b in ici.iter().skip(i + 1) {
                if let Some(LineIntersection::SinglePoint {
                    intersection,
                    is_proper: true,
                }) = line_intersection(*a, *b)
                {
                    return Croisement::En(Point {
                        lon: intersection.x,
                        lat: intersection.y,
                    });
                }
            }
        }
    }
    Croisement::Aucun
}

#[expect(clippy::cast_possible_truncation, reason = "24 bits")]
fn rang(place: u64) -> usize {
    (place & (COTES_MAX as u64 - 1)) as usize
}

/// Square cells over the rings.
struct Grille {
    origine: [f64; 2],
    pas: [f64; 2],
    cote: usize,
}

impl Grille {
    fn new(anneaux: &[&[Coord<f64>]], total: usize) -> Option<Self> {
        let emprise = Emprise::de(anneaux.iter().flat_map(|a| a.iter().map(|c| [c.x, c.y])));
        let cote = (total / PAR_CASE).clamp(1, COTE_MAX);
        let pas = [0, 1].map(|i| (emprise.max[i] - emprise.min[i]) / cote as f64);
        let juste = pas.iter().all(|p| p.is_finite());
        juste.then_some(Self {
            origine: emprise.min,
            pas,
            cote,
        })
    }

    /// Row, column and rank of the sides, sorted; `None` when there are too many.
    fn places(&self, anneaux: &[&[Coord<f64>]]) -> Option<Vec<u64>> {
        let mut places = Vec::new();
        let mut rang = 0_u64;
        for anneau in anneaux {
            for deux in anneau.windows(2) {
                let &[a, b] = deux else { continue };
                self.placer((a, b), rang, &mut places)?;
                rang += 1;
            }
        }
        places.sort_unstable();
        Some(places)
    }

    /// The cells that a side goes through, row by row.
    fn placer(
        &self,
        (a, b): (Coord<f64>, Coord<f64>),
        rang: u64,
        places: &mut Vec<u64>,
    ) -> Option<()> {
        let (bas, haut) = if a.y <= b.y { (a, b) } else { (b, a) };
        let (premiere, derniere) = (self.case(bas.y, 1), self.case(haut.y, 1));
        for ligne in premiere..=derniere {
            let x = |lat: f64| match haut.y > bas.y {
                true => {
                    bas.x + (haut.x - bas.x) * ((lat - bas.y) / (haut.y - bas.y)).clamp(0.0, 1.0)
                }
                false => bas.x,
            };
            let limite = |n: u64| self.origine[1] + n as f64 * self.pas[1];
            let (mut u, mut v) = (x(limite(ligne)), x(limite(ligne + 1)));
            if premiere == derniere {
                (u, v) = (bas.x, haut.x);
            }
            // One cell more on each side: what rounding may miss.
            let marge = u64::from(derniere > premiere);
            let (u, v) = (self.case(u.min(v), 0), self.case(u.max(v), 0));
            let fin = (v + marge).min(self.cote as u64 - 1);
            for colonne in u.saturating_sub(marge)..=fin {
                if places.len() >= PLACES_MAX {
                    return None;
                }
                places.push((ligne << 44) | (colonne << 24) | rang);
            }
        }
        Some(())
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "float to integer saturates, and the cell is bounded"
    )]
    fn case(&self, valeur: f64, axe: usize) -> u64 {
        let pas = self.pas[axe];
        let rang = if pas > 0.0 {
            (valeur - self.origine[axe]) / pas
        } else {
            0.0
        };
        (rang as u64).min(self.cote as u64 - 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::geo::essais::{polygone, troue};

    fn de(sommets: &[(f64, f64)]) -> Croisement {
        croisement(&polygone(sommets).0[0])
    }

    #[test]
    fn a_bow_tie_crosses_and_a_square_or_a_ring_that_touches_itself_does_not() {
        let noeud = de(&[(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)]);
        assert_eq!(noeud, Croisement::En(Point { lon: 1.0, lat: 1.0 }));
        assert_eq!(
            de(&[(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]),
            Croisement::Aucun
        );
        let huit = [
            (0.0, 0.0),
            (1.0, 1.0),
            (2.0, 2.0),
            (2.0, 0.0),
            (1.0, 1.0),
            (0.0, 2.0),
        ];
        assert_eq!(de(&huit), Croisement::Aucun);
        assert_eq!(de(&[(0.0, 0.0), (0.0, 0.0), (0.0, 0.0)]), Croisement::Aucun);
    }

    #[test]
    fn a_hole_that_goes_out_crosses() {
        let dehors = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)];
        let trou = |x: f64| {
            troue(
                &dehors,
                &[(x, 1.0), (x + 1.0, 1.0), (x + 1.0, 2.0), (x, 2.0)],
            )
        };
        assert_eq!(croisement(&trou(1.0).0[0]), Croisement::Aucun);
        assert!(matches!(croisement(&trou(3.5).0[0]), Croisement::En(_)));
    }

    proptest! {
        /// The grid finds a crossing if and only if comparing all pairs of sides finds one.
        #[test]
        fn the_grid_misses_nothing(sommets in prop::collection::vec((0..12_u8, 0..12_u8), 3..40)) {
            let sommets: Vec<(f64, f64)> = sommets.into_iter().map(|(x, y)| (f64::from(x), f64::from(y) / 7.0)).collect();
            let g = polygone(&sommets);
            let cotes: Vec<Line<f64>> = g.0[0].exterior().lines().collect();
            let propre = |a: &Line<f64>, b: &Line<f64>| matches!(
                line_intersection(*a, *b), Some(LineIntersection::SinglePoint { is_proper: true, .. })
            );
            let croise = cotes.iter().enumerate().any(|(i, a)| cotes.iter().skip(i + 1).any(|b| propre(a, b)));
            prop_assert_eq!(matches!(croisement(&g.0[0]), Croisement::En(_)), croise);
        }
    }
}
