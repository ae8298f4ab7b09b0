//! Two keys of one row say the same commune: one that was moved without the other is seen.

use proptest::prelude::*;

use super::*;
use crate::model::RegleConstat;
use crate::model::Valeur::{Connue, Rejetee};

const COMMUNES: [&str; 7] = [
    "01001", "01002", "01187", "2A004", "48095", "75056", "97601",
];

fn dits(d: &Dataset) -> Vec<&str> {
    let siens = d
        .constats
        .iter()
        .filter(|c| c.id == RegleConstat::ClesContraires);
    siens.map(|c| c.texte.as_str()).collect()
}

/// A table whose second key is that of the row so many rows after.
fn table(entetes: (&str, &str), decalage: usize, seconde: impl Fn(&str) -> String) -> Dataset {
    let mut texte = format!("{};{};Médecins\n", entetes.0, entetes.1);
    for (rang, commune) in COMMUNES.iter().enumerate() {
        let autre = COMMUNES[(rang + decalage) % COMMUNES.len()];
        texte.push_str(&format!("{commune};{};{}\n", seconde(autre), rang + 1));
    }
    charge(&[("a.csv", texte.as_bytes())]).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_key_moved_without_the_other_gives_nothing(decalage in 0..7_usize, departement in any::<bool>(), court in any::<bool>()) {
        let d = match departement {
            true => table(("CODGEO", "DEP"), decalage, |c| {
                let d = code(c).departement().to_owned();
                if court { d.trim_start_matches('0').to_owned() } else { d }
            }),
            false => table(("CODGEO", "DEPCOM"), decalage, |c| if court { c.trim_start_matches('0').to_owned() } else { c.to_owned() }),
        };
        prop_assert_eq!(d.colonne("bpe_d265", None).is_none(), decalage != 0, "{:?}", dits(&d));
        prop_assert_eq!(dits(&d).len(), usize::from(decalage != 0));
        if decalage == 0 {
            prop_assert!(d.rejets.is_empty(), "{:?}", d.rejets);
            prop_assert_eq!(lue(&d, "bpe_d265", None, "48095"), Connue(5.0));
        }
    }
}

#[test]
fn a_single_row_that_contradicts_itself_is_not_read() {
    let texte = "CODGEO;DEP;Médecins\n01001;01;1\n01002;48;2\n01187;01;3\n48095;48;4\n";
    let d = charge(&[("a.csv", texte.as_bytes())]).unwrap();
    assert_eq!(lue(&d, "bpe_d265", None, "01002"), Rejetee);
    assert_eq!(lue(&d, "bpe_d265", None, "48095"), Connue(4.0));
    assert!(dits(&d)[0].contains("ligne 3"), "{:?}", dits(&d));
    // What is no code, and an arrondissement beside its city, contradict nothing.
    let texte = "CODGEO;DEPCOM;Département;Médecins\n75101;75056;Paris;1\n75102;75056;Paris;2\n2A004;2A004;Corse;3\n";
    let d = charge(&[("a.csv", texte.as_bytes())]).unwrap();
    assert!(dits(&d).is_empty() && d.rejets.is_empty(), "{:?}", d.rejets);
}
