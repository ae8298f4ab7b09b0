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

fn peuplee(d: &Dataset, code: &str) -> Option<f64> {
    let q = d.qpv.iter().find(|q| q.code == code).unwrap();
    q.habitants.map(|h| h.nombre)
}

fn dits(d: &Dataset) -> Vec<(crate::model::Severite, &str)> {
    let regle = crate::model::RegleConstat::QuartiersHabitants.to_string();
    let siens = d.constats.iter().filter(|c| c.id.to_string() == regle);
    siens.map(|c| (c.severite, c.texte.as_str())).collect()
}

/// Title rows, a quartier on two rows with the whole population each, a code in lower case, a secret, a figure out of reach.
#[test]
fn a_quartier_on_several_rows_is_counted_once_and_what_differs_is_not_kept() {
    let populations = "Populations municipales 2020 des quartiers prioritaires 2024;;\n;;\ncodeQPV;libQPV;codeReg;popMuniQPV;listeDepcom\n\
        qn00101m;Un;84;450;01001\nQN04802M;Trois;76;5822;48095\nQN04802M;Trois;76;5822;01001\nQN04801M;Deux;76;700;48095\nQN04801M;Deux;76;701;48095\n";
    let fichiers = [
        ("pop_QPV24.csv", populations.as_bytes()),
        ("liste.csv", LISTE.as_bytes()),
    ];
    let d = charge(&fichiers).unwrap();
    tout_est_lu(&d);
    assert_eq!(peuplee(&d, "QN00101M"), Some(450.0));
    assert_eq!(peuplee(&d, "QN04802M"), Some(5822.0));
    assert_eq!(peuplee(&d, "QN04801M"), None);
    assert!(
        d.qpv
            .iter()
            .flat_map(|q| q.habitants)
            .all(|h| h.annee == Some(2020))
    );
    let dits = dits(&d);
    assert_eq!(dits.len(), 2, "{dits:?}");
    assert!(
        dits[1].1.contains("comptée une fois (QN04802M)"),
        "{dits:?}"
    );
    assert!(
        dits[0].1.contains("aucune n'est retenue (QN04801M)"),
        "{dits:?}"
    );
}

#[test]
fn quartiers_of_another_geography_or_without_list_are_said() {
    let populations = "codeQPV;popMuniQPV\nQP001001;450\n";
    let d = charge(&[
        ("pop_qpv_2018.csv", populations.as_bytes()),
        ("liste.csv", LISTE.as_bytes()),
    ])
    .unwrap();
    assert!(d.qpv.iter().all(|q| q.habitants.is_none()));
    assert!(dits(&d)[0].1.contains("autre géographie"));
    let d = charge(&[("pop_qpv_2018.csv", populations.as_bytes())]).unwrap();
    assert!(d.qpv.is_empty() && dits(&d)[0].1.contains("déposez la liste"));
}

#[test]
fn a_population_that_cannot_be_read_is_rejected_and_no_zero() {
    let populations =
        "codeQPV;popMuniQPV\nQN00101M;450,5\nQN04801M;-3\nQN04802M;s\nEnsemble;1200\n";
    let d = charge(&[
        ("pop_qpv_2018.csv", populations.as_bytes()),
        ("liste.csv", LISTE.as_bytes()),
    ])
    .unwrap();
    assert!(d.qpv.iter().all(|q| q.habitants.is_none()));
    let lignes: Vec<u64> = d.rejets.iter().map(|r| r.ligne).collect();
    assert_eq!(lignes, [2, 3, 5], "{:?}", d.rejets);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]

    /// However many rows a quartier has, its inhabitants are counted once; those of the communes add up to the file.
    #[test]
    fn rows_repeated_change_no_sum(
        tires in proptest::collection::vec((1usize..5, 0u32..20_000), 1..12),
        tourne in 0usize..40,
        communes in proptest::collection::vec(proptest::option::of(0u32..9_000), 4),
    ) {
        let codes = ["01001", "48095", "2A004", "97601"];
        let code = |i: usize| format!("QN001{i:02}M");
        let mut liste = "code_qp;lib_qp;insee_com\n".to_owned();
        let mut lignes = Vec::new();
        for (i, (fois, habitants)) in tires.iter().enumerate() {
            liste += &format!("{};Q{i};{}\n", code(i), codes[i % 4]);
            lignes.extend((0..*fois).map(|_| format!("{};{habitants}\n", code(i))));
        }
        let tour = tourne % lignes.len();
        lignes.rotate_left(tour);
        let populations = format!("codeQPV;popMuniQPV\n{}", lignes.concat());
        let dites = codes.iter().zip(&communes).filter_map(|(c, h)| Some(format!("{c};{}\n", (*h)?)));
        let par_commune = format!("codeDepcom;popMuniQPV\n{}", dites.collect::<String>());
        let d = charge_tel_quel(&[
            ("pop_qpv_2018.csv", populations.as_bytes()),
            ("communes_qpv_2018.csv", par_commune.as_bytes()),
            ("liste.csv", liste.as_bytes()),
        ]).unwrap();
        let lus: f64 = d.qpv.iter().flat_map(|q| q.habitants).map(|h| h.nombre).sum();
        let tires: u32 = tires.iter().map(|(_, h)| h).sum();
        proptest::prop_assert_eq!(lus, f64::from(tires));
        if communes.iter().any(Option::is_some) {
            let colonne = d.colonne("qpv_habitants", Some(2018)).unwrap();
            let lus: f64 = d.referentiel.ids().filter_map(|id| colonne.valeur(id).connue()).sum();
            let ecrits: u32 = communes.iter().flatten().sum();
            proptest::prop_assert_eq!(lus, f64::from(ecrits));
        }
    }
}
