//! Codes as people write them in a cell.

use super::*;
use proptest::prelude::*;

fn codes(cellule: &str) -> Vec<(String, Option<String>)> {
    match lire_cellule(cellule) {
        Contenu::Codes(codes) => {
            let lus = codes.into_iter().map(|c| (c.code.to_string(), c.nom));
            lus.collect()
        }
        autre => panic!("{cellule} : {autre:?}"),
    }
}

#[test]
fn one_code_however_it_is_dressed() {
    for cellule in [
        "63102",
        " 63102\u{a0}",
        "'63102",
        "=\"63102\"",
        "63102.0",
        "« 63102 »",
        "63 102",
        "- 63102",
        "COM-63102",
        "2026-COM-63102",
        "insee:63102",
        "COM63102",
        "INSEE 63102",
        "(63102)",
        "63102,",
    ] {
        assert_eq!(codes(cellule), [("63102".to_owned(), None)], "{cellule}");
    }
    for cellule in [
        "Châteldon (63102)",
        "63102 Châteldon",
        "63102 - Châteldon",
        "Châteldon, 63102",
        "Châteldon [COM-63102]",
    ] {
        assert_eq!(
            codes(cellule),
            [("63102".to_owned(), Some("Châteldon".to_owned()))],
            "{cellule}"
        );
    }
    assert_eq!(codes("1001")[0].0, "01001");
    assert_eq!(codes("973353")[0].0, "97353");
    assert_eq!(codes("2a004")[0].0, "2A004");
    assert_eq!(
        codes("63102 Saint-Chély-d'Apcher")[0].1.as_deref(),
        Some("Saint-Chély-d'Apcher")
    );
}

#[test]
fn several_codes_and_their_names() {
    for cellule in [
        "63102, 63430",
        "63102 63430",
        "63102;63430",
        "63102/63430",
        "63102\n63430",
    ] {
        let lus = codes(cellule);
        assert_eq!((lus.len(), lus[1].0.as_str()), (2, "63430"), "{cellule}");
    }
    for cellule in [
        "Châteldon (63102), Thiers (63430)",
        "63102 Châteldon 63430 Thiers",
        "63102, Châteldon, 63430, Thiers",
        "Châteldon 63102 Thiers 63430",
    ] {
        let noms: Vec<_> = codes(cellule).into_iter().map(|c| c.1.unwrap()).collect();
        assert_eq!(noms, ["Châteldon", "Thiers"], "{cellule}");
    }
    assert_eq!(codes("1001 1004 01005").len(), 3);
}

#[test]
fn what_only_looks_like_a_code_is_told_apart() {
    for cellule in [
        "631O2",
        "631O2 Châteldon",
        "631025",
        "2O A04",
        "48O95",
        "6310Q",
        "63102 à 63110",
        "63102-63110",
        "48095 48080 4814O",
    ] {
        assert!(
            matches!(lire_cellule(cellule), Contenu::Douteux(_)),
            "{cellule}"
        );
    }
    for cellule in [
        "Mende",
        "Marseille 14e Arrondissement",
        "12464 hab.",
        "Châteldon (63)",
        "200069193",
        "01/01/2026",
        "P21_POP",
        "codgeo2025",
        "101",
        "Total",
    ] {
        let lue = lire_cellule(cellule);
        assert_eq!(lue, Contenu::Mots, "{cellule}");
    }
    assert_eq!(lire_cellule(" \u{a0}\u{200b}"), Contenu::Vide);
}

proptest! {
    #[test]
    fn never_fails_on_any_text(texte in "(?s).*") {
        let _ = lire_cellule(&texte);
    }

    /// Every code written in a cell is read, or the cell is told as doubtful.
    #[test]
    fn no_code_of_a_cell_is_lost(codes in prop::collection::vec(10_000_u32..95_999, 1..6), sep in prop::sample::select(vec![", ", ";", " ", " / ", "|", " et ", "\n"])) {
        let ecrits: Vec<String> = codes.iter().map(u32::to_string).collect();
        match lire_cellule(&ecrits.join(sep)) {
            Contenu::Codes(lus) => {
                let lus: Vec<String> = lus.iter().map(|c| c.code.to_string()).collect();
                prop_assert_eq!(lus, ecrits);
            }
            autre => prop_assert!(false, "{:?}", autre),
        }
    }
}
