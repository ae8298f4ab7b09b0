//! JSON lists in the clothes that tools give them.

use super::*;
use proptest::prelude::*;

fn premieres(contenu: &str) -> Vec<String> {
    assert!(est_json(contenu), "{contenu}");
    let grille = grille("x", contenu).unwrap();
    grille
        .lignes
        .iter()
        .map(|l| l.cellules[0].clone())
        .collect()
}

#[test]
fn lists_of_codes_and_of_objects() {
    assert_eq!(premieres("[\"48095\", 48080]"), ["48095", "48080"]);
    let attendu = ["code", "48095", "48080"];
    for contenu in [
        r#"[{"code":"48095","nom":"Mende"},{"code":"48080","nom":"Langogne"}]"#,
        "[\n {\"code\":\"48095\"},\n {\"code\":\"48080\"}\n]",
        r#"{"epci":"x","communes":[{"code":"48095"},{"code":"48080"}]}"#,
        "{\"code\":\"48095\"}\n{\"code\":\"48080\"}\n",
        r#"[{"nom":"CC","membres":[{"code":"48095"},{"code":"48080"}]}]"#,
        r#"{"48095":"Mende","48080":"Langogne"}"#,
    ] {
        let mut lues = premieres(contenu);
        lues[1..].sort_by(|a, b| b.cmp(a));
        assert_eq!(lues, attendu, "{contenu}");
    }
    assert_eq!(premieres(r#"{"communes":["48095"]}"#), ["48095"]);
}

#[test]
fn lines_are_those_of_the_file_and_broken_json_is_told() {
    let lue = grille("x", "[\n {\"code\":\"48095\"},\n {\"code\":\"48080\"}\n]").unwrap();
    assert_eq!(lue.lignes[2].numero, 3);
    assert!(!est_json("[{\"code\":\"48095\"},"));
    assert!(
        grille("x", "[\"48095\",\n{\"code\":\"48080\"}]")
            .unwrap_err()
            .probleme
            .contains("mélange")
    );
}

#[test]
fn postal_codes_of_a_commune_are_not_the_list() {
    let lue = grille("x", r#"[{"nom":"Mende","code":"48095","codesPostaux":["48000"],"departement":{"code":"48","nom":"Lozère"}}]"#).unwrap();
    let entete = &lue.lignes[0].cellules;
    assert!(
        entete.contains(&"codesPostaux".to_owned())
            && entete.contains(&"departement code".to_owned())
    );
}

proptest! {
    #[test]
    fn never_fails_on_any_text(contenu in "[\\[{]\\PC*") {
        if est_json(&contenu) {
            let _ = grille("x", &contenu);
        }
    }
}

#[test]
fn lists_inside_a_list_are_rows() {
    for contenu in [
        "[[\"48095\", \"Mende\"], [\"48080\", \"Langogne\"]]",
        "[[\"48095\", null], [\"48080\", 3]]",
        "{\"communes\": [[\"48095\", \"Mende\"], [\"48080\", \"Langogne\"]]}",
    ] {
        let lue = grille("x", contenu).unwrap();
        let premieres: Vec<&str> = lue.lignes.iter().map(|l| l.cellule(0)).collect();
        assert_eq!(premieres, ["48095", "48080"], "{contenu}");
    }
}
