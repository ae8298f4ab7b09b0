//! A computed figure with its birth certificate: value, state, coverage, formula, comparators, sources.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::lecture::Intervalle;
use super::{Couverture, SectionId};

/// What holds a figure that is not wholly known: `[min, max]`, `null` where nothing bounds it (« au moins 12 »).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(from = "[Option<f64>; 2]", into = "[Option<f64>; 2]")]
pub struct Bornes {
    /// Smallest value that it can have.
    pub min: Option<f64>,
    /// Largest value that it can have.
    pub max: Option<f64>,
}

impl Bornes {
    /// Bounds of an interval inside the domain of the figure; `None` when they say no more than the domain, up to rounding: « entre
    /// 0 et 100 % » of a share tells nothing.
    #[must_use]
    pub fn de(intervalle: Intervalle, domaine: Intervalle) -> Option<Self> {
        let intervalle = intervalle.et(domaine);
        let bornes = Self {
            min: Some(intervalle.min).filter(|x| x.is_finite()),
            max: Some(intervalle.max).filter(|x| x.is_finite()),
        };
        let vides = bornes.min.is_none() && bornes.max.is_none();
        let proches = |a: f64, b: f64| a == b || (a - b).abs() <= 1e-9 && b.is_finite();
        let tout = proches(intervalle.min, domaine.min) && proches(intervalle.max, domaine.max);
        (!vides && !tout).then_some(bornes)
    }

    /// Whether a value can be the figure, up to rounding.
    #[must_use]
    pub fn contient(&self, x: f64) -> bool {
        let marge = 1e-9 * x.abs().max(1.0);
        self.min.is_none_or(|min| min <= x + marge) && self.max.is_none_or(|max| x <= max + marge)
    }
}

impl From<[Option<f64>; 2]> for Bornes {
    fn from([min, max]: [Option<f64>; 2]) -> Self {
        Self { min, max }
    }
}

impl From<Bornes> for [Option<f64>; 2] {
    fn from(bornes: Bornes) -> Self {
        [bornes.min, bornes.max]
    }
}

impl JsonSchema for Bornes {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Bornes".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "array",
            "items": { "type": ["number", "null"] },
            "minItems": 2,
            "maxItems": 2,
            "description": "Ce que le chiffre peut être quand une partie n'est pas connue : [minimum, maximum], null où rien ne le borne",
        })
    }
}

/// State of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Statut {
    /// Published, all communes have a value.
    Publie,
    /// Published on a part of the communes, above the declared coverage.
    Partiel,
    /// Not published: coverage below the declared minimum; `motif` says so.
    NonPublie,
    /// No source in the data folder.
    Absent,
    /// Not aggregated by rule (medians): shown by commune.
    ParCommune,
}

/// A level wider than the commune.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Niveau {
    /// Bassin de vie; only published figures.
    BassinVie,
    /// Canton or canton-ou-ville; only published figures.
    Canton,
    /// Intercommunalité à fiscalité propre; only published figures.
    Epci,
    /// Département.
    Departement,
    /// Région.
    Region,
    /// Metropolitan France and DROM (or the whole référentiel when it is the user's).
    France,
}

/// Where the figure that a publisher gives for a level comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Publication {
    /// Vintage: « 2021 », « non daté ».
    pub millesime: String,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// What the publisher calls the territory, when it is not quite ours: « France métropolitaine ».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub champ: Option<String>,
}

/// The same figure elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparateur {
    /// Level.
    pub niveau: Niveau,
    /// Code of the territory; `FR` for France.
    pub code: String,
    /// Name of the territory.
    pub nom: String,
    /// Value, same unit as the indicator.
    pub valeur: Option<f64>,
    /// Between what the truth lies when something is not known, same unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bornes: Option<Bornes>,
    /// Exact interval (Poisson, 95 %) of a rate on few cases, same unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intervalle: Option<[f64; 2]>,
    /// Count that stands in the place of a rate on too few cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub petit_effectif: Option<f64>,
    /// State of the value.
    pub statut: Statut,
    /// Why it is not published, partial or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motif: Option<String>,
    /// Coverage of the value.
    pub couverture: Couverture,
    /// Present when the figure is the one that its publisher gives for the level, and not computed from communes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publie: Option<Publication>,
}

impl Niveau {
    /// The level in words, in French.
    #[must_use]
    pub fn en_mots(self) -> &'static str {
        match self {
            Self::BassinVie => "bassin de vie",
            Self::Canton => "canton",
            Self::Epci => "EPCI",
            Self::Departement => "département",
            Self::Region => "région",
            Self::France => "France",
        }
    }

    /// Whether a territory of this level is compared with, and not only told beside.
    #[must_use]
    pub fn compare(self) -> bool {
        matches!(self, Self::Departement | Self::Region | Self::France)
    }
}

impl Comparateur {
    /// « Lozère, département », « France métropolitaine »: the territory and its level.
    #[must_use]
    pub fn nom_et_niveau(&self) -> String {
        let champ = self.publie.as_ref().and_then(|p| p.champ.clone());
        match self.niveau {
            Niveau::France => champ.unwrap_or_else(|| self.nom.clone()),
            niveau => format!("{}, {}", self.nom, niveau.en_mots()),
        }
    }
}

/// One figure of the diagnostic with its birth certificate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Indicateur {
    /// Stable identifier, snake_case.
    pub id: String,
    /// S0…S12.
    pub section: SectionId,
    /// Group inside the section: « Médecins généralistes »; empty when there is none.
    #[serde(default)]
    pub groupe: String,
    /// Label, in French.
    pub libelle: String,
    /// Unit, in French: « habitants », « % », « consultations par an et par habitant standardisé ».
    pub unite: String,
    /// Decimals to show.
    pub decimales: u8,
    /// Value; a share is in percent when `unite` is « % ».
    pub valeur: Option<f64>,
    /// Between what the truth lies when something is hidden, rejected or absent; left out when nothing bounds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bornes: Option<Bornes>,
    /// Exact interval (Poisson, 95 %) of a rate on few cases, in its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intervalle: Option<[f64; 2]>,
    /// Count that stands in the place of a rate on too few cases (« petit effectif »).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub petit_effectif: Option<f64>,
    /// State of the value.
    pub statut: Statut,
    /// Why it is not published, partial or absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motif: Option<String>,
    /// Share of the perimeter with a value.
    pub couverture: Couverture,
    /// Vintage of the figures.
    pub millesime: Option<String>,
    /// Formula in words, with the reference of the rule.
    pub formule: String,
    /// Numerator of a ratio, in its own unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numerateur: Option<f64>,
    /// Denominator of a ratio, in its own unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominateur: Option<f64>,
    /// The same figure in the départements and régions, the most populated inside the perimeter first, then France; then, when
    /// a file publishes them, in the EPCI, bassins de vie and cantons that the perimeter meets.
    pub comparateurs: Vec<Comparateur>,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// True when more is better, false when less is better, absent when neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub favorable_si_haut: Option<bool>,
}

impl Indicateur {
    /// Whether it only tells figures published for levels wider than the commune, without one for the perimeter.
    #[must_use]
    pub fn est_un_repere(&self) -> bool {
        let publies = self.comparateurs.iter().all(|c| c.publie.is_some());
        let vide =
            self.valeur.is_none() && self.bornes.is_none() && self.couverture == Couverture::NULLE;
        vide && self.statut == Statut::NonPublie && publies && !self.comparateurs.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_that_are_the_domain_up_to_rounding_say_nothing() {
        let entre = |min, max| Intervalle { min, max };
        let part = |min, max| Bornes::de(entre(min, max), entre(0.0, 100.0));
        assert_eq!(part(0.0, 99.999_999_999_999_99), None);
        assert_eq!(part(-3.0, 120.0), None);
        assert!(part(0.0, 99.9).is_some() && part(0.1, 100.0).is_some());
    }
}
