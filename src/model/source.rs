//! Where a figure comes from: the file, its publisher, its vintage, its licence, its fingerprint.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Index of a source in [`super::Dataset::sources`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct SourceId(pub usize);

/// One file (or the embedded base) that figures come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Stable identifier, unique in a run: `drees_apl_mg`, `drees_apl_mg_2` for a second file of the same format.
    pub id: String,
    /// What it is, for a reader: « APL aux médecins généralistes ».
    pub libelle: String,
    /// File, relative to the data folder; `(base embarquée)` for the embedded base.
    pub fichier: String,
    /// SHA-256 of the bytes of the file, lower-case hexadecimal.
    pub sha256: String,
    /// Publisher: DREES, INSEE…
    pub producteur: String,
    /// Vintage(s) of the figures: « 2022, 2023 », « non daté ».
    pub millesime: String,
    /// Vintage of the commune list used by the file, when known: « COG 2024 ».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cog: Option<String>,
    /// Licence of the data: « Licence Ouverte 2.0 ».
    pub licence: String,
    /// Where the file is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
