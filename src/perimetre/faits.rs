//! What happened while codes were looked up, and the pieces of the sentences that tell it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    CodeCommune, Constat, Emplacement, MotifAncien, RegleConstat, SectionId, Severite, UniteId,
};

use super::valeurs::lignes;

/// Examples of a sentence that stands for many lines.
const EXEMPLES: usize = 5;

/// What happened to a commune that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fait {
    /// What.
    pub nature: Nature,
    /// Where it was written, in a list.
    pub origine: Option<Emplacement>,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Nature {
    /// The code had lost its leading zero.
    ZeroRendu { lu: String, code: CodeCommune },
    /// The code is a former one, or that of a part of a commune.
    Recodee {
        code: CodeCommune,
        nom: Option<String>,
        motif: MotifAncien,
        vers: UniteId,
        part_ecrite: bool,
    },
    /// The name beside is not that of the commune.
    NomDifferent {
        code: CodeCommune,
        unite: UniteId,
        nom: String,
    },
}

/// Under which codes each current commune was asked for; `None` stands for its own.
pub(super) type Demandes = BTreeMap<UniteId, BTreeSet<Option<CodeCommune>>>;

pub(super) fn place(origines: &[Option<&Emplacement>]) -> String {
    let numeros: Vec<u64> = origines
        .iter()
        .filter_map(|o| o.and_then(|o| o.ligne))
        .collect();
    if numeros.is_empty() {
        String::new()
    } else {
        format!(" ({})", lignes(numeros))
    }
}

pub(super) fn constat(
    id: RegleConstat,
    severite: Severite,
    texte: String,
    communes: impl IntoIterator<Item = CodeCommune>,
    origine: Option<&Emplacement>,
) -> Constat {
    let constat = Constat::new(id, severite, SectionId::S1, texte).avec_communes(communes);
    match origine {
        Some(origine) => constat.avec_origine(origine.to_string()),
        None => constat,
    }
}

/// The first examples, then the count of the others.
pub(super) fn exemples(textes: Vec<String>, separateur: &str) -> String {
    let debut = textes
        .iter()
        .take(EXEMPLES)
        .cloned()
        .collect::<Vec<_>>()
        .join(separateur);
    match textes.len().saturating_sub(EXEMPLES) {
        0 => debut,
        1 => format!("{debut} et un autre"),
        n => format!("{debut} et {n} autres"),
    }
}
