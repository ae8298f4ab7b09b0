//! An outline to draw, projected: that of a commune, or that of several which a file older than their split draws as one.

use geo::MultiPolygon;

use crate::geo::point_interieur::point_interieur;
use crate::geo::{Projection, anneaux, simplification};
use crate::model::{Dataset, Forme, UniteId};

/// A unit to draw.
pub(super) struct Trace {
    /// Unit, the one that kept the code when there are several.
    pub(super) id: UniteId,
    /// Communes that share the outline, when it is not that of one: it has no figure.
    pub(super) reunies: Vec<UniteId>,
    /// Rings in metres.
    pub(super) anneaux: Vec<simplification::Anneau>,
    /// Point inside, metres.
    pub(super) centre: [f64; 2],
}

/// Projects a unit; `None` when it has no ring on Earth.
pub(super) fn tracer(id: UniteId, forme: &[&Forme], projection: &Projection) -> Option<Trace> {
    let tout: MultiPolygon<f64> = forme.iter().flat_map(|g| g.iter().cloned()).collect();
    let projeter = |c: &geo::Coord<f64>| projection.projeter(c.x, c.y);
    let anneaux: Vec<simplification::Anneau> = anneaux(&tout)
        .map(|a| a.0.iter().map(projeter).collect())
        .collect();
    let centre = point_interieur(&tout)?;
    let [x, y] = projection.projeter(centre.lon, centre.lat);
    (!anneaux.is_empty()).then(|| Trace {
        id,
        reunies: Vec::new(),
        anneaux,
        centre: [x.round(), y.round()],
    })
}

/// What an outline is called: its commune, or all those that share it.
pub(super) fn nom(d: &Dataset, trace: &Trace) -> String {
    let nom = |id: &UniteId| d.referentiel.unite(*id).nom.clone();
    let noms: Vec<String> = trace.reunies.iter().map(nom).collect();
    match noms.split_last() {
        Some((dernier, autres)) => format!("{} et {dernier}", autres.join(", ")),
        None => nom(&trace.id),
    }
}
