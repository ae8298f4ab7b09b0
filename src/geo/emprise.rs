//! Axis-aligned bounding box, in the unit of its coordinates.

use geo::MultiPolygon;

use super::anneaux;
use crate::model::Forme;

/// Bounding box; empty until a point is added.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Emprise {
    /// Smallest x and y.
    pub min: [f64; 2],
    /// Largest x and y.
    pub max: [f64; 2],
}

impl Emprise {
    /// A box that holds nothing.
    pub const VIDE: Self = Self {
        min: [f64::INFINITY; 2],
        max: [f64::NEG_INFINITY; 2],
    };

    /// Box of a set of points; [`Self::VIDE`] without points.
    pub fn de(points: impl IntoIterator<Item = [f64; 2]>) -> Self {
        let mut emprise = Self::VIDE;
        points.into_iter().for_each(|p| emprise.etendre(p));
        emprise
    }

    /// Box of the rings of an outline that are on Earth.
    #[must_use]
    pub fn d_une_forme(forme: &Forme) -> Self {
        forme
            .boite()
            .map_or_else(|| Self::d_une_surface(forme), Self::from)
    }

    /// Box of the rings of a polygon that are on Earth.
    #[must_use]
    pub fn d_une_surface(surface: &MultiPolygon<f64>) -> Self {
        let sommets = anneaux(surface).flat_map(|a| a.0.iter().map(|c| [c.x, c.y]));
        Self::de(sommets)
    }

    /// Its two ends; none when it is empty.
    pub fn coins(&self) -> impl Iterator<Item = [f64; 2]> + use<> {
        let coins = (!self.est_vide()).then_some([self.min, self.max]);
        coins.into_iter().flatten()
    }

    /// Whether the boxes have a point in common.
    #[must_use]
    pub fn touche(&self, autre: &Self) -> bool {
        let un_axe = |i: usize| self.min[i] <= autre.max[i] && autre.min[i] <= self.max[i];
        un_axe(0) && un_axe(1)
    }

    /// Grows the box to hold a point; a NaN changes nothing.
    pub fn etendre(&mut self, [x, y]: [f64; 2]) {
        self.min = [self.min[0].min(x), self.min[1].min(y)];
        self.max = [self.max[0].max(x), self.max[1].max(y)];
    }

    /// Whether no point was added.
    #[must_use]
    pub fn est_vide(&self) -> bool {
        self.min[0] > self.max[0] || self.min[1] > self.max[1]
    }

    /// Whether the point lies in the box or on its edge.
    #[must_use]
    pub fn contient(&self, [x, y]: [f64; 2]) -> bool {
        (self.min[0]..=self.max[0]).contains(&x) && (self.min[1]..=self.max[1]).contains(&y)
    }

    /// Whether the other box lies entirely in this one.
    #[must_use]
    pub fn englobe(&self, autre: &Self) -> bool {
        !autre.est_vide() && self.contient(autre.min) && self.contient(autre.max)
    }

    /// Centre of the box.
    #[must_use]
    pub fn centre(&self) -> [f64; 2] {
        [
            self.min[0].midpoint(self.max[0]),
            self.min[1].midpoint(self.max[1]),
        ]
    }

    /// Longest side, 0 when the box is empty.
    #[must_use]
    pub fn cote(&self) -> f64 {
        (self.max[0] - self.min[0])
            .max(self.max[1] - self.min[1])
            .max(0.0)
    }
}

impl From<[f64; 4]> for Emprise {
    fn from([ouest, sud, est, nord]: [f64; 4]) -> Self {
        Self {
            min: [ouest, sud],
            max: [est, nord],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows_with_its_points_and_knows_when_it_is_empty() {
        assert!(Emprise::VIDE.est_vide() && Emprise::VIDE.cote() == 0.0);
        let e = Emprise::de([[1.0, 2.0], [5.0, -2.0], [f64::NAN, 0.0]]);
        assert_eq!((e.min, e.max), ([1.0, -2.0], [5.0, 2.0]));
        assert_eq!((e.centre(), e.cote()), ([3.0, 0.0], 4.0));
        assert!(e.contient([5.0, 2.0]) && !e.contient([5.1, 0.0]));
        assert!(e.englobe(&Emprise::de([[2.0, 0.0]])) && !e.englobe(&Emprise::VIDE));
    }
}
