//! The DREES workbooks of the five professions, in their published layout: title rows, header row 9, units row 10.

use super::*;
use crate::model::Valeur::{Absente, Connue};

type Ligne<'a> = (&'a str, &'a [f64]);

/// A workbook with a `Paramètres` sheet and one sheet of APL; the columns of figures follow the code and the name.
fn classeur(feuille: &str, colonnes: &[&str], lignes: &[Ligne<'_>]) -> Vec<u8> {
    let mut w = rust_xlsxwriter::Workbook::new();
    let f = w.add_worksheet();
    f.set_name("Paramètres").unwrap();
    f.write(0, 0, "Paramètres de l'APL").unwrap();
    let f = w.add_worksheet();
    f.set_name(feuille).unwrap();
    f.write(0, 0, "Accessibilité potentielle localisée")
        .unwrap();
    f.write(2, 0, "Millésime : 2022").unwrap();
    f.write(8, 0, "Code commune INSEE").unwrap();
    f.write(8, 1, "Commune").unwrap();
    for (c, nom) in (2u16..).zip(colonnes) {
        f.write(8, c, *nom).unwrap();
        f.write(9, c, "En unités").unwrap();
    }
    for (l, (code, valeurs)) in (10u32..).zip(lignes) {
        f.write(l, 0, *code).unwrap();
        f.write(l, 1, "X").unwrap();
        for (c, x) in (2u16..).zip(*valeurs) {
            f.write(l, c, *x).unwrap();
        }
    }
    w.save_to_buffer().unwrap()
}

#[test]
fn the_four_other_professions_have_their_own_workbook_and_weights() {
    let sages_femmes = "Population féminine standardisée 2021 pour les sages-femmes";
    let cas: [(&str, &str, &str, &[&str]); 4] = [
        (
            "apl_infirmiers",
            "drees_apl_infirmiers",
            "APL aux infirmières",
            &[
                "Population standardisée 2021 pour les infirmières",
                "Population totale 2021",
            ],
        ),
        (
            "apl_kines",
            "drees_apl_kines",
            "APL aux kinésithérapeutes",
            &[
                "Population standardisée 2020 pour les kinésithérapeutes",
                "Population totale 2020",
            ],
        ),
        (
            "apl_sages_femmes",
            "drees_apl_sages_femmes",
            "APL aux sages-femmes",
            &[
                sages_femmes,
                "Population totale 2021",
                "Population féminine 2021",
            ],
        ),
        (
            "apl_dentistes",
            "drees_apl_dentistes",
            "APL aux chirurgiens-dentistes",
            &[
                "Population standardisée 2021 pour les chirurgiens-dentistes",
                "Population totale 2021",
            ],
        ),
    ];
    for (variable, format, apl, suite) in cas {
        let colonnes: Vec<&str> = std::iter::once(apl).chain(suite.iter().copied()).collect();
        let octets = classeur(
            "APL 2023",
            &colonnes,
            &[
                ("01001", &[120.5, 700.0, 800.0, 410.0]),
                ("75101", &[80.0, 10.0, 11.0, 6.0]),
            ],
        );
        let d = charge(&[("classeur.xlsx", &octets)]).unwrap();
        assert_eq!(d.sources[1].id, format);
        assert_eq!(d.sources[1].millesime, "2023", "the sheet, not the title");
        assert_eq!(lue(&d, variable, Some(2023), "01001"), Connue(120.5));
        let poids = format!("{variable}_pop_std");
        assert_eq!(lue(&d, &poids, Some(2023), "75101"), Connue(10.0));
        let population = if variable == "apl_sages_femmes" {
            410.0
        } else {
            800.0
        };
        let lue = lue(&d, &format!("{variable}_pop"), Some(2023), "01001");
        assert_eq!(lue, Connue(population), "{variable}");
        assert!(d.colonne("apl_mg", Some(2023)).is_none());
    }
}

#[test]
fn other_releases_of_the_workbook_of_the_generalistes_have_three_ages_and_trailing_spaces() {
    for mot in ["et", "ou"] {
        let ages = [65, 62, 60]
            .map(|age| format!("APL aux médecins généralistes de {age} ans {mot} moins "));
        let colonnes = [
            "APL aux médecins généralistes ",
            ages[0].as_str(),
            ages[1].as_str(),
            ages[2].as_str(),
            "Population standardisée 2021 pour la médecine générale ",
            "Population totale 2021 ",
        ];
        let lignes: [Ligne<'_>; 1] = [("01001", &[3.5, 3.0, 2.5, 2.0, 780.0, 800.0])];
        let d = charge(&[("apl.xlsx", &classeur("APL_2023", &colonnes, &lignes))]).unwrap();
        let attendues = [
            ("apl_mg", 3.5),
            ("apl_mg_65", 3.0),
            ("apl_mg_62", 2.5),
            ("apl_mg_60", 2.0),
            ("apl_mg_pop_std", 780.0),
            ("apl_mg_pop", 800.0),
        ];
        for (variable, x) in attendues {
            assert_eq!(
                lue(&d, variable, Some(2023), "01001"),
                Connue(x),
                "{variable}"
            );
            assert_eq!(lue(&d, variable, Some(2023), "01002"), Absente);
        }
    }
}

#[test]
fn only_the_latest_year_of_a_workbook_is_read_and_the_others_are_named() {
    let mut w = rust_xlsxwriter::Workbook::new();
    for (feuille, apl) in [("APL 2022", 2.5), ("APL 2023", 3.5)] {
        let f = w.add_worksheet();
        f.set_name(feuille).unwrap();
        let entetes = [
            "Code commune INSEE",
            "Commune",
            "APL aux médecins généralistes",
            "Population standardisée 2021 pour la médecine générale",
        ];
        for (c, nom) in (0u16..).zip(entetes) {
            f.write(8, c, nom).unwrap();
        }
        f.write(10, 0, "01001").unwrap();
        f.write(10, 2, apl).unwrap();
        f.write(10, 3, 700).unwrap();
    }
    let d = charge(&[("apl.xlsx", &w.save_to_buffer().unwrap())]).unwrap();
    assert_eq!(lue(&d, "apl_mg", Some(2023), "01001"), Connue(3.5));
    assert!(d.colonne("apl_mg", Some(2022)).is_none());
    assert_eq!(d.sources[1].millesime, "2023");
    let constat = d.constats.iter().find(|c| c.id == "annees_anciennes");
    assert!(constat.unwrap().texte.contains("APL 2022"));
}
