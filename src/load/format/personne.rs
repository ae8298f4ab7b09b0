//! Files of one row per activity: how they are streamed, and what the rows of a person say together.

use serde::{Deserialize, Serialize};

use crate::load::format::noms::Noms;

/// How the rows of a file are counted as they are read, none being kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Flux {
    /// Whether a row without commune is of no place, and not a row that could not be read.
    #[serde(default)]
    pub sans_lieu: bool,
    /// Whether the rows of an arrondissement municipal are counted in its city, the file naming now one and now the other.
    #[serde(default)]
    pub villes_entieres: bool,
}

/// What a column must say over all the rows of a person, wherever they are, for the person to be counted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Personne {
    /// Column.
    pub colonne: Noms,
    /// Values that some row must have, each of them; eight at most.
    #[serde(default)]
    pub avec: Vec<String>,
    /// Values that no row may have; eight at most.
    #[serde(default)]
    pub sans: Vec<String>,
    /// Whether there must be at least two different values: several sites.
    #[serde(default)]
    pub plusieurs: bool,
}

impl Personne {
    /// What one row brings: a bit by value of `avec`, then by value of `sans`.
    #[must_use]
    pub fn marque(&self, valeur: &str) -> u16 {
        let bits = |valeurs: &[String]| {
            let vus = valeurs.iter().take(8).enumerate();
            vus.filter(|(_, v)| *v == valeur)
                .fold(0u16, |m, (rang, _)| m | 1 << rang)
        };
        bits(&self.avec) | bits(&self.sans) << 8
    }

    /// Whether a person is counted, from what all the rows brought and the number of different values.
    #[must_use]
    pub fn compte(&self, marques: u16, valeurs: usize) -> bool {
        let voulues = (1u16 << self.avec.len().min(8)) - 1;
        marques >> 8 == 0 && marques & voulues == voulues && (!self.plusieurs || valeurs > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_told_by_all_the_rows_together() {
        let p = |avec: &[&str], sans: &[&str], plusieurs| Personne {
            colonne: Noms::Un("mode".into()),
            avec: avec.iter().map(|v| (*v).to_owned()).collect(),
            sans: sans.iter().map(|v| (*v).to_owned()).collect(),
            plusieurs,
        };
        let dit = |p: &Personne, valeurs: &[&str]| {
            let marques = valeurs.iter().fold(0, |m, v| m | p.marque(v));
            p.compte(marques, valeurs.len())
        };
        let (liberal, mixte) = (p(&["L"], &["S"], false), p(&["L", "S"], &[], false));
        for (valeurs, l, m) in [
            (&["L"][..], true, false),
            (&["L", "S"], false, true),
            (&["S", "B"], false, false),
            (&["L", "B"], true, false),
        ] {
            assert_eq!((dit(&liberal, valeurs), dit(&mixte, valeurs)), (l, m));
        }
        let sites = p(&[], &[], true);
        assert!(dit(&sites, &["a", "b"]) && !dit(&sites, &["a"]));
    }
}
