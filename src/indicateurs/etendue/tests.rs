//! Which file speaks for a perimeter.

use proptest::prelude::*;

use super::*;
use crate::indicateurs::essai::Essai;
use crate::model::Valeur::{Absente, Connue, Masquee, Rejetee};

fn essai(columns: &[(Option<u16>, [Valeur; 3])]) -> (Essai, Perimetre) {
    let mut essai = Essai::communes(&[100, 100, 100]);
    for (an, valeurs) in columns {
        let codes = ["96001", "96002", "96003"];
        let valeurs: Vec<_> = codes.into_iter().zip(*valeurs).collect();
        essai.colonne("v", *an, &valeurs);
    }
    let p = essai.perimetre(&[("96001", 1.0), ("96002", 1.0), ("96003", 1.0)]);
    (essai, p)
}

#[test]
fn the_latest_that_speaks_of_the_perimeter_is_kept_and_the_others_told() {
    let un = Connue(1.0);
    let (mut e, p) = essai(&[(None, [un; 3]), (Some(2026), [un, Absente, Absente])]);
    let constats = retenir(&mut e.dataset, &p);
    assert_eq!(e.dataset.derniere("v").unwrap().millesime, None);
    assert_eq!(constats.len(), 1);
    // Hidden or damaged figures are spoken of: nothing older takes their place.
    for dit in [Masquee, Rejetee] {
        let (mut e, p) = essai(&[(Some(2020), [un; 3]), (Some(2026), [dit; 3])]);
        assert!(retenir(&mut e.dataset, &p).is_empty());
        assert_eq!(e.dataset.derniere("v").unwrap().millesime, Some(2026));
    }
}

#[test]
fn of_two_files_of_one_year_the_one_that_speaks_of_the_perimeter_is_kept() {
    let un = Connue(1.0);
    let (mut e, p) = essai(&[(Some(2026), [Absente, Absente, un])]);
    let (autre, _) = essai(&[(Some(2026), [un; 3])]);
    let colonne = autre.dataset.derniere("v").cloned().unwrap();
    e.dataset.ecartees.push(Ecartee {
        colonne,
        somme: true,
        repetees: None,
    });
    retenir(&mut e.dataset, &p);
    assert_eq!(e.dataset.derniere("v").unwrap().valeurs, vec![un; 3]);
    assert_eq!(e.dataset.ecartees.len(), 1);
}

proptest! {
    /// The law: what is kept last speaks of half at least of what any file speaks of, and nothing that does is lost.
    #[test]
    fn no_file_silences_one_that_speaks_of_twice_as_much(dits in prop::collection::vec(prop::array::uniform3(any::<bool>()), 1..5)) {
        let lue = |dit: bool| if dit { Connue(1.0) } else { Absente };
        let colonnes: Vec<_> = (2020u16..).zip(&dits).map(|(an, d)| (Some(an), d.map(lue))).collect();
        let (mut e, p) = essai(&colonnes);
        retenir(&mut e.dataset, &p);
        let nombre = |d: &[bool; 3]| d.iter().filter(|x| **x).count();
        let plus = dits.iter().map(nombre).max().unwrap_or(0);
        for (an, d) in (2020u16..).zip(&dits) {
            let gardee = e.dataset.colonne("v", Some(an)).is_some();
            prop_assert_eq!(gardee, nombre(d) * 2 >= plus);
        }
    }
}
