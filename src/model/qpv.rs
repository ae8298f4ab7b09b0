//! Quartiers prioritaires, and the communes of today in which they lie.

use serde::{Deserialize, Serialize};

use super::{SourceId, UniteId};

/// How the communes of a quartier prioritaire are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlaceQpv {
    /// The file names them all.
    Ecrite,
    /// Found from its polygon: those of which the outline is known.
    Dessinee,
    /// The file names none that can be read, or not all of them.
    Inconnue,
}

/// Inhabitants of a quartier, all its communes together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HabitantsQpv {
    /// Population municipale.
    pub nombre: f64,
    /// Year of that population; absent when its file does not tell it.
    pub annee: Option<u16>,
    /// Source.
    pub source: SourceId,
}

/// Quartier prioritaire de la politique de la ville.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Qpv {
    /// Code: `QN00101M`.
    pub code: String,
    /// Name.
    pub nom: String,
    /// Communes it lies in, sorted.
    pub communes: Vec<UniteId>,
    /// Communes of today that were one where it lies, without knowing in which: each sorted.
    pub ensembles: Vec<Vec<UniteId>>,
    /// What is known of its place.
    pub place: PlaceQpv,
    /// Source.
    pub source: SourceId,
    /// Its inhabitants, where a file gives them.
    #[serde(default)]
    pub habitants: Option<HabitantsQpv>,
}

impl Qpv {
    /// A code as it is compared: `qn 02a01m` and `QN02A01M` are one.
    #[must_use]
    pub fn code_normal(code: &str) -> String {
        let mut net: String = code.split_whitespace().collect();
        net.make_ascii_uppercase();
        net
    }

    /// Whether a text is a code: `QP` (2014) or `QN` (2024), then six characters.
    #[must_use]
    pub fn est_un_code(texte: &str) -> bool {
        let net = Self::code_normal(texte);
        let suite = net.strip_prefix("QN").or_else(|| net.strip_prefix("QP"));
        suite.is_some_and(|s| s.len() == 6 && s.bytes().all(|b| b.is_ascii_alphanumeric()))
    }

    /// Whether it lies in a set of communes for sure.
    #[must_use]
    pub fn est_dans(&self, dedans: impl Fn(UniteId) -> bool) -> bool {
        let entier = |ids: &Vec<UniteId>| ids.iter().all(|&id| dedans(id));
        self.communes.iter().any(|&id| dedans(id)) || self.ensembles.iter().any(entier)
    }

    /// Whether it may lie in a set of communes, as it lies in one of several of which some are there.
    #[must_use]
    pub fn est_peut_etre_dans(&self, dedans: impl Fn(UniteId) -> bool) -> bool {
        self.ensembles.iter().flatten().any(|&id| dedans(id))
    }

    /// Communes in which it lies, or may lie.
    pub fn unites(&self) -> impl Iterator<Item = UniteId> + '_ {
        self.communes
            .iter()
            .chain(self.ensembles.iter().flatten())
            .copied()
    }

    /// Département that a code names: `QN06905M` → `69`, `QP974001` → `974` (ANCT, codification of the QPV).
    #[must_use]
    pub fn departement_du_code(code: &str) -> Option<&str> {
        let reste = code
            .strip_prefix("QN")
            .or_else(|| code.strip_prefix("QP"))?;
        let trois = reste
            .get(..3)
            .filter(|t| t.is_ascii() && reste.len() >= 6)?;
        Some(trois.strip_prefix('0').unwrap_or(trois))
    }
}
