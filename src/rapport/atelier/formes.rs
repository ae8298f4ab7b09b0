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

/// Points of the lattice of longitudes and latitudes, by side: a cell is under 20 km for a région, and within it a straight
/// line between two points is less than 10 m from the true one.
pub(super) const NOEUDS: usize = 33;

/// What is drawn.
pub(super) struct Trace {
    /// Rings of each unit, empty without outline.
    pub formes: Vec<Anneaux>,
    /// Their box, in steps of the grid: left, top, width, height.
    pub cadre: [i64; 4],
    /// Longitude and latitude of each point of the lattice over the box, degrees, by rows from the top left.
    pub reperes: Vec<[f64; 2]>,
}

/// Rings of each unit, their box, and where it lies on Earth.
pub(super) fn dessiner(maille: &Maille, unites: &[UniteId]) -> Trace {
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
        return Trace {
            formes: vec![Vec::new(); unites.len()],
            cadre: [0, 0, 1, 1],
            reperes: Vec::new(),
        };
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
    let cadre = [-marge, -marge, cote(0), cote(1)];
    let degres = |[x, y]: [f64; 2]| {
        let (lon, lat) = projection.inverser([boite.min[0] + x * pas, boite.max[1] - y * pas])?;
        Some([lon, lat])
    };
    Trace {
        formes: formes.collect(),
        reperes: reperes(cadre, degres),
        cadre,
    }
}

/// The lattice over a box; empty when a point of it has no place on Earth.
fn reperes(cadre: [i64; 4], degres: impl Fn([f64; 2]) -> Option<[f64; 2]>) -> Vec<[f64; 2]> {
    let [gauche, haut, large, haute] = cadre.map(|x| x as f64);
    let part = |n: usize| n as f64 / (NOEUDS - 1) as f64;
    let noeud = |n: usize| {
        let [x, y] = degres([
            gauche + large * part(n % NOEUDS),
            haut + haute * part(n / NOEUDS),
        ])?;
        // A tenth of a metre.
        Some([x, y].map(|d| (d * 1e6).round() / 1e6))
    };
    (0..NOEUDS * NOEUDS)
        .map(noeud)
        .collect::<Option<_>>()
        .unwrap_or_default()
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
    fn between_the_points_of_the_lattice_a_straight_line_is_close_to_the_projection() {
        let pas = 20.0;
        let coin = [600_000.0, 6_700_000.0];
        let la = |[x, y]: [f64; 2]| {
            let (lon, lat) =
                Projection::Lambert93.inverser([coin[0] + x * pas, coin[1] - y * pas])?;
            Some([lon, lat])
        };
        let cadre = [0, 0, 20_000, 20_000];
        let noeuds = reperes(cadre, la);
        assert_eq!(noeuds.len(), NOEUDS * NOEUDS);
        let cote = 20_000.0 / (NOEUDS - 1) as f64;
        for (colonne, ligne) in [(0, 0), (7, 30), (31, 31), (16, 2)] {
            let [x, y] = [colonne, ligne].map(|n: usize| (n as f64 + 0.5) * cote);
            let coins = [0, 1, NOEUDS, NOEUDS + 1].map(|k| noeuds[ligne * NOEUDS + colonne + k]);
            let milieu = [0, 1].map(|axe| coins.iter().map(|c| c[axe]).sum::<f64>() / 4.0);
            let juste = la([x, y]).unwrap();
            let metres = (milieu[0] - juste[0]).hypot(milieu[1] - juste[1]) * 111_000.0;
            assert!(metres < 10.0, "{metres} m");
        }
        assert!(reperes(cadre, |_| None).is_empty());
    }

    #[test]
    fn moves_add_up_to_the_vertices() {
        let anneau = vec![[10.0, 20.0], [13.0, 20.0], [13.0, 20.0], [13.0, 25.0]];
        let entiers = |[x, y]: [f64; 2]| [x as i64, y as i64];
        assert_eq!(deplacements(&anneau, entiers), [10, 20, 3, 0, 0, 5]);
    }
}
