//! Extracts: what a partial file does not say is not zero; a city and its arrondissements do not contradict each other.

use serde_json::Value;

use crate::outils::{constats, diagnostic, indicateur};

const ENTETE: &str = "code_commune;typequ;nombre\n";

/// Placeholder counts of equipment.
fn bpe(perimetre: &str, lignes: &str) -> Value {
    let texte = format!("{ENTETE}{lignes}");
    diagnostic(perimetre, &[("bpe_2024.csv", &texte)])
}

#[test]
fn one_row_of_a_departement_is_not_the_zero_of_all_the_others() {
    for (perimetre, ligne) in [
        ("commune:13055", "13001;D265;200\n"),
        ("epci:244800405", "48095;D265;20\n"),
        ("commune:13055,13001", "13001;D265;200\n13201;D265;10\n"),
        ("commune:69123", "69266;D265;20\n"),
        ("commune:75056", "75101;D265;20\n"),
    ] {
        let json = bpe(perimetre, ligne);
        let effectif = indicateur(&json, "effectif_mg");
        assert_ne!(effectif["statut"], "publie", "{ligne} : {effectif}");
        let sans = &json["sous_densite"]["communes_sans_medecin"];
        assert_eq!(
            sans.as_array().map_or(0, Vec::len),
            0,
            "{perimetre} {ligne} : {sans}"
        );
        let texte = constats(&json, "fichier_partiel");
        assert!(texte.contains("n'est qu'un extrait"), "{texte}");
        assert!(texte.contains("et non à zéro"), "{texte}");
    }
}

#[test]
fn an_extract_gives_the_figures_of_its_own_communes_and_no_comparator() {
    let json = bpe(
        "commune:48095",
        "48095;D265;20\n48095;D281;9\n48140;D265;3\n",
    );
    let effectif = indicateur(&json, "effectif_mg");
    assert_eq!(effectif["valeur"].as_f64(), Some(20.0));
    assert_eq!(effectif["statut"], "publie");
    let densite = indicateur(&json, "densite_mg");
    let autres = densite["comparateurs"].as_array().unwrap();
    assert!(!autres.is_empty());
    for comparaison in autres {
        assert_ne!(comparaison["statut"], "publie", "{comparaison}");
    }
}

#[test]
fn the_row_of_a_city_wins_over_some_of_its_arrondissements() {
    let json = bpe("commune:13055", "13055;D265;900\n13201;D265;10\n");
    assert_eq!(
        indicateur(&json, "effectif_mg")["valeur"].as_f64(),
        Some(900.0)
    );
    let json = bpe("commune:13202", "13055;D265;900\n13201;D265;10\n");
    assert_ne!(indicateur(&json, "effectif_mg")["statut"], "publie");
}

#[test]
fn a_city_and_its_arrondissements_that_disagree_are_unknown_and_said() {
    let arrondissements: String = (1..=16).map(|i| format!("132{i:02};D265;10\n")).collect();
    for (lignes, attendu) in [
        (format!("13055;D265;160\n{arrondissements}"), Some(160.0)),
        (format!("13055;D265;900\n{arrondissements}"), None),
        ("13055;D265;9\n13201;D265;10\n".to_owned(), None),
    ] {
        let json = bpe("commune:13055", &lignes);
        let effectif = indicateur(&json, "effectif_mg");
        let texte = constats(&json, "ville_discordante");
        if let Some(attendu) = attendu {
            assert_eq!(effectif["valeur"].as_f64(), Some(attendu));
            assert!(texte.is_empty(), "{texte}");
            continue;
        }
        assert_ne!(effectif["statut"], "publie", "{effectif}");
        for dit in ["bpe_2024.csv", "Marseille (13055)", "médecins généralistes"] {
            assert!(texte.contains(dit), "« {dit} » : {texte}");
        }
    }
}

#[test]
fn a_population_that_its_arrondissements_contradict_is_not_published() {
    let vingt: String = (1..=20).map(|i| format!("751{i:02};100000\n")).collect();
    let texte = format!("codgeo;p15_pop\n75056;2200000\n{vingt}");
    let json = diagnostic("commune:75056", &[("population_2015.csv", &texte)]);
    let dit = constats(&json, "ville_discordante");
    assert!(dit.contains("2\u{202f}200\u{202f}000"), "{dit}");
}

#[test]
fn a_row_of_no_known_departement_may_be_anywhere_and_a_country_is_nowhere() {
    let villes = "48095;D265;2\n";
    let tout: String = super::rejets::entier();
    let sans = |ligne: &str| {
        let json = bpe("commune:48095,48080", &format!("{villes}{ligne}{tout}"));
        json["sous_densite"]["communes_sans_medecin"].to_string()
    };
    assert!(sans("").contains("48080"));
    assert!(sans("99109;D265;3\n").contains("48080"), "un pays");
    for ligne in ["99999;D265;3\n", "96001;D265;3\n", "99000;D265;3\n"] {
        assert!(!sans(ligne).contains("48080"), "{ligne}");
    }
}

/// A city asked for with some of its arrondissements is the city: every reader says the same, and nothing counts twice.
#[test]
fn a_city_with_its_own_arrondissements_is_the_city_everywhere() {
    let lignes: String = (1..=16).map(|i| format!("132{i:02};D265;10\n")).collect();
    let seule = bpe("commune:13055,13001", &lignes);
    for perimetre in [
        "commune:13055,13201,13001",
        "commune:13201,13202,13001 + commune:13055",
    ] {
        let json = bpe(perimetre, &lignes);
        for partie in [
            "indicateurs",
            "tableaux",
            "cartes",
            "sous_densite",
            "financement",
        ] {
            assert_eq!(json[partie], seule[partie], "{perimetre} : {partie}");
        }
        assert!(!json["indicateurs"].is_null() && !json["tableaux"].is_null());
        let dits = json["perimetre"].to_string() + &json["constats"].to_string();
        assert!(dits.contains("compté") && dits.contains("13201"), "{dits}");
    }
}
