//! Numeric columns read for a unit: a count, or a rate with its weights.

use super::{Cause, Domaine, Intervalle, Lu};
use crate::model::{Colonne, Referentiel, UniteId, Valeur};

/// A column as it stands for one unit, in the domain of its figures; a value that is not a finite number is absent, one out of
/// the domain (a share of 145 %) cannot be read.
#[inline]
#[must_use]
pub fn lire(colonne: &Colonne, domaine: Domaine, unite: UniteId) -> Lu {
    match colonne.valeur(unite) {
        Valeur::Connue(x) if domaine.admet(x) => Lu::Connu(x),
        Valeur::Absente if !colonne.autres.is_empty() => autre(colonne, domaine, unite),
        lue => valeur(colonne, domaine, lue),
    }
}

fn valeur(colonne: &Colonne, domaine: Domaine, valeur: Valeur) -> Lu {
    match valeur {
        Valeur::Connue(x) if domaine.admet(x) => Lu::Connu(x),
        Valeur::Connue(x) if x.is_finite() => Lu::Inconnu(Cause::Rejete, domaine.intervalle()),
        Valeur::Masquee => {
            let naturel = domaine.intervalle();
            let bornes = colonne.bornes_masque.map_or(naturel, |(min, max)| {
                Intervalle::entre(min, max).et(naturel)
            });
            Lu::Inconnu(Cause::Masque, bornes)
        }
        Valeur::Rejetee => Lu::Inconnu(Cause::Rejete, domaine.intervalle()),
        Valeur::Connue(_) | Valeur::Absente => Lu::Inconnu(Cause::Absent, domaine.intervalle()),
    }
}

/// A unit of which the column has no figure, or that of another territory: a count of the whole bounds that of each of its
/// parts, and none in the whole is none in each.
fn autre(colonne: &Colonne, domaine: Domaine, unite: UniteId) -> Lu {
    let naturel = domaine.intervalle();
    let Some(autre) = colonne.autre_territoire(unite) else {
        return Lu::Inconnu(Cause::Absent, naturel);
    };
    let bornes = match valeur(colonne, domaine, autre.valeur).intervalle() {
        _ if domaine != Domaine::Effectif || autre.pieces.len() < 2 => naturel,
        Intervalle { max, .. } if max <= 0.0 => return Lu::Connu(0.0),
        Intervalle { max, .. } => Intervalle::entre(0.0, max),
    };
    Lu::Inconnu(Cause::AutreTerritoire, bornes)
}

/// A count of a unit in one column: a city through its arrondissements.
#[must_use]
pub fn compte(referentiel: &Referentiel, colonne: &Colonne, unite: UniteId) -> Lu {
    let groupe = Groupe::seul(colonne, Domaine::Effectif);
    groupe.compte(unite, referentiel.arrondissements(unite))
}

/// Sum of what is known of a column, a city and its arrondissements being counted once.
#[must_use]
pub fn total(referentiel: &Referentiel, colonne: &Colonne) -> f64 {
    let communes = referentiel
        .ids()
        .filter(|&id| referentiel.unite(id).parent.is_none());
    communes
        .filter_map(|id| compte(referentiel, colonne, id).connu())
        .sum()
}

/// Columns that are read together and added: one vintage, one alternative of an expression.
#[derive(Debug, Clone)]
pub struct Groupe<'a> {
    /// Addends.
    pub colonnes: Vec<&'a Colonne>,
    /// Vintage of all of them.
    pub millesime: Option<u16>,
    /// What each figure can be.
    pub domaine: Domaine,
}

impl<'a> Groupe<'a> {
    /// One column.
    #[must_use]
    pub fn seul(colonne: &'a Colonne, domaine: Domaine) -> Self {
        Self {
            colonnes: vec![colonne],
            millesime: colonne.millesime,
            domaine,
        }
    }

    /// The same columns, whose figures are in this domain.
    #[must_use]
    pub fn dans(mut self, domaine: Domaine) -> Self {
        self.domaine = domaine;
        self
    }

    /// Whether the figures are given by arrondissement for a city.
    #[must_use]
    pub fn par_arrondissements(&self, arrondissements: &[UniteId]) -> bool {
        let donnee = |c: &&Colonne| {
            let mut ids = arrondissements.iter();
            ids.any(|&id| c.valeur(id) != Valeur::Absente)
        };
        self.colonnes.iter().all(donnee)
    }

    /// Whether one of the columns gives the figure of exactly these communes of today, not that of each.
    #[must_use]
    pub fn reunit(&self, pieces: &[UniteId]) -> bool {
        self.colonnes.iter().any(|c| commun(c, pieces).is_some())
    }

    /// Sum of the columns as they stand for one unit.
    #[inline]
    #[must_use]
    pub fn propre(&self, unite: UniteId) -> Lu {
        self.somme(|c| lire(c, self.domaine, unite))
    }

    /// A count: each column through the arrondissements of a city (none for another unit) when it gives them all,
    /// else as the file gives the city.
    #[inline]
    #[must_use]
    pub fn compte(&self, unite: UniteId, arrondissements: &[UniteId]) -> Lu {
        if arrondissements.is_empty() {
            return self.propre(unite);
        }
        self.somme(|c| self.compte_de(c, unite, arrondissements))
    }

    #[inline]
    fn somme(&self, lire: impl Fn(&Colonne) -> Lu) -> Lu {
        match self.colonnes.as_slice() {
            [seule] => lire(seule),
            colonnes => colonnes
                .iter()
                .map(|c| lire(c))
                .fold(Lu::Connu(0.0), Lu::plus),
        }
    }

    fn compte_de(&self, colonne: &Colonne, ville: UniteId, arrondissements: &[UniteId]) -> Lu {
        if let Some(x) = commun(colonne, arrondissements) {
            return valeur(colonne, self.domaine, x);
        }
        let propre = if arrondissements.contains(&ville) {
            Lu::Inconnu(Cause::Absent, self.domaine.intervalle())
        } else {
            lire(colonne, self.domaine, ville)
        };
        let lus = arrondissements
            .iter()
            .map(|&id| lire(colonne, self.domaine, id));
        if lus.clone().all(Lu::est_absent) {
            return propre;
        }
        match (lus.fold(Lu::Connu(0.0), Lu::plus), propre) {
            (Lu::Connu(somme), _) => Lu::Connu(somme),
            (_, Lu::Connu(x)) => Lu::Connu(x),
            (partielle, propre) => partielle.dans(propre.intervalle()),
        }
    }

    /// A rate: the published one, else for a city the mean of its arrondissements by the rate's own weights.
    #[must_use]
    pub fn taux(&self, poids: Option<&Groupe<'_>>, unite: UniteId, arr: &[UniteId]) -> Lu {
        let commun = match self.colonnes.as_slice() {
            [seule] => commun(seule, arr).map(|x| valeur(seule, self.domaine, x)),
            _ => None,
        };
        let propre = match commun {
            Some(lu) => return lu,
            None if arr.contains(&unite) => Lu::Inconnu(Cause::Absent, self.domaine.intervalle()),
            None => self.propre(unite),
        };
        if propre.connu().is_some() || arr.is_empty() {
            return propre;
        }
        let lus: Vec<Lu> = arr.iter().map(|&id| self.propre(id)).collect();
        if lus.iter().all(|lu| lu.est_absent()) {
            return propre;
        }
        let poids: Vec<Lu> = arr
            .iter()
            .map(|&id| poids.map_or(Lu::ABSENT, |p| p.propre(id)))
            .collect();
        if let Some(moyenne) = moyenne(&lus, &poids) {
            return Lu::Connu(moyenne);
        }
        let cause = lus.iter().chain(&poids).filter_map(|lu| lu.cause()).max();
        let enveloppe = lus.iter().map(|lu| lu.intervalle()).reduce(Intervalle::ou);
        let enveloppe = enveloppe.unwrap_or(Intervalle::TOUT);
        Lu::Inconnu(cause.unwrap_or(Cause::Absent), enveloppe).dans(propre.intervalle())
    }
}

/// What a column gives for exactly these communes of today, which it reads as one.
fn commun(colonne: &Colonne, pieces: &[UniteId]) -> Option<Valeur> {
    let autre = colonne.autre_territoire(*pieces.first()?)?;
    autre.est_celle_de(pieces).then_some(autre.valeur)
}

/// Weighted mean when every value and every weight is known.
fn moyenne(lus: &[Lu], poids: &[Lu]) -> Option<f64> {
    let (mut somme, mut total) = (0.0, 0.0);
    for (lu, poids) in lus.iter().zip(poids) {
        somme += lu.connu()? * poids.connu()?;
        total += poids.connu()?;
    }
    let moyenne = somme / total;
    (total > 0.0 && moyenne.is_finite()).then_some(moyenne)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::{Absente, Connue, Masquee};

    fn lu(essai: &Essai, variable: &str, unite: &str) -> Lu {
        let d = &essai.dataset;
        compte(
            &d.referentiel,
            d.derniere(variable).unwrap(),
            essai.id(unite),
        )
    }

    #[test]
    fn a_city_is_read_through_its_arrondissements_when_they_have_a_value() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "x",
            Some(2024),
            &[("96101", Connue(3.0)), ("96102", Connue(4.0))],
        );
        essai.colonne("y", Some(2024), &[("96100", Connue(9.0))]);
        assert_eq!(lu(&essai, "x", "96100"), Lu::Connu(7.0));
        assert_eq!(lu(&essai, "y", "96100"), Lu::Connu(9.0));
        assert!(lu(&essai, "y", "96101").est_absent());
    }

    #[test]
    fn both_levels_given_the_arrondissements_win_only_when_all_are_known() {
        let mut essai = Essai::avec_ville();
        let deux = [("96100", Connue(99.0)), ("96101", Connue(3.0))];
        essai.colonne("x", None, &[deux[0], deux[1], ("96102", Connue(4.0))]);
        assert_eq!(lu(&essai, "x", "96100"), Lu::Connu(7.0));
        essai.colonne("x", None, &[deux[0], deux[1], ("96102", Masquee)]);
        assert_eq!(lu(&essai, "x", "96100"), Lu::Connu(99.0));
        essai.colonne("x", None, &[deux[1], ("96102", Masquee)]);
        essai.bornes("x", None, (1.0, 5.0));
        assert_eq!(
            lu(&essai, "x", "96100"),
            Lu::Inconnu(Cause::Masque, Intervalle::entre(4.0, 8.0))
        );
    }

    #[test]
    fn an_absent_arrondissement_leaves_a_minimum_and_a_nan_is_no_value() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "x",
            None,
            &[
                ("96001", Connue(f64::NAN)),
                ("96002", Absente),
                ("96101", Connue(3.0)),
            ],
        );
        assert!(lu(&essai, "x", "96001").est_absent());
        assert_eq!(
            lu(&essai, "x", "96100"),
            Lu::Inconnu(Cause::Absent, Intervalle::entre(3.0, f64::INFINITY))
        );
    }

    #[test]
    fn a_rate_is_never_averaged_with_other_weights() {
        let mut essai = Essai::avec_ville();
        let arrondissements = [("96101", Connue(5.0)), ("96102", Connue(3.0))];
        essai.colonne("a", None, &arrondissements);
        essai.colonne("w", None, &[("96101", Connue(1.0)), ("96102", Connue(1.0))]);
        let d = &essai.dataset;
        let a = Groupe::seul(d.derniere("a").unwrap(), Domaine::Positif);
        let w = Groupe::seul(d.derniere("w").unwrap(), Domaine::Effectif);
        let ville = essai.id("96100");
        let ids = d.referentiel.arrondissements(ville);
        assert_eq!(a.taux(Some(&w), ville, ids), Lu::Connu(4.0));
        assert_eq!(
            a.taux(None, ville, ids),
            Lu::Inconnu(Cause::Absent, Intervalle::entre(3.0, 5.0))
        );
    }
}
