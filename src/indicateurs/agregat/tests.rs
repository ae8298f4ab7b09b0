//! Tests of `agregat`.

use super::*;
use crate::indicateurs::essai::{Essai, definition};

fn deux_communes() -> (Territoire, Definition) {
    let essai = Essai::avec_ville();
    let t = essai.territoire(&[("96001", 1.0), ("96002", 1.0)]);
    (t, definition("regle = \"somme\"\nvariable = \"x\""))
}

fn atome(t: &Territoire, rang: usize) -> Atome {
    let mut atomes = Vec::new();
    t.unites(|a, _| atomes.push(*a));
    atomes[rang]
}

fn bornes(min: Option<f64>, max: Option<f64>) -> Option<Bornes> {
    Some(Bornes { min, max })
}

#[test]
fn a_masked_unit_gives_bounds_without_a_figure_outside_of_them() {
    let (t, d) = deux_communes();
    let mut cumul = Cumul::default();
    cumul.connu(&atome(&t, 1), 10.0, 0.0);
    cumul.inconnu(Cause::Masque, Intervalle::entre(1.0, 5.0), 0.0);
    let mut tolerant = d.clone();
    tolerant.couverture_min = 0.3;
    let a = cumul.clone().conclure(&t, &tolerant, Forme::Somme);
    // What is known makes 10, which the masked commune alone makes impossible.
    assert_eq!((a.valeur, a.statut), (None, Statut::NonPublie));
    assert_eq!(a.bornes, bornes(Some(11.0), Some(15.0)));
    assert!(a.motif.unwrap().contains("1\u{a0}commune masquée"));
    let mut strict = d;
    strict.couverture_min = 0.8;
    let a = cumul.conclure(&t, &strict, Forme::Somme);
    assert_eq!((a.valeur, a.statut), (None, Statut::NonPublie));
    assert_eq!(a.bornes, bornes(Some(11.0), Some(15.0)));
    assert!(a.motif.unwrap().contains("minimum déclaré 80\u{a0}%"));
}

#[test]
fn an_absent_unit_leaves_a_minimum_for_a_count_and_nothing_without_a_domain() {
    let (t, mut d) = deux_communes();
    d.couverture_min = 0.0;
    let mut cumul = Cumul::default();
    cumul.connu(&atome(&t, 0), 3.0, 0.0);
    cumul.inconnu(Cause::Absent, Intervalle::POSITIF, 0.0);
    let a = cumul.clone().conclure(&t, &d, Forme::Somme);
    assert_eq!((a.valeur, a.bornes), (Some(3.0), bornes(Some(3.0), None)));
    assert_eq!(a.statut, Statut::Partiel);
    cumul.inconnu(Cause::Absent, Intervalle::TOUT, 0.0);
    assert_eq!(cumul.conclure(&t, &d, Forme::Somme).bornes, None);
}

#[test]
fn an_unknown_denominator_draws_the_ratio_as_far_as_its_own() {
    let (t, mut d) = deux_communes();
    d.couverture_min = 0.0;
    let mut cumul = Cumul::default();
    cumul.connu(&atome(&t, 0), 2.0, 4.0);
    cumul.sans_poids(Cause::Absent, Intervalle::entre(0.25, 0.75));
    let a = cumul.conclure(&t, &d, Forme::Quotient(100.0));
    assert_eq!(a.bornes, bornes(Some(25.0), Some(75.0)));
}

#[test]
fn a_partial_mean_that_nothing_bounds_says_so() {
    let (t, mut d) = deux_communes();
    d.couverture_min = 0.0;
    let mut cumul = Cumul::default();
    cumul.connu(&atome(&t, 0), 2.0, 4.0);
    cumul.sans_poids(Cause::Absent, Intervalle::TOUT);
    let a = cumul.conclure(&t, &d, Forme::Quotient(1.0));
    assert_eq!((a.statut, a.bornes), (Statut::Partiel, None));
    assert!(a.motif.unwrap().contains("rien ne borne"));
}

#[test]
fn a_null_denominator_is_not_a_value() {
    let (t, d) = deux_communes();
    let mut cumul = Cumul::default();
    cumul.connu(&atome(&t, 0), 0.0, 0.0);
    cumul.connu(&atome(&t, 1), 0.0, 0.0);
    let a = cumul.conclure(&t, &d, Forme::Quotient(100.0));
    assert_eq!((a.valeur, a.statut), (None, Statut::NonPublie));
    assert!(a.motif.unwrap().contains("dénominateur"));
}
