//! Polygons drawn by the user, ready to be asked whether they hold a point.

use geo::{BoundingRect, Intersects, MultiPolygon, Rect};

use crate::model::Point;

/// Polygons with their bounding boxes.
pub(super) struct Zone<'a>(Vec<(Rect<f64>, &'a MultiPolygon<f64>)>);

impl<'a> Zone<'a> {
    pub(super) fn new(polygones: impl IntoIterator<Item = &'a MultiPolygon<f64>>) -> Self {
        let avec_boite = |p: &'a MultiPolygon<f64>| Some((p.bounding_rect()?, p));
        Self(polygones.into_iter().filter_map(avec_boite).collect())
    }

    pub(super) fn contient(&self, point: Point) -> bool {
        let point = geo::Point::new(point.lon, point.lat);
        self.0
            .iter()
            .any(|(boite, polygone)| boite.intersects(&point) && polygone.intersects(&point))
    }
}
