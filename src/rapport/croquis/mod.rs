//! Maps of areas larger than communes, melted from their outlines.

mod cpts;
mod situation;
pub(in crate::rapport) mod teintes;
mod territoires;

use super::carte_trace::Trace;
use crate::geo::Emprise;
use crate::geo::simplification::{self, Anneau};
use crate::model::Dataset;
use crate::model::lecture::population::habitants;
use crate::tri::Tri;

pub(super) use cpts::cpts;
pub(super) use situation::situation;
pub(super) use territoires::territoires;

/// Names of communes outside that are written, the most populated first.
const VOISINES: usize = 8;
/// Names of communes of the perimeter.
const COMMUNES: usize = 4;

/// Box of some rings; `None` without any.
pub(in crate::rapport) fn boite<'a>(
    anneaux: impl IntoIterator<Item = &'a Anneau>,
) -> Option<Emprise> {
    let sommets = anneaux.into_iter().flatten().copied();
    Some(Emprise::de(sommets)).filter(|e| !e.est_vide())
}

/// A box widened by a share of its longest side, whole metres.
pub(in crate::rapport) fn elargir(boite: Emprise, marge: f64) -> [f64; 4] {
    let large = boite.cote() * marge;
    let [x0, y0] = boite.min.map(|v| (v - large).round());
    let [x1, y1] = boite.max.map(|v| (v + large).round());
    [x0, y0, x1, y1]
}

/// Vertices of a map of areas: a few areas are seen from far.
const SOMMETS: usize = 1_500;
/// Vertices of each, where they are many: a région of some seventy CPTS.
const SOMMETS_PAR_AIRE: usize = 120;

/// Melted areas, then the outline of the perimeter, simplified together so that they stay side by side; what is out of the
/// frame goes.
fn alleger(cadre: [f64; 4], formes: &[Vec<Anneau>]) -> Vec<Vec<Anneau>> {
    let vue = Emprise::from(cadre);
    let visible = |a: &&Anneau| Emprise::de(a.iter().copied()).touche(&vue);
    let visibles = |f: &Vec<Anneau>| f.iter().filter(visible).cloned().collect();
    let formes: Vec<Vec<Anneau>> = formes.iter().map(visibles).collect();
    let sommets = SOMMETS.max(formes.len() * SOMMETS_PAR_AIRE);
    simplification::simplifier(&formes, sommets).formes
}

/// Units from the most to the least populated; those without population are left out.
pub(in crate::rapport) fn peuplees<'a>(
    d: &Dataset,
    traces: impl Iterator<Item = &'a Trace>,
) -> Vec<&'a Trace> {
    let mut siennes: Vec<(f64, &Trace)> = traces
        .filter(|t| t.reunies.is_empty())
        .filter_map(|t| Some((habitants(d, t.id)?, t)))
        .collect();
    siennes.trie_par(|(a, s), (b, t)| b.total_cmp(a).then(s.id.cmp(&t.id)));
    siennes.into_iter().map(|(_, t)| t).collect()
}

/// The point of the commune nearest to the middle of some: always in one of them.
pub(in crate::rapport) fn milieu(traces: &[&Trace]) -> Option<[f64; 2]> {
    let nombre = traces.len() as f64;
    let moyenne = |axe: usize| {
        let axe = |t: &&Trace| t.centre.get(axe).copied().unwrap_or_default();
        traces.iter().map(axe).sum::<f64>() / nombre
    };
    let [x, y] = [moyenne(0), moyenne(1)];
    let ecart = |t: &&&Trace| (t.centre[0] - x).powi(2) + (t.centre[1] - y).powi(2);
    let proche = traces.iter().min_by(|a, b| ecart(a).total_cmp(&ecart(b)));
    proche.map(|t| t.centre)
}
