//! The indicator commune by commune, for maps and tables.

use super::agregat::Agregat;
use super::definition::{Definition, Regle};
use super::donnees::Donnees;
use super::lecture::{Groupe, Lu};
use super::regles;
use super::territoire::Territoire;
use crate::model::{Dataset, Membre, Statut, UniteId, Valeur};

/// The indicator as it stands for one commune (a median is then its published value).
#[must_use]
pub fn valeur_commune(dataset: &Dataset, definition: &Definition, unite: UniteId) -> Valeur {
    let valeurs = valeurs_communes(dataset, definition, &[unite]);
    valeurs.first().copied().unwrap_or_default()
}

/// The indicator commune by commune, in the order of the units: for maps and tables.
#[must_use]
pub fn valeurs_communes(
    dataset: &Dataset,
    definition: &Definition,
    unites: &[UniteId],
) -> Vec<Valeur> {
    let donnees = Donnees::new(dataset);
    let publiee = valeurs_publiees(&donnees, &definition.regle);
    let sans_minimum = Definition {
        couverture_min: 0.0,
        ..definition.clone()
    };
    let Ok(regle) = regles::preparer(&donnees, &sans_minimum) else {
        return vec![Valeur::Absente; unites.len()];
    };
    let valeur = |&unite: &UniteId| {
        if let Some(lu) = publiee.as_ref().map(|groupe| groupe.lire(unite))
            && lu != Lu::Absent
        {
            return lu.into();
        }
        let membre = Membre { unite, part: 1.0 };
        let territoire = Territoire::new(&dataset.referentiel, &[membre]);
        Valeur::from(lu(&regle.agreger(&territoire, &sans_minimum)))
    };
    unites.iter().map(valeur).collect()
}

/// The figure that the publisher itself gives by commune, for the rules that do not change it.
fn valeurs_publiees<'d>(donnees: &'d Donnees<'_>, regle: &Regle) -> Option<Groupe<'d>> {
    match regle {
        Regle::Mediane { variable } | Regle::MoyennePonderee { variable, .. } => {
            donnees.resoudre(variable)
        }
        _ => None,
    }
}

fn lu(agregat: &Agregat) -> Lu {
    match agregat.valeur {
        // A city of which an arrondissement is missing has no value of its own.
        Some(x) if agregat.statut == Statut::Publie => Lu::Connu(x),
        _ if agregat.rejete => Lu::Rejete,
        _ if agregat.masque => Lu::Masque(None),
        _ => Lu::Absent,
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
