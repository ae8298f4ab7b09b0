//! The indicator commune by commune, for maps and tables.

use super::agregat::Agregat;
use super::definition::Definition;
use super::donnees::Donnees;
use super::publication::{Role, publier};
use super::regles::{self, Prete};
use crate::model::lecture::{Cause, Territoire};
use crate::model::{Dataset, Membre, Statut, UniteId, Valeur};

/// An indicator ready to be read commune by commune: the same figure as on a perimeter of that commune alone.
///
/// A cell holds a whole figure or none: what a perimeter of one commune would publish in part is not known here.
pub struct LectureIndicateur<'a> {
    dataset: &'a Dataset,
    definition: Definition,
    regle: Box<dyn Prete + 'a>,
}

impl<'a> LectureIndicateur<'a> {
    /// Finds the columns of an indicator; `None` when no file gives them.
    #[must_use]
    pub fn new(donnees: &'a Donnees<'a>, definition: &'a Definition) -> Option<Self> {
        Some(Self {
            dataset: donnees.dataset,
            definition: Definition {
                couverture_min: 0.0,
                ..definition.clone()
            },
            regle: regles::preparer(donnees, definition).ok()?,
        })
    }

    /// The figure of a commune, for its part.
    #[must_use]
    pub fn valeur(&self, membre: Membre) -> Valeur {
        let territoire = Territoire::new(&self.dataset.referentiel, &[membre]);
        let agregat = self.regle.agreger(&territoire, &self.definition);
        entiere(&publier(agregat, &self.definition, Role::Perimetre))
    }
}

/// The figure of a territory, as it may be published.
#[must_use]
pub fn valeur_territoire(
    donnees: &Donnees<'_>,
    definition: &Definition,
    territoire: &Territoire,
) -> Agregat {
    let agregat = match regles::preparer(donnees, definition) {
        Ok(regle) => regle.agreger(territoire, definition),
        Err(motif) => Agregat::absent(motif),
    };
    publier(agregat, definition, Role::Perimetre)
}

/// The indicator as it stands for one whole commune.
#[must_use]
pub fn valeur_commune(dataset: &Dataset, definition: &Definition, unite: UniteId) -> Valeur {
    let donnees = Donnees::new(dataset);
    let lecture = LectureIndicateur::new(&donnees, definition);
    lecture.map_or(Valeur::Absente, |l| l.valeur(Membre { unite, part: 1.0 }))
}

fn entiere(agregat: &Agregat) -> Valeur {
    match agregat.valeur {
        Some(x) if agregat.statut == Statut::Publie => Valeur::Connue(x),
        _ => agregat.cause.unwrap_or(Cause::Absent).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::{Essai, definition};
    use crate::model::Valeur::{Connue, Masquee};

    #[test]
    fn by_commune_masked_absent_and_zero_stay_apart() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "x",
            None,
            &[
                ("96001", Masquee),
                ("96002", Connue(0.0)),
                ("96101", Connue(2.0)),
            ],
        );
        let d = definition(
            "regle = \"ratio\"\nnumerateur = \"x\"\ndenominateur = \"population_municipale\"\nfacteur = 1000",
        );
        let valeur = |code: &str| valeur_commune(&essai.dataset, &d, essai.id(code));
        assert_eq!(valeur("96001"), Masquee);
        assert_eq!(valeur("96002"), Connue(0.0));
        assert_eq!(valeur("96003"), Valeur::Absente);
        assert_eq!(valeur("96101"), Connue(2.0 / 6000.0 * 1000.0));
        assert_eq!(valeur("96100"), Valeur::Absente);
    }

    #[test]
    fn a_median_is_shown_by_commune() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "m",
            None,
            &[("96001", Connue(20_500.0)), ("96002", Masquee)],
        );
        let d = definition("regle = \"mediane\"\nvariable = \"m\"");
        assert_eq!(
            valeur_commune(&essai.dataset, &d, essai.id("96001")),
            Connue(20_500.0)
        );
        assert_eq!(
            valeur_commune(&essai.dataset, &d, essai.id("96002")),
            Masquee
        );
        assert_eq!(
            valeur_commune(&essai.dataset, &d, essai.id("96003")),
            Valeur::Absente
        );
    }

    #[test]
    fn an_apl_by_commune_is_the_published_one_and_that_of_a_city_its_mean() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "a",
            None,
            &[
                ("96001", Connue(2.0)),
                ("96101", Connue(5.0)),
                ("96102", Connue(3.0)),
            ],
        );
        let d = definition("regle = \"moyenne_ponderee\"\nvariable = \"a\"\npoids = \"w\"");
        assert_eq!(
            valeur_commune(&essai.dataset, &d, essai.id("96001")),
            Connue(2.0)
        );
        assert_eq!(
            valeur_commune(&essai.dataset, &d, essai.id("96100")),
            Valeur::Absente
        );
        essai.colonne(
            "w",
            None,
            &[("96101", Connue(6000.0)), ("96102", Connue(4000.0))],
        );
        assert_eq!(
            valeur_commune(&essai.dataset, &d, essai.id("96100")),
            Connue(4.2)
        );
    }
}
