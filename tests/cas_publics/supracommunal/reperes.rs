//! Cantons told beside, and ages of the cube of the census as published comparators.

use super::*;

#[test]
fn a_canton_is_told_beside_with_its_level_and_never_in_the_place_of_the_communes() {
    let fichiers = [
        ("donnees/a_filosofi.csv", COMMUNES),
        (
            "donnees/cantons.csv",
            "Insee - Statistiques locales\nRéférentiel géographique : France par canton-ou-ville 2025\n\
             Code;Libellé;Taux de pauvreté 2021;Médiane du niveau de vie 2021\n9601;Canton-Fictif;13,1;20100\n9602;Ailleurs;1;2\n",
        ),
        (
            "donnees/appartenance-2025.csv",
            "CODGEO;LIBGEO;CV;LIB_CV;AAV2020;BV2022\n96001;A;9601;Canton-Fictif;000;96001\n96002;B;9601;Canton-Fictif;000;96001\n\
             96003;C;9601;Canton-Fictif;000;96001\n",
        ),
    ];
    let (avec, sans) = (rapport(&fichiers), rapport(&fichiers[..1]));
    for (id, attendu) in [("taux_pauvrete", 13.1), ("revenu_median", 20_100.0)] {
        let i = indicateur(&avec, id);
        let canton = comparateur(i, "canton");
        assert_eq!(canton["valeur"], attendu);
        assert_eq!(
            (&canton["code"], &canton["nom"]),
            (&Value::from("9601"), &Value::from("Canton-Fictif"))
        );
        assert_eq!(i["valeur"], indicateur(&sans, id)["valeur"]);
        let cantons = i["comparateurs"].as_array().unwrap().iter();
        assert_eq!(cantons.filter(|c| c["niveau"] == "canton").count(), 1);
    }
    let html = lance(&fichiers, &["diagnostic", "--format", "html"]);
    assert!(html.reussie().stdout.contains("Canton-Fictif, canton"));
}

#[test]
fn ages_of_the_cube_are_the_published_comparators_of_their_level() {
    let mut cube =
        String::from("GEO;GEO_OBJECT;AGE;SEX;RP_MEASURE;OBS_STATUS;TIME_PERIOD;OBS_VALUE\n");
    for (geo, objet, ages) in [
        ("96001", "COM", [1000, 300, 80, 20]),
        ("96002", "COM", [500, 100, 40, 10]),
        ("96", "DEP", [10_000, 4000, 900, 200]),
        ("96", "REG", [20_000, 9000, 2000, 600]),
        ("F", "FRANCE", [100_000, 50_000, 8000, 1000]),
    ] {
        for (age, n) in ["_T", "Y30", "Y80", "Y95"].iter().zip(ages) {
            cube.push_str(&format!("{geo};{objet};{age};_T;POP;A;2023;{n}\n"));
        }
    }
    let json = rapport(&[("donnees/ages.csv", &cube)]);
    let ages = indicateur(&json, "part_age_75_plus");
    assert_eq!(ages["valeur"], 10.0);
    for (niveau, attendu) in [("departement", 11.0), ("region", 13.0), ("france", 9.0)] {
        let c = comparateur(ages, niveau);
        assert_eq!(
            (c["valeur"].as_f64(), &c["publie"]["millesime"]),
            (Some(attendu), &Value::from("2023")),
            "{niveau}"
        );
    }
    assert_eq!(
        comparateur(ages, "france")["publie"]["champ"],
        "France hors Mayotte"
    );
}
