//! Tests of `calcul`.

use super::*;

fn finance(population: f64, date: Option<&str>) -> Financement {
    let date = date.map(|d| DateCivile::parse(d).unwrap());
    let p = PopulationRetenue::municipale(population, Some(2023));
    calculer(&Bareme::embarque().unwrap(), &p, date).unwrap()
}

#[test]
fn tier_3_after_avenant_2_adds_up_to_the_published_annexes() {
    let f = finance(91_710.0, None);
    assert_eq!(f.version, "ACI du 20 juin 2019, avenant 2");
    let sommes: Vec<(f64, Option<f64>, bool, Confiance)> = f
        .totaux
        .iter()
        .map(|t| (t.min, t.max, t.complet, t.confiance))
        .collect();
    assert_eq!(
        sommes,
        [
            (275_000.0, Some(397_500.0), true, Confiance::Deduit),
            (275_000.0, Some(465_000.0), true, Confiance::Deduit),
            (250_000.0, Some(347_500.0), true, Confiance::Deduit),
            (250_000.0, Some(415_000.0), true, Confiance::Deduit),
        ]
    );
    let totaux: Vec<(&str, Option<f64>)> = f
        .montants
        .iter()
        .map(|m| (m.id.as_str(), m.total))
        .collect();
    assert_eq!(
        totaux,
        [
            ("fonctionnement", Some(75_000.0)),
            ("acces_soins", Some(125_000.0)),
            ("parcours", Some(90_000.0)),
            ("prevention", Some(35_000.0)),
            ("crise", Some(22_500.0)),
            ("qualite", Some(30_000.0)),
            ("accompagnement", Some(20_000.0)),
            ("plafond", None),
        ]
    );
}

#[test]
fn what_no_source_gives_stays_visible() {
    let f = finance(22_937.0, None);
    let t = &f.totaux[0];
    assert_eq!(
        (t.min, t.max, t.complet),
        (50_000.0, Some(287_500.0), false)
    );
    assert_eq!(t.confiance, Confiance::SourceUnique);
    // Fixed and variable parts of the six missions; « Réponse aux crises » is paid without variable part.
    assert_eq!(t.manque.len(), 2, "{:?}", t.manque);
    assert!(t.manque[0].starts_with("montant non établi, part fixe"));
    for mission in ["Accès aux soins", "Prévention", "Réponse aux crises"] {
        assert!(t.manque[0].contains(mission), "{mission}");
    }
    assert!(t.manque[1].contains("Prévention") && !t.manque[1].contains("crises"));
    let crise = f.montants.iter().find(|m| m.id == "crise").unwrap();
    assert_eq!(
        (crise.fixe, crise.total, crise.confiance),
        (None, None, Confiance::NonEtabli)
    );
    let t2 = &finance(50_000.0, None).totaux[0];
    assert_eq!((t2.min, t2.max, t2.complet), (60_000.0, None, false));
    let t4 = &finance(200_000.0, None).totaux[0];
    assert_eq!(
        (t4.min, t4.max, t4.confiance),
        (90_000.0, Some(580_000.0), Confiance::Recoupe)
    );
    assert!(
        f.notes
            .iter()
            .any(|n| n.contains("dès la validation de la lettre d'intention")
                && n.contains("non établi"))
    );
}

#[test]
fn the_initial_agreement_is_chosen_by_date() {
    let f = finance(50_000.0, Some("2020-01-01"));
    assert_eq!(f.version, "ACI du 20 juin 2019");
    assert_eq!(f.montants.last().unwrap().total, Some(287_000.0));
    assert_eq!(f.totaux.len(), 2, "no crisis mission before avenant 2");
    let p = PopulationRetenue::municipale(1.0, None);
    let tot = DateCivile::parse("2019-08-24").ok();
    let e = calculer(&Bareme::embarque().unwrap(), &p, tot).unwrap_err();
    assert!(e.to_string().contains("2019-08-24 précède l'accord"));
}

#[test]
fn exactly_80_000_is_undetermined_and_hides_nothing() {
    let f = finance(80_000.0, None);
    assert_eq!(f.taille, None);
    assert!(
        f.motif
            .unwrap()
            .contains("toutes les sources sont ambiguës")
    );
    assert_eq!(f.montants[0].fixe, None);
    assert_eq!((f.totaux[0].min, f.totaux[0].max), (60_000.0, None));
    assert!(f.totaux[0].manque[0].contains("taille"));
}

#[test]
fn exactly_on_a_settled_bound_is_said_to_be_deduced() {
    assert!(
        finance(40_000.0, None)
            .motif
            .unwrap()
            .contains("taille 2 déduite")
    );
    assert!(
        finance(175_000.0, None)
            .motif
            .unwrap()
            .contains("taille 3 déduite")
    );
    assert_eq!(finance(39_999.0, None).motif, None);
}

#[test]
fn a_population_that_is_not_one_is_refused() {
    let b = Bareme::embarque().unwrap();
    for x in [-1.0, f64::NAN, f64::INFINITY, 2e9] {
        let p = PopulationRetenue::municipale(x, None);
        assert!(matches!(
            calculer(&b, &p, None),
            Err(ErreurFinancement::Population(_))
        ));
    }
    assert_eq!(
        calculer(&b, &PopulationRetenue::municipale(0.0, None), None)
            .unwrap()
            .taille,
        Some(1)
    );
}

#[test]
fn the_annex_of_the_user_fills_a_hole_and_names_itself() {
    let annexe = r#"
[[reference]]
id = "contrat"
titre = "Annexe du contrat de la CPTS"
adresse = "archives de la CPTS"
date = "2026-02-01"
[[parametres]]
unite = "€/an"
effet = "2026-02-01"
confiance = "officiel"
references = ["contrat"]
valeurs = [
  { id = "mission.parcours.fixe", valeur = 1000 },
  { id = "mission.parcours.variable", valeur = 2000 },
]
"#;
    let b = Bareme::embarque()
        .unwrap()
        .avec_fichier(annexe, "annexe.toml")
        .unwrap();
    let f = calculer(&b, &PopulationRetenue::municipale(50_000.0, None), None).unwrap();
    let m = f.montants.iter().find(|m| m.id == "parcours").unwrap();
    assert_eq!((m.total, m.confiance), (Some(3_000.0), Confiance::Officiel));
    assert_eq!(m.references, ["contrat"]);
    assert!(m.note.as_deref().unwrap().contains("annexe.toml"));
    assert!(
        f.references
            .iter()
            .any(|r| r.titre.starts_with("Annexe du contrat"))
    );
    assert_eq!(f.totaux[0].min, 61_000.0);
}
