//! Counts that have decimals: `13.107` is 13 107 written with a point, or another figure; the column is not used.

use crate::load::source::normalise::affichable;
use crate::load::source::tableau::Cellule;

/// Beyond this share of its cells, a column with decimals is refused as a whole; under it, these cells are. Choice of
/// the project: one slip in a long table does not hide the rest, two of them already say that a point parts thousands.
const PART: f64 = 0.05;

/// Decimals met in a column of counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decimales {
    /// Figures read.
    pub lues: usize,
    /// Of which with decimals.
    pub fautives: usize,
    /// The first of these, as written, and its line.
    pub premiere: Option<(u64, String)>,
}

impl Decimales {
    /// Whether the whole column cannot be trusted.
    #[must_use]
    pub fn condamne(&self) -> bool {
        self.fautives >= 2 || (self.fautives > 0 && self.fautives as f64 >= PART * self.lues as f64)
    }
}

/// Why a column of counts is not used, and what to do, in French.
#[must_use]
pub fn motif(vues: &Decimales) -> String {
    let (ligne, valeur) = vues.premiere.clone().unwrap_or_default();
    format!(
        "un effectif n'a pas de décimales et elle en a («\u{a0}{}\u{a0}», ligne {ligne}). Si le point ou la virgule sépare les milliers, écrivez les nombres sans séparateur (13107 et non 13.107)\u{a0}; s'ils sont en milliers, déclarez unite = \"milliers\" à cette variable dans un [[fichier]] de cpts.toml.",
        affichable(&valeur, 40)
    )
}

/// Whether a cell of counts is not a whole number, or is written as thousands parted by a point or a comma.
#[must_use]
pub fn fautive(cellule: &Cellule<'_>, x: f64) -> bool {
    x.fract() != 0.0 || matches!(cellule, Cellule::Texte(t) if milliers(t))
}

/// `13.107`, `1,250`, `13.000`: one to three digits, then groups of three after a point or a comma.
#[must_use]
pub fn milliers(texte: &str) -> bool {
    let mut groupes = texte.split(['.', ',']);
    let chiffres = |g: &str| g.bytes().all(|o| o.is_ascii_digit());
    let tete = groupes.next().unwrap_or_default();
    let debut = (1..=3).contains(&tete.len()) && chiffres(tete) && !tete.starts_with('0');
    let mut suite = groupes.peekable();
    debut && suite.peek().is_some() && suite.all(|g| g.len() == 3 && chiffres(g))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn thousands_are_told_from_decimals_and_whole_numbers() {
        for t in ["13.107", "1,250", "13.000", "1.234.567", "12,000"] {
            assert!(milliers(t), "{t}");
        }
        for t in [
            "13107", "13 107", "0.107", "13.10", "1234.567", "13.1077", "", ".107", "13.",
        ] {
            assert!(!milliers(t), "{t}");
        }
    }

    #[test]
    fn one_slip_in_a_long_table_is_a_cell_two_are_the_column() {
        let d = |lues, fautives| Decimales {
            lues,
            fautives,
            premiere: None,
        };
        assert!(!d(1000, 0).condamne() && !d(1000, 1).condamne());
        assert!(d(1000, 2).condamne() && d(1, 1).condamne() && d(20, 1).condamne());
    }

    proptest! {
        /// Whatever the separator, thousands parted by a point or a comma are never kept as a count.
        #[test]
        fn parted_thousands_are_always_seen(n in 1000u32..10_000_000, virgule in any::<bool>()) {
            let separateur = if virgule { "," } else { "." };
            let brut = n.to_string();
            let mut groupes: Vec<String> = Vec::new();
            let mut reste = brut.as_str();
            while reste.len() > 3 {
                let (tete, fin) = reste.split_at(reste.len() - 3);
                groupes.insert(0, fin.to_owned());
                reste = tete;
            }
            groupes.insert(0, reste.to_owned());
            let ecrit = groupes.join(separateur);
            let lu = crate::load::format::nombre::nombre(&ecrit);
            prop_assert!(lu.is_none_or(|x| fautive(&Cellule::texte(&ecrit), x)), "{}", ecrit);
            let whole = Cellule::texte(&brut);
            prop_assert!(!fautive(&whole, f64::from(n)));
        }
    }
}
