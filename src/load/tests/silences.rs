//! National sparse files that lack a département or a city: nothing is zero there, and it is said.

use std::fmt::Write;

use super::*;
use crate::model::RegleConstat;
use crate::model::lecture::arrondissements;
use Valeur::{Absente, Connue};

/// A national file of médecins (D265) and pharmacies (D307), one for so many inhabitants, and of rare maternités (D304), but for
/// the rows that are taken away.
fn bpe(retire: impl Fn(&Referentiel, UniteId, &str) -> bool) -> Dataset {
    let r = crate::base::embarquee();
    let mut csv = "code_commune,typequ,nombre\n".to_owned();
    for id in r.ids() {
        let unite = r.unite(id);
        if unite.genre == Genre::CommuneCom || !arrondissements(&r, id).is_empty() {
            continue;
        }
        for (genre, habitants) in [("D265", 300.0), ("D307", 600.0), ("D304", 150_000.0)] {
            let n = (r.population(id) / habitants).floor();
            if n > 0.0 && !retire(&r, id, genre) {
                writeln!(csv, "{},{genre},{n}", unite.code).unwrap();
            }
        }
    }
    let d = dossier(&[("bpe_2024.csv", csv.as_bytes())]);
    charger(d.path(), r, &options(), &Progression::muette()).unwrap()
}

fn dits(d: &Dataset) -> Vec<&str> {
    let dits = d
        .constats
        .iter()
        .filter(|c| c.id == RegleConstat::FichierPartiel);
    dits.map(|c| c.texte.as_str()).collect()
}

#[test]
fn a_whole_file_has_its_zeros() {
    let d = bpe(|_, _, _| false);
    assert_eq!(dits(&d), [""; 0]);
    assert_eq!(lue(&d, "bpe_d265", Some(2024), "48001"), Connue(0.0));
    assert_eq!(lue(&d, "bpe_d304", Some(2024), "48095"), Connue(0.0));
}

#[test]
fn a_departement_without_any_row_is_unknown_and_named() {
    let d = bpe(|r, id, _| ["2A", "2B"].contains(&r.departement(id).code.as_str()));
    for code in ["2A001", "2A004", "2B033"] {
        for variable in ["bpe_d265", "bpe_d307", "bpe_d304"] {
            assert_eq!(
                lue(&d, variable, Some(2024), code),
                Absente,
                "{variable} {code}"
            );
        }
    }
    assert_eq!(lue(&d, "bpe_d304", Some(2024), "48095"), Connue(0.0));
    let [dit] = dits(&d)[..] else {
        panic!("{:?}", dits(&d));
    };
    assert!(
        dit.contains("Corse-du-Sud (2A) et Haute-Corse (2B)"),
        "{dit}"
    );
    assert!(dit.contains("n'a aucune ligne"), "{dit}");
}

#[test]
fn a_city_without_any_row_is_unknown_with_its_arrondissements() {
    let d = bpe(|r, id, _| r.unite(id).code.to_string().starts_with("132"));
    for code in ["13055", "13201", "13216"] {
        assert_eq!(lue(&d, "bpe_d265", Some(2024), code), Absente, "{code}");
    }
    assert!(matches!(lue(&d, "bpe_d265", Some(2024), "13001"), Connue(x) if x > 0.0));
    assert!(
        dits(&d).iter().any(|t| t.contains("Marseille (13055)")),
        "{:?}",
        dits(&d)
    );
}

#[test]
fn one_variable_alone_is_unknown_where_it_was_taken_away_and_a_rare_one_is_zero() {
    let d = bpe(|r, id, genre| genre != "D265" && r.departement(id).code == "2A");
    assert_eq!(lue(&d, "bpe_d307", Some(2024), "2A004"), Absente);
    assert_eq!(lue(&d, "bpe_d304", Some(2024), "2A004"), Connue(0.0));
    assert!(matches!(lue(&d, "bpe_d265", Some(2024), "2A004"), Connue(x) if x > 0.0));
    let [dit] = dits(&d)[..] else {
        panic!("{:?}", dits(&d));
    };
    assert!(
        dit.contains("pharmacies (D307)") && dit.contains("Corse-du-Sud (2A)"),
        "{dit}"
    );
}
