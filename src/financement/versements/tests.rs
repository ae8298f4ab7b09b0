//! Tests of `versements`.

use std::collections::BTreeMap;

use super::super::calendrier::{Calendrier, calendrier};
use super::*;
use crate::baremes::Bareme;
use proptest::prelude::*;

fn d(texte: &str) -> DateCivile {
    DateCivile::parse(texte).unwrap()
}

fn cal(taille: u8, signature: &str, demarrages: &[(&str, &str)]) -> Calendrier {
    let demarrages: BTreeMap<String, DateCivile> = demarrages
        .iter()
        .map(|(m, j)| ((*m).to_owned(), d(j)))
        .collect();
    calendrier(
        &Bareme::embarque().unwrap(),
        Some(taille),
        d(signature),
        &demarrages,
    )
    .unwrap()
}

fn ligne<'a>(c: &'a Calendrier, id: &str) -> &'a Echeance {
    c.echeances
        .iter()
        .find(|e| e.id == id)
        .unwrap_or_else(|| panic!("{id}"))
}

#[test]
fn deadlines_fall_6_18_12_and_24_months_after_signature() {
    let c = cal(3, "2026-08-31", &[]);
    for (id, date) in [
        ("demarrage_acces_soins", "2027-02-28"),
        ("deploiement_acces_soins", "2028-02-29"),
        ("demarrage_crise", "2027-02-28"),
        ("deploiement_crise", "2028-02-29"),
        ("demarrage_parcours", "2027-08-31"),
        ("deploiement_parcours", "2028-08-31"),
        ("demarrage_prevention", "2027-08-31"),
        ("deploiement_prevention", "2028-08-31"),
    ] {
        assert_eq!(ligne(&c, id).date, d(date), "{id}");
        assert_eq!(ligne(&c, id).confiance, Confiance::Officiel);
    }
    assert_eq!(c.fin, d("2031-08-30"));
    assert!(
        c.echeances.iter().all(|e| !e.id.contains("qualite")),
        "optional: the CPTS chooses"
    );
    assert!(c.notes.iter().any(|n| n.starts_with("Qualité")));
}

#[test]
fn fonctionnement_is_paid_in_full_then_by_advance_and_balance() {
    let c = cal(3, "2026-01-01", &[]);
    assert_eq!(ligne(&c, "avance_1_fonctionnement").montant, Some(75_000.0));
    assert_eq!(ligne(&c, "avance_2_fonctionnement").montant, Some(56_250.0));
    let solde = ligne(&c, "solde_2_fonctionnement");
    assert_eq!(
        (solde.montant, solde.date),
        (Some(18_750.0), d("2028-01-01"))
    );
    assert!(c.echeances.iter().all(|e| e.id != "solde_1_fonctionnement"));
}

#[test]
fn a_mission_is_advanced_pro_rata_from_its_start() {
    // Signed on 1 January of a year of 365 days, started on 2 July: 183 days of 365 remain.
    let c = cal(3, "2026-01-01", &[("acces_soins", "2026-07-02")]);
    let du = centimes(90_000.0 * 183.0 / 365.0);
    let (avance, solde) = (
        ligne(&c, "avance_1_acces_soins"),
        ligne(&c, "solde_1_acces_soins"),
    );
    assert_eq!(avance.date, d("2026-07-02"));
    assert_eq!(avance.montant, Some(centimes(du * 0.75)));
    assert_eq!(
        centimes(avance.montant.unwrap() + solde.montant.unwrap()),
        du
    );
    assert_eq!(solde.date, d("2027-01-01"));
    assert_eq!(ligne(&c, "avance_2_acces_soins").montant, Some(67_500.0));
    assert_eq!(
        ligne(&c, "variable_1_acces_soins").montant_max,
        Some(35_000.0)
    );
    assert!(c.echeances.iter().all(|e| e.id != "variable_1_crise"));
}

#[test]
fn lateness_is_priced_and_unknown_amounts_stay_visible() {
    let c = cal(3, "2026-01-01", &[("acces_soins", "2026-08-01")]);
    let r = &c.retards[0];
    assert_eq!((r.limite, r.jours_de_retard), (Some(d("2026-07-01")), 31));
    assert_eq!(r.par_mois, Some(7_500.0));
    assert_eq!(r.perte_retard, Some(centimes(90_000.0 * 31.0 / 365.0)));
    let c = cal(1, "2026-01-01", &[]);
    assert_eq!(c.retards[0].par_mois, None);
    assert_eq!(ligne(&c, "avance_1_acces_soins").montant, None);
    assert_eq!(
        ligne(&c, "avance_1_acces_soins").confiance,
        Confiance::NonEtabli
    );
    assert!(c.notes.iter().any(|n| n.contains("n'est pas établi")));
    assert_eq!(c.exercices[0].fixe, None);
}

#[test]
fn a_contract_of_the_initial_agreement_follows_avenant_2_when_it_comes() {
    let c = cal(1, "2020-01-01", &[]);
    assert!(
        c.echeances
            .iter()
            .all(|e| e.genre != GenreEcheance::Demarrage),
        "no delay established in 2020"
    );
    assert_eq!(c.exercices.len(), 5);
}

proptest! {
    #[test]
    fn advances_and_balances_add_up_to_what_each_year_owes(
        a in 2022i32..2090, m in 1u8..=12, j in 1u8..=28, retard in 0u16..40,
    ) {
        let signature = DateCivile::new(a, m, j).unwrap().max(d("2022-04-01"));
        let depart = signature.plus_mois(retard);
        let tous: BTreeMap<String, DateCivile> =
            ["acces_soins", "parcours", "qualite"].map(|x| (x.to_owned(), depart)).into();
        let c = calendrier(&Bareme::embarque().unwrap(), Some(3), signature, &tous).unwrap();
        for x in &c.exercices {
            let verse: f64 = c.echeances.iter()
                .filter(|e| e.annee == x.annee && e.genre == GenreEcheance::Versement)
                .filter_map(|e| e.montant).sum();
            let du = x.fonctionnement.unwrap() + x.fixe.unwrap();
            prop_assert!((verse - du).abs() < 0.02, "{} {verse} {du}", x.annee);
        }
        prop_assert!(c.echeances.is_sorted_by_key(|e| e.date));
        let ids: std::collections::BTreeSet<&str> = c.echeances.iter().map(|e| e.id.as_str()).collect();
        prop_assert_eq!(ids.len(), c.echeances.len());
    }
}
