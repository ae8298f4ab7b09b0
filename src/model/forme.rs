//! An outline, held in memory or read when it is asked; its box is known without reading it.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use geo::MultiPolygon;

use super::{SourceId, UniteId};

/// Outlines that are not in memory yet; one that cannot be read is empty.
pub trait FormesGardees: fmt::Debug + Send + Sync {
    /// An outline, by its rank among them.
    fn une(&self, rang: usize) -> &MultiPolygon<f64>;
}

#[derive(Debug, Clone)]
enum Place {
    Lue(Arc<MultiPolygon<f64>>),
    Gardee(Arc<dyn FormesGardees>, usize),
}

/// The outline of a unit, WGS84 degrees.
#[derive(Debug, Clone)]
pub struct Forme {
    place: Place,
    boite: Option<[f64; 4]>,
}

impl Forme {
    /// An outline to read when it is asked, and a box that holds its rings on Earth: west, south, east, north.
    #[must_use]
    pub fn gardee(formes: Arc<dyn FormesGardees>, rang: usize, boite: [f64; 4]) -> Self {
        Self {
            place: Place::Gardee(formes, rang),
            boite: Some(boite),
        }
    }

    /// A box that holds its rings on Earth, when it is known without reading them: west, south, east, north.
    #[must_use]
    pub fn boite(&self) -> Option<[f64; 4]> {
        self.boite
    }
}

impl From<Arc<MultiPolygon<f64>>> for Forme {
    fn from(lue: Arc<MultiPolygon<f64>>) -> Self {
        Self {
            place: Place::Lue(lue),
            boite: None,
        }
    }
}

impl From<MultiPolygon<f64>> for Forme {
    fn from(lue: MultiPolygon<f64>) -> Self {
        Arc::new(lue).into()
    }
}

impl Deref for Forme {
    type Target = MultiPolygon<f64>;

    fn deref(&self) -> &MultiPolygon<f64> {
        match &self.place {
            Place::Lue(lue) => lue,
            Place::Gardee(formes, rang) => formes.une(*rang),
        }
    }
}

/// Polygon of a commune or arrondissement, WGS84 degrees.
#[derive(Debug, Clone)]
pub struct Contour {
    /// Geometry.
    pub geometrie: Forme,
    /// Source of the polygon.
    pub source: SourceId,
}

/// Outline that a file gives to several communes of today together.
#[derive(Debug, Clone)]
pub struct ContourReuni {
    /// Communes that share it, sorted, the one that kept the code among them.
    pub pieces: Vec<UniteId>,
    /// The outline.
    pub contour: Contour,
}
