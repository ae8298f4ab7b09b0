//! The law of plausible figures, on generated ones.

use proptest::prelude::*;

use super::*;
use crate::indicateurs::essai::Essai;

const POPULATIONS: [u32; 4] = [0, 40, 300, 12_000];

fn juger(variable: &str, an: Option<u16>, x: f64) -> (Vec<Valeur>, usize) {
    let essai = Essai::communes(&POPULATIONS);
    let juge = Juge {
        referentiel: &essai.dataset.referentiel,
        seuils: &Seuils::embarques().unwrap(),
    };
    let mut table = Table::default();
    let cle = (variable.to_owned(), an);
    table.series.insert(cle.clone(), vec![Valeur::Connue(x); 4]);
    let fichier = Fichier {
        nom: "f.csv",
        libre: false,
        officiel: false,
        sien: true,
    };
    juge.table(fichier, &mut table);
    let valeurs = table.series.remove(&cle).unwrap_or_default();
    (valeurs, table.constats.len())
}

proptest! {
    #[test]
    fn what_is_near_is_kept_and_what_no_commune_has_is_set_aside(
        x in prop_oneof![Just(0.0), 1.0f64..100_000.0],
        an in prop_oneof![Just(None), (1990u16..2027).prop_map(Some)],
    ) {
        let (valeurs, dites) = juger(VARIABLE, an, x);
        let recent = an.is_none_or(|an| an >= 2008);
        for (valeur, p) in valeurs.iter().zip(POPULATIONS.map(f64::from)) {
            let zero = x == 0.0 && p >= 50.0;
            let loin = x > 0.0 && p > 0.0 && recent && x.max(p) >= 200.0 && (x / p).ln().abs() >= 5f64.ln();
            prop_assert_eq!(*valeur == Valeur::Rejetee, zero || loin, "{} pour {} en {:?}", x, p, an);
        }
        let ecartees = valeurs.iter().any(|v| v.est_rejetee());
        prop_assert_eq!(dites > 0, ecartees);
    }
}

#[test]
fn a_count_of_zero_stays_and_a_year_to_come_does_not() {
    assert_eq!(
        juger("bpe_d265", Some(2024), 0.0),
        (vec![Valeur::Connue(0.0); 4], 0)
    );
    assert_eq!(juger(VARIABLE, Some(2026), 300.0).0.len(), 4);
    assert!(juger(VARIABLE, Some(2027), 300.0).0.is_empty());
}

#[test]
fn the_thresholds_say_where_they_come_from() {
    let s = Seuils::embarques().unwrap();
    for seuil in s
        .zero
        .iter()
        .chain([&s.ecart, &s.ecart_annees, &s.ecart_habitants, &s.avance])
    {
        assert!(seuil.reference.starts_with("choix du projet") && seuil.valeur >= 0.0);
    }
}
