//! Where the figures of an indicator come from and which years they are.

use std::collections::BTreeSet;

use crate::model::lecture::Groupe;
use crate::model::{ColonneClasse, SourceId};

/// Vintage in words and sources, without duplicates, in the order of the rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Provenance {
    /// « 2023 », « 2021 et 2024 », « non daté ».
    pub(crate) millesime: Option<String>,
    /// Sources.
    pub(crate) sources: Vec<SourceId>,
    /// The vintages themselves.
    pub(crate) annees: BTreeSet<Option<u16>>,
}

impl Provenance {
    /// Of numeric columns.
    pub(crate) fn des_groupes(groupes: &[&Groupe<'_>]) -> Self {
        Self::new(
            groupes.iter().map(|g| g.millesime),
            groupes
                .iter()
                .flat_map(|g| g.colonnes.iter().map(|c| c.source)),
        )
    }

    /// Of a class column and numeric ones.
    pub(crate) fn de_classe(classe: &ColonneClasse, groupes: &[&Groupe<'_>]) -> Self {
        let autres = groupes
            .iter()
            .flat_map(|g| g.colonnes.iter().map(|c| c.source));
        Self::new(
            std::iter::once(classe.millesime).chain(groupes.iter().map(|g| g.millesime)),
            std::iter::once(classe.source).chain(autres),
        )
    }

    /// Of vintages and sources, in any order.
    pub(crate) fn new(
        millesimes: impl Iterator<Item = Option<u16>>,
        sources: impl Iterator<Item = SourceId>,
    ) -> Self {
        let mut uniques: Vec<SourceId> = Vec::new();
        for source in sources {
            if !uniques.contains(&source) {
                uniques.push(source);
            }
        }
        let annees: BTreeSet<Option<u16>> = millesimes.collect();
        Self {
            millesime: en_mots(&annees),
            sources: uniques,
            annees,
        }
    }
}

fn en_mots(tries: &BTreeSet<Option<u16>>) -> Option<String> {
    let mut mots: Vec<String> = tries.iter().flatten().map(u16::to_string).collect();
    if tries.contains(&None) {
        mots.push("non daté".to_owned());
    }
    let dernier = mots.pop()?;
    if mots.is_empty() {
        Some(dernier)
    } else {
        Some(format!("{} et {dernier}", mots.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_the_vintages_in_words() {
        let mots = |m: &[Option<u16>]| en_mots(&m.iter().copied().collect());
        assert_eq!(mots(&[Some(2023), Some(2023)]).unwrap(), "2023");
        assert_eq!(mots(&[Some(2024), Some(2021)]).unwrap(), "2021 et 2024");
        assert_eq!(mots(&[None]).unwrap(), "non daté");
        assert_eq!(mots(&[None, Some(2023)]).unwrap(), "2023 et non daté");
        assert_eq!(mots(&[]), None);
    }

    #[test]
    fn names_each_source_once() {
        let ids = [SourceId(3), SourceId(1), SourceId(3)];
        let p = Provenance::new(std::iter::empty(), ids.into_iter());
        assert_eq!(p.sources, [SourceId(3), SourceId(1)]);
    }
}
