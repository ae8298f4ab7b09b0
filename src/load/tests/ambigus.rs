//! What a file says in two ways is told, never chosen: units, rival columns and sheets, second tables, dates, powers of ten.

use proptest::prelude::*;

use super::*;
use crate::model::RegleConstat;
use crate::model::Valeur::{Absente, Connue, Rejetee};

fn lus(fichiers: &[(&str, &str)]) -> Dataset {
    let octets: Vec<(&str, &[u8])> = fichiers.iter().map(|(n, t)| (*n, t.as_bytes())).collect();
    charge(&octets).unwrap()
}

fn dits(d: &Dataset, regle: RegleConstat) -> Vec<&str> {
    let siens = d.constats.iter().filter(|c| c.id == regle);
    siens.map(|c| c.texte.as_str()).collect()
}

#[test]
fn a_column_under_a_title_that_says_a_rate_is_no_count() {
    for texte in [
        "Densité de médecins pour 100 000 habitants;;\ncode_insee;nom;médecins\n01001;A;112\n01002;B;95\n",
        "code_insee;nom;médecins\n;;pour 10 000 hab.\n01001;A;12\n01002;B;5\n",
        "code_insee;nom;médecins\n;;(%)\n01001;A;12\n01002;B;5\n",
        ";;En milliers;\ncode_insee;nom;médecins;infirmiers\n01001;A;12;3\n01002;B;5;4\n",
    ] {
        let d = lus(&[("a.csv", texte)]);
        assert!(d.colonne("bpe_d265", None).is_none(), "{texte}");
        let dits = dits(&d, RegleConstat::ColonneRefusee);
        assert!(
            dits[0].contains("n'est pas utilisée") && dits[0].contains("effectif"),
            "{dits:?}"
        );
    }
    for texte in [
        "Nombre de médecins et densité pour 100 000 habitants;;\ncode_insee;nom;médecins\n01001;A;12\n",
        "Données 2019;;\ncode_insee;nom;médecins\n01001;A;12\n",
        ";Libéraux;Taux\ncode_insee;médecins;taux de pauvreté\n01001;12;15\n",
    ] {
        let d = lus(&[("a.csv", texte)]);
        assert_eq!(lue(&d, "bpe_d265", None, "01001"), Connue(12.0), "{texte}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever the count and the way to write it, a title that says a share or a rate is not that of a count; a column that
    /// says none, before or after it, is.
    #[test]
    fn a_title_that_says_a_share_is_not_that_of_a_count(
        (variable, titre) in prop::sample::select(&[
            ("bpe_d265", "Médecins"), ("age_75_plus", "75 ans et plus"), ("bpe_d307", "Pharmacies"),
        ][..]),
        marque in prop::sample::select(&["%", "‰", "(%)", "[%]", "(‰)"][..]),
        devant in any::<bool>(),
        effectif in prop::sample::select(&[None, Some(false), Some(true)][..]),
    ) {
        let part = if devant { format!("{marque} {titre}") } else { format!("{titre} {marque}") };
        let (entete, ligne) = match effectif {
            None => (part, "12"),
            Some(false) => (format!("{part};{titre}"), "12;100"),
            Some(true) => (format!("{titre};{part}"), "100;12"),
        };
        let d = lus(&[("a.csv", &format!("code_insee;{entete};infirmiers\n01001;{ligne};3\n01002;{ligne};4\n"))]);
        let lue = d.colonne(variable, None).map(|c| c.valeurs[0]);
        prop_assert_eq!(lue, effectif.map(|_| Connue(100.0)), "{}", entete);
        let refusees = dits(&d, RegleConstat::ColonneRefusee);
        prop_assert_eq!(refusees.len(), usize::from(effectif.is_none()), "{:?}", refusees);
    }
}

#[test]
fn a_rate_for_a_thousand_is_no_percentage() {
    for titre in ["Taux de pauvreté (‰)", "Taux de pauvreté ‰"] {
        let d = lus(&[(
            "a.csv",
            &format!("code_insee;{titre};infirmiers\n01001;145;3\n01002;120;4\n"),
        )]);
        assert!(d.colonne("taux_pauvrete", None).is_none(), "{titre}");
        assert!(dits(&d, RegleConstat::ColonneRefusee)[0].contains("pour mille"));
    }
    let d = lus(&[(
        "a.csv",
        "code_insee;Taux de pauvreté (%)\n01001;14,5\n01002;12\n",
    )]);
    assert_eq!(lue(&d, "taux_pauvrete", None, "01001"), Connue(14.5));
}

#[test]
fn a_second_table_is_not_read_under_the_first_header() {
    for second in [
        "code_insee;nom;infirmiers",
        "nom;code_insee;infirmiers",
        "Code commune;Nom;Infirmiers",
    ] {
        let texte = format!(
            "code_insee;nom;médecins\n01001;A;12\n01002;B;5\n{second}\n01187;C;40\n15031;D;4\n"
        );
        let d = lus(&[("a.csv", &texte)]);
        assert_eq!(lue(&d, "bpe_d265", None, "01002"), Connue(5.0), "{second}");
        assert_eq!(lue(&d, "bpe_d265", None, "01187"), Absente, "{second}");
        assert!(
            dits(&d, RegleConstat::SecondTableau)[0].contains("ligne 4"),
            "{:?}",
            d.constats
        );
    }
    // The same header again is no other table.
    let d = lus(&[(
        "a.csv",
        "code_insee;nom;médecins\n01001;A;12\ncode_insee;nom;médecins\n01187;C;40\n",
    )]);
    assert_eq!(lue(&d, "bpe_d265", None, "01187"), Connue(40.0));
    assert!(dits(&d, RegleConstat::SecondTableau).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Two columns of one variable: alike they are one, else none is taken, and both are named.
    #[test]
    fn two_columns_of_one_variable_are_read_when_they_agree(a in prop::collection::vec(0u32..9, 3), b in prop::collection::vec(0u32..9, 3), pareilles in any::<bool>()) {
        let b = if pareilles { a.clone() } else { b };
        let codes = ["01001", "01002", "01187"];
        let ligne = |i: usize| format!("{};{};{}\n", codes[i], a[i], b[i]);
        let texte = format!("code_insee;médecins;généralistes\n{}", (0..3).map(ligne).collect::<String>());
        let d = lus(&[("a.csv", &texte)]);
        let refus = dits(&d, RegleConstat::ColonneRefusee);
        if a == b {
            prop_assert_eq!(lue(&d, "bpe_d265", None, "01002"), Connue(f64::from(a[1])));
            prop_assert!(refus.is_empty());
        } else {
            prop_assert!(d.colonne("bpe_d265", None).is_none());
            prop_assert!(refus[0].contains("médecins") && refus[0].contains("généralistes"), "{:?}", refus);
        }
    }

    /// Whatever the order of the rows, the figures of a year are those of its latest day.
    #[test]
    fn the_latest_day_of_a_year_is_read_whatever_the_order(ordre in Just([0usize, 1, 2, 3]).prop_shuffle()) {
        let lignes = ["01001;2024-06-30;12", "01001;2024-12-31;20", "01002;2024-12-31;7", "01002;2024-06-30;5"];
        let ecrites: Vec<&str> = ordre.iter().map(|i| lignes[*i]).collect();
        let d = lus(&[("a.csv", &format!("code_insee;annee;médecins\n{}\n", ecrites.join("\n")))]);
        prop_assert_eq!(lue(&d, "bpe_d265", Some(2024), "01001"), Connue(20.0));
        prop_assert_eq!(lue(&d, "bpe_d265", Some(2024), "01002"), Connue(7.0));
        let dits = dits(&d, RegleConstat::DatesDUneAnnee);
        prop_assert!(dits.len() == 1 && dits[0].contains("2024-12-31"), "{:?}", dits);
    }
}

#[test]
fn months_of_a_year_are_not_that_year() {
    let d = lus(&[(
        "a.csv",
        "code_insee;annee;médecins\n01001;2024-01;9\n01001;2024-02;9\n01002;2024-02;3\n",
    )]);
    assert_eq!(lue(&d, "bpe_d265", Some(2024), "01001"), Rejetee);
    assert!(dits(&d, RegleConstat::DatesDUneAnnee)[0].contains("rien ne dit"));
}

/// Two files of one format and of one year: their days decide, not their names.
#[test]
fn of_two_files_of_a_year_the_later_is_read() {
    let caf = |jour: &str, n: u32| {
        format!(
            "dtreffre;numcomdo;nomcom;indfoy_rsa;indfoy_ppa;indfoy_ndur\n{jour};01001;A;{n};5;50\n"
        )
    };
    for (premier, second) in [("a.csv", "b.csv"), ("b.csv", "a.csv")] {
        let (juin, decembre) = (caf("2023-06-30", 10), caf("2023-12-31", 15));
        let d = lus(&[(premier, &juin), (second, &decembre)]);
        assert_eq!(
            lue(&d, "foyers_rsa", Some(2023), "01001"),
            Connue(15.0),
            "{premier}"
        );
    }
}

fn feuilles(feuilles: &[(&str, u32)]) -> Vec<u8> {
    let mut w = rust_xlsxwriter::Workbook::new();
    for (nom, n) in feuilles {
        let f = w.add_worksheet();
        f.set_name(*nom).unwrap();
        for (c, titre) in (0u16..).zip(["code_insee", "nom", "médecins"]) {
            f.write(0, c, titre).unwrap();
        }
        f.write(1, 0, "01001").unwrap();
        f.write(1, 2, *n).unwrap();
    }
    w.save_to_buffer().unwrap()
}

#[test]
fn two_sheets_that_disagree_are_not_chosen_between_unless_their_names_date_them() {
    let lu = |f: &[(&str, u32)]| charge(&[("a.xlsx", &feuilles(f))]).unwrap();
    let d = lu(&[("Libéraux", 10), ("Salariés", 3), ("Autres", 7)]);
    assert!(d.colonne("bpe_d265", None).is_none());
    assert!(
        dits(&d, RegleConstat::ColonneRefusee)[0].contains("Salariés"),
        "{:?}",
        d.constats
    );
    let d = lu(&[("Nord", 10), ("Copie", 10)]);
    assert_eq!(lue(&d, "bpe_d265", None, "01001"), Connue(10.0));
    let d = lu(&[("2024", 10), ("2023", 3)]);
    assert_eq!(lue(&d, "bpe_d265", Some(2024), "01001"), Connue(10.0));
    assert_eq!(lue(&d, "bpe_d265", Some(2023), "01001"), Connue(3.0));
}

#[test]
fn figures_in_powers_of_ten_are_read_in_their_unit() {
    let filosofi = |lignes: &[(&str, &str, &str)]| {
        let ligne = |(geo, mult, x): &(&str, &str, &str)| {
            format!("\"{geo}\";\"COM\";\"MED_SL\";\"EUR_YR\";{mult};\"F\";\"A\";2021;{x}\n")
        };
        let lignes: String = lignes.iter().map(ligne).collect();
        format!(
            "\"GEO\";\"GEO_OBJECT\";\"FILOSOFI_MEASURE\";\"UNIT_MEASURE\";\"UNIT_MULT\";\"CONF_STATUS\";\"OBS_STATUS\";\"TIME_PERIOD\";\"OBS_VALUE\"\n{lignes}"
        )
    };
    let texte = filosofi(&[
        ("01001", "0", "21000"),
        ("01002", "3", "20.5"),
        ("01187", "", "19500"),
        ("2A004", "x", "18000"),
    ]);
    let d = lus(&[("f.csv", &texte)]);
    let revenu = |c| lue(&d, "revenu_median", Some(2021), c);
    assert_eq!(
        [revenu("01001"), revenu("01002"), revenu("01187")],
        [Connue(21_000.0), Connue(20_500.0), Connue(19_500.0)]
    );
    assert_eq!(revenu("2A004"), Rejetee);
    assert!(d.rejets[0].motif.contains("UNIT_MULT"), "{:?}", d.rejets);
}

#[test]
fn a_year_to_come_is_told_whatever_the_variable() {
    let d = lus(&[(
        "a.csv",
        "code_insee;annee;médecins\n01001;2025;12\n01002;2042;99\n",
    )]);
    assert_eq!(lue(&d, "bpe_d265", Some(2025), "01001"), Connue(12.0));
    assert!(d.colonne("bpe_d265", Some(2042)).is_none());
    assert!(
        dits(&d, RegleConstat::ColonneRefusee)[0].contains("2042"),
        "{:?}",
        d.constats
    );
}

#[test]
fn codes_are_read_through_what_programs_put_around_them() {
    let d = lus(&[(
        "a.csv",
        "code_insee;médecins\n01001.0;12\n=\"01002\";5\n'01187;4\n",
    )]);
    tout_est_lu(&d);
    let lues = ["01001", "01002", "01187"].map(|c| lue(&d, "bpe_d265", None, c));
    assert_eq!(lues, [Connue(12.0), Connue(5.0), Connue(4.0)]);
}

/// Two editions of a list of CPTS: the later is the list, and what it no longer names is said.
#[test]
fn a_later_edition_of_a_list_of_cpts_replaces_the_earlier() {
    let d = lus(&[
        (
            "cpts_2024.csv",
            "code_insee;CPTS\n01001;CPTS A\n01002;CPTS B\n48095;CPTS C\n",
        ),
        (
            "cpts_2025.csv",
            "code_insee;CPTS\n01001;CPTS A2\n01187;CPTS D\n",
        ),
    ]);
    let noms: Vec<&str> = d.cpts.iter().map(|a| a.cpts.as_str()).collect();
    assert_eq!(noms, ["CPTS A2", "CPTS D", "CPTS C"], "{:?}", d.cpts);
    let dits = dits(&d, RegleConstat::DoublonSource);
    assert!(dits.iter().any(|t| t.contains("n'en a plus")), "{dits:?}");
}
