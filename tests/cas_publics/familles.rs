//! Families of changed files that gave wrong figures in silence: each is now told, and gives no figure that is not its own.

use std::fmt::Write as _;

use cpts::base;
use cpts::model::{Referentiel, UniteId};

use crate::outils::{constats, diagnostic, valeur};

/// Codes of the communes of some départements, in groups of eight that stand for bassins de vie.
fn bassins(r: &Referentiel, departements: &[&str]) -> Vec<Vec<String>> {
    let dedans = |id: &UniteId| departements.contains(&r.unite(*id).code.departement());
    let codes: Vec<String> = r
        .france()
        .filter(dedans)
        .map(|id| r.unite(id).code.to_string())
        .collect();
    codes.chunks(8).map(<[String]>::to_vec).collect()
}

#[test]
fn a_table_by_bassin_de_vie_without_its_title_is_not_given_to_communes() {
    let r = base::lire().unwrap();
    let bassins = bassins(&r, &["12", "30", "48"]);
    let mut membres = String::from("CODGEO;LIBGEO;AAV2020;BV2022\n");
    let [mut taux, mut fractions] = [(); 2].map(|()| String::from("code;Taux de pauvreté 2021\n"));
    for (rang, bassin) in bassins.iter().enumerate() {
        for code in bassin {
            let _ = writeln!(membres, "{code};x;000;{}", bassin[0]);
        }
        let part = 10 + rang % 9;
        let _ = writeln!(taux, "{};{part},5", bassin[0]);
        let _ = writeln!(fractions, "{};0,{part}5", bassin[0]);
    }
    let lozere = bassins.iter().find(|b| b[0].starts_with("48")).unwrap();
    let perimetre = format!("commune:{}", lozere.join(","));
    let rapport = |tableau: &str| {
        diagnostic(
            &perimetre,
            &[
                ("appartenance-2025.csv", &membres),
                ("tableau.csv", tableau),
            ],
        )
    };
    let lu = rapport(&taux);
    let dit = constats(&lu, "niveau_suspect");
    assert!(dit.contains("bassins de vie"), "{dit}");
    assert_eq!(valeur(&lu, "taux_pauvrete"), None);
    let lu = rapport(&fractions);
    assert!(constats(&lu, "colonne_refusee").contains("fraction"));
    assert_eq!(valeur(&lu, "taux_pauvrete"), None);
}

#[test]
fn whole_percentages_in_a_returned_template_are_refused_and_counts_are_read() {
    let r = base::lire().unwrap();
    let mut lozere: Vec<UniteId> = r
        .france()
        .filter(|id| r.unite(*id).code.departement() == "48")
        .collect();
    lozere.sort_by(|a, b| r.population(*a).total_cmp(&r.population(*b)));
    let choisies: Vec<UniteId> = lozere[30..33]
        .iter()
        .chain(&lozere[90..93])
        .chain(&lozere[lozere.len() - 3..])
        .copied()
        .collect();
    let table = |sans: &dyn Fn(f64) -> f64| {
        let mut texte = String::from(
            "code_insee;commune;Patients de 16 ans et plus;Patients de 16 ans et plus sans médecin traitant\n",
        );
        for id in &choisies {
            let (unite, habitants) = (r.unite(*id), r.population(*id));
            let _ = writeln!(
                texte,
                "{};{};{};{}",
                unite.code,
                unite.nom,
                habitants.round(),
                sans(habitants).round()
            );
        }
        texte
    };
    let codes: Vec<&str> = choisies
        .iter()
        .map(|id| r.unite(*id).code.as_str())
        .collect();
    let perimetre = format!("commune:{}", codes.join(","));
    let juste = diagnostic(
        &perimetre,
        &[("demande-cpam-2025.csv", &table(&|h| h * 0.12))],
    );
    assert!(!constats(&juste, "colonne_refusee").contains("pourcentages"));
    let faux = diagnostic(&perimetre, &[("demande-cpam-2025.csv", &table(&|_| 12.0))]);
    let dit = constats(&faux, "colonne_refusee");
    assert!(
        dit.contains("pourcentages") && dit.contains("sans médecin traitant"),
        "{dit}"
    );
}
