//! Maps of areas larger than communes, melted from their outlines.

mod cpts;
mod teintes;

use super::carte_trace::Trace;
use crate::geo::Emprise;
use crate::geo::simplification::{self, Anneau};
use crate::model::Dataset;
use crate::model::lecture::population::habitants;

pub(super) use cpts::cpts;

/// Names of communes outside that are written, the most populated first.
const VOISINES: usize = 8;
/// Names of communes of the perimeter.
const COMMUNES: usize = 4;

/// Box of the outlines of some units, widened by a share of its longest side, metres.
fn cadre<'a>(traces: impl Iterator<Item = &'a Trace>, marge: f64) -> Option<[f64; 4]> {
    let sommets = traces.flat_map(|t| t.anneaux.iter().flatten().copied());
    let e = Emprise::de(sommets);
    let large = e.cote() * marge;
    let [x0, y0] = e.min.map(|v| (v - large).round());
    let [x1, y1] = e.max.map(|v| (v + large).round());
    (!e.est_vide()).then_some([x0, y0, x1, y1])
}

/// Vertices of a map of areas: a few areas are seen from far.
const SOMMETS: usize = 1_500;

/// Melted areas, then the outline of the perimeter, simplified together so that they stay side by side; what is out of the
/// frame goes.
fn alleger(cadre: [f64; 4], formes: &[Vec<Anneau>]) -> Vec<Vec<Anneau>> {
    let vue = Emprise::from(cadre);
    let visible = |a: &&Anneau| Emprise::de(a.iter().copied()).touche(&vue);
    let visibles = |f: &Vec<Anneau>| f.iter().filter(visible).cloned().collect();
    let formes: Vec<Vec<Anneau>> = formes.iter().map(visibles).collect();
    simplification::simplifier(&formes, SOMMETS).formes
}

/// Units from the most to the least populated; those without population are left out.
fn peuplees<'a>(d: &Dataset, traces: impl Iterator<Item = &'a Trace>) -> Vec<&'a Trace> {
    let mut siennes: Vec<(f64, &Trace)> = traces
        .filter(|t| t.reunies.is_empty())
        .filter_map(|t| Some((habitants(d, t.id)?, t)))
        .collect();
    siennes.sort_by(|(a, s), (b, t)| b.total_cmp(a).then(s.id.cmp(&t.id)));
    siennes.into_iter().map(|(_, t)| t).collect()
}
