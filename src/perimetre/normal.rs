//! The normal form of a perimeter: an expression that gives the same perimeter again.

use crate::model::{Perimetre, Referentiel};

/// Writes a perimeter as one `commune:` term: current codes in order, parts as `@0.6`.
#[must_use]
pub fn normaliser(perimetre: &Perimetre, referentiel: &Referentiel) -> String {
    let codes: Vec<String> = perimetre
        .membres
        .iter()
        .map(|membre| {
            let code = referentiel.unite(membre.unite).code;
            if membre.part < 1.0 {
                format!("{code}@{}", membre.part)
            } else {
                code.to_string()
            }
        })
        .collect();
    format!("commune:{}", codes.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::embarquee;
    use crate::model::Membre;
    use crate::perimetre::{ErreurPerimetre, analyser, resoudre};
    use proptest::prelude::*;

    fn membres(texte: &str) -> Vec<Membre> {
        match analyser(texte).and_then(|e| resoudre(&e, &embarquee(), None)) {
            Ok(p) => p.membres,
            Err(ErreurPerimetre::Vide(_)) => Vec::new(),
            Err(e) => panic!("{texte} : {e}"),
        }
    }

    /// A term whose communes are whole, without arrondissements.
    fn terme() -> impl Strategy<Value = String> {
        let dep = prop::sample::select(vec!["48", "12", "2A", "971", "976"]);
        let epci = prop::sample::select(vec!["200069193", "240100883", "200042497"]);
        let commune = prop::sample::select(vec![
            "48095", "48080", "12218", "12202", "12076", "01001", "97101",
        ]);
        prop_oneof![
            dep.prop_map(|c| format!("dep:{c}")),
            epci.prop_map(|c| format!("epci:{c}")),
            prop::collection::vec(commune, 1..5).prop_map(|c| format!("commune:{}", c.join(","))),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn union_and_difference_keep_the_laws_of_sets(a in terme(), b in terme(), c in terme()) {
            let vaut = |x: String, y: String| prop_assert_eq_ok(membres(&x), membres(&y));
            vaut(format!("{a} + {b}"), format!("{b} + {a}"))?;
            vaut(format!("{a} + {a}"), a.clone())?;
            vaut(format!("{a} + {b} - {b}"), format!("{a} - {b}"))?;
            vaut(format!("{a} - {b} - {c}"), format!("{a} - {c} - {b}"))?;
            vaut(format!("{a} - {b} + {b}"), format!("{a} + {b}"))?;
            let rien = membres(&format!("{a} - {a}"));
            prop_assert!(rien.is_empty());
        }

        #[test]
        fn the_normal_form_gives_the_same_perimeter(a in terme(), b in terme(), part in 0.001f64..1.0) {
            let base = embarquee();
            let texte = format!("{a} - {b} - commune:34154@{part} + commune:75101,34172 - commune:34172@{part}");
            let p = resoudre(&analyser(&texte).unwrap(), &base, None).unwrap();
            let normal = normaliser(&p, &base);
            let q = resoudre(&analyser(&normal).unwrap(), &base, None).unwrap();
            prop_assert_eq!(&p.membres, &q.membres);
            prop_assert_eq!(normaliser(&q, &base), normal);
            prop_assert!(q.constats.is_empty());
        }
    }

    fn prop_assert_eq_ok(a: Vec<Membre>, b: Vec<Membre>) -> Result<(), TestCaseError> {
        prop_assert_eq!(a, b);
        Ok(())
    }
}
