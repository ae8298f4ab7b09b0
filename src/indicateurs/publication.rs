//! What may be published of a computed figure: enough of the population, and enough cases.
//!
//! The communes that secrecy hides are not like the others: a rate recomputed without them is not the rate of the
//! territory. A rate on a few cases says more about chance than about the territory.

use serde::Deserialize;

use super::agregat::Agregat;
use super::definition::{Definition, Regle};
use super::poisson;
use crate::francais;
use crate::model::Statut;
use crate::texte_toml::Embarque;

pub(super) static REGLES: Embarque<Regles> =
    Embarque::new(include_str!("publication.toml"), "publication.toml");

/// Where a figure is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The perimeter: a file may lack some communes, which is said; secrecy withholds the figure.
    Perimetre,
    /// A département, a région or France: the reader takes it for the figure of that level.
    Comparateur,
}

/// The rules, as data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Regles {
    couverture_min: Seuil,
    effectif_min: Seuil,
    effectif_sans_intervalle: Seuil,
    niveau_confiance: Seuil,
    etendue_liste: Seuil,
    ecart_part_tout: Seuil,
    depassement_relatif: Seuil,
    depassement_absolu: Seuil,
}

/// A value and what it rests on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the words document the value; a test reads them")
)]
struct Seuil {
    valeur: f64,
    unite: String,
    objet: String,
    raison: String,
    reference: String,
    date: String,
    confiance: String,
}

/// When the figure of a definition is published, in a sentence.
pub(crate) fn regle(d: &Definition) -> String {
    if matches!(d.regle, Regle::Mediane { .. }) {
        return "par commune seulement\u{a0}: une médiane ne se moyenne pas".to_owned();
    }
    if matches!(d.regle, Regle::Publie { .. }) {
        return "à un niveau plus large que la commune seulement\u{a0}: le chiffre publié, tel quel".to_owned();
    }
    let couverture = d.couverture_min * 100.0;
    let mut texte = format!(
        "publié quand {}\u{a0}% au moins de la population du territoire a une valeur",
        francais::court(couverture)
    );
    if let Some(r) = REGLES.lu().filter(|_| d.petit_effectif) {
        texte.push_str(&format!(
            "\u{a0}; sous {} cas, l'effectif prend la place du taux, et sous {} le taux porte son intervalle de confiance",
            francais::court(r.effectif_min.valeur),
            francais::court(r.effectif_sans_intervalle.valeur)
        ));
    }
    texte
}

/// Share of the départements that a list must name to speak of all of them.
pub(crate) fn etendue_liste() -> f64 {
    REGLES.lu().map_or(1.0, |r| r.etendue_liste.valeur)
}

/// Most years between a part and the whole that it is a share of.
pub(crate) fn ecart_max_part() -> f64 {
    REGLES.lu().map_or(0.0, |r| r.ecart_part_tout.valeur)
}

/// Level of the intervals.
pub(super) fn niveau_confiance() -> f64 {
    REGLES.lu().map_or(0.0, |r| r.niveau_confiance.valeur)
}

/// How far a part may pass its whole: a share of the whole, and a count.
pub(crate) fn depassement() -> (f64, f64) {
    REGLES.lu().map_or((0.0, 0.0), |r| {
        (r.depassement_relatif.valeur, r.depassement_absolu.valeur)
    })
}

/// Least coverage of a figure that secrecy cuts, and fewest cases of a rate.
pub(super) fn seuils() -> (f64, f64) {
    REGLES.lu().map_or((1.0, 0.0), |r| {
        (r.couverture_min.valeur, r.effectif_min.valeur)
    })
}

/// The figure as it may be published; numerator and coverage are kept whatever is withheld, bounds but for a
/// rate on few cases.
pub(crate) fn publier(agregat: Agregat, definition: &Definition, role: Role) -> Agregat {
    let Some(regles) = REGLES.lu() else {
        return agregat;
    };
    let couverte = couverte(agregat, regles.couverture_min.valeur, role);
    if definition.petit_effectif {
        peser(couverte, regles)
    } else {
        couverte
    }
}

/// Withholds what is computed on too small a part of the territory.
fn couverte(mut a: Agregat, minimum: f64, role: Role) -> Agregat {
    let concerne = a.masque || role == Role::Comparateur;
    if !concerne || a.valeur.is_none() || a.couverture.population >= minimum - 1e-9 {
        return a;
    }
    a.valeur = None;
    a.statut = Statut::NonPublie;
    let connue = a.motif.take().unwrap_or_else(|| {
        format!(
            "valeur connue pour {} de la population",
            francais::part(a.couverture.population)
        )
    });
    a.motif = Some(format!(
        "{connue}\u{a0}; au moins {} sont exigés, car les communes sans valeur publiée ne ressemblent pas aux autres",
        francais::part(minimum)
    ));
    a
}

/// A rate on few cases: the count in its place, or its interval beside it.
fn peser(mut a: Agregat, regles: &Regles) -> Agregat {
    let (Some(taux), Some(effectif)) = (a.valeur, a.numerateur) else {
        return a;
    };
    if effectif < regles.effectif_min.valeur {
        // Of some communes only it is a least count, which « aucun » cannot be.
        let partiel = a.statut != Statut::Publie;
        a.petit_effectif = (!partiel || effectif > 0.0).then_some(effectif);
        // The bounds of a rate on few cases are such rates too.
        a.bornes = None;
        a.valeur = None;
        a.statut = Statut::NonPublie;
        let dit = format!(
            "petit effectif\u{a0}: pas de taux sur moins de {} cas",
            francais::court(regles.effectif_min.valeur)
        );
        a.motif = Some(match a.motif.take() {
            Some(motif) => format!("{motif}\u{a0}; {dit}"),
            None => dit,
        });
    } else if effectif < regles.effectif_sans_intervalle.valeur {
        a.intervalle = poisson::du_taux(taux, effectif, regles.niveau_confiance.valeur);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::{Essai, definition};
    use crate::model::Valeur::{Absente, Connue, Masquee};

    const TAUX: &str = "regle = \"moyenne_ponderee\"\nvariable = \"taux\"\npoids = \"w\"\ndomaine = \"pourcentage\"\n\
        couverture_min = 0.5";
    const DENSITE: &str = "regle = \"ratio\"\nnumerateur = \"n\"\ndenominateur = \"w\"\nfacteur = 10000\n\
        petit_effectif = true\ncouverture_min = 0.1";

    fn publie(essai: &Essai, regle: &str, membres: &[(&str, f64)], role: Role) -> Agregat {
        publier(essai.agreger(regle, membres), &definition(regle), role)
    }

    #[test]
    fn every_rule_says_its_unit_its_reason_its_date_and_what_it_rests_on() {
        let r = REGLES.lu().unwrap();
        for s in [
            &r.couverture_min,
            &r.effectif_min,
            &r.effectif_sans_intervalle,
            &r.niveau_confiance,
            &r.etendue_liste,
            &r.ecart_part_tout,
        ] {
            for texte in [&s.unite, &s.objet, &s.raison, &s.reference, &s.confiance] {
                assert!(texte.len() > 4, "{s:?}");
            }
            assert!(s.valeur > 0.0 && s.date.len() == 10);
        }
        assert!(r.effectif_min.valeur < r.effectif_sans_intervalle.valeur);
    }

    /// Two communes of 1 000 and 500 inhabitants: a third of the people is hidden.
    fn cachee(quoi: crate::model::Valeur) -> Essai {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "taux",
            Some(2021),
            &[("96001", Connue(20.0)), ("96002", quoi)],
        );
        essai.colonne(
            "w",
            Some(2021),
            &[("96001", Connue(1000.0)), ("96002", Connue(500.0))],
        );
        essai
    }

    #[test]
    fn a_rate_without_the_communes_that_secrecy_hides_gives_way_to_its_bounds() {
        let essai = cachee(Masquee);
        let membres = [("96001", 1.0), ("96002", 1.0)];
        for role in [Role::Perimetre, Role::Comparateur] {
            let a = publie(&essai, TAUX, &membres, role);
            assert_eq!((a.valeur, a.statut), (None, Statut::NonPublie));
            let bornes = a.bornes.unwrap();
            let [min, max] = [bornes.min.unwrap(), bornes.max.unwrap()];
            assert!(
                (min - 20_000.0 / 1500.0).abs() < 1e-9 && (max - 70_000.0 / 1500.0).abs() < 1e-9
            );
            assert!(a.motif.unwrap().contains("95\u{a0}% sont exigés"));
        }
    }

    #[test]
    fn an_absent_row_withholds_a_comparator_only() {
        let essai = cachee(Absente);
        let membres = [("96001", 1.0), ("96002", 1.0)];
        let ici = publie(&essai, TAUX, &membres, Role::Perimetre);
        assert_eq!((ici.valeur, ici.statut), (Some(20.0), Statut::Partiel));
        let ailleurs = publie(&essai, TAUX, &membres, Role::Comparateur);
        assert_eq!((ailleurs.valeur, ailleurs.bornes), (None, ici.bornes));
        assert!(ici.bornes.is_some());
        assert!(ailleurs.motif.is_some());
    }

    fn densite(cas: f64) -> Agregat {
        let mut essai = Essai::avec_ville();
        essai.colonne("n", Some(2024), &[("96001", Connue(cas))]);
        essai.colonne("w", Some(2024), &[("96001", Connue(1000.0))]);
        publie(&essai, DENSITE, &[("96001", 1.0)], Role::Perimetre)
    }

    #[test]
    fn a_rate_on_fewer_than_five_cases_gives_way_to_the_count() {
        for cas in [0.0, 1.0, 4.0, 4.9] {
            let a = densite(cas);
            assert_eq!(
                (a.valeur, a.petit_effectif, a.statut),
                (None, Some(cas), Statut::NonPublie)
            );
            assert!(a.motif.unwrap().contains("moins de 5 cas"));
        }
    }

    #[test]
    fn from_five_to_twenty_cases_it_carries_its_interval_then_nothing() {
        let a = densite(5.0);
        assert_eq!((a.valeur, a.petit_effectif), (Some(50.0), None));
        let [bas, haut] = a.intervalle.unwrap();
        assert!((bas - 16.235).abs() < 0.01 && (haut - 116.68).abs() < 0.01);
        assert!(densite(19.0).intervalle.is_some());
        assert!(densite(20.0).intervalle.is_none());
    }

    #[test]
    fn a_count_of_some_communes_stands_as_a_least_count_without_bounds_of_rate() {
        let mut essai = Essai::avec_ville();
        essai.colonne("n", Some(2024), &[("96001", Connue(3.0))]);
        essai.colonne(
            "w",
            Some(2024),
            &[("96001", Connue(1000.0)), ("96002", Connue(500.0))],
        );
        let a = publie(
            &essai,
            DENSITE,
            &[("96001", 1.0), ("96002", 1.0)],
            Role::Perimetre,
        );
        assert_eq!(
            (a.valeur, a.petit_effectif, a.bornes),
            (None, Some(3.0), None)
        );
    }
}
