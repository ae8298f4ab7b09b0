//! Tests of `motifs`.

use super::*;

fn entetes(noms: &[&str]) -> Vec<String> {
    noms.iter().map(|n| normalise(n)).collect()
}

#[test]
fn a_header_gives_its_year_and_its_code() {
    let m = Motifs::compile(&Noms::Un(r"~^p(?<an>\d\d) pop$".into())).unwrap();
    let trouves = m.tous(&entetes(&["CODGEO", "P22_POP", "P16_POP", "P22_POP0014"]));
    let ans: Vec<_> = trouves.iter().map(|t| (t.colonne, t.an)).collect();
    assert_eq!(ans, [(1, Some(2022)), (2, Some(2016))]);
}

#[test]
fn the_preferred_name_wins_over_the_first_column() {
    let m = Motifs::compile(&Noms::Plusieurs(vec!["COM".into(), "Code".into()])).unwrap();
    assert_eq!(m.trouve(&entetes(&["code", "com"])).unwrap().colonne, 1);
}

#[test]
fn years_of_two_and_four_digits() {
    assert_eq!(annee("22"), Some(2022));
    assert_eq!(annee("99"), Some(1999));
    assert_eq!(annee("2023"), Some(2023));
    assert_eq!(annee("123"), None);
}
