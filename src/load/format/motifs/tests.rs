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
    assert_eq!(annee("68"), Some(1968));
    assert_eq!(annee("2023"), Some(2023));
    assert_eq!(annee("123"), None);
    for date in [
        "2024",
        "2024-12-31",
        "2024-12",
        "202412",
        "20241231",
        "31/12/2024",
        "12-2024",
    ] {
        assert_eq!(annee_de_date(date), Some(2024), "{date}");
    }
    for autre in ["31/12/24x", "12345", "2024x", "99999999", ""] {
        assert_eq!(annee_de_date(autre), None, "{autre}");
    }
}

proptest::proptest! {
    /// `P{an}_POP0014` is the expression `~^p(?<an>\d\d|\d{4}) pop0014$`, without the cost of one.
    #[test]
    fn a_name_with_a_year_is_its_expression(
        avant in "[A-Z]{0,3}", apres in "(_[A-Z0-9]{1,4}){0,2}", an in "[0-9]{1,5}", autre in "[A-Z0-9_]{0,9}",
    ) {
        let nom = Motifs::compile(&Noms::Un(format!("{avant}{{an}}{apres}"))).unwrap();
        let e = format!("~^{}(?<an>[0-9]{{2}}|[0-9]{{4}}){}$", avant.to_lowercase(), apres.to_lowercase().replace('_', " "));
        let e = Motifs::compile(&Noms::Un(e)).unwrap();
        let noms = entetes(&[&format!("{avant}{an}{apres}"), &autre, &format!("{avant}22{apres}")]);
        let dates = |m: &Motifs| {
            let lues = m.tous(&noms).into_iter().filter(|t| t.an.is_some());
            lues.map(|t| (t.colonne, t.an)).collect::<Vec<_>>()
        };
        proptest::prop_assert_eq!(dates(&nom), dates(&e));
    }
}

#[test]
fn a_letter_with_an_accent_has_its_capital() {
    let motif = regex("(?i)personnes âgées|pôle").unwrap();
    assert!(motif.is_match("Personnes Âgées") && motif.is_match("PÔLE"));
}
