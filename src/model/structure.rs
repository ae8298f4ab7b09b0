//! A structure that a list names: an establishment, a maison de santé, a France Services.

use serde::{Deserialize, Serialize};

use super::{Point, SourceId, UniteId};

/// A structure, as its list names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Structure {
    /// Commune or arrondissement.
    pub unite: UniteId,
    /// Name of the list: `finess`, `maisons_sante`, `france_services`.
    pub liste: String,
    /// Identifier in its list; empty when it has none.
    pub identifiant: String,
    /// Name.
    pub nom: String,
    /// Code of its category; empty when it has none.
    pub categorie: String,
    /// Label of its category.
    pub libelle: String,
    /// Where it is, WGS84.
    pub point: Option<Point>,
    /// Source.
    pub source: SourceId,
}
