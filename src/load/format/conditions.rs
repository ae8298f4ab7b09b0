//! Conditions on a row, ready to be matched.

use regex::Regex;

use crate::load::format::motifs::{Motifs, entiere};
use crate::load::format::noms::Quand;

/// A condition on a row, compiled.
#[derive(Debug, Clone)]
pub struct ConditionFormat {
    /// Column of the types.
    pub colonne: Motifs,
    /// Types concerned.
    pub motif: Regex,
    /// Shape of a legible type.
    pub forme: Option<Regex>,
}

/// A condition, compiled.
///
/// # Errors
/// A regular expression is wrong.
pub(super) fn condition(q: &Quand) -> Result<ConditionFormat, regex::Error> {
    Ok(ConditionFormat {
        colonne: Motifs::compile(&q.colonne)?,
        motif: entiere(&q.motif)?,
        forme: q.forme.as_deref().map(entiere).transpose()?,
    })
}
