//! Cubes of Melodi and other files of which only the names of the columns are known: read by name, on invented figures.

use proptest::prelude::*;

use super::*;
use crate::model::Valeur::{Absente, Connue, Rejetee};

fn melodi(colonnes: &str, lignes: &[&str]) -> String {
    let mut texte = format!("\u{feff}GEO;GEO_OBJECT;{colonnes};OBS_STATUS;TIME_PERIOD;OBS_VALUE\n");
    for l in lignes {
        texte.push_str(&format!("\"01001\";\"COM\";{l}\n"));
    }
    texte
}

fn lus(nom: &str, texte: &str) -> Dataset {
    let d = charge(&[(nom, texte.as_bytes())]).unwrap();
    tout_est_lu(&d);
    d
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Each band is the sum of its single years, of both sexes, and the bands of fifteen years make the population.
    #[test]
    fn bands_are_the_sums_of_their_single_years(ans in prop::collection::vec(0u32..40, 101)) {
        let mut texte = String::from("AGE;GEO;GEO_OBJECT;RP_MEASURE;SEX;OBS_STATUS;TIME_PERIOD;OBS_VALUE\n");
        let total: u32 = ans.iter().sum();
        for (age, n) in ans.iter().enumerate() {
            let age = if age == 100 { "Y_GE100".to_owned() } else { format!("Y{age}") };
            let femmes = n / 3;
            for (sexe, n) in [("_T", *n), ("F", femmes), ("M", n - femmes)] {
                texte.push_str(&format!("\"{age}\";\"01001\";\"COM\";\"POP\";\"{sexe}\";\"A\";2023;{n}\n"));
            }
        }
        texte.push_str(&format!("\"_T\";\"01001\";\"COM\";\"POP\";\"_T\";\"A\";2023;{total}\n\"Y0T4\";\"01001\";\"COM\";\"POP\";\"_T\";\"A\";2023;900\n"));
        texte.push_str("\"Y3\";\"01\";\"DEP\";\"POP\";\"_T\";\"A\";2023;900\n\"Y3\";\"01002\";\"COM\";\"POP\";\"_T\";\"K\";2023;900\n");
        let d = lus("ages.csv", &texte);
        let bande = |id: &str| lue(&d, id, Some(2023), "01001").connue();
        let somme = |de: usize, a: usize| Some(f64::from(ans[de..=a].iter().sum::<u32>()));
        for (id, de, a) in [
            ("age_0_2", 0, 2), ("age_0_14", 0, 14), ("age_16_plus", 16, 100), ("age_50_74", 50, 74),
            ("age_65_plus", 65, 100), ("age_70_plus", 70, 100), ("age_80_plus", 80, 100), ("age_85_plus", 85, 100),
        ] {
            prop_assert_eq!(bande(id), somme(de, a), "{}", id);
        }
        let quinze = ["age_0_14", "age_15_29", "age_30_44", "age_45_59", "age_60_74", "age_75_89", "age_90_plus"];
        let bandes: f64 = quinze.iter().filter_map(|id| bande(id)).sum();
        prop_assert_eq!(Some(bandes), bande("age_population"));
        let femmes: u32 = ans[50..=74].iter().map(|n| n / 3).sum();
        prop_assert_eq!(bande("femmes_50_74"), Some(f64::from(femmes)));
        prop_assert_eq!(lue(&d, "age_0_14", Some(2023), "01002"), Absente);
    }
}

#[test]
fn the_cubes_of_the_census_are_read_by_name() {
    let logement = melodi(
        "OCS;L_STAY;TDW;CARS;RP_MEASURE;CARPARK;NOR;TSH;BUILD_END;NRG_SRC;FREQ",
        &[
            "_T;_T;_T;_T;DWELLINGS;_T;_T;_T;_T;_T;A;A;2023;900",
            "DW_MAIN;_T;_T;_T;DWELLINGS;_T;_T;_T;_T;_T;A;A;2023;600",
            "DW_MAIN;_T;_T;C_GE1;DWELLINGS;_T;_T;_T;_T;_T;A;A;2023;500",
            "DW_MAIN;_T;_T;_T;DWELLINGS;_T;_T;221;_T;_T;A;A;2023;70",
            "DW_MAIN;_T;_T;_T;DWELLINGS;_T;R1;221;_T;_T;A;A;2023;5",
        ],
    );
    let d = lus("logement.csv", &logement);
    for (v, x) in [
        ("logements", 900.0),
        ("residences_principales", 600.0),
        ("rp_voiture", 500.0),
        ("rp_hlm", 70.0),
    ] {
        assert_eq!(lue(&d, v, Some(2023), "01001"), Connue(x), "{v}");
    }
    for (nom, colonnes, ligne, variable, attendue) in [
        (
            "diplomes",
            "AGE;SEX;EDUC;RP_MEASURE",
            "Y_GE15;_T;700_RP;POP;A;2023;80",
            "diplome_sup5",
            80.0,
        ),
        (
            "pcs",
            "AGE;SEX;PCS;RP_MEASURE",
            "Y_GE15;_T;6;POP;A;2023;90",
            "csp_ouvriers",
            90.0,
        ),
        (
            "menages",
            "TPH;PCS;PREFPH;RP_MEASURE",
            "_T;_T;_T;DWELLINGS;A;2023;400",
            "menages",
            400.0,
        ),
        (
            "emploi",
            "EMPSTA_ENQ;AGE;SEX;RP_MEASURE",
            "2;Y_GE15;_T;POP;A;2023;40",
            "chomeurs_15_plus",
            40.0,
        ),
        (
            "serie",
            "RP_MEASURE;OCS",
            "DWELLINGS;DW_VAC;A;2023;33",
            "logements_vacants",
            33.0,
        ),
        (
            "etat_civil",
            "EC_MEASURE;FREQ",
            "LVB;A;A;2023;9",
            "naissances",
            9.0,
        ),
    ] {
        let d = lus(&format!("{nom}.csv"), &melodi(colonnes, &[ligne]));
        assert_eq!(
            lue(&d, variable, Some(2023), "01001"),
            Connue(attendue),
            "{nom}"
        );
    }
}

/// A column that the descriptor does not know may part a total in rows: they are not added, nor is one of them taken.
#[test]
fn a_detail_that_nothing_tells_apart_makes_the_figure_unknown() {
    let lignes = [
        "SEV_OVER_OCC;R1;DWELLINGS;A;2023;4",
        "SEV_OVER_OCC;R2;DWELLINGS;A;2023;6",
        "_T;_T;DWELLINGS;A;2023;90",
    ];
    let d = charge(&[(
        "occ.csv",
        melodi("OCC_IND;AUTRE;RP_MEASURE", &lignes).as_bytes(),
    )])
    .unwrap();
    let lu = |v: &str| {
        d.colonne(v, Some(2023))
            .map(|c| c.valeur(d.referentiel.par_code(code("01001")).unwrap()))
    };
    assert_eq!(lu("rp_occupation_connue"), Some(Connue(90.0)));
    assert!(matches!(
        lu("rp_suroccupation_accentuee"),
        None | Some(Rejetee)
    ));
}

#[test]
fn the_indices_of_deprivation_are_read_under_each_of_their_names() {
    let odisse = "Code commune,Nombre d’habitants de la commune,Indice de défavorisation en quintiles,Quintile sans pondération sur le nombre d’habitants de la commune,Quintile avec pondération sur le nombre d’habitants de la commune,Département\n\
        01001,400.0,-0.5,1.0,2.0,Ain\n01002,300.0,0.7,5.0,4.0,Ain\n";
    let fedi = "Commune Code,Commune,EDI,Quintile natonal,Millésime EDI\n01001,A,-3.6,entre 1 à 20%,2021\n01002,B,5.2,entre 81 et 100%,2021\n";
    let d = charge(&[
        ("fdep 2020.csv", odisse.as_bytes()),
        ("fedi.csv", fedi.as_bytes()),
    ])
    .unwrap();
    let rang = |c: &str| d.referentiel.par_code(code(c)).unwrap();
    assert_eq!(lue(&d, "fdep", Some(2020), "01001"), Connue(-0.5));
    assert_eq!(
        d.classe("fdep_quintile").unwrap().code(rang("01001")),
        Some("2")
    );
    assert_eq!(lue(&d, "fedi", Some(2021), "01002"), Connue(5.2));
    assert_eq!(
        d.classe("fedi_quintile").unwrap().code(rang("01001")),
        Some("1")
    );
    for (an, entete) in [
        (2009, "FDEP09;quintile_com;quintile_pop"),
        (2013, "FDEP13;QUINTILE_COM;quintile_pop"),
        (2015, "fdep15;autre;Q5"),
        (2020, "FDEP20;FDEP20_quint;FDEP20_quint_pop"),
    ] {
        let csv = format!("code_commune;{entete}\n01001;-1.5;3;4\n");
        let d = charge(&[("fdep.csv", csv.as_bytes())]).unwrap();
        assert_eq!(lue(&d, "fdep", Some(an), "01001"), Connue(-1.5), "{an}");
        assert_eq!(
            d.classe("fdep_quintile").unwrap().code(rang("01001")),
            Some("4"),
            "{an}"
        );
    }
}

#[test]
fn populations_come_from_the_workbook_of_all_levels_and_from_the_historical_one() {
    let mut w = rust_xlsxwriter::Workbook::new();
    let f = w.add_worksheet().set_name("Communes").unwrap();
    for (i, titre) in [
        "Populations légales des communes",
        "Date de référence statistique : 1er janvier 2019",
    ]
    .iter()
    .enumerate()
    {
        f.write(i as u32, 0, *titre).unwrap();
    }
    let entete = [
        "Code région",
        "Nom de la région",
        "Code département",
        "Code arrondissement",
        "Code canton",
        "Code commune",
        "Nom de la commune",
        "Population municipale",
        "Population comptée à part",
        "Population totale",
    ];
    let lignes = [
        ["84", "x", "01", "1", "08", "001", "A", "790", "15", "805"],
        ["84", "x", "01", "1", "08", "002", "B", "240", "3", "243"],
    ];
    for (r, ligne) in std::iter::once(&entete).chain(&lignes).enumerate() {
        for (c, cellule) in ligne.iter().enumerate() {
            match cellule.parse::<f64>() {
                Ok(x) if r > 0 && c > 6 => f.write(7 + r as u32, c as u16, x).unwrap(),
                _ => f.write(7 + r as u32, c as u16, *cellule).unwrap(),
            };
        }
    }
    let historique = "CODGEO;LIBGEO;PMUN2021;PMUN2015;PSDC1999\n01001;A;800;780;600\n";
    let d = charge(&[
        ("ensemble.xlsx", &w.save_to_buffer().unwrap()),
        ("base-pop.csv", historique.as_bytes()),
    ])
    .unwrap();
    assert_eq!(
        lue(&d, "population_totale", Some(2019), "01002"),
        Connue(243.0)
    );
    assert_eq!(
        lue(&d, "population_municipale", Some(2015), "01001"),
        Connue(780.0)
    );
    assert_eq!(
        lue(&d, "population_recensement", Some(1999), "01001"),
        Connue(600.0)
    );
}

#[test]
fn the_apl_of_2017_has_four_professions_side_by_side() {
    let csv = "Code commune;Libellé de la commune;APL aux médecins généralistes;Population standardisée par la consommation de soins chez un médecin généraliste;APL aux infirmiers;Population standardisée par la consommation de soins infirmiers;APL aux masseurs-kinésithérapeutes;Population standardisée par la consommation de soins de masso-kinésithérapie;APL aux sages-femmes;Population standardisée par la consommation de soins chez une sage-femme\n\
        01001;A;3,5;780;95,1;800;60;790;12;380\n";
    let d = charge(&[("apl_2017.csv", csv.as_bytes())]).unwrap();
    for (v, x) in [
        ("apl_mg", 3.5),
        ("apl_infirmiers", 95.1),
        ("apl_kines_pop_std", 790.0),
        ("apl_sages_femmes_pop_std", 380.0),
    ] {
        assert_eq!(lue(&d, v, Some(2017), "01001"), Connue(x), "{v}");
    }
}

/// A figure that cannot be read makes the bands of its age unknown, and no other.
#[test]
fn a_damaged_age_spoils_its_bands_alone() {
    let ligne =
        |age: &str, n: &str| format!("\"{age}\";\"01001\";\"COM\";\"POP\";\"_T\";\"A\";2023;{n}\n");
    let entete = "AGE;GEO;GEO_OBJECT;RP_MEASURE;SEX;OBS_STATUS;TIME_PERIOD;OBS_VALUE\n";
    let texte = format!(
        "{entete}{}{}{}",
        ligne("Y5", "12.5"),
        ligne("Y6", "4x"),
        ligne("Y52", "7")
    );
    let d = charge(&[("ages.csv", texte.as_bytes())]).unwrap();
    assert_eq!(d.rejets.len(), 1, "{:?}", d.rejets);
    assert_eq!(lue(&d, "age_50_74", Some(2023), "01001"), Connue(7.0));
    let jeunes = d.colonne("age_0_14", Some(2023));
    assert!(jeunes.is_none_or(|c| c.valeurs.iter().all(|v| v.connue().is_none())));
}
