//! What the columns of a table hold, from their first cells: figures, marks, years, types, texts.

use std::collections::BTreeSet;

use crate::load::format::motifs;
use crate::load::format::nombre::nombre;
use crate::load::source::normalise::normalise;
use crate::load::source::tableau::Apercu;

/// Marks of a hidden figure, lower case.
const MASQUES: [&str; 8] = [
    "s",
    "ns",
    "nc",
    "c",
    "secret",
    "secret statistique",
    "n/a - secret statistique",
    "masqué",
];
/// Marks of a figure that is not given, lower case.
const MANQUANTS: [&str; 12] = [
    "nd",
    "n.d.",
    "na",
    "n/a",
    "so",
    "-",
    "--",
    ".",
    "nr",
    "…",
    "...",
    "n/a - résultat non disponible",
];
/// Headers of territories, postal codes and identifiers: numbers that count nothing.
const CODES: [&str; 16] = [
    "dep",
    "departement",
    "code departement",
    "code dep",
    "reg",
    "region",
    "code region",
    "epci",
    "siren",
    "code epci",
    "code postal",
    "cp",
    "codepostal",
    "siret",
    "canton",
    "id",
];
/// Headers of a year.
const ANNEES: [&str; 5] = ["annee", "millesime", "an", "time period", "periode"];
/// Figures for one cell that is none, at least, in a column of figures: the reading will name that cell.
const FAUTES_MAX: usize = 10;
/// Most types that a column of types holds.
const TYPES_MAX: usize = 60;

/// Marks of a share or a rate: what bears one is no count.
const TAUX: [char; 2] = ['%', '‰'];

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Figures.
    Nombre,
    /// The year of the row.
    Annee,
    /// A few short values that rows repeat.
    Types,
    /// Codes of territories.
    Code,
    /// Anything else.
    Texte,
}

/// A column, as its first cells show it.
#[derive(Debug, Clone)]
pub struct Colonne {
    /// Header, as written.
    pub entete: String,
    /// What it holds.
    pub nature: Nature,
    /// Variable id, for figures.
    pub id: String,
    /// Whether the program knows the variable.
    pub connue: bool,
    /// Whether all the figures are whole.
    pub entiers: bool,
    /// Whether one is negative.
    pub negatif: bool,
    /// Marks of hidden cells met.
    pub masques: BTreeSet<String>,
    /// Marks of missing cells met.
    pub manquants: BTreeSet<String>,
}

impl Colonne {
    /// The columns of a table but those of its key; `premier` is the first row of data.
    #[must_use]
    pub fn toutes(apercu: &Apercu, entetes: &[String], premier: usize, cle: &[usize]) -> Vec<Self> {
        let rangs = entetes
            .iter()
            .enumerate()
            .filter(|(rang, e)| !cle.contains(rang) && !e.trim().is_empty());
        let cellules = |rang: usize| apercu.colonne(premier.saturating_sub(1), rang);
        rangs
            .map(|(rang, e)| Self::une(e.trim(), &cellules(rang)))
            .collect()
    }

    fn une(entete: &str, cellules: &[&str]) -> Self {
        let mut c = Self {
            entete: entete.to_owned(),
            nature: Nature::Texte,
            id: String::new(),
            connue: false,
            entiers: !entete.contains(TAUX),
            negatif: false,
            masques: BTreeSet::new(),
            manquants: BTreeSet::new(),
        };
        let (mut nombres, mut ecrits, mut textes) = (0, 0, BTreeSet::new());
        let mut ans = true;
        for cellule in cellules {
            let net = cellule.to_lowercase();
            if let Some(x) = nombre(cellule) {
                nombres += 1;
                c.entiers &= x.fract() == 0.0 && !est_un_taux(cellule);
                c.negatif |= x < 0.0;
                ans &= motifs::annee(cellule).is_some() && cellule.len() == 4;
            } else if MASQUES.contains(&net.as_str()) || net.starts_with('<') && net.len() < 6 {
                c.masques.insert((*cellule).to_owned());
            } else if MANQUANTS.contains(&net.as_str()) {
                c.manquants.insert((*cellule).to_owned());
            } else {
                ecrits += 1;
                textes.insert(*cellule);
            }
        }
        let nom = normalise(entete);
        c.nature = if CODES.contains(&nom.as_str()) {
            Nature::Code
        } else if ANNEES.contains(&nom.as_str()) && ans && nombres > 0 {
            Nature::Annee
        } else if nombres > 0 && ecrits * FAUTES_MAX <= nombres {
            Nature::Nombre
        } else if nombres == 0 && textes.len() * 2 <= cellules.len() && textes.len() <= TYPES_MAX {
            Nature::Types
        } else {
            Nature::Texte
        };
        c
    }

    /// A variable id made of the header.
    #[must_use]
    pub fn identifiant(&self) -> String {
        Self::de_texte(&self.entete)
    }

    /// A variable id made of a text: lower case, without accents, its year left out.
    #[must_use]
    pub fn de_texte(texte: &str) -> String {
        let nom = normalise(texte);
        let mots = nom.split(|c: char| !c.is_ascii_alphanumeric());
        let utiles = mots.filter(|m| !m.is_empty() && Self::annee(m).is_none());
        let id = utiles.collect::<Vec<_>>().join("_");
        let id: String = id.chars().take(60).collect();
        match id.chars().next() {
            Some(c) if c.is_ascii_lowercase() => id,
            _ => format!("v_{id}"),
        }
    }

    /// The only year of four digits that a text holds.
    #[must_use]
    pub fn annee(texte: &str) -> Option<u16> {
        let mots = texte.split(|c: char| !c.is_ascii_digit());
        let ans: BTreeSet<u16> = mots
            .filter(|m| m.len() == 4)
            .filter_map(motifs::annee)
            .filter(|a| (1990..=2100).contains(a))
            .collect();
        ans.first().copied().filter(|_| ans.len() == 1)
    }
}

/// « 10 % », « 10,0 »: written as no count is, whole as it may be.
fn est_un_taux(cellule: &str) -> bool {
    let decimale = cellule.trim_end_matches('0');
    cellule.contains(TAUX) || decimale.len() < cellule.len() && decimale.ends_with([',', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A share is no count, even when its first figures are whole.
    #[test]
    fn a_mark_of_percent_or_a_written_decimal_makes_no_count() {
        let entiers = |entete: &str, cellules: &[&str]| Colonne::une(entete, cellules).entiers;
        assert!(entiers("Patients", &["10", "1 200", "30"]));
        assert!(!entiers("Patients", &["10 %", "20 %"]));
        assert!(!entiers("Patients", &["10,0%", "20,0%"]));
        assert!(!entiers("Patients", &["10,0", "20,0"]));
        assert!(!entiers("Patients", &["10.00", "20"]));
        assert!(!entiers("Patients (%)", &["10", "20"]));
        assert!(!entiers("Décès (‰)", &["10", "20"]));
        assert!(!entiers("Âge moyen", &["10,5", "20"]));
    }
}
