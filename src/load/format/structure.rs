//! Columns that name a structure: what it is, where it is, whatever its list.

use regex::Error;
use serde::Deserialize;

use crate::load::format::motifs::Motifs;
use crate::load::format::noms::Noms;
use crate::load::format::places::Places;

/// Columns of a structure that has a name: an establishment, a maison de santé, a France Services.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColonnesStructure {
    /// Name of the list: of two files of the same list, only the first by priority is used.
    pub liste: String,
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
    /// Longitude, WGS84 degrees.
    #[serde(default)]
    pub lon: Noms,
    /// Latitude, WGS84 degrees.
    #[serde(default)]
    pub lat: Noms,
}

/// The same, ready to be matched.
#[derive(Debug, Clone)]
pub struct StructureFormat([Motifs; 6]);

/// Where they are in the plan: identifier, name, category, label, longitude, latitude.
pub type PlacesStructure = [Option<usize>; 6];

impl StructureFormat {
    /// Compiles the columns.
    ///
    /// # Errors
    /// A regular expression is wrong.
    pub fn compile(c: &ColonnesStructure) -> Result<Self, Error> {
        let m = Motifs::compile;
        Ok(Self([
            m(&c.identifiant)?,
            m(&c.nom)?,
            m(&c.categorie)?,
            m(&c.libelle)?,
            m(&c.lon)?,
            m(&c.lat)?,
        ]))
    }

    /// Places of the columns of a table; `None` without that of the name.
    pub(super) fn places(&self, c: &mut Places<'_>) -> Option<PlacesStructure> {
        let places = self.0.each_ref().map(|m| c.place(m));
        places[1].map(|_| places)
    }
}
