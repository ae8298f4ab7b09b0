//! The contract of what places a territory among the others of its list.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A territory that resembles another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Semblable {
    /// Name.
    pub nom: String,
    /// Its place in the list of the territories, from 0.
    pub rang: usize,
    /// Distance, standard deviations of the list: root of the weighted mean of the squared gaps of the variables of context.
    pub distance: f64,
}

/// The need of care of a territory beside its supply, among the territories that have all the variables used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BesoinOffre {
    /// Place by need, 1 for the greatest.
    pub rang_besoin: usize,
    /// Place by supply, 1 for the greatest.
    pub rang_offre: usize,
    /// Territories that are placed.
    pub territoires: usize,
    /// Place by need minus place by supply: negative when the supply is behind the need.
    pub ecart: i64,
    /// Smallest gap when each weight is divided then multiplied, one at a time.
    pub ecart_min: i64,
    /// Largest one.
    pub ecart_max: i64,
    /// Which side it is on.
    pub sens: Sens,
    /// Whether it stays on that side whatever the weight that moves.
    pub stable: bool,
}

/// Which side a gap is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sens {
    /// The supply is behind the need.
    OffreManque,
    /// Both have about the same place.
    Accord,
    /// The supply is ahead of the need.
    OffreDepasse,
}

impl Sens {
    /// Side of a gap, from a size on.
    #[must_use]
    pub fn de(ecart: i64, assez: i64) -> Self {
        match ecart {
            e if e <= -assez.max(1) => Self::OffreManque,
            e if e >= assez.max(1) => Self::OffreDepasse,
            _ => Self::Accord,
        }
    }

    /// The same in words.
    #[must_use]
    pub fn en_mots(self) -> &'static str {
        match self {
            Self::OffreManque => "offre en retrait du besoin",
            Self::Accord => "offre à la mesure du besoin",
            Self::OffreDepasse => "offre au-delà du besoin",
        }
    }
}

/// Places of a figure among some of the territories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Places {
    /// Among those of the same tier of the agreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taille: Option<Place>,
    /// Among those that resemble it, itself included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub semblables: Option<Place>,
}

/// A place, 1 for the largest figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The place.
    pub rang: usize,
    /// Among how many territories whose figure is published in whole.
    pub territoires: usize,
}

/// The variables that placed the territories among the others.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ContexteLot {
    /// Those that make territories alike.
    pub contexte: Vec<VariableLot>,
    /// Those of the need.
    pub besoin: Vec<VariableLot>,
    /// Those of the supply.
    pub offre: Vec<VariableLot>,
}

/// A variable of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VariableLot {
    /// Indicator.
    pub indicateur: String,
    /// Weight.
    pub poids: f64,
    /// Whether enough territories publish it in whole for it to be used.
    pub retenue: bool,
}
