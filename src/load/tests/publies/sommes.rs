//! Ages year by year of wider levels: added up as those of a commune, and unknown as soon as a row may be missing.

use super::*;

/// Single years of age, as the cube of the census gives them: a row by commune and by wider territory.
fn ages() -> String {
    let mut cube =
        String::from("AGE;GEO;GEO_OBJECT;RP_MEASURE;SEX;OBS_STATUS;TIME_PERIOD;OBS_VALUE\n");
    for (geo, objet, fois) in [
        ("01001", "COM", 1.0),
        ("01", "DEP", 10.0),
        ("2A", "DEP", 20.0),
        ("84", "REG", 30.0),
        ("200069193", "EPCI", 5.0),
        ("F", "FRANCE", 1000.0),
        ("0108", "CANOV", 7.0),
    ] {
        for (age, n) in [("_T", 6.0), ("Y3", 1.5), ("Y80", 2.5), ("Y_GE100", 2.0)] {
            cube.push_str(&format!(
                "\"{age}\";\"{geo}\";\"{objet}\";\"POP\";\"_T\";\"A\";2023;{}\n",
                n * fois
            ));
        }
    }
    cube
}

/// The same file read as a stream, then row by row.
fn deux_fois(cube: &str) -> [Dataset; 2] {
    let descripteur = include_str!("../../format/sources/ages_melodi.toml");
    let ligne_a_ligne = Descripteur::lire(&descripteur.replace("[flux]\n", ""), "d.toml").unwrap();
    assert!(ligne_a_ligne.flux.is_none());
    [vec![], vec![ligne_a_ligne]].map(|descripteurs| {
        let o = Options {
            descripteurs,
            ..options()
        };
        let d = dossier(&[("ages.csv", cube.as_bytes())]);
        charger(d.path(), avec_epci(), &o, &Progression::muette()).unwrap()
    })
}

#[test]
fn ages_of_wider_levels_are_added_up_as_those_of_a_commune() {
    for d in deux_fois(&ages()) {
        tout_est_lu(&d);
        publies(
            &d,
            &[
                (Departement, "01", "age_80_plus", 2023, Connue(45.0)),
                (Departement, "2A", "age_80_plus", 2023, Connue(90.0)),
                (Region, "84", "age_80_plus", 2023, Connue(135.0)),
                (Epci, "200069193", "age_0_14", 2023, Connue(7.5)),
                (France, "F", "age_population", 2023, Connue(6000.0)),
                (France, "F", "age_0_2", 2023, Absente),
            ],
        );
        assert_eq!(lue(&d, "age_80_plus", Some(2023), "01001"), Connue(4.5));
    }
}

#[test]
fn a_row_that_cannot_be_used_never_lowers_a_published_sum() {
    // What is damaged, then what is known of 80 years and more, and of all ages, in 01 and in 2A.
    for (bon, abime, attendues) in [
        (
            "\"Y80\";\"01\";\"DEP\";\"POP\";\"_T\";\"A\";2023;25",
            "\"Y80\";\"01\";\"DEP\";\"POP\";\"_T\";\"A\";2023;2x5",
            [Rejetee, Connue(60.0), Connue(90.0)],
        ),
        (
            "\"Y80\";\"01\"",
            "\"#N/A\";\"01\"",
            [Rejetee, Rejetee, Connue(90.0)],
        ),
        (
            "\"Y80\";\"01\"",
            "\"Y80\";\"0l\"",
            [Rejetee, Rejetee, Connue(90.0)],
        ),
        (
            "\"Y80\";\"01\";\"DEP\"",
            "\"Y80\";\"01\";\"#REF!\"",
            [Rejetee, Rejetee, Connue(90.0)],
        ),
        (
            "\"Y80\";\"01\";\"DEP\";\"POP\"",
            "\"Y80\";\"01\";\"DEP\";\"?\"",
            [Rejetee, Rejetee, Connue(90.0)],
        ),
        (
            "\"Y80\";\"01\";\"DEP\"",
            "\"Y80\";\"01\";\"DEP\";1",
            [Rejetee, Rejetee, Connue(90.0)],
        ),
        (
            "\"Y80\";\"01\";\"DEP\"",
            "\"Y80\";x;\"01\";\"DEP\"",
            [Rejetee, Rejetee, Rejetee],
        ),
        (
            "2023;25\n",
            "2023;\n",
            [Absente, Connue(60.0), Connue(90.0)],
        ),
    ] {
        for (mode, d) in deux_fois(&ages().replacen(bon, abime, 1))
            .iter()
            .enumerate()
        {
            let lu = |dep: &str, v: &str| {
                let serie = d.publies.serie(&(Departement, dep.to_owned()), v);
                serie
                    .and_then(|s| s.get(&Some(2023)))
                    .map_or(Absente, |c| c.valeur)
            };
            let lues = [
                lu("01", "age_80_plus"),
                lu("01", "age_population"),
                lu("2A", "age_80_plus"),
            ];
            assert_eq!(lues, attendues, "{mode} {abime}");
        }
    }
}
