//! A finding: something the reader must know, as data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CodeCommune, IdConstat, SectionId};

/// How serious a finding is, from least to most.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severite {
    /// To be known; nothing to do.
    Information,
    /// To be checked or discussed.
    Attention,
    /// Changes what can be concluded.
    Alerte,
}

/// One finding, in a French sentence ready to be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Constat {
    /// Rule, and what it is about when the rule has several objects: `code_recode`, `comparaison_apl_mg`.
    pub id: IdConstat,
    /// How serious.
    pub severite: Severite,
    /// Section of the report (S0…S12) where it is shown.
    pub section: SectionId,
    /// The sentence, in French, figures formatted.
    pub texte: String,
    /// Communes concerned, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub communes: Vec<CodeCommune>,
    /// File and line where it comes from, when it comes from a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origine: Option<String>,
    /// Place among the findings that sum up the territory, from 1, at most one a subject; absent from the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rang: Option<u32>,
}

impl Constat {
    /// A finding without communes nor origin.
    #[must_use]
    pub fn new(
        id: impl Into<IdConstat>,
        severite: Severite,
        section: SectionId,
        texte: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            severite,
            section,
            texte: texte.into(),
            communes: Vec::new(),
            origine: None,
            rang: None,
        }
    }

    /// The same finding with the communes it concerns, sorted and without duplicates.
    #[must_use]
    pub fn avec_communes(mut self, communes: impl IntoIterator<Item = CodeCommune>) -> Self {
        self.communes = communes.into_iter().collect();
        self.communes.sort_unstable();
        self.communes.dedup();
        self
    }

    /// The same finding with the place it comes from.
    #[must_use]
    pub fn avec_origine(mut self, origine: impl Into<String>) -> Self {
        self.origine = Some(origine.into());
        self
    }
}
