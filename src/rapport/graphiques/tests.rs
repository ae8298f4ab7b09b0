//! Tests of `graphiques`.

use super::*;
use crate::model::Niveau;
use crate::rapport::comparables::essais::population;

fn densite(id: &str, millesime: &str) -> Indicateur {
    let ailleurs = [(Niveau::Region, "76", 5.0), (Niveau::France, "France", 4.0)];
    Indicateur {
        id: id.to_owned(),
        millesime: Some(millesime.to_owned()),
        ..population(3.0, &ailleurs)
    }
}

fn dessin(indicateurs: &[Indicateur]) -> Graphique {
    let plan = GraphiquePlan {
        id: "g".to_owned(),
        section: crate::model::SectionId::S7,
        titre: "Densités".to_owned(),
        unite: "pour 10 000".to_owned(),
        decimales: 1,
        categories: ["a", "b"]
            .map(|id| (id.to_uppercase(), id.to_owned()))
            .to_vec(),
        repli: Vec::new(),
    };
    graphiques(&[plan], indicateurs, "Essai").remove(0)
}

#[test]
fn a_chart_says_which_vintage_is_whose_and_which_count_is_small() {
    let mut b = densite("b", "2021");
    (b.valeur, b.petit_effectif) = (None, Some(2.0));
    let g = dessin(&[densite("a", "2024"), b]);
    assert!(
        g.note
            .contains("Millésimes différents\u{a0}: 2021 (B)\u{a0}; 2024 (A)."),
        "{}",
        g.note
    );
    assert!(
        g.note.contains("Petit effectif, pas de taux\u{a0}: B (2)."),
        "{}",
        g.note
    );
    let une = dessin(&[densite("a", "2024"), densite("b", "2024")]);
    assert!(
        une.note.starts_with("Millésime\u{a0}: 2024."),
        "{}",
        une.note
    );
}

#[test]
fn a_territory_without_any_published_value_is_no_bar() {
    let mut a = densite("a", "2024");
    let mut b = densite("b", "2024");
    for i in [&mut a, &mut b] {
        i.comparateurs[0].valeur = None;
    }
    let g = dessin(&[a, b]);
    let noms: Vec<&str> = g.series.iter().map(|s| s.nom.as_str()).collect();
    assert_eq!(noms, ["Essai", "France"]);
    assert!(
        g.note
            .contains("Sans valeur publiée, non dessinés\u{a0}: 76."),
        "{}",
        g.note
    );
}

#[test]
fn the_value_of_a_part_of_the_communes_is_marked_and_the_note_says_so() {
    let mut b = densite("b", "2024");
    b.comparateurs[1].statut = Statut::Partiel;
    let g = dessin(&[densite("a", "2024"), b]);
    let marques: Vec<_> = g.series.iter().map(|s| s.partielles.as_slice()).collect();
    assert_eq!(marques, [&[][..], &[], &[1]]);
    assert!(g.note.contains("une partie des communes"), "{}", g.note);
    let entiere = dessin(&[densite("a", "2024")]);
    assert!(!entiere.note.contains('*'), "{}", entiere.note);
}
