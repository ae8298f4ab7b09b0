//! Names and points met while a file is read, to tell whether it is about communes.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CodeCommune, UniteId};

/// A row whose code and whose name are those of two communes.
#[derive(Debug, Clone)]
pub struct Echangee {
    /// Its line.
    pub ligne: u64,
    /// The commune of its code.
    pub unite: UniteId,
    /// The name written.
    pub nom: String,
}

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
    /// Rows whose name is that of another commune of the same département.
    pub echangees: usize,
    /// The first of these.
    pub echangee: Option<Echangee>,
    /// Names of the communes by département, made when a first name is not that of its code.
    pub connus: BTreeSet<(usize, String)>,
    /// Points of each code.
    pub points: BTreeMap<CodeCommune, usize>,
}
