//! Neighbours whose borders were not drawn alike: sides of two outlines, that no third one shares, which run beside each other.
//!
//! Two files, or two generalisations of one, draw the same border with other vertices: nothing is shared exactly, and the gap or
//! the overlap between both is that of the drawing. A length found so is approximate, and is said to be.

use std::collections::{BTreeMap, BTreeSet};

use super::bords::{
    Bords, PAS_PAR_DEGRE, Segment, Sommet, approche, bords_tries, emprise, segments,
};
use super::{Emprise, Maille};
use crate::model::UniteId;

/// Metres under which two borders that no one else shares are the same one: as the gaps that `fusion` closes.
pub const ECART_MAX: f64 = 50.0;
/// Metres of border, seen from each side, under which two outlines only meet at a corner.
const LONGUEUR_MIN: f64 = 4.0 * ECART_MAX;
/// Cosine of the angle over which two pieces do not run beside each other: 45°.
const PARALLELES: f64 = 0.707;
/// How far past the ends of a piece another may be and still face it, in halves of it.
const FACE: f64 = 1.1;
/// Metres of a piece of border, the middle of which is looked at.
const MORCEAU: f64 = 25.0;
/// Pieces of border looked at: beyond, outlines are no communes, and nothing is told of them.
const MORCEAUX_MAX: usize = 4_000_000;
/// Metres of a degree of latitude.
const METRES_PAR_DEGRE: f64 = 111_195.0;
/// Cells of the fine grid, degrees of longitude and latitude: both more than [`ECART_MAX`] and a piece, up to 60° of latitude.
const CASE: [f64; 2] = [0.002, 0.001];
/// Cells of the coarse grid, in fine ones; a side that touches more of them bounds no commune.
const LARGE: i64 = 8;
const LARGES_MAX: i64 = 4_000;
/// Pieces compared: beyond, nothing is told.
const COMPARAISONS_MAX: usize = 200_000_000;

/// Pairs of units, the smaller identifier first, and the length of the border that they share approximately, kilometres.
pub type Paires = BTreeMap<(UniteId, UniteId), f64>;

/// A piece of a border: who it bounds, its middle and its ends in metres around it.
struct Morceau {
    unite: UniteId,
    milieu: [f64; 2],
    demi: [f64; 2],
    metres: f64,
}

/// Pairs of a set whose borders were not drawn alike; a side that a unit of the tiling out of the set shares is no doubt.
pub(super) fn approchees(
    maille: &Maille,
    ensemble: &BTreeSet<UniteId>,
    bords: &[(Segment, UniteId)],
    graphe: &BTreeMap<UniteId, BTreeSet<UniteId>>,
) -> Paires {
    let liees = |a: UniteId, b: UniteId| a == b || graphe.get(&a).is_some_and(|v| v.contains(&b));
    let seuls = bords.chunk_by(|a, b| a.0 == b.0).filter(|g| g.len() == 1);
    let mut seuls: Vec<(Segment, UniteId)> = seuls.flatten().copied().collect();
    let premieres = accolees(&seuls, liees);
    if premieres.is_empty() {
        return premieres;
    }
    let leurs: BTreeSet<UniteId> = premieres.into_keys().flat_map(|(a, b)| [a, b]).collect();
    let siens = seuls.iter().filter(|(_, unite)| leurs.contains(unite));
    let mut restent: Bords = siens.map(|(segment, _)| *segment).collect();
    let boite = emprise(&restent);
    for (_, forme) in maille.formes().filter(|(id, _)| !ensemble.contains(id)) {
        if approche(forme, &boite) {
            segments(forme).for_each(|s| {
                restent.remove(&s);
            });
        }
    }
    seuls.retain(|(segment, unite)| !leurs.contains(unite) || restent.contains(segment));
    accolees(&seuls, liees)
}

/// Units outside a set, besides those that touch it exactly, whose borders were drawn beside its own.
pub(super) fn outre_ecart(
    maille: &Maille,
    ensemble: &BTreeSet<UniteId>,
    touchent: &BTreeSet<UniteId>,
) -> Vec<UniteId> {
    let mut seuls = Bords::default();
    for segment in ensemble.iter().flat_map(|&id| segments(maille.forme(id))) {
        if !seuls.remove(&segment) {
            seuls.insert(segment);
        }
    }
    for segment in touchent.iter().flat_map(|&id| segments(maille.forme(id))) {
        seuls.remove(&segment);
    }
    let boite = elargie(&emprise(&seuls));
    let proches = maille.formes().filter(|(id, forme)| {
        !ensemble.contains(id) && !touchent.contains(id) && approche(forme, &boite)
    });
    let proches: BTreeSet<UniteId> = proches.map(|(id, _)| id).collect();
    if seuls.is_empty() || proches.is_empty() {
        return Vec::new();
    }
    let tous: BTreeSet<UniteId> = ensemble
        .iter()
        .chain(touchent)
        .chain(&proches)
        .copied()
        .collect();
    let bords = bords_tries(maille, &tous);
    let mut graphe: BTreeMap<UniteId, BTreeSet<UniteId>> = BTreeMap::new();
    for groupe in bords.chunk_by(|a, b| a.0 == b.0) {
        for deux in groupe.windows(2) {
            let &[(_, a), (_, b)] = deux else { continue };
            graphe.entry(a).or_default().insert(b);
            graphe.entry(b).or_default().insert(a);
        }
    }
    let paires = approchees(maille, &tous, &bords, &graphe);
    let dehors = |(a, b): &(UniteId, UniteId)| match (ensemble.contains(a), ensemble.contains(b)) {
        (true, false) => Some(*b),
        (false, true) => Some(*a),
        _ => None,
    };
    paires.keys().filter_map(dehors).collect()
}

/// The box, as much wider as two drawings of a border may be apart.
fn elargie(boite: &Emprise) -> Emprise {
    let [x, y] = CASE;
    Emprise::de([
        [boite.min[0] - x, boite.min[1] - y],
        [boite.max[0] + x, boite.max[1] + y],
    ])
}

/// Pairs of units that sides, each of one unit alone, make neighbours, among those that nothing else does (`liees`).
pub(super) fn accolees(
    seuls: &[(Segment, UniteId)],
    liees: impl Fn(UniteId, UniteId) -> bool,
) -> Paires {
    let douteuses = cases_a_deux(seuls, &liees);
    if douteuses.is_empty() {
        return Paires::new();
    }
    let dedans = |(s, _): &&(Segment, UniteId)| cases_larges(*s).any(|c| douteuses.contains(&c));
    let mut morceaux = Vec::new();
    for (segment, unite) in seuls.iter().filter(dedans) {
        couper(*segment, *unite, &mut morceaux);
        if morceaux.len() > MORCEAUX_MAX {
            return Paires::new();
        }
    }
    mesurer(&morceaux, &liees)
}

/// Coarse cells near which two units that nothing links both have a side.
fn cases_a_deux(
    seuls: &[(Segment, UniteId)],
    liees: &impl Fn(UniteId, UniteId) -> bool,
) -> BTreeSet<(i64, i64)> {
    let mut cases: Vec<((i64, i64), UniteId)> = Vec::new();
    for (segment, unite) in seuls {
        cases.extend(cases_larges(*segment).map(|c| (c, *unite)));
    }
    cases.sort_unstable();
    cases.dedup();
    let etrangers = |groupe: &&[((i64, i64), UniteId)]| {
        groupe.iter().enumerate().any(|(rang, (_, a))| {
            let suivants = groupe.iter().skip(rang + 1);
            suivants.clone().any(|(_, b)| !liees(*a, *b))
        })
    };
    let groupes = cases.chunk_by(|a, b| a.0 == b.0).filter(etrangers);
    groupes.filter_map(|g| Some(g.first()?.0)).collect()
}

/// Coarse cells that a side, widened by a fine cell, may touch.
fn cases_larges((a, b): Segment) -> impl Iterator<Item = (i64, i64)> {
    let (a, b) = (case(degres(a)), case(degres(b)));
    let bornes =
        |x: i64, y: i64| (x.min(y) - 1).div_euclid(LARGE)..=(x.max(y) + 1).div_euclid(LARGE);
    let (colonnes, lignes) = (bornes(a.0, b.0), bornes(a.1, b.1));
    let etendue = |r: &std::ops::RangeInclusive<i64>| r.end() - r.start() + 1;
    let petite = etendue(&colonnes) * etendue(&lignes) <= LARGES_MAX;
    lignes
        .filter(move |_| petite)
        .flat_map(move |ligne| colonnes.clone().map(move |colonne| (colonne, ligne)))
}

/// Cuts a side into pieces.
fn couper((a, b): Segment, unite: UniteId, vers: &mut Vec<Morceau>) {
    let (a, b) = (degres(a), degres(b));
    let demi = en_metres([b[0] - a[0], b[1] - a[1]], a[1]);
    let long = demi[0].hypot(demi[1]);
    let nombre = (long / MORCEAU).ceil().clamp(1.0, MORCEAUX_MAX as f64);
    let mut rang = 0.5;
    while rang < nombre && vers.len() <= MORCEAUX_MAX {
        let part = rang / nombre;
        vers.push(Morceau {
            unite,
            milieu: [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part],
            demi: demi.map(|d| d / nombre / 2.0),
            metres: long / nombre,
        });
        rang += 1.0;
    }
}

/// Metres of border that each unit has beside each other, the nearest alone counting; kept when both sides have enough of it.
fn mesurer(morceaux: &[Morceau], liees: &impl Fn(UniteId, UniteId) -> bool) -> Paires {
    let mut cases: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (rang, m) in morceaux.iter().enumerate() {
        cases.entry(case(m.milieu)).or_default().push(rang);
    }
    let carres = cases.values().map(|c| c.len().saturating_mul(c.len()));
    if carres.fold(0, usize::saturating_add) > COMPARAISONS_MAX {
        return Paires::new();
    }
    let mut metres: BTreeMap<(UniteId, UniteId), f64> = BTreeMap::new();
    for m in morceaux {
        let (x, y) = case(m.milieu);
        let autour = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
        let autres = autour.filter_map(|c| cases.get(&c)).flatten();
        let autres = autres.filter_map(|rang| morceaux.get(*rang));
        let autres = autres.filter(|o| o.unite != m.unite);
        let proches = autres.filter_map(|o| Some((ecart(m, o)?, o.unite)));
        let proche = proches.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        if let Some((ecart, autre)) = proche
            && ecart <= ECART_MAX
            && !liees(m.unite, autre)
        {
            *metres.entry((m.unite, autre)).or_default() += m.metres;
        }
    }
    let retour = |a: UniteId, b: UniteId| metres.get(&(b, a)).copied().unwrap_or_default();
    let deux = metres.iter().filter(|((a, b), _)| a < b);
    let deux = deux.map(|((a, b), m)| ((*a, *b), [*m, retour(*a, *b)]));
    deux.filter(|(_, m)| m.iter().all(|m| *m >= LONGUEUR_MIN))
        .map(|(paire, [a, b])| (paire, (a + b) / 2_000.0))
        .collect()
}

/// Metres from the middle of a piece to another that it faces and runs beside; `None` for what only ends nearby, as at a corner.
fn ecart(m: &Morceau, autre: &Morceau) -> Option<f64> {
    let [x, y] = en_metres(
        [autre.milieu[0] - m.milieu[0], autre.milieu[1] - m.milieu[1]],
        m.milieu[1],
    );
    let ([u, v], [s, t]) = (autre.demi, m.demi);
    let carre = u * u + v * v;
    let part = -(x * u + y * v) / carre;
    let cosinus = (u * s + v * t).abs() / (carre.sqrt() * s.hypot(t));
    let face = part.abs() <= FACE && cosinus >= PARALLELES;
    face.then(|| (x + part * u).hypot(y + part * v))
}

fn degres(s: Sommet) -> [f64; 2] {
    [
        f64::from(s.0) / PAS_PAR_DEGRE,
        f64::from(s.1) / PAS_PAR_DEGRE,
    ]
}

/// A difference of degrees as metres, near a latitude.
fn en_metres([lon, lat]: [f64; 2], autour: f64) -> [f64; 2] {
    [
        lon * METRES_PAR_DEGRE * autour.to_radians().cos(),
        lat * METRES_PAR_DEGRE,
    ]
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "at most 180 / 0.001: the rings are on Earth"
)]
fn case(p: [f64; 2]) -> (i64, i64) {
    (
        (p[0] / CASE[0]).floor() as i64,
        (p[1] / CASE[1]).floor() as i64,
    )
}

#[cfg(test)]
mod tests;
