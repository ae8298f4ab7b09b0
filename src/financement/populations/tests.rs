//! Tests of `populations`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::model::{Autres, CodeCommune, Genre, Membre, Referentiel, Unite, Valeur};

fn unite(code: &str, genre: Genre, parent: Option<u32>, population: u32) -> Unite {
    Unite {
        code: CodeCommune::parse(code).unwrap(),
        nom: format!("C{code}"),
        genre,
        parent: parent.map(UniteId),
        departement: 0,
        epci: None,
        population: Some(population),
    }
}

/// A village, a city, its two arrondissements.
fn jeu(valeurs: [Valeur; 4]) -> Dataset {
    let mut referentiel = Referentiel::default();
    referentiel.nom = "COG d'essai".into();
    referentiel.millesime_population = 2023;
    referentiel.unites = vec![
        unite("13001", Genre::Commune, None, 1_000),
        unite("13055", Genre::Commune, None, 50_000),
        unite("13201", Genre::Arrondissement, Some(1), 20_000),
        unite("13202", Genre::Arrondissement, Some(1), 30_000),
    ];
    referentiel.indexer();
    let colonne = Colonne {
        variable: "population_municipale".into(),
        millesime: Some(2017),
        source: SourceId(1),
        valeurs: valeurs.to_vec().into(),
        bornes_masque: None,
        autres: Autres::default(),
    };
    Dataset {
        referentiel: Arc::new(referentiel),
        colonnes: BTreeMap::from([(
            "population_municipale".to_owned(),
            BTreeMap::from([(Some(2017), colonne)]),
        )]),
        ..Dataset::default()
    }
}

fn perimetre(membres: &[(u32, f64)]) -> Perimetre {
    Perimetre {
        nom: "P".into(),
        expression: "P".into(),
        genre: crate::model::GenrePerimetre::default(),
        membres: membres
            .iter()
            .map(|&(id, part)| Membre {
                unite: UniteId(id),
                part,
            })
            .collect(),
        constats: Vec::new(),
        cpts: None,
    }
}

#[test]
fn parts_count_for_their_share_in_every_vintage() {
    use Valeur::{Absente, Connue};
    let jeu = jeu([Connue(900.0), Absente, Connue(18_000.0), Connue(29_000.0)]);
    let lues = populations(&jeu, &perimetre(&[(0, 0.5), (1, 1.0)]));
    let vus: Vec<_> = lues
        .populations
        .iter()
        .map(|p| (p.millesime, p.valeur))
        .collect();
    assert_eq!(vus, [(Some(2023), 50_500.0), (Some(2017), 47_450.0)]);
    assert!(lues.notes.is_empty());
}

#[test]
fn a_vintage_with_a_hole_is_left_out_and_said() {
    use Valeur::{Absente, Connue, Masquee};
    let jeu = jeu([Masquee, Absente, Connue(18_000.0), Connue(29_000.0)]);
    let lues = populations(&jeu, &perimetre(&[(0, 1.0), (2, 1.0)]));
    assert_eq!(lues.populations.len(), 1);
    assert!(lues.notes[0].contains("2017") && lues.notes[0].contains("1\u{a0}commune du"));
}

#[test]
fn the_kind_asked_for_comes_first() {
    let p = |genre: &str| PopulationRetenue {
        genre: genre.into(),
        ..PopulationRetenue::municipale(1.0, None)
    };
    let mut lues = PopulationsLues {
        populations: vec![p("municipale"), p("municipale"), p("totale")],
        ..PopulationsLues::default()
    };
    assert!(lues.retenir("totale"));
    assert_eq!(lues.populations[0].genre, "totale");
    assert_eq!(lues.populations[1].genre, "municipale");
    assert!(!lues.retenir("utilisateur"));
}
