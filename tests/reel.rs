//! The real national data: run by `.ci/run`, skipped on a machine without them (CPTS_DONNEES_REELLES).

use std::fs;

use serde_json::Value;

use crate::cas_publics::lecture::{carte, cellule};
use crate::diagnostic::{comparateur, indicateur, json_valide};
use crate::outils::{cpts, donnees_reelles};

fn diagnostic(perimetre: &str) -> Option<Value> {
    let donnees = donnees_reelles()?;
    Some(json_valide(
        &cpts(&[
            "diagnostic",
            perimetre,
            "--donnees",
            &donnees,
            "--format",
            "json",
        ])
        .reussie(),
    ))
}

fn proche(valeur: f64, attendu: f64, tolerance: f64) {
    assert!(
        (valeur - attendu).abs() <= tolerance,
        "{valeur} au lieu de {attendu}"
    );
}

/// Check values: DREES APL 2023, BPE 2024, zoning of the médecins.
#[test]
fn france_has_its_published_figures() {
    let Some(json) = diagnostic("dep:48") else {
        return;
    };
    proche(comparateur(&json, "apl_mg", "france"), 3.7446, 0.0001);
    proche(comparateur(&json, "apl_mg_65", "france"), 3.2947, 0.0001);
    proche(comparateur(&json, "effectif_mg", "france"), 60_573.0, 0.5);
    proche(comparateur(&json, "part_pop_zip", "france"), 28.4, 0.05);
    proche(comparateur(&json, "part_pop_zac", "france"), 39.6, 0.05);
    proche(
        comparateur(&json, "part_pop_apl_mg_inf_2_5", "france"),
        16.63,
        0.02,
    );
    proche(
        comparateur(&json, "population_municipale", "france"),
        68_350_798.0,
        0.5,
    );
    assert_eq!(json["perimetre"]["communes"].as_array().unwrap().len(), 152);
    assert!(json["cartes"]["communes"].as_array().unwrap().len() > 152);
    assert_eq!(json["cartes"]["sans_contour"].as_array().unwrap().len(), 0);
}

/// Recomputed by hand from the files of the folder, without the code of this project: DREES APL 2023 (rule of the
/// threshold on the non-standardised population), BPE 2024, INSEE populations 2021 and COG 2026.
#[test]
fn figures_recomputed_apart_from_this_project_are_met() {
    let Some(json) = diagnostic("dep:48") else {
        return;
    };
    for (id, attendu) in [
        ("part_pop_apl_mg_inf_2_5", 16.632_338),
        ("part_pop_apl_mg_65_inf_2_5", 27.408_616),
        ("apl_infirmiers", 154.628_225),
        ("apl_kines", 118.865_359),
        ("apl_sages_femmes", 21.798_047),
        ("apl_dentistes", 60.613_003),
    ] {
        proche(comparateur(&json, id, "france"), attendu, 1e-5);
    }
    for (id, attendu) in [
        ("apl_mg", 2.900_027),
        ("apl_mg_65", 2.447_042),
        ("part_pop_apl_mg_inf_2_5", 42.214_352),
        ("effectif_mg", 65.0),
        ("densite_mg", 8.498_287),
        ("communes_sans_mg", 126.0),
        ("population_sans_mg", 29_057.0),
        ("effectif_infirmiers", 157.0),
        ("surface_km2", 5_175.91),
        ("part_pop_zip", 42.350_234),
        ("part_pop_densite_7", 23.704_992),
        ("population_totale", 80_081.0),
    ] {
        let valeur = indicateur(&json, id)["valeur"].as_f64().expect(id);
        proche(valeur, attendu, 1e-5);
    }
    let evolution = indicateur(&json, "evolution_population");
    assert!(evolution["valeur"].is_null(), "{evolution}");
    assert_eq!(evolution["statut"], "non_publie");
    let motif = evolution["motif"].as_str().unwrap();
    assert!(
        motif.contains("2021 et 2023") && motif.contains("2018"),
        "{motif}"
    );
    // ZIP, ZAC, ZAR, hors zonage and what has no published class (La Réunion) make the whole.
    let parts: f64 = ["zip", "zac", "zar", "hors_zonage"]
        .map(|c| comparateur(&json, &format!("part_pop_{c}"), "france"))
        .iter()
        .sum();
    proche(parts, 98.580, 0.001);
}

/// The référentiel gives Mayotte its census of 2017: no evolution can be read, and the vintage says so.
#[test]
fn mayotte_has_its_own_vintage_and_no_evolution() {
    let Some(json) = diagnostic("dep:976") else {
        return;
    };
    let evolution = indicateur(&json, "evolution_population");
    assert!(evolution["valeur"].is_null(), "{evolution}");
    let population = indicateur(&json, "population_municipale");
    assert!(
        population["millesime"].as_str().unwrap().contains("2017"),
        "{population}"
    );
}

/// Populations given by the COG 2026.
#[test]
fn montpellier_paris_corsica_guadeloupe_and_two_regions_give_full_reports() {
    let Some(json) = diagnostic("epci:243400017") else {
        return;
    };
    let villes = json["perimetre"]["communes"].as_array().unwrap();
    let montpellier = villes
        .iter()
        .find(|c| c["code"] == "34172")
        .expect("Montpellier");
    proche(montpellier["population"].as_f64().unwrap(), 310_240.0, 0.5);
    for (perimetre, population) in [
        ("commune:75056", Some(2_103_778.0)),
        ("dep:2A", None),
        ("dep:971", None),
    ] {
        let json = diagnostic(perimetre).expect("données réelles");
        if let Some(attendu) = population {
            proche(json["population"]["valeur"].as_f64().unwrap(), attendu, 0.5);
        }
        for id in ["effectif_mg", "apl_mg", "densite_mg", "part_pop_zip"] {
            assert!(
                indicateur(&json, id)["valeur"].is_number(),
                "{perimetre} : {id}"
            );
        }
    }
    let json = diagnostic("commune:48095,48198,43221,07330").expect("données réelles");
    assert_eq!(json["perimetre"]["regions"].as_array().unwrap().len(), 2);
    assert!(
        indicateur(&json, "apl_mg")["comparateurs"]
            .as_array()
            .unwrap()
            .len()
            >= 6
    );
}

/// A city read through its arrondissements is the sum of any two halves of them.
#[test]
fn paris_is_the_sum_of_its_arrondissements() {
    let moitie = |de: u32, a: u32| {
        let codes: Vec<String> = (de..=a).map(|n| n.to_string()).collect();
        diagnostic(&format!("commune:{}", codes.join(",")))
    };
    let Some(ouest) = moitie(75_101, 75_110) else {
        return;
    };
    let est = moitie(75_111, 75_120).expect("données réelles");
    let ville = diagnostic("commune:75056").expect("données réelles");
    for id in [
        "population_municipale",
        "effectif_mg",
        "effectif_infirmiers",
    ] {
        let valeur = |json: &Value| indicateur(json, id)["valeur"].as_f64().expect("un nombre");
        proche(valeur(&ouest) + valeur(&est), valeur(&ville), 1e-6);
    }
}

#[test]
fn verdon_is_read_from_the_regional_list() {
    let Some(json) = diagnostic("cpts:\"CPTS du Verdon\"") else {
        return;
    };
    assert_eq!(json["perimetre"]["nom"], "CPTS du Verdon");
    assert_eq!(json["zones_blanches"]["liste_presente"], true);
    assert!(
        json["zones_blanches"]["communes_sans_cpts"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert!(indicateur(&json, "apl_mg")["valeur"].is_number());
}

/// 15031 was re-created by a split: no file older than the split gives it a figure; 12218 is read through 12076.
#[test]
fn recreated_communes_have_no_data_and_recoded_ones_have() {
    let Some(json) = diagnostic("commune:15031,12218") else {
        return;
    };
    let apl = indicateur(&json, "apl_mg");
    proche(apl["couverture"]["communes"].as_f64().unwrap(), 0.5, 1e-9);
    let texte = serde_json::to_string(&json["constats"]).unwrap();
    assert!(
        texte.contains("15031"),
        "la commune sans donnée est dite : {texte}"
    );
}

/// RP 2018 of communes over 2 000 inhabitants: partial on purpose, never passed off as the whole.
#[test]
fn partial_ages_come_out_as_partial() {
    let Some(json) = diagnostic("dep:48") else {
        return;
    };
    let part = indicateur(&json, "part_age_75_plus");
    assert!(
        part["statut"] == "partiel" || part["statut"] == "non_publie",
        "{part}"
    );
    assert!(part["couverture"]["population"].as_f64().unwrap() < 0.9);
}

#[test]
fn same_bytes_twice_on_real_data() {
    let Some(donnees) = donnees_reelles() else {
        return;
    };
    let dossier = tempfile::tempdir().unwrap();
    let rapport = |fils: &str, nom: &str| {
        let html = dossier.path().join(nom);
        cpts(&[
            "diagnostic",
            "dep:48",
            "--donnees",
            &donnees,
            "--fils",
            fils,
            "--sortie",
            html.to_str().unwrap(),
        ])
        .reussie();
        fs::read(&html).unwrap()
    };
    assert!(rapport("1", "a.html") == rapport("4", "b.html"));
}

#[test]
fn marseille_beside_aix_has_whole_numbers_of_communes_in_their_zone() {
    let Some(json) = diagnostic("commune:13055,13001") else {
        return;
    };
    for (id, attendu) in [
        ("nombre_communes", 2.0),
        ("communes_zip", 0.0),
        ("communes_zac", 0.0),
        ("communes_hors_zonage", 1.0),
    ] {
        assert_eq!(indicateur(&json, id)["valeur"], attendu, "{id}");
    }
    let zonage = json["sous_densite"]["zonage"].as_array().unwrap();
    let communes: u64 = zonage.iter().map(|z| z["communes"].as_u64().unwrap()).sum();
    assert_eq!(communes, 1);
    assert_eq!(
        json["sous_densite"]["zonage_partage"][0]["nom"],
        "Marseille"
    );
    let zone = cellule(&json, "communes", "Zonage médecins", "13055").unwrap();
    assert!(zone.as_str().unwrap().ends_with("selon l'arrondissement"));
}

#[test]
fn paris_has_one_apl_in_the_figures_the_table_and_the_map() {
    let Some(json) = diagnostic("commune:75056") else {
        return;
    };
    let apl = &indicateur(&json, "apl_mg")["valeur"];
    let table = cellule(&json, "apl", "Médecins généralistes", "75056");
    assert_eq!(table.and_then(|c| c.as_f64()), apl.as_f64());
    assert_eq!(carte(&json, "apl_mg", "75056"), apl.as_f64());
}
