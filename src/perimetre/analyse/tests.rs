//! Expressions, right and faulty.

use super::*;
use crate::perimetre::expression::Zonage;
use proptest::prelude::*;

fn message(texte: &str) -> String {
    analyser(texte).unwrap_err().to_string()
}

#[test]
fn reads_every_kind_of_term() {
    let e = analyser("epci:200069193 + commune:48080,34154@0.6 - commune:48010").unwrap();
    assert_eq!(e.termes.len(), 3);
    assert_eq!(
        e.termes[0].operande,
        Operande::Epci(vec!["200069193".into()])
    );
    let Operande::Communes(communes) = &e.termes[1].operande else {
        panic!()
    };
    assert_eq!(communes[1].part, Some(0.6));
    assert_eq!(e.termes[2].signe, Signe::Moins);
    for (texte, attendu) in [
        ("dep:48", Operande::Departement(vec!["48".into()])),
        (
            "Région : 93,94",
            Operande::Region(vec!["93".into(), "94".into()]),
        ),
        (
            "bv:48095",
            Operande::Zonage(Zonage::Bassin, vec!["48095".into()]),
        ),
        (
            "fichier:\"ma liste.csv\"",
            Operande::Fichier("ma liste.csv".into()),
        ),
    ] {
        assert_eq!(
            analyser(texte).unwrap().termes[0].operande,
            attendu,
            "{texte}"
        );
    }
}

#[test]
fn a_name_may_lose_its_quotes_and_hold_hyphens_and_apostrophes() {
    let nom = "CPTS Cerebellum - Pays de Sorgues et Lubéron";
    for texte in [
        format!("cpts:\"{nom}\" + commune:04001"),
        format!("cpts:{nom} + commune:04001"),
        format!("cpts: « {nom} »+commune:04001"),
    ] {
        let e = analyser(&texte).unwrap();
        assert_eq!(
            e.termes[0].operande,
            Operande::Cpts(nom.to_owned()),
            "{texte}"
        );
        assert_eq!(e.termes.len(), 2);
    }
    let e = analyser("cpts:CPTS Activ'Santé").unwrap();
    assert_eq!(
        e.termes[0].operande,
        Operande::Cpts("CPTS Activ'Santé".into())
    );
}

#[test]
fn says_what_is_wrong_and_what_to_write() {
    assert!(message("48095").contains("écrivez commune:48095"));
    assert!(message("dep:48 +").contains("il manque un terme"));
    assert!(message("comune:48095").contains("« commune: »"));
    assert!(message("dep:48 + comune:48095").contains("« commune: »"));
    assert!(message("- dep:48").contains("soustraction"));
    assert!(message("cpts:\"Verdon").contains("jamais fermé"));
    assert!(message("dep:").contains("rien après « dep: »"));
    assert!(message("commune:34154@1.5").contains("hors de ]0"));
    assert!(message("commune:34154@0").contains("hors de ]0"));
    assert!(message("commune:34154@nan").contains("part illisible"));
    assert!(matches!(analyser("  "), Err(ErreurPerimetre::Vide(_))));
}

#[test]
fn a_windows_path_is_not_an_expression() {
    assert!(ressemble_a_une_expression("dep:48") && ressemble_a_une_expression("région : 93"));
    assert!(!ressemble_a_une_expression("C:\\liste.csv"));
    assert!(!ressemble_a_une_expression("liste.csv"));
}

proptest! {
    #[test]
    fn never_fails_on_any_text(texte in "\\PC*") {
        let _ = analyser(&texte);
        let _ = ressemble_a_une_expression(&texte);
    }

    #[test]
    fn never_fails_on_texts_that_look_right(texte in "((commune|dep|cpts|bv|x)[:@+\\-\", 0-9a-zé']{0,12}){0,6}") {
        let _ = analyser(&texte);
    }
}
