//! Laws of the rules on a data folder, on the little territory of the tests.

use super::*;
use crate::indicateurs::essai::{Essai, source};
use crate::model::Valeur::Connue;
use crate::model::{RegleConstat, SourceId};

fn jour(texte: &str) -> Option<DateCivile> {
    Some(DateCivile::parse(texte).unwrap())
}

fn de(regle: RegleConstat, essai: &Essai, date: Option<DateCivile>) -> Vec<Constat> {
    let tous = donnees(&essai.dataset, date, &Plages::embarquees().unwrap()).unwrap();
    tous.into_iter().filter(|c| c.id == regle).collect()
}

fn essai() -> Essai {
    let mut essai = Essai::communes(&[30_000_000, 38_000_000]);
    std::sync::Arc::make_mut(&mut essai.dataset.referentiel).fictif = false;
    essai
}

#[test]
fn a_second_file_is_of_the_same_format() {
    assert!(est_du_format("insee_age", "insee_age") && est_du_format("insee_age_2", "insee_age"));
    assert!(est_du_format("drees_apl_mg", "drees_apl_*"));
    assert!(!est_du_format("insee_ages", "insee_age") && est_du_format("rp_2018", "rp_2018"));
}

#[test]
fn a_national_total_is_held_and_an_extract_says_nothing() {
    for (valeurs, constats) in [
        ([30_573.0, 30_000.0], 0),
        ([30_573.0, 60_000.0], 1),
        ([1.0, f64::NAN], 0),
    ] {
        let mut essai = essai();
        let communes = ["96001", "96002"].into_iter().zip(valeurs);
        let connues: Vec<_> = communes
            .filter(|(_, x)| x.is_finite())
            .map(|(c, x)| (c, Connue(x)))
            .collect();
        essai.colonne("bpe_d265", Some(2024), &connues);
        let trouves = de(RegleConstat::TotalDifferent, &essai, None);
        assert_eq!(trouves.len(), constats, "{valeurs:?}");
    }
}

#[test]
fn the_same_bytes_under_two_names_are_told_once() {
    let mut essai = essai();
    essai.dataset.sources.push(source("copie"));
    for rang in [1, 2] {
        essai.dataset.sources[rang].sha256 = "ab".to_owned();
    }
    assert_eq!(de(RegleConstat::FichierEnDouble, &essai, None).len(), 1);
    // Two sheets of one workbook have one fingerprint and one name.
    essai.dataset.sources[2].fichier = essai.dataset.sources[1].fichier.clone();
    assert!(de(RegleConstat::FichierEnDouble, &essai, None).is_empty());
}

#[test]
fn close_vintages_and_those_of_the_apl_are_not_compared() {
    let compte = |variable: &str, annees: &[u16]| {
        let mut essai = essai();
        for a in annees {
            essai.colonne(variable, Some(*a), &[("96001", Connue(1.0))]);
        }
        de(RegleConstat::MillesimesNonComparables, &essai, None).len()
    };
    assert_eq!(compte("population_municipale", &[2021, 2023]), 1);
    assert_eq!(compte("population_municipale", &[2018, 2023]), 0);
    assert_eq!(compte("apl_kines", &[2012, 2023]), 1);
    assert_eq!(compte("apl_kines", &[2023]), 0);
    assert_eq!(compte("bpe_d265", &[2021, 2024]), 1);
    assert_eq!(compte("bpe_d265", &[2019, 2024]), 0);
}

#[test]
fn an_ended_feed_is_told_by_its_name_even_when_it_is_not_read() {
    let mut essai = essai();
    essai.dataset.non_reconnus.push(crate::model::NonReconnu {
        fichier: "finess/etalab-cs1100502-stock-20260512.csv".to_owned(),
        motif: String::new(),
    });
    let constats = de(RegleConstat::FluxTermine, &essai, jour("2026-11-26"));
    assert!(
        constats[0].texte.contains("206 jours"),
        "{}",
        constats[0].texte
    );
    essai.dataset.sources[1].fichier = "t-finess.csv".to_owned();
    assert_eq!(de(RegleConstat::FluxTermine, &essai, None).len(), 2);
}

/// The later the day, the more vintages are late; the latest file of a format speaks for the others.
#[test]
fn the_age_of_a_file_grows_with_the_date_and_is_silent_without_one() {
    let mut essai = essai();
    essai.dataset.sources[1].id = "insee_populations".to_owned();
    essai.dataset.sources[1].millesime = "2021".to_owned();
    let dit =
        |essai: &Essai, quand: Option<DateCivile>| de(RegleConstat::FichierAncien, essai, quand);
    assert!(dit(&essai, None).is_empty());
    assert!(dit(&essai, jour("2024-12-31")).is_empty());
    assert!(
        dit(&essai, jour("2025-01-01"))[0]
            .texte
            .contains("millésime 2022")
    );
    let tard = dit(&essai, jour("2027-01-01"));
    assert_eq!(tard[0].severite, crate::model::Severite::Attention);
    essai.dataset.sources.push(source("insee_populations_2"));
    essai.dataset.sources[2].millesime = "2024".to_owned();
    assert!(dit(&essai, jour("2027-01-01")).is_empty());
    assert!(essai.dataset.source(SourceId(2)).is_some());
}
