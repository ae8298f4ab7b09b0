//! Cells to figures: decimal comma or point, thousands spaces, missing and hidden marks; masked is not zero.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::load::format::chiffres::{PAS_UN_NOMBRE, PLUS_GRAND, pas_un_nombre, petit_entier};
use crate::load::format::descripteur::Marques;
use crate::load::source::tableau::Cellule;

pub use crate::load::format::chiffres::nombre;

/// Hidden marks that mean nothing else, whatever the format (INSEE, Statistiques locales; usages of spreadsheets).
const MASQUES: [&str; 5] = [
    "n/a - secret statistique",
    "secret statistique",
    "secret",
    "confidentiel",
    "***",
];
/// Hidden marks of a column of figures: secret, non significatif, confidentiel (INSEE, Filosofi and Melodi).
const MASQUES_DE_NOMBRES: [&str; 3] = ["s", "ns", "c"];
/// Missing marks that mean nothing else, whatever the format (INSEE, Statistiques locales).
const MANQUANTS: [&str; 5] = ["n/a - résultat non disponible", "nd", "n.d.", "…", "..."];

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Brute {
    /// Nothing.
    #[default]
    Absente,
    /// Hidden by the publisher.
    Masquee,
    /// Something that could not be read.
    Rejetee,
    /// A figure.
    Nombre(f64),
    /// A class, by its rank among those met.
    Classe(u32),
}

/// Marks of a format, ready to be compared.
#[derive(Debug, Default)]
pub struct Lecteur {
    manquants: BTreeSet<String>,
    masques: BTreeSet<String>,
    /// Whether a mark begins as a number does.
    marque_en_chiffres: bool,
    /// Missing marks that are numbers, as the spreadsheets hold them.
    nombres_manquants: Vec<f64>,
    /// Hidden marks that are numbers.
    nombres_masques: Vec<f64>,
}

impl Lecteur {
    /// Marks of a descriptor.
    #[must_use]
    pub fn new(marques: &Marques) -> Self {
        let net = |l: &[String]| -> BTreeSet<String> {
            l.iter().map(|m| m.trim().to_lowercase()).collect()
        };
        let manquants = net(&marques.manquants);
        let masques = net(&marques.masques);
        Self {
            marque_en_chiffres: masques
                .union(&manquants)
                .any(|m| commence_par_un_chiffre(m)),
            nombres_masques: masques.iter().filter_map(|m| m.parse().ok()).collect(),
            nombres_manquants: manquants.iter().filter_map(|m| m.parse().ok()).collect(),
            manquants,
            masques,
        }
    }

    /// Hidden or missing mark; `None` when the cell says something else.
    #[must_use]
    pub fn marque(&self, cellule: &Cellule<'_>, vide_masque: bool) -> Option<Brute> {
        match cellule {
            Cellule::Vide if vide_masque => Some(Brute::Masquee),
            Cellule::Vide => Some(Brute::Absente),
            Cellule::Texte(t)
                if commence_par_un_chiffre(t)
                    && !(self.marque_en_chiffres && self.est_une_marque(t)) =>
            {
                None
            }
            Cellule::Texte(t) => {
                let net = &*minuscules(t);
                if self.masques.contains(net) || MASQUES.contains(&net) {
                    Some(Brute::Masquee)
                } else {
                    let manque = self.manquants.contains(net) || MANQUANTS.contains(&net);
                    manque.then_some(Brute::Absente)
                }
            }
            Cellule::Nombre(x) => {
                if self.nombres_masques.contains(x) {
                    return Some(Brute::Masquee);
                }
                let manque = self.nombres_manquants.contains(x);
                manque.then_some(Brute::Absente)
            }
        }
    }

    /// Whether the format says that a text is no figure.
    fn est_une_marque(&self, texte: &str) -> bool {
        self.masques.contains(texte) || self.manquants.contains(texte)
    }

    /// Reads a figure.
    ///
    /// # Errors
    /// Why the cell is not one, in French.
    pub fn nombre(
        &self,
        cellule: &Cellule<'_>,
        vide_masque: bool,
        negatif: bool,
    ) -> Result<Brute, &'static str> {
        // By far the most frequent cell; no mark is written so, unless the format says one.
        if let Cellule::Texte(t) = cellule
            && !self.marque_en_chiffres
            && let Some(entier) = petit_entier(t)
        {
            return Ok(Brute::Nombre(f64::from(entier)));
        }
        if let Some(brute) = self.marque(cellule, vide_masque) {
            return Ok(brute);
        }
        if let Cellule::Texte(t) = cellule
            && MASQUES_DE_NOMBRES.contains(&&*minuscules(t))
        {
            return Ok(Brute::Masquee);
        }
        let lu = match cellule {
            Cellule::Nombre(x) => Some(*x),
            Cellule::Texte(t) => nombre(t),
            Cellule::Vide => None,
        };
        match lu.filter(|x| x.is_finite()) {
            None => Err(match cellule {
                Cellule::Texte(t) => pas_un_nombre(t),
                _ => PAS_UN_NOMBRE,
            }),
            Some(x) if x.abs() > PLUS_GRAND => Err("valeur démesurée"),
            Some(x) if x < 0.0 && !negatif => Err("valeur négative"),
            Some(x) => Ok(Brute::Nombre(x)),
        }
    }
}

/// A text in lower case.
fn minuscules(texte: &str) -> Cow<'_, str> {
    if texte
        .bytes()
        .all(|o| o.is_ascii() && !o.is_ascii_uppercase())
    {
        Cow::Borrowed(texte)
    } else {
        Cow::Owned(texte.to_lowercase())
    }
}

fn commence_par_un_chiffre(t: &str) -> bool {
    t.bytes().next().is_some_and(|o| o.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::format::chiffres::SCIENTIFIQUE;

    /// The law: a mark that the format declares is never a figure, whichever way the cell holds it.
    #[test]
    fn a_mark_in_digits_is_a_mark_as_a_text_and_as_a_number() {
        let l = Lecteur::new(&Marques {
            manquants: vec!["999".into()],
            masques: vec!["99".into()],
            bornes: None,
        });
        for (texte, x, dit) in [
            ("999", 999.0, Brute::Absente),
            ("99", 99.0, Brute::Masquee),
            ("9", 9.0, Brute::Nombre(9.0)),
        ] {
            let lit = |c: &Cellule<'_>| l.nombre(c, false, false);
            assert_eq!(lit(&Cellule::texte(texte)), Ok(dit), "{texte}");
            assert_eq!(lit(&Cellule::Nombre(x)), Ok(dit), "{x}");
        }
    }

    #[test]
    fn masked_is_neither_zero_nor_missing() {
        let l = Lecteur::new(&Marques {
            manquants: vec!["nd".into()],
            masques: vec!["s".into(), "<6".into(), "11".into()],
            bornes: None,
        });
        let lit = |t: &'static str| l.nombre(&Cellule::texte(t), false, false);
        assert_eq!(lit("S"), Ok(Brute::Masquee));
        assert_eq!(lit("<6"), Ok(Brute::Masquee));
        assert_eq!(lit("11"), Ok(Brute::Masquee));
        assert_eq!(lit("nd"), Ok(Brute::Absente));
        assert_eq!(lit(""), Ok(Brute::Absente));
        assert_eq!(lit("0"), Ok(Brute::Nombre(0.0)));
        assert_eq!(lit("-1"), Err("valeur négative"));
        assert_eq!(lit("x"), Err("valeur non numérique"));
        for t in ["1e3", "1,3E+04", "2.5E-1"] {
            assert_eq!(lit(t), Err(SCIENTIFIQUE), "{t}");
        }
        assert_eq!(lit("12e arr."), Err("valeur non numérique"));
        assert_eq!(l.nombre(&Cellule::Vide, true, false), Ok(Brute::Masquee));
    }

    #[test]
    fn marks_as_people_write_them_are_never_rejected() {
        let l = Lecteur::new(&Marques::default());
        let lit = |t: &'static str| l.nombre(&Cellule::texte(t), false, false);
        for t in ["N/A - secret statistique", "Secret", "***", "s", "NS", "c"] {
            assert_eq!(lit(t), Ok(Brute::Masquee), "{t}");
        }
        for t in ["N/A - résultat non disponible", "nd", "N.D.", "…"] {
            assert_eq!(lit(t), Ok(Brute::Absente), "{t}");
        }
        assert_eq!(l.marque(&Cellule::texte("c"), false), None, "une classe");
    }
}
