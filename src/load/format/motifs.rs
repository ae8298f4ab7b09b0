//! Patterns of header names and of values: plain names normalised, regular expressions compiled.

use regex::{Regex, RegexBuilder};

use crate::load::format::noms::Noms;
use crate::load::source::normalise::normalise;

/// A header name or a regular expression on it.
#[derive(Debug, Clone)]
pub enum Motif {
    /// Normalised name.
    Exact(String),
    /// Name with a year in it.
    Annee {
        /// As the descriptor writes it.
        nom: String,
        /// What stands before the year, normalised.
        avant: String,
        /// What stands after it.
        apres: String,
    },
    /// Expression on the normalised name.
    Expression(Regex),
}

/// What holds the place of the year in a name, as the descriptor writes it.
const AN: &str = "{an}";
/// What holds it while the name is normalised: a digit, like the year itself.
const CHIFFRE: char = '9';

/// What a header gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouve {
    /// Rank of the column.
    pub colonne: usize,
    /// Vintage read in the header.
    pub an: Option<u16>,
    /// Code read in the header.
    pub code: Option<String>,
}

impl Trouve {
    /// A column of its own, without year nor code.
    #[must_use]
    pub fn colonne(colonne: usize) -> Self {
        Self {
            colonne,
            an: None,
            code: None,
        }
    }
}

impl Motif {
    pub(in crate::load) fn compile(nom: &str) -> Result<Self, regex::Error> {
        match nom.strip_prefix('~') {
            Some(expression) => regex(expression).map(Self::Expression),
            None => Ok(match nom.split_once(AN) {
                None => Self::Exact(normalise(nom)),
                Some((avant, apres)) => {
                    let avant = normalise(&format!("{avant}{CHIFFRE}"));
                    let apres = normalise(&format!("{CHIFFRE}{apres}"));
                    Self::Annee {
                        nom: nom.to_owned(),
                        avant: avant.strip_suffix(CHIFFRE).unwrap_or_default().to_owned(),
                        apres: apres.strip_prefix(CHIFFRE).unwrap_or_default().to_owned(),
                    }
                }
            }),
        }
    }

    fn essaie(&self, colonne: usize, entete: &str) -> Option<Trouve> {
        match self {
            Self::Exact(nom) => (nom == entete).then_some(Trouve {
                colonne,
                an: None,
                code: None,
            }),
            Self::Annee { avant, apres, .. } => {
                let an = entete.strip_prefix(avant.as_str())?;
                let an = annee(an.strip_suffix(apres.as_str())?)?;
                Some(Trouve {
                    an: Some(an),
                    ..Trouve::colonne(colonne)
                })
            }
            // Most headers answer to no expression: the groups are looked for in those that do.
            Self::Expression(e) if !e.is_match(entete) => None,
            Self::Expression(e) => e.captures(entete).map(|c| Trouve {
                colonne,
                an: c.name("an").and_then(|an| annee(an.as_str())),
                code: c.name("code").map(|m| m.as_str().to_owned()),
            }),
        }
    }

    /// Whether a header answers.
    fn repond(&self, entete: &str) -> bool {
        match self {
            Self::Exact(nom) => nom == entete,
            Self::Annee { .. } => self.essaie(0, entete).is_some(),
            Self::Expression(e) => e.is_match(entete),
        }
    }
}

/// Compiles an expression where `\d` and `\w` are those of ASCII, much faster to build, unless it needs Unicode: with a
/// letter of its own that has an accent, `(?i)` must know its capital.
pub(in crate::load) fn regex(expression: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(expression)
        .unicode(!expression.is_ascii())
        .build()
        .or_else(|_| Regex::new(expression))
}

/// Year of two or four digits: `22` → 2022, `99` → 1999, `68` → 1968 (the census of that year, the first of the INSEE files).
#[must_use]
pub fn annee(texte: &str) -> Option<u16> {
    let an: u16 = texte.trim().parse().ok()?;
    match (texte.trim().len(), an) {
        (2, 0..=61) => Some(2000 + an),
        (2, _) => Some(1900 + an),
        (4, 1800..=2200) => Some(an),
        _ => None,
    }
}

/// Year of a cell, which may be a date: `2024-12-31`, `12/2024`, `202412`.
#[must_use]
pub fn annee_de_date(texte: &str) -> Option<u16> {
    let net = texte.trim();
    let debut = || {
        let suite = net.get(4..)?;
        let entier = [6, 8].contains(&net.len()) && net.bytes().all(|o| o.is_ascii_digit());
        (entier || suite.starts_with(['-', '/'])).then(|| net.get(..4))?
    };
    let fin = || {
        net.rsplit_once(['-', '/'])
            .map(|(_, an)| an)
            .filter(|an| an.len() == 4)
    };
    annee(net).or_else(|| annee(debut().or_else(fin)?))
}

/// Names by order of preference, compiled.
#[derive(Debug, Clone)]
pub struct Motifs(Vec<Motif>);

impl Motifs {
    pub(in crate::load) fn compile(noms: &Noms) -> Result<Self, regex::Error> {
        noms.liste()
            .iter()
            .map(|n| Motif::compile(n))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// First column that answers, by order of preference then of column.
    #[must_use]
    pub fn trouve(&self, entetes: &[String]) -> Option<Trouve> {
        self.0
            .iter()
            .find_map(|m| entetes.iter().enumerate().find_map(|(i, e)| m.essaie(i, e)))
    }

    /// Whether a header answers to one of the names.
    #[must_use]
    pub fn repond(&self, entete: &str) -> bool {
        self.0.iter().any(|m| m.repond(entete))
    }

    /// Whether a column answers.
    #[must_use]
    pub fn est_dans(&self, entetes: &[String]) -> bool {
        entetes.iter().any(|e| self.repond(e))
    }

    /// All columns that answer to the expressions, or the first that answers to a name.
    #[must_use]
    pub fn tous(&self, entetes: &[String]) -> Vec<Trouve> {
        for motif in &self.0 {
            let trouves = entetes
                .iter()
                .enumerate()
                .filter_map(|(i, e)| motif.essaie(i, e));
            let trouves: Vec<_> = match motif {
                Motif::Exact(_) => trouves.take(1).collect(),
                Motif::Annee { .. } | Motif::Expression(_) => trouves.collect(),
            };
            if !trouves.is_empty() {
                return trouves;
            }
        }
        Vec::new()
    }

    /// The preferred name, to be shown.
    #[must_use]
    pub fn nom(&self) -> &str {
        match self.0.first() {
            Some(Motif::Exact(nom) | Motif::Annee { nom, .. }) => nom,

            Some(Motif::Expression(e)) => e.as_str(),
            None => "",
        }
    }
}

/// An expression on the whole cell.
pub(in crate::load) fn entiere(expression: &str) -> Result<Regex, regex::Error> {
    regex(&format!("^(?:{expression})$"))
}

#[cfg(test)]
mod tests;
