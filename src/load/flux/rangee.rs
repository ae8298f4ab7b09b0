//! The cells of one row: figure, number of a person, and the row itself for the ordinary reader.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use crate::load::source::tableau::{Cellule, Ligne};

/// Fixed keys: the same bytes give the same number on any machine and at any run.
type Fixe = BuildHasherDefault<DefaultHasher>;

/// Number of a site, 0 when it is not written.
pub(super) fn site(ecrit: Option<&[u8]>) -> u32 {
    let ecrit = ecrit.filter(|l| !l.is_empty());
    ecrit.map_or(0, |l| {
        u32::try_from(Fixe::default().hash_one(l) >> 32).unwrap_or(0) | 1
    })
}

/// The first and the last of some places, when their columns follow each other in the file.
pub(super) fn suivi(places: &[usize], colonnes: &[usize]) -> Option<(usize, usize)> {
    let rang = |p: &&usize| colonnes.get(**p);
    let (premiere, derniere) = (
        places.iter().min_by_key(rang)?,
        places.iter().max_by_key(rang)?,
    );
    let (debut, fin) = (rang(&premiere)?, rang(&derniere)?);
    (fin - debut + 1 == places.len()).then_some((*premiere, *derniere))
}

/// What tells a kind from the others: its cells, without the spaces around.
pub(super) fn cle_de(places: &[usize], textes: &[String]) -> Vec<String> {
    let cellules = places.iter().filter_map(|p| textes.get(*p));
    cellules.map(|c| c.trim().to_owned()).collect()
}

/// A plain figure, digits and at most one point; anything else is for the ordinary reader.
pub(super) fn chiffre(cellule: &[u8]) -> Option<f64> {
    if let Some(x) = court(cellule) {
        return Some(x);
    }
    let simple = cellule.iter().all(|o| o.is_ascii_digit() || *o == b'.');
    let texte = std::str::from_utf8(cellule).ok().filter(|_| simple)?;
    texte.parse().ok()
}

/// Digits and at most one point, fifteen digits at most: both parts of the division are then exact.
fn court(cellule: &[u8]) -> Option<f64> {
    let (mut entier, mut diviseur, mut decimales) = (0_u64, 1_u64, false);
    if cellule.is_empty() || cellule.len() > 15 {
        return None;
    }
    for &o in cellule {
        match o {
            b'0'..=b'9' => {
                entier = entier * 10 + u64::from(o - b'0');
                if decimales {
                    diviseur *= 10;
                }
            }
            b'.' if !decimales => decimales = true,
            _ => return None,
        }
    }
    if cellule == b"." {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "at most fifteen digits: exact")]
    Some(entier as f64 / diviseur as f64)
}

/// Number of a person: the digits themselves, else a fixed fingerprint.
pub(super) fn numero(identifiant: &[u8]) -> u64 {
    let chiffres = (1..=18).contains(&identifiant.len());
    if chiffres && identifiant.iter().all(u8::is_ascii_digit) {
        return identifiant
            .iter()
            .fold(0, |n, &o| n * 10 + u64::from(o - b'0'));
    }
    Fixe::default().hash_one(identifiant) | 1 << 63
}

/// Cells of a row as the ordinary reader takes them.
pub(super) struct EnLigne<'t> {
    cellules: Vec<Cellule<'t>>,
    numero: u64,
    largeur: Option<usize>,
}

impl EnLigne<'_> {
    pub(super) fn ligne(&self) -> Ligne<'_> {
        Ligne {
            numero: self.numero,
            cellules: &self.cellules,
            largeur: self.largeur,
        }
    }
}

/// A row for the ordinary reader.
pub(super) fn en_ligne(textes: &[String], numero: u64, largeur: Option<usize>) -> EnLigne<'_> {
    EnLigne {
        cellules: textes.iter().map(|t| Cellule::texte(t)).collect(),
        numero,
        largeur,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// The law: a short figure is the number that the standard library reads.
        #[test]
        fn a_short_figure_is_exact(texte in "[0-9]{0,9}[.]?[0-9]{0,9}") {
            proptest::prop_assert_eq!(chiffre(texte.as_bytes()), texte.parse::<f64>().ok());
        }
    }
}
