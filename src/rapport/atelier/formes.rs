//! Outlines on a grid, as moves: a few bytes a vertex, and each border simplified once for both sides.

use crate::geo::simplification::{self, Anneau};
use crate::geo::{Emprise, Maille, Projection, anneaux};
use crate::model::UniteId;
use crate::rapport::carte_trace::tracer;

/// Vertices by commune: enough for a wall, a few kilobytes each at most.
const SOMMETS: usize = 40;
/// Share of the longest side left around.
const MARGE: f64 = 0.01;

/// Anneaux of a unit, in moves.
type Anneaux = Vec<Vec<i64>>;

/// Anneaux of each unit, empty without outline, and their box.
pub(super) fn dessiner(maille: &Maille, unites: &[UniteId]) -> (Vec<Anneaux>, [i64; 4]) {
    let degres = unites.iter().flat_map(|&id| maille.forme(id));
    let degres = degres.flat_map(|f| anneaux(f)).flat_map(|a| a.0.iter());
    let projection = Projection::pour(&Emprise::de(degres.map(|c| [c.x, c.y])));
    let bruts: Vec<Vec<Anneau>> = unites
        .iter()
        .map(|&id| tracer(id, maille.forme(id), &projection).map_or(Vec::new(), |t| t.anneaux))
        .collect();
    let simples = simplification::simplifier(&bruts, SOMMETS * unites.len().max(50));
    let boite = Emprise::de(simples.formes.iter().flatten().flatten().copied());
    if boite.est_vide() {
        return (vec![Vec::new(); unites.len()], [0, 0, 1, 1]);
    }
    let pas = simples.grille;
    let place = |[x, y]: [f64; 2]| {
        let (x, y) = (x - boite.min[0], boite.max[1] - y);
        [(x / pas).round() as i64, (y / pas).round() as i64]
    };
    let formes = simples.formes.iter();
    let formes = formes.map(|f| f.iter().map(|a| deplacements(a, place)).collect());
    let marge = (boite.cote() * MARGE / pas).ceil() as i64;
    let cote = |axe: usize| {
        let [min, max] = [boite.min, boite.max].map(|p| p.get(axe).copied().unwrap_or_default());
        ((max - min) / pas).ceil() as i64 + 2 * marge
    };
    (formes.collect(), [-marge, -marge, cote(0), cote(1)])
}

/// A ring: its first vertex, then moves.
fn deplacements(anneau: &Anneau, place: impl Fn([f64; 2]) -> [i64; 2]) -> Vec<i64> {
    let mut sortie = Vec::with_capacity(anneau.len() * 2);
    let mut avant = [0, 0];
    for sommet in anneau {
        let [x, y] = place(*sommet);
        if !sortie.is_empty() && [x, y] == avant {
            continue;
        }
        sortie.extend([x - avant[0], y - avant[1]]);
        avant = [x, y];
    }
    sortie
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_add_up_to_the_vertices() {
        let anneau = vec![[10.0, 20.0], [13.0, 20.0], [13.0, 20.0], [13.0, 25.0]];
        let entiers = |[x, y]: [f64; 2]| [x as i64, y as i64];
        assert_eq!(deplacements(&anneau, entiers), [10, 20, 3, 0, 0, 5]);
    }
}
