//! Patterns of counted rows met in a file, and the values of their columns.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::source::normalise::affichable;

/// Values of a column that are kept to be shown; beyond, the column is not one of types.
const VALEURS: usize = 2_000;
/// Length at which a value is cut.
const LONGUEUR: usize = 60;
/// Values shown for a pattern.
const PROCHES: usize = 3;

/// What was met of the patterns.
#[derive(Debug, Default)]
pub struct Vus {
    /// Patterns met: place of the column and text of the pattern.
    rencontres: BTreeSet<(usize, String)>,
    /// Values read, by place of the column.
    valeurs: BTreeMap<usize, BTreeSet<String>>,
}

/// A pattern that no row has.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MotifMuet {
    /// Variable that is absent.
    pub variable: String,
    /// Column.
    pub colonne: String,
    /// Pattern, as the descriptor writes it.
    pub motif: String,
    /// Nearest values that the column has.
    pub proches: Vec<String>,
    /// Whether the user wrote the pattern.
    pub utilisateur: bool,
}

impl Vus {
    /// Notes a cell of a column of types, and the pattern that it has.
    pub(super) fn note(&mut self, place: usize, texte: &str, motif: Option<String>) {
        self.rencontres.extend(motif.map(|m| (place, m)));
        let valeurs = self.valeurs.entry(place).or_default();
        if !texte.trim().is_empty() && valeurs.len() < VALEURS {
            valeurs.insert(affichable(texte.trim(), LONGUEUR));
        }
    }

    /// Whether a pattern was met in a column.
    pub(super) fn a(&self, place: usize, motif: &str) -> bool {
        self.rencontres.contains(&(place, motif.to_owned()))
    }

    /// The values of a column that look most like a pattern.
    pub(super) fn proches(&self, place: usize, motif: &str) -> Vec<String> {
        let valeurs = self.valeurs.get(&place);
        let semblable = |valeur: &str| {
            let essais = motif.split('|').map(|m| {
                let nu: String = m
                    .chars()
                    .filter(|c| c.is_alphanumeric() || *c == ' ')
                    .collect();
                strsim::normalized_damerau_levenshtein(&nu.to_lowercase(), &valeur.to_lowercase())
            });
            essais.fold(0.0, f64::max)
        };
        let valeurs = valeurs.into_iter().flatten();
        let mut valeurs: Vec<(f64, &String)> = valeurs.map(|v| (semblable(v), v)).collect();
        valeurs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let premieres = valeurs.into_iter().take(PROCHES);
        premieres.map(|(_, v)| v.clone()).collect()
    }
}
