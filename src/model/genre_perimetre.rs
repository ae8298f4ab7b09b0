//! What kind of territory a perimeter is, so that the words fit: a région is not « la CPTS ».

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Kind of a perimeter, from what the user asked for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum GenrePerimetre {
    /// A CPTS of the commune → CPTS list.
    Cpts,
    /// A project file, a list of communes, a polygon or several terms: what a coordinator composes.
    #[default]
    Projet,
    /// One commune or arrondissement.
    Commune,
    /// One EPCI.
    Epci,
    /// One bassin de vie, aire d'attraction or territoire de vie-santé.
    Zone,
    /// One or several départements.
    Departement,
    /// One or several régions.
    Region,
}

impl GenrePerimetre {
    /// Whether the report may speak of « la CPTS ».
    #[must_use]
    pub fn est_cpts(self) -> bool {
        matches!(self, Self::Cpts | Self::Projet)
    }

    /// « une région », for a sentence.
    #[must_use]
    pub fn un(self) -> &'static str {
        match self {
            Self::Cpts => "une CPTS",
            Self::Projet => "un projet de CPTS",
            Self::Commune => "une commune ou un arrondissement",
            Self::Epci => "une intercommunalité (EPCI)",
            Self::Zone => "un zonage d'étude",
            Self::Departement => "un département ou un groupe de départements",
            Self::Region => "une région ou un groupe de régions",
        }
    }
}
