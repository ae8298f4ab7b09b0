//! Inhabitants of the quartiers prioritaires: what a file gives, what the list of the quartiers proves, what stays missing.

use super::*;
use crate::model::Valeur::{Absente, Connue};

/// `01001` has a quartier, `01002` and `01187` have none, `48095` has one; the list says nothing of other départements.
const LISTE: &str = "code_qp;lib_qp;insee_com\nQN00101M;Un;01001\nQN04801M;Deux;48095\nQN04802M;Trois;\"48095; 01001\"\n";

fn lus(nom: &str, communes: &str) -> Dataset {
    let fichiers = [(nom, communes.as_bytes()), ("liste.csv", LISTE.as_bytes())];
    let d = charge(&fichiers).unwrap();
    tout_est_lu(&d);
    d
}

#[test]
fn a_commune_without_row_has_nobody_in_a_quartier_only_where_the_list_places_none() {
    let d = lus(
        "pop_legales_communales_qpv_2018.csv",
        "codeDepcom;popMuniQPV\n1001;450\n",
    );
    let dite = |c: &str| lue(&d, "qpv_habitants", Some(2018), c);
    assert_eq!(dite("01001"), Connue(450.0));
    assert_eq!((dite("01002"), dite("01187")), (Connue(0.0), Connue(0.0)));
    // It has a quartier and no row; then départements that the list does not name, and a city of arrondissements.
    for muette in ["48095", "2A004", "97601", "75056", "75101"] {
        assert_eq!(dite(muette), Absente, "{muette}");
    }
}

#[test]
fn without_the_list_what_has_no_row_is_missing() {
    let communes = "codeDepcom,popMuniQPV\n01001,450\n48095,1200\n";
    let d = charge(&[("pop_reference_communales_QPV24.csv", communes.as_bytes())]).unwrap();
    tout_est_lu(&d);
    // « QPV24 » is the year of the zoning: the figures have none.
    assert_eq!(lue(&d, "qpv_habitants", None, "48095"), Connue(1200.0));
    assert_eq!(lue(&d, "qpv_habitants", None, "01002"), Absente);
}

#[test]
fn a_figure_that_cannot_be_read_is_not_nobody() {
    let communes = "codeDepcom;popMuniQPV\n01001;450\n01002;quatre\n";
    let fichiers = [
        ("qpv_2018.csv", communes.as_bytes()),
        ("liste.csv", LISTE.as_bytes()),
    ];
    let d = charge(&fichiers).unwrap();
    assert_eq!(d.rejets.len(), 1);
    let dite = |c: &str| lue(&d, "qpv_habitants", Some(2018), c);
    assert_eq!(dite("01187"), Connue(0.0));
    assert!(!matches!(dite("01002"), Connue(_)));
}

#[test]
fn the_year_is_that_of_the_population_whatever_that_of_the_zoning() {
    let rangees = "codeDepcom;popMuniQPV\n01001;450\n48095;1200\n";
    let an = |nom: &str, titre: &str| {
        let texte = format!("{titre}{rangees}");
        let d = charge(&[(nom, texte.as_bytes())]).unwrap();
        tout_est_lu(&d);
        d.colonnes["qpv_habitants"].keys().next().copied().unwrap()
    };
    assert_eq!(an("pop_qpv_2024.csv", ""), None);
    assert_eq!(an("2024/communes.csv", ""), None);
    assert_eq!(an("rp2020_QPV2024.csv", ""), Some(2020));
    let titre = "Quartiers prioritaires 2024 : populations municipales 2022\n";
    assert_eq!(an("pop_QPV24.csv", titre), Some(2022));
    let titre = "Populations légales communales en 2018 dans les quartiers prioritaires 2015\n";
    assert_eq!(an("x.csv", titre), Some(2018));
}
