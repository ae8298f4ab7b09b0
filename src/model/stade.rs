//! Stages of the CPTS of a list: what it writes of each, and what that means.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Compte, DateCivile, UniteId};

/// Identifier of the stage of a CPTS of which the list tells none that is known.
pub const NON_DIT: &str = "non_dit";

/// What a row of a commune → CPTS list writes of the stage of its CPTS.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StadeLu {
    /// Name of the CPTS.
    pub cpts: String,
    /// Stage, as written.
    pub stade: Option<String>,
    /// Date, as written.
    pub date: Option<String>,
    /// File, relative to the data folder.
    pub fichier: String,
    /// Line, from 1.
    pub ligne: u64,
}

/// A row of a commune → CPTS list whose CPTS is no more, or ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CptsFinie {
    /// Commune or arrondissement.
    pub unite: UniteId,
    /// Name of the CPTS.
    pub cpts: String,
    /// What says so, as written.
    pub mention: String,
    /// Day on which it ends, when that of the report tells; it is no more when absent.
    pub fin: Option<DateCivile>,
    /// File, relative to the data folder.
    pub fichier: String,
    /// Line, from 1.
    pub ligne: u64,
}

/// What may come between a stage and its date.
const LIENS: [&str; 5] = ["le", "en", "depuis", "au", "du"];

/// Whether a text writes a stage, a date after it left aside; both without case, accents or punctuation.
#[must_use]
pub fn ecrit_le_stade(texte: &str, stade: &str) -> bool {
    texte.strip_prefix(stade).is_some_and(|suite| {
        let mut mots = suite.split_whitespace();
        (suite.is_empty() || suite.starts_with(' '))
            && mots.all(|m| LIENS.contains(&m) || m.bytes().all(|o| o.is_ascii_digit()))
    })
}

/// Stages, from the least to the most advanced, and that of each CPTS.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stades {
    /// Identifier and words of each stage.
    pub connus: Vec<(String, String)>,
    /// Rank of the stage of each CPTS of which the list tells one that is known.
    pub de: BTreeMap<String, usize>,
    /// Date of that stage, when the list gives one.
    pub dates: BTreeMap<String, DateCivile>,
    /// Whether the list has a column for the stage.
    pub dits: bool,
}

impl Stades {
    /// Identifier of the stage of a CPTS.
    #[must_use]
    pub fn id(&self, cpts: &str) -> &str {
        let connu = self.de.get(cpts).and_then(|rang| self.connus.get(*rang));
        connu.map_or(NON_DIT, |(id, _)| id)
    }

    /// Words of a stage.
    #[must_use]
    pub fn libelle<'a>(&'a self, id: &'a str) -> &'a str {
        let connu = self.connus.iter().find(|(connu, _)| connu == id);
        connu.map_or("stade non dit", |(_, libelle)| libelle)
    }

    /// Whether a CPTS is at one of some stages.
    #[must_use]
    pub fn retient(&self, etapes: &BTreeSet<String>, cpts: &str) -> bool {
        etapes.contains(self.id(cpts))
    }

    /// What can be counted together, from the most advanced stage alone to every CPTS of the list.
    #[must_use]
    pub fn cumuls(&self) -> Vec<BTreeSet<String>> {
        let mut cumul = BTreeSet::new();
        let mut cumuls = Vec::new();
        for (id, _) in self.connus.iter().rev() {
            cumul.insert(id.clone());
            cumuls.push(cumul.clone());
        }
        cumul.insert(NON_DIT.to_owned());
        cumuls.push(cumul);
        cumuls
    }
}

/// Coverage when only the CPTS at some stages count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CouvertureStade {
    /// Stages that count, from the most advanced: `aci_signe`, `projet_valide`, `lettre_intention`, `non_dit`.
    pub etapes: Vec<String>,
    /// The same in words.
    pub libelle: String,
    /// CPTS of the list that count.
    pub cpts: usize,
    /// Communes and inhabitants that they cover.
    pub couvert: Compte,
    /// Those that they do not.
    pub sans_cpts: Compte,
    /// Communes covered in part, and all their inhabitants.
    pub en_partie: Compte,
    /// Of which the list does not speak.
    pub inconnu: Compte,
}
