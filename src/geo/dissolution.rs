//! Outlines that share their borders, melted into one for a drawing: what bounds two of them is no border any more.
//!
//! The borders are followed as those of [`super::fusion`], which makes polygons for files.

use super::simplification::Anneau;
use super::tours::tours_sans_sens;

/// Rings of what some outlines (rings in whole metres) cover together, the largest first; drawn with the even-odd rule. None goes
/// through a vertex twice nor crosses another.
///
/// Only borders whose vertices are exactly the same are melted; a segment that is there an even number of times goes, so that an
/// outline given twice would vanish.
#[must_use]
pub fn dissoudre<'a>(anneaux: impl IntoIterator<Item = &'a Anneau>) -> Vec<Anneau> {
    let mut boucles = tours_sans_sens(anneaux);
    boucles.sort_by(|a, b| aire(b).total_cmp(&aire(a)));
    boucles
}

/// Area of a ring, square metres.
#[must_use]
pub fn aire(anneau: &Anneau) -> f64 {
    let suivants = anneau.iter().cycle().skip(1);
    let double: f64 = anneau
        .iter()
        .zip(suivants)
        .map(|([x0, y0], [x1, y1])| x0 * y1 - x1 * y0)
        .sum();
    double.abs() / 2.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn case(x: i32, y: i32) -> Anneau {
        let (x, y) = (f64::from(x), f64::from(y));
        vec![[x, y], [x + 1.0, y], [x + 1.0, y + 1.0], [x, y + 1.0]]
    }

    /// Whether a point is inside by the even-odd rule.
    fn dedans(anneaux: &[Anneau], [x, y]: [f64; 2]) -> bool {
        let coupe = |a: &[f64; 2], b: &[f64; 2]| {
            (a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        };
        let bords = anneaux
            .iter()
            .flat_map(|a| a.iter().zip(a.iter().cycle().skip(1)));
        bords.filter(|(a, b)| coupe(a, b)).count() % 2 == 1
    }

    #[test]
    fn nothing_comes_of_nothing_and_a_repeated_outline_vanishes() {
        assert!(dissoudre(&[]).is_empty());
        assert!(dissoudre(&[case(0, 0), case(0, 0)]).is_empty());
        assert!(dissoudre(&[vec![[0.0, 0.0]], vec![[f64::NAN, 1.0]]]).is_empty());
    }

    proptest! {
        /// Whatever the cells of a grid, what is melted covers them and nothing else, and no inner border is left.
        #[test]
        fn melted_cells_cover_what_the_cells_cover(cases in prop::collection::btree_set((0..7i32, 0..7i32), 0..30)) {
            let anneaux: Vec<Anneau> = cases.iter().map(|(x, y)| case(*x, *y)).collect();
            let fondus = dissoudre(&anneaux);
            for x in 0..7 {
                for y in 0..7 {
                    let point = [f64::from(x) + 0.5, f64::from(y) + 0.5];
                    prop_assert_eq!(dedans(&fondus, point), cases.contains(&(x, y)));
                }
            }
            let voisine = |x, y| usize::from(cases.contains(&(x, y)));
            let bords: usize = cases.iter().map(|(x, y)| 4 - voisine(x + 1, *y) - voisine(x - 1, *y) - voisine(*x, y + 1) - voisine(*x, y - 1)).sum();
            prop_assert_eq!(fondus.iter().map(Vec::len).sum::<usize>(), bords);
            prop_assert!(fondus.windows(2).all(|d| aire(&d[0]) >= aire(&d[1])));
        }
    }
}
