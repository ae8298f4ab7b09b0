//! Tests of `calcul`.

use super::*;
use crate::indicateurs::essai::{Essai, proche};
use crate::model::Valeur::Connue;

fn complet() -> Essai {
    let mut essai = Essai::avec_ville();
    essai.colonne(
        "bpe_d265",
        Some(2024),
        &[
            ("96001", Connue(20.0)),
            ("96002", Connue(0.0)),
            ("96003", Connue(1.0)),
            ("96101", Connue(9.0)),
            ("96102", Connue(3.0)),
        ],
    );
    essai
}

fn trouve<'i>(indicateurs: &'i [Indicateur], id: &str) -> &'i Indicateur {
    indicateurs.iter().find(|i| i.id == id).unwrap()
}

#[test]
fn each_figure_stands_beside_its_comparators_computed_by_the_same_rule() {
    let essai = complet();
    let catalogue = Catalogue::embarque().unwrap();
    let perimetre = essai.perimetre(&[("96001", 1.0), ("96003", 1.0)]);
    let indicateurs = calculer(&essai.dataset, &perimetre, &catalogue);
    let mg = trouve(&indicateurs, "densite_mg");
    proche(mg.valeur, 21.0 / 1200.0 * 10_000.0);
    let noms: Vec<_> = mg.comparateurs.iter().map(|c| c.nom.as_str()).collect();
    assert_eq!(
        noms,
        [
            "Département 0",
            "Département 1",
            "Région fictive",
            "Ensemble du territoire fictif"
        ]
    );
    // The city counts once, through its arrondissements: 32 for 11 500, 33 for 11 700.
    proche(mg.comparateurs[0].valeur, 32.0 / 11_500.0 * 10_000.0);
    proche(mg.comparateurs[3].valeur, 33.0 / 11_700.0 * 10_000.0);
    assert_eq!(mg.millesime.as_deref(), Some("2023 et 2024"));
    assert_eq!(mg.sources, ["fichier", "referentiel"]);
    proche(
        trouve(&indicateurs, "population_municipale").comparateurs[3].valeur,
        11_700.0,
    );
}

#[test]
fn comparators_come_by_population_inside_not_by_code() {
    let essai = complet();
    let catalogue = Catalogue::embarque().unwrap();
    let codes = |membres: &[(&str, f64)]| {
        let i = calculer(&essai.dataset, &essai.perimetre(membres), &catalogue);
        let comparateurs = trouve(&i, "densite_mg").comparateurs.iter();
        comparateurs
            .map(|c| c.nom.clone())
            .take(2)
            .collect::<Vec<_>>()
    };
    // 1 000 inhabitants of the first département, 200 of the second; then 100 against 200.
    assert_eq!(
        codes(&[("96001", 1.0), ("96003", 1.0)]),
        ["Département 0", "Département 1"]
    );
    assert_eq!(
        codes(&[("96001", 0.1), ("96003", 1.0)]),
        ["Département 1", "Département 0"]
    );
}

#[test]
fn what_no_file_gives_is_absent_or_left_out_when_optional() {
    let essai = complet();
    let catalogue = Catalogue::embarque().unwrap();
    let perimetre = essai.perimetre(&[("96001", 1.0)]);
    let indicateurs = calculer(&essai.dataset, &perimetre, &catalogue);
    let apl = trouve(&indicateurs, "apl_mg");
    assert_eq!((apl.valeur, apl.statut), (None, Statut::Absent));
    assert!(apl.motif.is_some() && apl.sources.is_empty());
    assert!(!indicateurs.iter().any(|i| i.id == "apl_mg_62"));
}

#[test]
fn a_calculator_used_twice_gives_the_same_as_two() {
    let essai = complet();
    let catalogue = Catalogue::embarque().unwrap();
    let calculateur = Calculateur::new(&essai.dataset, &catalogue);
    for membres in [[("96001", 1.0)], [("96100", 0.3)]] {
        let p = essai.perimetre(&membres);
        assert_eq!(
            calculateur.calculer(&p),
            calculer(&essai.dataset, &p, &catalogue)
        );
    }
}

#[test]
fn the_older_population_of_mayotte_is_said_where_it_is_used() {
    let mut essai = complet();
    let r = std::sync::Arc::make_mut(&mut essai.dataset.referentiel);
    r.departements[1].nom = "Mayotte".to_owned();
    r.autres_millesimes.insert(1, 2017);
    let catalogue = Catalogue::embarque().unwrap();
    let date = |commune| {
        let p = essai.perimetre(&[(commune, 1.0)]);
        let indicateurs = calculer(&essai.dataset, &p, &catalogue);
        let ids = ["population_municipale", "densite_mg", "effectif_mg"];
        ids.map(|id| trouve(&indicateurs, id).millesime.clone().unwrap())
    };
    assert_eq!(
        date("96003"),
        [
            "2023 (Mayotte\u{a0}: 2017)",
            "2023 et 2024 (Mayotte\u{a0}: 2017)",
            "2024"
        ]
    );
    assert_eq!(date("96001"), ["2023", "2023 et 2024", "2024"]);
}
