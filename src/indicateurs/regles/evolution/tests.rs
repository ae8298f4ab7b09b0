//! Evolutions: vintages chosen, and the law that a published change is that of one territory.

use proptest::prelude::*;

use crate::indicateurs::essai::{Essai, proche};
use crate::model::Statut;
use crate::model::Valeur::Connue;

fn regle(periode: &str, mesure: &str) -> String {
    format!(
        "regle = \"evolution\"\nvariable = \"population_municipale\"\nperiode = \"{periode}\"\nmesure = \"{mesure}\""
    )
}

#[test]
fn compares_the_extreme_or_the_last_two_vintages() {
    let mut essai = Essai::avec_ville();
    essai.colonne(
        "population_municipale",
        Some(2013),
        &[("96001", Connue(800.0))],
    );
    essai.colonne(
        "population_municipale",
        Some(2018),
        &[("96001", Connue(1250.0))],
    );
    let seule = [("96001", 1.0)];
    // 2023: 1 000 inhabitants. From 800 in 2013: +25 %, that is +2.26 % a year for ten years.
    proche(
        essai.agreger(&regle("extremes", "totale"), &seule).valeur,
        25.0,
    );
    let annuel = essai
        .agreger(&regle("extremes", "annuelle"), &seule)
        .valeur
        .unwrap();
    proche(Some(800.0 * (1.0 + annuel / 100.0).powi(10)), 1000.0);
    proche(
        essai.agreger(&regle("dernieres", "totale"), &seule).valeur,
        -20.0,
    );
}

#[test]
fn only_communes_with_both_vintages_and_two_vintages_at_least() {
    let mut essai = Essai::avec_ville();
    let a = essai.agreger(&regle("extremes", "totale"), &[("96001", 1.0)]);
    assert_eq!(a.statut, Statut::Absent);
    assert!(a.motif.unwrap().contains("deux millésimes"));
    essai.colonne(
        "population_municipale",
        Some(2013),
        &[("96001", Connue(800.0))],
    );
    let b = essai.agreger(
        &(regle("extremes", "totale") + "\ncouverture_min = 0.5"),
        &[("96001", 1.0), ("96002", 1.0)],
    );
    proche(b.valeur, 25.0);
    assert_eq!((b.numerateur, b.denominateur), (Some(1000.0), Some(800.0)));
}

#[test]
fn a_file_of_a_few_communes_does_not_take_the_start_from_a_wider_one() {
    let mut essai = Essai::avec_ville();
    let (a, b, c) = (("96001", 800.0), ("96002", 400.0), ("96003", 100.0));
    let large = [a, b].map(|(code, x)| (code, Connue(x)));
    essai.colonne("population_municipale", Some(2018), &large);
    essai.colonne("population_municipale", Some(2016), &[(c.0, Connue(c.1))]);
    // 2016 knows one unit and 2018 two: both start well enough; with three, 2016 is too narrow.
    let ici = [("96001", 1.0), ("96002", 1.0)];
    assert_eq!(
        essai.agreger(&regle("extremes", "totale"), &ici).valeur,
        None
    );
    let large = [a, b, ("96100", 9000.0)].map(|(code, x)| (code, Connue(x)));
    essai.colonne("population_municipale", Some(2018), &large);
    proche(
        essai.agreger(&regle("extremes", "totale"), &ici).valeur,
        25.0,
    );
}

#[test]
fn mayotte_keeps_its_census_of_2017_so_it_has_no_evolution() {
    let mut essai = Essai::avec_ville();
    essai.colonne(
        "population_municipale",
        Some(2017),
        &[("96001", Connue(1000.0)), ("96002", Connue(400.0))],
    );
    let r = std::sync::Arc::make_mut(&mut essai.dataset.referentiel);
    r.autres_millesimes.insert(0, 2017);
    let a = essai.agreger(&regle("extremes", "totale"), &[("96001", 1.0)]);
    assert_eq!((a.valeur, a.statut), (None, Statut::NonPublie));
    assert!(a.motif.unwrap().contains("2017"));
}

#[test]
fn close_vintages_give_no_change_and_the_file_that_would() {
    let mut essai = Essai::avec_ville();
    let lignes = [("96001", Connue(980.0)), ("96002", Connue(510.0))];
    essai.colonne("population_municipale", Some(2021), &lignes);
    for periode in ["extremes", "dernieres"] {
        let a = essai.agreger(&regle(periode, "totale"), &[("96001", 1.0)]);
        assert_eq!((a.valeur, a.statut), (None, Statut::NonPublie));
        let motif = a.motif.unwrap();
        assert!(
            motif.contains("2021 et 2023") && motif.contains("2018"),
            "{motif}"
        );
    }
    // A variable that no rule binds is compared from one year to the next.
    let un = |x| [("96001", Connue(x))];
    essai.colonne("logements", Some(2022), &un(400.0));
    essai.colonne("logements", Some(2023), &un(404.0));
    let regle = regle("extremes", "totale").replace("population_municipale", "logements");
    proche(essai.agreger(&regle, &[("96001", 1.0)]).valeur, 1.0);
}

#[test]
fn a_commune_split_in_between_has_no_change_of_its_own_and_its_pieces_add_up() {
    let mut essai = Essai::communes(&[600, 250, 150, 500]);
    essai.separe("96001", &["96001", "96002", "96003"], "2020-01-01");
    let lignes = [("96001", Connue(800.0)), ("96004", Connue(400.0))];
    essai.colonne("population_municipale", Some(2015), &lignes);
    let total = regle("extremes", "totale");
    for code in ["96001", "96002"] {
        let a = essai.agreger(&total, &[(code, 1.0)]);
        assert_eq!((a.valeur, a.statut), (None, Statut::NonPublie), "{code}");
        let motif = a.motif.unwrap();
        for mot in ["(96001)", "(96002)", "(96003)", "1er\u{a0}janvier 2020"] {
            assert!(motif.contains(mot), "{motif}");
        }
    }
    let toutes = [("96001", 1.0), ("96002", 1.0), ("96003", 1.0)];
    let a = essai.agreger(&total, &toutes);
    assert_eq!(a.statut, Statut::Publie);
    proche(a.valeur, 25.0);
    // Half of each is half of the whole; other parts are no territory of both dates.
    proche(
        essai.agreger(&total, &toutes.map(|(c, _)| (c, 0.5))).valeur,
        25.0,
    );
    let inegales = [("96001", 1.0), ("96002", 0.5), ("96003", 1.0)];
    assert_eq!(essai.agreger(&total, &inegales).valeur, None);
}

/// A small world: villages with their true figures at both dates, and how they are joined at each.
#[derive(Debug, Clone)]
struct Monde {
    villages: Vec<(u32, u32)>,
    /// First village of a commune that was split, how many it held, whether the older file reads them as one.
    scission: (usize, usize, bool),
    /// Day of the split and year of the older file.
    jour: (u16, u8),
    annee: u16,
    perimetre: Vec<bool>,
}

fn monde() -> impl Strategy<Value = Monde> {
    (4usize..8).prop_flat_map(|n| {
        (
            proptest::collection::vec((1u32..2_000, 1u32..2_000), n),
            (0..n - 1, 2usize..4, any::<bool>()),
            (2012u16..2023, 1u8..=12),
            2008u16..=2018,
            proptest::collection::vec(any::<bool>(), n),
        )
            .prop_map(|(villages, scission, jour, annee, perimetre)| Monde {
                villages,
                scission,
                jour,
                annee,
                perimetre,
            })
    })
}

proptest! {
    /// Whatever the split, its date and the file: a change that is published is that of the same villages at both dates.
    #[test]
    fn a_published_change_is_that_of_one_territory(m in monde()) {
        let n = m.villages.len();
        let (debut, taille, jointes) = m.scission;
        let pieces: Vec<usize> = (debut..(debut + taille).min(n)).collect();
        let apres: Vec<u32> = m.villages.iter().map(|v| v.1).collect();
        let mut essai = Essai::communes(&apres);
        let codes: Vec<String> = (1..=n).map(|i| format!("96{i:03}")).collect();
        let vers: Vec<&str> = pieces.iter().map(|&i| codes[i].as_str()).collect();
        let (an, mois) = m.jour;
        essai.separe(&codes[debut], &vers, &format!("{an}-{mois:02}-01"));
        let avant = |i: usize| f64::from(m.villages[i].0);
        let mut lignes = Vec::new();
        for (i, code) in codes.iter().enumerate() {
            if jointes && i == debut {
                let somme = pieces.iter().map(|&p| avant(p)).sum();
                lignes.push((code.as_str(), Connue(somme)));
            } else if !jointes || !pieces.contains(&i) {
                lignes.push((code.as_str(), Connue(avant(i))));
            }
        }
        essai.colonne("population_municipale", Some(m.annee), &lignes);
        let dedans: Vec<usize> = (0..n).filter(|&i| m.perimetre[i]).collect();
        let membres: Vec<(&str, f64)> =
            dedans.iter().map(|&i| (codes[i].as_str(), 1.0)).collect();
        let a = essai.agreger(&(regle("extremes", "totale") + "\ncouverture_min = 0.0"), &membres);
        // A village is compared alone, or with all those it was joined to.
        let entier = pieces.iter().all(|p| dedans.contains(p));
        let comparables: Vec<usize> = dedans
            .iter()
            .copied()
            .filter(|i| !jointes || !pieces.contains(i) || entier)
            .collect();
        if comparables.is_empty() {
            prop_assert_eq!(a.valeur, None);
        } else {
            let vrai_avant: f64 = comparables.iter().map(|&i| avant(i)).sum();
            let vrai_apres: f64 = comparables.iter().map(|&i| f64::from(apres[i])).sum();
            proche(a.denominateur, vrai_avant);
            proche(a.numerateur, vrai_apres);
            let tout = comparables.len() == dedans.len();
            prop_assert_eq!(a.statut == Statut::Publie, tout);
        }
    }
}
