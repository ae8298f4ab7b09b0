//! `cpts diagnostic` on the samples of the repository.

mod anonyme;
mod atelier;
mod chaine;
mod documents;
mod positions;
mod rythme;
mod sorties;
mod typographie;

use std::fs;
use std::process::Stdio;

use serde_json::Value;

pub use crate::outils::indicateur;
use crate::outils::{Sortie, commande, cpts, cpts_dans, echantillon};

const FICTIF: &str = "data-samples/territoire-fictif/cpts.toml";

/// The JSON of a diagnostic, validated against the published schema.
pub fn json_valide(sortie: &Sortie) -> Value {
    let json = sortie.json();
    let schema: Value = cpts(&["schema"]).reussie().json();
    let validateur = jsonschema::validator_for(&schema).expect("schéma valide");
    let fautes: Vec<String> = validateur
        .iter_errors(&json)
        .map(|e| format!("{} : {e}", e.instance_path()))
        .collect();
    assert!(fautes.is_empty(), "{}", fautes.join("\n"));
    json
}

/// Value of a comparator of an indicator.
pub fn comparateur(json: &Value, id: &str, niveau: &str) -> f64 {
    indicateur(json, id)["comparateurs"]
        .as_array()
        .and_then(|liste| liste.iter().find(|c| c["niveau"] == niveau))
        .and_then(|c| c["valeur"].as_f64())
        .unwrap_or_else(|| panic!("{id} : pas de comparateur {niveau}"))
}

#[test]
fn fictional_territory_gives_a_full_report_that_keeps_the_contract() {
    let json = json_valide(&cpts(&["diagnostic", FICTIF, "--format", "json"]).reussie());
    assert_eq!(json["schema"], "cpts/diagnostic/1");
    assert_eq!(json["fictif"], true);
    for id in [
        "population_municipale",
        "apl_mg",
        "apl_mg_65",
        "apl_infirmiers",
        "apl_kines",
        "apl_sages_femmes",
        "apl_dentistes",
        "effectif_mg",
        "densite_mg",
        "part_pop_apl_mg_inf_2_5",
        "part_age_75_plus",
        "densite_population",
    ] {
        let i = indicateur(&json, id);
        assert!(i["valeur"].is_number(), "{id} : {i}");
        assert!(
            !i["sources"].as_array().expect("sources").is_empty(),
            "{id} sans source"
        );
        assert!(
            !i["comparateurs"]
                .as_array()
                .expect("comparateurs")
                .is_empty(),
            "{id} sans comparateur"
        );
        assert!(
            i["formule"].as_str().is_some_and(|f| !f.is_empty()),
            "{id} sans formule"
        );
    }
    assert_eq!(indicateur(&json, "revenu_median")["statut"], "par_commune");
    assert!(
        indicateur(&json, "revenu_median")["valeur"].is_null(),
        "une médiane ne s'agrège pas"
    );
}

#[test]
fn every_indicator_names_sources_that_exist_with_a_fingerprint() {
    let json = json_valide(&cpts(&["diagnostic", FICTIF, "--format", "json"]).reussie());
    let sources: Vec<&str> = json["sources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["id"].as_str().unwrap())
        .collect();
    for source in json["sources"].as_array().unwrap() {
        assert_eq!(source["sha256"].as_str().unwrap().len(), 64, "{source}");
    }
    for i in json["indicateurs"].as_array().unwrap() {
        for source in i["sources"].as_array().unwrap() {
            assert!(
                sources.contains(&source.as_str().unwrap()),
                "{} cite {source}",
                i["id"]
            );
        }
        assert!(
            i["valeur"].is_null() || !i["sources"].as_array().unwrap().is_empty(),
            "{} sans source",
            i["id"]
        );
    }
}

#[test]
fn the_population_is_the_sum_of_its_communes_and_their_parts() {
    let json = json_valide(&cpts(&["diagnostic", FICTIF, "--format", "json"]).reussie());
    let communes = json["perimetre"]["communes"].as_array().unwrap();
    let somme: f64 = communes
        .iter()
        .map(|c| c["part"].as_f64().unwrap() * c["population"].as_f64().unwrap())
        .sum();
    assert!((json["population"]["valeur"].as_f64().unwrap() - somme).abs() < 0.5);
    assert!(
        communes.iter().any(|c| c["part"].as_f64().unwrap() < 1.0),
        "le territoire a une commune partielle"
    );
}

#[test]
fn zones_blanches_and_sous_densite_stay_apart() {
    let json = json_valide(&cpts(&["diagnostic", FICTIF, "--format", "json"]).reussie());
    assert_eq!(json["zones_blanches"]["liste_presente"], true);
    assert!(
        !json["zones_blanches"]["communes_plusieurs_cpts"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    let sans_medecin = json["sous_densite"]["communes_sans_medecin"]
        .as_array()
        .unwrap();
    assert!(!sans_medecin.is_empty());
    assert!(
        sans_medecin[0]["plus_proche"]["distance_km"]
            .as_f64()
            .unwrap()
            > 0.0
    );
}

#[test]
fn same_input_same_bytes_on_one_thread_or_many() {
    let dossier = tempfile::tempdir().unwrap();
    let rapport = |fils: &str, nom: &str| {
        let html = dossier.path().join(nom);
        let sortie = cpts(&[
            "diagnostic",
            FICTIF,
            "--fils",
            fils,
            "--format",
            "json",
            "--sortie",
            html.to_str().unwrap(),
        ])
        .reussie();
        (sortie.stdout, fs::read(&html).unwrap())
    };
    let un = rapport("1", "a.html");
    assert!(un == rapport("1", "b.html"), "deux fois la même commande");
    assert!(un == rapport("8", "c.html"), "un fil ou plusieurs");
}

#[test]
fn html_is_one_self_contained_french_file_that_says_fictional() {
    let dossier = tempfile::tempdir().unwrap();
    let html = dossier.path().join("r.html");
    cpts(&["diagnostic", FICTIF, "--sortie", html.to_str().unwrap()]).reussie();
    let texte = fs::read_to_string(&html).unwrap();
    assert!(texte.contains("lang=\"fr\"") && texte.to_lowercase().contains("fictif"));
    for interdit in [
        "<script src",
        "<link ",
        "@import",
        "src=\"http",
        "url(http",
        "<img src=\"h",
        "<iframe",
    ] {
        assert!(!texte.contains(interdit), "{interdit}");
    }
    for section in 0..=12 {
        assert!(texte.contains(&format!("S{section}")), "section S{section}");
    }
    assert!(texte.contains("à compléter") || texte.contains("À compléter"));
}

#[test]
fn the_terminal_summary_fits_80_columns_without_colour() {
    let sortie = cpts(&["diagnostic", FICTIF]).reussie();
    assert!(!sortie.stdout.contains('\u{1b}'));
    for ligne in sortie.stdout.lines() {
        assert!(
            ligne.chars().count() <= 80,
            "{} colonnes : {ligne}",
            ligne.chars().count()
        );
    }
    assert!(sortie.stdout.contains("APL"));
    assert!(
        sortie.stderr.lines().all(|l| !l.contains('\r')),
        "pas de barre de progression hors terminal"
    );
}

#[test]
fn the_embedded_base_answers_without_any_data() {
    let vide = tempfile::tempdir().unwrap();
    let sortie = cpts_dans(vide.path(), &["diagnostic", "dep:48", "--format", "json"]).reussie();
    let json = json_valide(&sortie);
    assert_eq!(json["perimetre"]["communes"].as_array().unwrap().len(), 152);
    assert_eq!(json["financement"]["taille"], 2);
    assert_eq!(indicateur(&json, "apl_mg")["statut"], "absent");
    assert!((comparateur(&json, "population_municipale", "france") - 68_350_798.0).abs() < 0.5);
    // The map and the neighbours come from the simplified outlines, said as such, which no area is measured on.
    let communes = json["cartes"]["communes"].as_array().unwrap();
    let dedans = communes.iter().filter(|c| c["dans_perimetre"] == true);
    assert!(dedans.count() == 152 && communes.len() > 200);
    let source = json["cartes"]["source"].as_str().unwrap();
    assert!(source.starts_with("Contours simplifiés") && source.contains("Licence Ouverte 2.0"));
    assert_eq!(indicateur(&json, "densite_population")["statut"], "absent");
    let sources = json["sources"].as_array().unwrap();
    assert!(sources.iter().any(|s| s["id"] == "contours_simplifies"));
}

#[test]
fn lozere_sample_draws_maps_from_real_data() {
    let dossier = tempfile::tempdir().unwrap();
    let html = dossier.path().join("r.html");
    let donnees = echantillon("lozere");
    cpts(&[
        "diagnostic",
        "dep:48",
        "--donnees",
        donnees.to_str().unwrap(),
        "--sortie",
        html.to_str().unwrap(),
    ])
    .reussie();
    let texte = fs::read_to_string(&html).unwrap();
    assert!(texte.contains("<svg") && texte.contains("Mende") && texte.contains("Saint-Chély-d"));
    assert!(!texte.contains("Contours simplifiés"));
}

#[test]
fn rejected_rows_are_counted_listed_and_do_not_stop_the_run() {
    let dossier = tempfile::tempdir().unwrap();
    let rejets = dossier.path().join("rejets.csv");
    let sortie = cpts(&[
        "diagnostic",
        FICTIF,
        "--format",
        "json",
        "--rejets",
        rejets.to_str().unwrap(),
    ])
    .reussie();
    let total = sortie.json()["donnees"]["rejets_total"].as_u64().unwrap();
    let texte = fs::read_to_string(&rejets).unwrap();
    assert!(total > 0);
    assert_eq!(texte.lines().count() as u64, total + 1);
    assert!(texte.starts_with("fichier;ligne;colonne;valeur;motif;commune"));
}

#[test]
fn provenance_prints_the_birth_certificate() {
    let sortie = cpts(&["diagnostic", FICTIF, "--sources"]).reussie();
    for mot in ["PROVENANCE", "apl_mg", "formule", "sha256", "couverture"] {
        assert!(sortie.stdout.contains(mot), "{mot}");
    }
}
