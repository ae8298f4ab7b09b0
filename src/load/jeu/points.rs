//! Representative point of each commune: town hall, else the point of a file, else one inside its polygon.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::geo::point_interieur::point_interieur;
use crate::model::{Contour, Point, UniteId};

/// Points gathered, town halls apart.
#[derive(Debug, Default)]
pub struct Points {
    mairies: BTreeMap<UniteId, Point>,
    autres: BTreeMap<UniteId, Point>,
}

impl Points {
    /// Adds the points of a file; the first file wins.
    pub fn ajoute(&mut self, points: Vec<(UniteId, Point)>, mairie: bool) {
        let place = if mairie {
            &mut self.mairies
        } else {
            &mut self.autres
        };
        for (unite, point) in points {
            place.entry(unite).or_insert(point);
        }
    }

    /// All points, those that lack being taken inside the polygons.
    #[must_use]
    pub fn complete(self, contours: &BTreeMap<UniteId, Contour>) -> BTreeMap<UniteId, Point> {
        let mut points = self.autres;
        points.extend(self.mairies);
        let manquants: Vec<(UniteId, Point)> = contours
            .iter()
            .filter(|(unite, _)| !points.contains_key(unite))
            .collect::<Vec<_>>()
            .into_par_iter()
            .filter_map(|(unite, contour)| Some((*unite, point_interieur(&contour.geometrie)?)))
            .collect();
        points.extend(manquants);
        points
    }
}
