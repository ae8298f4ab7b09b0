//! Communes of the quartiers prioritaires: those of their polygons when none is written, those of today when one was split.
//!
//! Rule: a quartier of a commune split since lies in one of its pieces. Its polygon tells in which, where the outlines are those
//! of today; else it is that of all the pieces together, and of none of them.

use std::collections::{BTreeMap, BTreeSet};

use geo::MultiPolygon;

use crate::geo::inclusion::Inclusion;
use crate::geo::point_interieur::point_interieur;
use crate::load::jeu::generations;
use crate::load::table::resultat::QpvLu;
use crate::model::lecture::arrondissements;
use crate::model::{Dataset, PlaceQpv, Point, Qpv, Separation, SourceId, UniteId};

/// Quartiers by code; the features of the same file with the same code make one, another file does not add to it.
pub fn range(d: &mut Dataset, mut lus: Vec<(SourceId, QpvLu)>) {
    let dessine = |q: &QpvLu| q.surface.is_some() && q.communes.is_empty();
    let dessinees: Vec<bool> = lus.iter().map(|(_, q)| dessine(q)).collect();
    situe(&mut lus, d);
    let gardes = generations::gardes(d, &lus);
    let mut par_code: BTreeMap<String, Qpv> = BTreeMap::new();
    for (((source, q), dessinee), garde) in lus.into_iter().zip(dessinees).zip(gardes) {
        if !garde {
            continue;
        }
        let sans = q.communes.is_empty() && q.ensembles.is_empty();
        let etat = match (q.douteux, dessinee, sans) {
            (false, true, _) => PlaceQpv::Dessinee,
            (false, false, false) => PlaceQpv::Ecrite,
            _ => PlaceQpv::Inconnue,
        };
        let (code, nom) = (q.code, q.nom);
        let place = par_code.entry(code.clone()).or_insert_with(|| Qpv {
            code,
            nom,
            communes: Vec::new(),
            ensembles: Vec::new(),
            place: etat,
            source,
            habitants: None,
        });
        if place.source == source {
            if etat != PlaceQpv::Ecrite && place.place != PlaceQpv::Inconnue {
                place.place = etat;
            }
            place.communes.extend(q.communes);
            place.communes.sort_unstable();
            place.communes.dedup();
            place.ensembles.extend(q.ensembles);
            place.ensembles.sort_unstable();
            place.ensembles.dedup();
        }
    }
    d.qpv = par_code.into_values().collect();
}

/// Places each quartier of its source in the communes of today.
fn situe(quartiers: &mut [(SourceId, QpvLu)], d: &Dataset) {
    if quartiers.iter().any(|(_, q)| q.surface.is_some()) {
        let contours = Contours::new(d);
        for (_, q) in quartiers.iter_mut() {
            if let Some(surface) = q.surface.take() {
                contours.situe(q, surface, d);
            }
        }
    }
    for separation in &d.referentiel.separations {
        separe(quartiers, d, separation);
    }
    for (_, q) in quartiers {
        q.communes.sort_unstable();
        q.communes.dedup();
    }
}

/// Outlines ready to be asked what they hold, those of several communes apart.
struct Contours<'a> {
    seuls: Vec<(UniteId, Inclusion<'a>)>,
    reunis: Vec<(&'a [UniteId], Inclusion<'a>)>,
}

impl<'a> Contours<'a> {
    fn new(d: &'a Dataset) -> Self {
        let seuls = d.contours.iter();
        let reunis = d.contours_reunis.values();
        Self {
            seuls: seuls
                .map(|(unite, c)| (*unite, Inclusion::new(&c.geometrie)))
                .collect(),
            reunis: reunis
                .map(|r| {
                    let contour = Inclusion::new(&r.contour.geometrie);
                    (r.pieces.as_slice(), contour)
                })
                .collect(),
        }
    }

    /// Communes that hold a point inside each polygon of a quartier, arrondissements of its city when all lie in known ones.
    fn situe(&self, q: &mut QpvLu, MultiPolygon(polygones): MultiPolygon<f64>, d: &Dataset) {
        let points: Vec<Option<Point>> = polygones
            .into_iter()
            .map(|polygone| point_interieur(&MultiPolygon(vec![polygone])))
            .collect();
        let lieux: Vec<Vec<UniteId>> = points.iter().map(|p| self.lieux(*p)).collect();
        if q.communes.is_empty() {
            q.communes.extend(lieux.into_iter().flatten());
            for point in points.into_iter().flatten() {
                let reunis = self.reunis.iter().filter(|(_, c)| c.contient(point));
                q.ensembles.extend(reunis.map(|(ids, _)| ids.to_vec()));
            }
            return;
        }
        let siens = |ville: &UniteId| arrondissements(&d.referentiel, *ville);
        let arrondissement = |id: &&UniteId| q.communes.iter().any(|v| siens(v).contains(id));
        let des_villes: Vec<Vec<UniteId>> = lieux
            .iter()
            .map(|ids| ids.iter().filter(arrondissement).copied().collect())
            .collect();
        if !des_villes.is_empty() && des_villes.iter().all(|ids| !ids.is_empty()) {
            q.communes.retain(|c| siens(c).is_empty());
            q.communes.extend(des_villes.into_iter().flatten());
        }
        let trouvees: BTreeSet<UniteId> = lieux.into_iter().flatten().collect();
        dans_les_pieces(q, &trouvees, d);
    }

    fn lieux(&self, point: Option<Point>) -> Vec<UniteId> {
        let seuls = self.seuls.iter();
        let seuls = seuls.filter(|(_, c)| point.is_some_and(|p| c.contient(p)));
        seuls.map(|(unite, _)| *unite).collect()
    }
}

/// Gives to a quartier of a commune split since the pieces in which it was found.
fn dans_les_pieces(q: &mut QpvLu, trouvees: &BTreeSet<UniteId>, d: &Dataset) {
    for (garde, pieces) in partages(d) {
        let siennes: Vec<UniteId> = pieces
            .into_iter()
            .filter(|id| trouvees.contains(id))
            .collect();
        if q.communes.contains(&garde) && !siennes.is_empty() {
            q.communes.retain(|id| *id != garde);
            q.communes.extend(siennes);
            q.situees.insert(garde);
        }
    }
}

/// Splits of the référentiel: the unit that kept the code, and all the pieces.
fn partages(d: &Dataset) -> impl Iterator<Item = (UniteId, Vec<UniteId>)> + '_ {
    let separations = d.referentiel.separations.iter();
    separations.filter_map(|s| d.referentiel.partage(s))
}

/// Quartiers of the undivided commune: in one of its pieces, nothing says which.
fn separe(quartiers: &mut [(SourceId, QpvLu)], d: &Dataset, separation: &Separation) {
    let Some((garde, pieces)) = d.referentiel.partage(separation) else {
        return;
    };
    let autre = |id: &UniteId| *id != garde && pieces.contains(id);
    // A file that names a commune re-created knows it.
    let connaissent: BTreeSet<SourceId> = quartiers
        .iter()
        .filter(|(_, q)| q.communes.iter().any(autre) && !q.situees.contains(&garde))
        .map(|(source, _)| *source)
        .collect();
    for (source, q) in quartiers.iter_mut() {
        let ancien = || d.est_d_avant(*source, separation).unwrap_or(true);
        let nomme = q.communes.contains(&garde) && !q.situees.contains(&garde);
        if pieces.len() > 1 && nomme && !connaissent.contains(source) && ancien() {
            q.communes.retain(|id| *id != garde);
            q.ensembles.push(pieces.clone());
        }
    }
}
