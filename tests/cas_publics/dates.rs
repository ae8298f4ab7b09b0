//! Two files of different years that no year tells apart once read: the latest speaks, they are never added up.

use crate::outils::{constats, diagnostic, valeur};

const QP: &str = "code_qp;nom_qp;code_commune\nQP048001;A;48095\nQP048002;B;48095\n";
const QN: &str = "code_qp;lib_qp;insee_com\nQN04801M;A;48095\n";

#[test]
fn the_quartiers_of_two_geographies_are_not_added_up() {
    for noms in [["a.csv", "b.csv"], ["qpv-2024.csv", "qpv-2014.csv"]] {
        let r = diagnostic("commune:48095", &[(noms[0], QN), (noms[1], QP)]);
        assert_eq!(valeur(&r, "nombre_qpv"), Some(1.0), "{noms:?}");
        let dit = constats(&r, "doublon_source");
        assert!(
            dit.contains("2\u{a0}quartiers prioritaires") && noms.iter().all(|n| dit.contains(n)),
            "{dit}"
        );
    }
    let seule = diagnostic("commune:48095", &[("qpv-2014.csv", QP)]);
    assert_eq!(valeur(&seule, "nombre_qpv"), Some(2.0));
    // Another département, of the same région or not, keeps the geography of the only file that speaks of it.
    for ailleurs in ["QN06701M;A;67482", "QN03401M;A;34172"] {
        let r = diagnostic(
            "commune:48095",
            &[
                ("qpv-2024.csv", &QN.replace("QN04801M;A;48095", ailleurs)),
                ("qpv-2014.csv", QP),
            ],
        );
        assert_eq!(valeur(&r, "nombre_qpv"), Some(2.0), "{ailleurs}");
    }
}

#[test]
fn a_mistyped_code_silences_no_quartier() {
    let faute = format!("{QP}QN048003;C;48140\n");
    let r = diagnostic("commune:48095", &[("qpv-2014.csv", &faute)]);
    assert_eq!(valeur(&r, "nombre_qpv"), Some(2.0));
    let r = diagnostic("commune:48140", &[("qpv-2014.csv", &faute)]);
    assert_eq!(valeur(&r, "nombre_qpv"), Some(1.0));
}

#[test]
fn the_latest_list_of_cpts_and_the_latest_outlines_are_used() {
    let liste = |cpts: &str| format!("code_commune;cpts\n48095;{cpts}\n48140;{cpts}\n");
    let (ancienne, recente) = (liste("CPTS Avant"), liste("CPTS Depuis"));
    let r = diagnostic(
        "commune:48095",
        &[("cpts-2021.csv", &ancienne), ("cpts-2025.csv", &recente)],
    );
    let dit = r.to_string();
    assert!(dit.contains("CPTS Depuis") && !dit.contains("CPTS Avant"));
    let carre = |cote: f64| {
        let points = [
            [3.5, 44.5],
            [3.5 + cote, 44.5],
            [3.5 + cote, 44.5 + cote],
            [3.5, 44.5 + cote],
            [3.5, 44.5],
        ];
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"code":"48095","nom":"Mende"}},"geometry":{{"type":"Polygon","coordinates":[{points:?}]}}}}]}}"#
        )
    };
    let (avant, depuis) = (carre(0.01), carre(0.1));
    let r = diagnostic(
        "commune:48095",
        &[
            ("communes-2016.geojson", &avant),
            ("communes-2025.geojson", &depuis),
        ],
    );
    let surface = valeur(&r, "surface_km2").expect("surface");
    assert!(surface > 50.0, "{surface}");
}

#[test]
fn a_share_is_of_a_part_and_a_whole_of_the_same_year_when_there_is_one() {
    let chomeurs =
        "GEO;GEO_OBJECT;EMPSTA_ENQ;AGE;SEX;TIME_PERIOD;OBS_VALUE\n48095;COM;2;Y_GE15;_T;2023;900\n";
    let complet = "code_insee;pop_tot;pop_0_14;pop_15_29;pop_75p;pop_act_15p;pop_chom\n48095;12000;2000;2000;1000;5000;500\n";
    let r = diagnostic(
        "commune:48095",
        &[("emploi-2023.csv", chomeurs), ("rp2018.csv", complet)],
    );
    assert_eq!(valeur(&r, "taux_chomage_15_plus"), Some(10.0));
}
