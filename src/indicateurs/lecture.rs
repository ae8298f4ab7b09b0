//! Reading a unit: the one place that knows how a city is read through its arrondissements.
//!
//! A city whose arrondissements have a value in the column is read through them, else by its own value.
//! An arrondissement inherits the class of its city, never its figure: a figure of the city is not one of the part.

use crate::model::{Colonne, ColonneClasse, Referentiel, UniteId, Valeur};

use super::territoire::Atome;

/// What a sum of columns says of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lu {
    /// Every addend is known.
    Connu(f64),
    /// Some addend is masked and none is absent; bounds of the sum when the publisher states them.
    Masque(Option<(f64, f64)>),
    /// Some addend is absent.
    Absent,
    /// Some addend was given and could not be read.
    Rejete,
}

impl Lu {
    /// Adds two readings: rejected wins over absent, absent over masked, masked over known.
    #[must_use]
    pub fn plus(self, autre: Self) -> Self {
        match (self, autre) {
            (Self::Rejete, _) | (_, Self::Rejete) => Self::Rejete,
            (Self::Absent, _) | (_, Self::Absent) => Self::Absent,
            (Self::Connu(a), Self::Connu(b)) => Self::Connu(a + b),
            (Self::Masque(None), _) | (_, Self::Masque(None)) => Self::Masque(None),
            (Self::Masque(Some((lo, hi))), Self::Connu(x))
            | (Self::Connu(x), Self::Masque(Some((lo, hi)))) => {
                Self::Masque(Some((lo + x, hi + x)))
            }
            (Self::Masque(Some(a)), Self::Masque(Some(b))) => {
                Self::Masque(Some((a.0 + b.0, a.1 + b.1)))
            }
        }
    }
}

impl From<Lu> for Valeur {
    fn from(lu: Lu) -> Self {
        match lu {
            Lu::Connu(x) => Self::Connue(x),
            Lu::Masque(_) => Self::Masquee,
            Lu::Absent => Self::Absente,
            Lu::Rejete => Self::Rejetee,
        }
    }
}

/// A column as it stands for one unit, a value that is not a finite number being absent.
#[inline]
#[must_use]
pub fn lire(colonne: &Colonne, unite: UniteId) -> Lu {
    match colonne.valeur(unite) {
        Valeur::Connue(x) if x.is_finite() => Lu::Connu(x),
        Valeur::Masquee => Lu::Masque(colonne.bornes_masque),
        Valeur::Rejetee => Lu::Rejete,
        Valeur::Connue(_) | Valeur::Absente => Lu::Absent,
    }
}

/// Whether a column holds something for at least one of these arrondissements.
#[must_use]
pub fn par_arrondissements(colonne: &Colonne, ids: impl IntoIterator<Item = UniteId>) -> bool {
    ids.into_iter()
        .any(|id| colonne.valeur(id) != Valeur::Absente)
}

/// Columns that are read together and added: one vintage, one alternative of an expression.
#[derive(Debug, Clone)]
pub struct Groupe<'a> {
    /// Addends.
    pub colonnes: Vec<&'a Colonne>,
    /// Vintage of all of them.
    pub millesime: Option<u16>,
}

impl Groupe<'_> {
    /// Whether a city must be read through its arrondissements.
    #[must_use]
    pub fn eclate(&self, arrondissements: &[Atome]) -> bool {
        self.colonnes
            .iter()
            .all(|c| par_arrondissements(c, arrondissements.iter().map(|a| a.unite)))
    }

    /// Sum of the columns for one unit.
    #[inline]
    #[must_use]
    pub fn lire(&self, unite: UniteId) -> Lu {
        match self.colonnes.as_slice() {
            [seule] => lire(seule, unite),
            colonnes => colonnes
                .iter()
                .map(|c| lire(c, unite))
                .fold(Lu::Connu(0.0), Lu::plus),
        }
    }

    /// Count for a unit, a city that has arrondissements being the sum of theirs.
    #[inline]
    #[must_use]
    pub fn lire_compte(&self, unite: UniteId, arrondissements: &[Atome]) -> Lu {
        if !arrondissements.is_empty() && self.eclate(arrondissements) {
            return arrondissements
                .iter()
                .map(|a| self.lire(a.unite))
                .fold(Lu::Connu(0.0), Lu::plus);
        }
        self.lire(unite)
    }
}

/// Rank of the class of a unit: its own, else that of its city.
#[must_use]
pub fn rang_classe(
    referentiel: &Referentiel,
    colonne: &ColonneClasse,
    unite: UniteId,
) -> Option<u32> {
    let propre = |id: UniteId| colonne.classes.get(id.0 as usize).copied().flatten();
    if colonne.est_rejetee(unite) {
        return None;
    }
    propre(unite).or_else(|| {
        let parent = referentiel.unites.get(unite.0 as usize)?.parent?;
        propre(parent)
    })
}

/// Whether a class is given at arrondissement level for this city.
#[must_use]
pub fn classe_par_arrondissements(colonne: &ColonneClasse, arrondissements: &[Atome]) -> bool {
    arrondissements.iter().any(|a| {
        colonne.est_rejetee(a.unite)
            || matches!(colonne.classes.get(a.unite.0 as usize), Some(Some(_)))
    })
}

/// Count of a unit in one column: a city through its arrondissements when they have it.
#[must_use]
pub fn compte(referentiel: &Referentiel, colonne: &Colonne, unite: UniteId) -> Lu {
    let ids = referentiel.arrondissements(unite);
    if !ids.is_empty() && par_arrondissements(colonne, ids.iter().copied()) {
        return ids
            .iter()
            .map(|&id| lire(colonne, id))
            .fold(Lu::Connu(0.0), Lu::plus);
    }
    lire(colonne, unite)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::{Absente, Connue, Masquee};

    #[test]
    fn a_city_is_read_through_its_arrondissements_when_they_have_a_value() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "x",
            Some(2024),
            &[("96101", Connue(3.0)), ("96102", Connue(4.0))],
        );
        essai.colonne("y", Some(2024), &[("96100", Connue(9.0))]);
        let (r, d) = (&essai.dataset.referentiel, &essai.dataset);
        let ville = essai.id("96100");
        assert_eq!(compte(r, d.derniere("x").unwrap(), ville), Lu::Connu(7.0));
        assert_eq!(compte(r, d.derniere("y").unwrap(), ville), Lu::Connu(9.0));
        assert_eq!(
            compte(r, d.derniere("y").unwrap(), essai.id("96101")),
            Lu::Absent
        );
    }

    #[test]
    fn both_levels_given_the_arrondissements_win() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "x",
            None,
            &[
                ("96100", Connue(99.0)),
                ("96101", Connue(3.0)),
                ("96102", Masquee),
            ],
        );
        essai.bornes("x", None, (1.0, 5.0));
        let d = &essai.dataset;
        assert_eq!(
            compte(&d.referentiel, d.derniere("x").unwrap(), essai.id("96100")),
            Lu::Masque(Some((4.0, 8.0)))
        );
    }

    #[test]
    fn a_class_of_the_city_is_inherited() {
        let mut essai = Essai::avec_ville();
        essai.classe("densite_7", Some(2024), &[("96100", "1"), ("96001", "5")]);
        let d = &essai.dataset;
        let c = d.classe("densite_7").unwrap();
        let rang = rang_classe(&d.referentiel, c, essai.id("96101")).unwrap();
        assert_eq!(c.modalites[rang as usize].0, "1");
        assert_eq!(rang_classe(&d.referentiel, c, essai.id("96002")), None);
    }

    #[test]
    fn absent_wins_over_masked_and_a_nan_is_no_value() {
        assert_eq!(Lu::Masque(None).plus(Lu::Absent), Lu::Absent);
        assert_eq!(
            Lu::Masque(Some((1.0, 5.0))).plus(Lu::Connu(2.0)),
            Lu::Masque(Some((3.0, 7.0)))
        );
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "x",
            None,
            &[("96001", Connue(f64::NAN)), ("96002", Absente)],
        );
        let x = essai.dataset.derniere("x").unwrap();
        assert_eq!(lire(x, essai.id("96001")), Lu::Absent);
    }
}
