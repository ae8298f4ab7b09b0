//! Tests of `variable`.

use super::super::contrat_local::lire_contrat;
use super::super::contrat_local::tests::CONTRAT;
use super::*;

fn resultat(id: &str, valeur: Option<f64>) -> Resultat {
    Resultat {
        oui_non: false,
        indicateur: id.into(),
        valeur,
        emplacement: Emplacement::fichier("r.csv").ligne(2),
    }
}

fn paye(taille: u8, resultats: &[(&str, Option<f64>)]) -> PartVariable {
    let resultats: Vec<Resultat> = resultats.iter().map(|(i, v)| resultat(i, *v)).collect();
    let contrat = lire_contrat(CONTRAT, "contrat.toml").unwrap();
    part_variable(
        &Bareme::embarque().unwrap(),
        Some(taille),
        &contrat,
        &resultats,
        false,
    )
    .unwrap()
}

#[test]
fn the_highest_step_reached_pays_and_the_next_one_is_priced() {
    for (sans_mt, montant, gain) in [
        (250.0, 0.0, Some((31.0, 3_000.0))),
        (219.0, 3_000.0, Some((119.0, 3_000.0))),
        (101.0, 3_000.0, Some((1.0, 3_000.0))),
        (100.0, 6_000.0, Some((50.0, 3_000.0))),
        (50.0, 9_000.0, None),
        (0.0, 9_000.0, None),
    ] {
        let p = paye(3, &[("ald_sans_mt", Some(sans_mt))]);
        let i = &p.indicateurs[0];
        assert_eq!(i.montant, Some(montant), "{sans_mt}");
        let prochain = i.prochain.as_ref().map(|x| (x.ecart.unwrap(), x.gain));
        assert_eq!(prochain, gain, "{sans_mt}");
    }
    let p = paye(
        3,
        &[
            ("sein", Some(72.4)),
            ("annuaire", Some(1.0)),
            ("ald_sans_mt", Some(50.0)),
        ],
    );
    assert_eq!((p.total, p.total_max), (16_500.0, 16_500.0));
    assert_eq!(p.missions[1].plafond, Some(17_500.0));
}

#[test]
fn a_missing_result_is_a_range_not_a_zero() {
    let p = paye(3, &[("annuaire", Some(0.0)), ("sein", None)]);
    assert_eq!(p.indicateurs[2].montant, None);
    assert_eq!((p.total, p.total_max), (0.0, 12_500.0));
    assert!(p.notes[0].starts_with("2\u{a0}indicateurs sans résultat"));
}

#[test]
fn a_tier_without_amounts_has_no_cap_and_says_so() {
    let p = paye(1, &[("annuaire", Some(1.0))]);
    assert_eq!(p.missions[0].plafond, None);
    assert!(p.notes.iter().any(|n| n.contains("non établie")));
}

#[test]
fn bad_results_are_refused() {
    let b = Bareme::embarque().unwrap();
    let contrat = lire_contrat(CONTRAT, "contrat.toml").unwrap();
    for (resultats, attendu) in [
        (
            vec![resultat("rien", Some(1.0))],
            "indicateur absent du contrat",
        ),
        (
            vec![resultat("sein", Some(1.0)), resultat("sein", None)],
            "donné deux fois",
        ),
        (
            vec![resultat("sein", Some(f64::NAN))],
            "résultat impossible",
        ),
        (vec![resultat("sein", Some(709.0))], "entre 0 et 100"),
        (
            vec![resultat("ald_sans_mt", Some(-5.0))],
            "un nombre positif ou nul",
        ),
        (
            vec![Resultat {
                oui_non: true,
                ..resultat("ald_sans_mt", Some(1.0))
            }],
            "pas oui ni non",
        ),
        (vec![resultat("annuaire", Some(2.0))], "1 (fait) ou 0"),
    ] {
        let e = part_variable(&b, Some(3), &contrat, &resultats, false)
            .unwrap_err()
            .to_string();
        assert!(
            e.starts_with("r.csv, ligne 2") && e.contains(attendu),
            "{e}"
        );
    }
}
