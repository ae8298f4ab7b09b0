//! The files of the user: mappings, obvious names, two files for one variable.

use super::*;
use crate::model::Valeur::{Absente, Connue, Masquee};

#[test]
fn a_mapping_wins_and_reads_hidden_marks_in_windows_1252() {
    let csv = b"INSEE_C;Pop;APL g\xe9n;Zone\n1001;1 234;<6;A\n01002;nd;2,5;B\n48095;-3;x;A\n";
    let d = dossier(&[("mes-donnees.csv", csv)]);
    let mut o = options();
    o.fichiers = vec![FichierProjet {
        nom: "mes-donnees.csv".into(),
        cle: "insee_c".into(),
        millesime: Some(2025),
        variables: BTreeMap::from([
            ("population_municipale".to_owned(), "Pop".into()),
            ("apl_mg".to_owned(), "APL gén".into()),
        ]),
        classes: BTreeMap::from([("ma_zone".to_owned(), "Zone".to_owned())]),
        manquants: vec!["nd".into()],
        masques: vec!["<6".into()],
        ..FichierProjet::default()
    }];
    let d = charger(d.path(), petit(), &o, &Progression::muette()).unwrap();
    assert_eq!(
        lue(&d, "population_municipale", Some(2025), "01001"),
        Connue(1234.0)
    );
    assert_eq!(lue(&d, "apl_mg", Some(2025), "01001"), Masquee);
    assert_eq!(
        d.colonne("apl_mg", Some(2025)).unwrap().bornes_masque,
        Some((1.0, 5.0))
    );
    assert_eq!(
        lue(&d, "population_municipale", Some(2025), "01002"),
        Absente
    );
    assert_eq!(classe(&d, "ma_zone", "48095"), Some("A"));
    let motifs: Vec<_> = d
        .rejets
        .iter()
        .map(|r| (r.colonne.as_deref().unwrap(), r.motif.as_str()))
        .collect();
    assert_eq!(
        motifs,
        [
            ("APL gén", "valeur non numérique"),
            ("Pop", "valeur négative")
        ]
    );
}

#[test]
fn the_users_own_file_with_obvious_names_is_read() {
    let csv = "Code INSEE;Nom;Population 2024;Médecins généralistes;APL;0-14 ans;75 ans et plus\n01001;A;810;2;3,1;150;s\n01002;B;205;0;;30;20\n";
    let geojson = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"2A004","population":71000,"nom":"A"},
        "geometry":{"type":"Polygon","coordinates":[[[8,41],[9,41],[9,42],[8,41]]]}}]}"#;
    let d = charge(&[("a.csv", csv.as_bytes()), ("b.geojson", geojson.as_bytes())]).unwrap();
    assert!(d.non_reconnus.is_empty(), "{:?}", d.non_reconnus);
    assert_eq!(
        lue(&d, "population_municipale", Some(2024), "01001"),
        Connue(810.0)
    );
    assert_eq!(lue(&d, "bpe_d265", None, "01001"), Connue(2.0));
    assert_eq!(lue(&d, "apl_mg", None, "01002"), Absente);
    assert_eq!(lue(&d, "age_75_plus", None, "01001"), Masquee);
    assert_eq!(
        lue(&d, "population_municipale", None, "2A004"),
        Connue(71_000.0)
    );
    assert_eq!(d.contours.len(), 1);
    assert_eq!(d.points.len(), 1);
}

#[test]
fn two_files_with_the_same_variable_keep_the_first_and_say_so() {
    let d = charge(&[
        ("b 2024.csv", b"code_insee;apl\n01001;1\n"),
        ("a 2024.csv", b"code_insee;apl\n01001;2\n"),
    ])
    .unwrap();
    assert_eq!(lue(&d, "apl_mg", Some(2024), "01001"), Connue(2.0));
    let c = d
        .constats
        .iter()
        .find(|c| c.id == "doublon_source")
        .unwrap();
    assert!(
        c.texte.contains("a 2024.csv") && c.texte.contains("apl_mg 2024"),
        "{}",
        c.texte
    );
    let ids: Vec<_> = d.sources.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["referentiel", "libre", "libre_2"]);
}

/// A code in two columns is worth the code in one, whatever the names and the titles above; a faulty row says its line.
#[test]
fn a_code_in_two_columns_is_the_code() {
    let un = charge(&[(
        "u.csv",
        b"code_insee;revenu_median\n48095;20000\n01001;19000\n97601;21000\n",
    )])
    .unwrap();
    for csv in [
        "Code d\u{e9}partement;Code commune;Nom;revenu_median\n48;095;Mende;20000\n1;1;x;19000\n976;601;x;21000\n48;ABC;x;7\n",
        "Titre\nREG;DEP;COM;revenu_median\n76;48;95;20000\n84;01;001;19000\n06;976;01;21000\n76;48;ABC;7\n",
    ] {
        let deux = charge(&[("u.csv", csv.as_bytes())]).unwrap();
        for code in ["48095", "01001", "97601"] {
            assert_eq!(
                lue(&deux, "revenu_median", None, code),
                lue(&un, "revenu_median", None, code),
                "{csv}"
            );
        }
        let rejets: Vec<(u64, &str)> = deux
            .rejets
            .iter()
            .map(|r| (r.ligne, r.valeur.as_str()))
            .collect();
        let derniere = csv.lines().count() as u64;
        assert_eq!(rejets, [(derniere, "48 ABC")], "{csv}");
    }
}
