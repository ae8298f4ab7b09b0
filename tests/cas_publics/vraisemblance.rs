//! Figures that a commune cannot have: zeros of an inhabited commune, a digit too many, a total below a part, a year to come.
//!
//! Facts: COG and populations municipales 2023 (INSEE). Figures of the files are placeholders of the test.

use serde_json::Value;

use super::territoires::diagnostic;
use crate::diagnostic::indicateur;
use crate::outils::cpts;

fn constat(json: &Value, regle: &str, mots: &[&str]) {
    let constats = json["constats"].as_array().unwrap().iter();
    let tous = json["donnees"]["constats"].as_array();
    let mut tous = constats.chain(tous.into_iter().flatten());
    let trouve = tous.find(|c| c["id"] == regle);
    let constat = trouve.unwrap_or_else(|| panic!("{regle} : {}", json["donnees"]));
    assert_eq!(constat["severite"], "alerte", "{constat}");
    for mot in mots {
        let texte = constat["texte"]
            .as_str()
            .unwrap()
            .replace(['\u{a0}', '\u{202f}'], " ");
        assert!(texte.contains(mot), "« {mot} » manque dans : {texte}");
    }
}

/// Value of an indicator that is published, absent from the list when it has none.
fn publiee(json: &Value, id: &str) -> bool {
    let mut lus = json["indicateurs"].as_array().unwrap().iter();
    lus.find(|i| i["id"] == id)
        .is_some_and(|i| i["statut"] == "publie")
}

const DEUX: &str = "commune:48095,48080";

#[test]
fn a_population_of_zero_or_ten_times_the_known_one_gives_no_change() {
    for (texte, mots) in [
        (
            "48095;0\n48080;2900\n",
            ["zéro pour une commune habitée", "Mende (48095)"],
        ),
        (
            "48095;12100\n48080;29000\n",
            ["Langogne (48080) : 29 000, pour", "en 2023"],
        ),
        (
            "48095;1210\n48080;2900\n",
            ["Mende (48095) : 1 210, pour", "en 2023"],
        ),
    ] {
        let texte = format!("code_insee;population_municipale_2015\n{texte}");
        let json = diagnostic(DEUX, ("pop.csv", &texte));
        constat(&json, "valeur_invraisemblable", &mots);
        assert!(!publiee(&json, "evolution_population"), "{texte}");
    }
    let vrai = "code_insee;population_municipale_2015\n48095;12100\n48080;2900\n";
    let json = diagnostic(DEUX, ("pop.csv", vrai));
    assert!(publiee(&json, "evolution_population"));
}

#[test]
fn a_row_of_zeros_is_not_one_of_figures() {
    let texte = "codgeo,libgeo,revenu_median,taux_pauvrete,nb_menages,nb_personnes\n\
                 48095,Mende,21000,14,5000,11000\n48080,Langogne,0,0,0,0\n";
    let json = diagnostic("commune:48080", ("filo_2021.csv", texte));
    constat(
        &json,
        "valeur_invraisemblable",
        &["zéro", "Langogne (48080)"],
    );
    for id in ["revenu_median", "taux_pauvrete"] {
        assert!(!publiee(&json, id), "{}", indicateur(&json, id));
    }
}

#[test]
fn a_total_holds_its_part_and_no_population_is_to_come() {
    let texte = "code_insee;population_totale\n48095;13000\n48080;2000\n";
    let json = diagnostic(DEUX, ("pop.csv", texte));
    constat(
        &json,
        "valeur_invraisemblable",
        &[
            "inférieure à la population municipale",
            "Langogne (48080) : 2 000 et",
        ],
    );
    let dossier = tempfile::tempdir().unwrap();
    std::fs::write(dossier.path().join("pop.csv"), texte).unwrap();
    let donnees = dossier.path().to_str().unwrap();
    let sortie = cpts(&[
        "financement",
        DEUX,
        "--donnees",
        donnees,
        "--format",
        "json",
        "-q",
    ]);
    let perimetre = &sortie.reussie().json()["perimetres"][0];
    assert!(
        !perimetre["analyse"].to_string().contains("\"totale\""),
        "{perimetre}"
    );
    let texte = "code_insee;population_municipale_2030\n48095;15000\n48080;2900\n";
    let json = diagnostic(DEUX, ("pop.csv", texte));
    constat(&json, "colonne_refusee", &["2030", "postérieure à 2026"]);
    assert!(!publiee(&json, "evolution_population"));
}
