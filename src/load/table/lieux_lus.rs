//! Names and points met while a file is read, to tell whether it is about communes.

use std::collections::BTreeMap;

use crate::model::CodeCommune;

/// What was met of names and points.
#[derive(Debug, Clone, Default)]
pub struct LieuxLus {
    /// Names compared with that of their commune.
    pub noms: usize,
    /// Of which those of the commune.
    pub bons: usize,
    /// Of which town halls and other centres.
    pub chefs_lieux: usize,
    /// The first that is another.
    pub autre: Option<String>,
    /// Points of each code.
    pub points: BTreeMap<CodeCommune, usize>,
}
