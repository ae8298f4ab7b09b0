//! Columns of what is not a figure: CPTS, points, quartiers prioritaires.

use serde::{Deserialize, Serialize};

use crate::load::format::noms::Noms;

/// Commune → CPTS columns.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ColonnesCpts {
    /// Name of the CPTS.
    pub nom: Noms,
    /// Part of the commune.
    pub part: Option<Noms>,
    /// Stage of the CPTS.
    pub stade: Option<Noms>,
    /// Date of that stage.
    pub date: Option<Noms>,
    /// Day on which the CPTS ends.
    pub fin: Option<Noms>,
}

/// Columns of a representative point, WGS84 degrees.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ColonnesPoint {
    /// Longitude.
    pub lon: Noms,
    /// Latitude.
    pub lat: Noms,
    /// Whether the points are town halls, preferred to all others.
    #[serde(default)]
    pub mairie: bool,
}

/// Properties of a quartier prioritaire.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ColonnesQpv {
    /// Code of the QPV.
    pub code: Noms,
    /// Name.
    #[serde(default)]
    pub nom: Noms,
    /// Commune codes, separated by anything; found from the polygons when there are none.
    #[serde(default)]
    pub communes: Noms,
    /// Inhabitants of the quartier: its file is that of the figures, and no list of the quartiers.
    pub habitants: Option<Noms>,
}
