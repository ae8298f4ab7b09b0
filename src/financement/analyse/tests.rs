//! Tests of `analyse`.

use super::*;

fn jour(texte: &str) -> DateCivile {
    DateCivile::parse(texte).unwrap()
}

#[test]
fn each_population_has_its_tier_and_disagreement_is_said() {
    let b = Bareme::embarque().unwrap();
    let mut d = Demande::new(&b, PopulationRetenue::municipale(39_500.0, Some(2023)));
    d.populations
        .push(PopulationRetenue::municipale(39_000.0, Some(2017)));
    d.populations.push(PopulationRetenue {
        genre: "totale".into(),
        ..PopulationRetenue::municipale(40_200.0, Some(2023))
    });
    d.populations.push(PopulationRetenue::utilisateur(
        70_000.0,
        Some("saisonnière".into()),
    ));
    let a = analyser(&d).unwrap();
    let lues: Vec<Option<u8>> = a.tailles.iter().map(|t| t.taille).collect();
    assert_eq!(lues, [Some(1), Some(1), Some(2), Some(2)]);
    assert!(!a.tailles_concordantes);
    assert_eq!(a.tailles[0].marges[0].bascule, Some(500.0));
    let p = a.projection.unwrap();
    assert_eq!((p.annee_min, p.prolongements.len()), (Some(2028), 2));
    assert!(a.bascules.is_none() && a.calendrier.is_none() && a.variable.is_none());
}

#[test]
fn both_possible_tiers_are_shown_when_undetermined() {
    let b = Bareme::embarque().unwrap();
    let a = analyser(&Demande::new(
        &b,
        PopulationRetenue::municipale(80_000.0, None),
    ))
    .unwrap();
    let tailles: Vec<u8> = a.par_taille.iter().map(|t| t.taille).collect();
    assert_eq!(tailles, [2, 3]);
}

#[test]
fn five_years_of_tier_3() {
    let b = Bareme::embarque().unwrap();
    let a = analyser(&Demande::new(
        &b,
        PopulationRetenue::municipale(95_000.0, None),
    ))
    .unwrap();
    let total = |id: &str| {
        let t = a.par_taille[0].totaux.iter().find(|t| t.id == id);
        t.and_then(|t| t.total.max)
    };
    assert_eq!(total("annuel_sans_crise"), Some(397_500.0));
    assert_eq!(total("annuel_avec_crise"), Some(465_000.0));
    assert_eq!(total("contrat_sans_crise"), Some(5.0 * 397_500.0));
    assert_eq!(
        total("contrat_avec_crise"),
        Some(5.0 * 397_500.0 + 67_500.0)
    );
    assert_eq!(total("contrat_socle_sans_crise"), Some(5.0 * 347_500.0));
}

#[test]
fn bad_dates_and_parts_are_refused() {
    let b = Bareme::embarque().unwrap();
    let base = Demande::new(&b, PopulationRetenue::municipale(95_000.0, None));
    let refus = |d: &Demande<'_>| analyser(d).unwrap_err().to_string();
    let d = Demande {
        signature: Some(jour("2018-01-01")),
        ..base.clone()
    };
    assert!(refus(&d).contains("précède l'accord"));
    let d = Demande {
        date: Some(jour("2019-06-20")),
        ..base.clone()
    };
    assert!(refus(&d).contains("2019-08-25"));
    let signee = Demande {
        signature: Some(jour("2026-01-01")),
        ..base.clone()
    };
    let d = Demande {
        demarrages: [("danse".to_owned(), jour("2026-05-01"))].into(),
        ..signee.clone()
    };
    assert!(refus(&d).contains("mission inconnue"));
    let d = Demande {
        demarrages: [("crise".to_owned(), jour("2025-05-01"))].into(),
        ..signee
    };
    assert!(refus(&d).contains("précède la signature"));
    let mut v = Voisinage::default();
    let commune = super::super::CommuneVoisine {
        nom: "Fictive".into(),
        population: 10.0,
        part: 1.5,
        voisines: std::collections::BTreeSet::new(),
    };
    v.communes
        .insert(crate::model::CodeCommune::parse("96001").unwrap(), commune);
    let d = Demande {
        voisinage: Some(&v),
        ..base.clone()
    };
    assert!(refus(&d).contains("part de commune"));
    let d = Demande {
        populations: Vec::new(),
        ..base
    };
    assert_eq!(analyser(&d), Err(ErreurFinancement::SansPopulation));
}
