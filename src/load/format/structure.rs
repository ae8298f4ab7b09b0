//! Columns that name a structure: what it is, where it is, whatever its list.

use std::collections::BTreeMap;

use regex::{Error, Regex};
use serde::{Deserialize, Serialize};

use crate::load::format::motifs::{Motifs, entiere};
use crate::load::format::noms::{Conditions, Noms, Quand};
use crate::load::format::places::Places;

/// Columns of a structure that has a name: an establishment, a maison de santé, a France Services.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ColonnesStructure {
    /// Name of the list: in each département, only one file of a list is used.
    pub liste: String,
    /// Rows that name a structure: all of them when there is no condition.
    #[serde(default)]
    pub quand: Conditions,
    /// Identifier: a structure is named once.
    #[serde(default)]
    pub identifiant: Noms,
    /// Name.
    pub nom: Noms,
    /// Code of the category.
    #[serde(default)]
    pub categorie: Noms,
    /// Label of the category.
    #[serde(default)]
    pub libelle: Noms,
    /// Label of all of them, when no column gives one.
    pub genre: Option<String>,
    /// Label of each category, when no column gives one.
    #[serde(default)]
    pub libelles: BTreeMap<String, String>,
    /// Longitude, degrees, or easting in metres of the legal projection of the département.
    #[serde(default)]
    pub lon: Noms,
    /// Latitude, degrees, or northing.
    #[serde(default)]
    pub lat: Noms,
    /// Easting and northing, or degrees, read when the two columns above give no point.
    #[serde(default)]
    pub x: Noms,
    /// Northing.
    #[serde(default)]
    pub y: Noms,
    /// Both in one cell, latitude first: `48.85, 2.35`.
    #[serde(default)]
    pub lat_lon: Noms,
    /// Rows whose point is not that of the structure.
    pub sans_point: Option<Quand>,
    /// Rows of the same file that hold the points of the structures, and name none.
    pub points: Option<PointsDesStructures>,
}

/// Rows that hold the point of a structure named by another row.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PointsDesStructures {
    /// Which rows.
    pub quand: Quand,
    /// Identifier of the structure.
    pub identifiant: Noms,
    /// Longitude or easting.
    pub x: Noms,
    /// Latitude or northing.
    pub y: Noms,
}

type Condition = (Motifs, Regex);

/// The same, ready to be matched.
#[derive(Debug, Clone)]
pub struct StructureFormat {
    colonnes: [Motifs; 9],
    quand: Vec<Condition>,
    sans_point: Option<Condition>,
    points: Option<(Condition, [Motifs; 3])>,
}

/// A condition found in a table: its column, and what its cells must be.
pub type ConditionPlacee = (usize, Regex);

/// Where the columns are in the plan.
#[derive(Debug, Clone)]
pub struct PlacesStructure {
    /// Identifier, name, category, label.
    pub textes: [Option<usize>; 4],
    /// Pairs of columns that may give the point, longitude first, by order of preference.
    pub points: [[Option<usize>; 2]; 2],
    /// Latitude and longitude in one cell.
    pub lat_lon: Option<usize>,
    /// Conditions on the rows that name a structure.
    pub quand: Vec<ConditionPlacee>,
    /// Rows whose point is not used.
    pub sans_point: Option<ConditionPlacee>,
    /// Rows of points: condition, identifier, longitude, latitude.
    pub rangees_de_points: Option<(ConditionPlacee, [usize; 3])>,
}

fn condition(q: &Quand) -> Result<Condition, Error> {
    Ok((Motifs::compile(&q.colonne)?, entiere(&q.motif)?))
}

fn placee((colonne, motif): &Condition, c: &mut Places<'_>) -> Option<ConditionPlacee> {
    Some((c.place(colonne)?, motif.clone()))
}

impl StructureFormat {
    /// Compiles the columns.
    ///
    /// # Errors
    /// A regular expression is wrong.
    pub fn compile(c: &ColonnesStructure) -> Result<Self, Error> {
        let m = Motifs::compile;
        let points = |p: &PointsDesStructures| {
            Ok((
                condition(&p.quand)?,
                [m(&p.identifiant)?, m(&p.x)?, m(&p.y)?],
            ))
        };
        Ok(Self {
            colonnes: [
                m(&c.identifiant)?,
                m(&c.nom)?,
                m(&c.categorie)?,
                m(&c.libelle)?,
                m(&c.lon)?,
                m(&c.lat)?,
                m(&c.x)?,
                m(&c.y)?,
                m(&c.lat_lon)?,
            ],
            quand: c.quand.0.iter().map(condition).collect::<Result<_, _>>()?,
            sans_point: c.sans_point.as_ref().map(condition).transpose()?,
            points: c.points.as_ref().map(points).transpose()?,
        })
    }

    /// Places of the columns of a table; `None` without that of the name, or without those of the conditions.
    pub(super) fn places(&self, c: &mut Places<'_>) -> Option<PlacesStructure> {
        let [
            identifiant,
            nom,
            categorie,
            libelle,
            lon,
            lat,
            x,
            y,
            lat_lon,
        ] = self.colonnes.each_ref().map(|m| c.place(m));
        nom?;
        let quand: Option<Vec<_>> = self.quand.iter().map(|q| placee(q, c)).collect();
        Some(PlacesStructure {
            textes: [identifiant, nom, categorie, libelle],
            points: [[lon, lat], [x, y]],
            lat_lon,
            quand: quand?,
            sans_point: self.sans_point.as_ref().and_then(|q| placee(q, c)),
            rangees_de_points: self.points.as_ref().and_then(|(q, colonnes)| {
                let [a, b, d] = colonnes.each_ref().map(|m| c.place(m));
                Some((placee(q, c)?, [a?, b?, d?]))
            }),
        })
    }
}
