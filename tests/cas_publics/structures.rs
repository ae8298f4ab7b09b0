//! Structures and professionals from several files at once: which one speaks, what is near, what two sources count apart.

use serde_json::Value;

use crate::outils::{constats, diagnostic, valeur};

/// A row of the legacy FINESS: number, name, commune, département, category.
fn legacy(numero: &str, nom: &str, commune: &str, departement: &str, categorie: &str) -> String {
    format!(
        "structureet;{numero};96;{nom};{nom};;;;;;;;{commune};{departement};D;00000 V;;;{categorie};Catégorie;11;G;;;;;;;;;2020-01-01;\n"
    )
}

fn lignes(rapport: &Value, tableau: &str) -> Vec<Value> {
    let mut tous = rapport["tableaux"].as_array().into_iter().flatten();
    let tableau = tous.find(|t| t["id"] == tableau);
    let lignes = tableau.and_then(|t| t["lignes"].as_array());
    lignes.cloned().unwrap_or_default()
}

#[test]
fn the_nearest_structure_comes_from_the_points_of_the_legacy_finess() {
    // Metres of Lambert-93 near Mende, 10 km apart.
    let finess = format!(
        "finess;etalab;111;2026-05-12\n{}{}geolocalisation;480000001;740000;6380000;1,X,96,BAN,EPSG:2154;2026-05-01\n\
         geolocalisation;480000002;740000;6390000;1,X,96,BAN,EPSG:2154;2026-05-01\n",
        legacy("480000001", "PHARMACIE FICTIVE", "095", "48", "620"),
        legacy("480000002", "LABORATOIRE FICTIF", "095", "48", "611"),
    );
    let r = diagnostic(
        "commune:48095",
        &[
            ("etalab-cs1100507-stock-20260512-0335.csv", &finess),
            (
                "mairies.csv",
                "code_insee;nom;lon;lat\n48095;Mende;3.5;44.52\n",
            ),
        ],
    );
    let proches = lignes(&r, "structures_proches");
    let ecrites = proches[0].to_string();
    assert!(
        ecrites.contains("PHARMACIE FICTIVE") && ecrites.contains("LABORATOIRE FICTIF"),
        "{ecrites}"
    );
    let km: Vec<f64> = proches[0]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_f64)
        .collect();
    assert_eq!(km.len(), 2);
    assert!(
        km.iter().all(|d| *d < 15.0) && (km[0] - km[1]).abs() < 10.5,
        "{km:?}"
    );
}

#[test]
fn a_file_that_says_nothing_of_the_territory_never_silences_one_that_does() {
    let extrait = format!(
        "finess;etalab;98;2026-05-12\n{}",
        legacy("010000001", "AILLEURS", "053", "01", "620")
    );
    let communes = ["095", "080", "140", "146", "061", "039"];
    let rangees: String = (1..)
        .zip(communes)
        .map(|(i, c)| format!("48000000{i};P;PHARMACIE {i};48;{c};620;Pharmacie\n"))
        .collect();
    let entete =
        format!("nofinesset;rs;rslongue;departement;commune;categetab;libcategetab\n{rangees}");
    let r = diagnostic(
        "commune:48095 + commune:48080",
        &[
            ("etalab-cs1100502-stock-20260512-0335.csv", &extrait),
            ("finess_etablissements.csv", &entete),
        ],
    );
    assert_eq!(valeur(&r, "finess_pharmacies"), Some(2.0));
    let dit = constats(&r, "source_moins_etendue");
    assert!(
        dit.contains("finess_etablissements.csv (non daté) qui est retenu"),
        "{dit}"
    );
    assert_eq!(lignes(&r, "structures").len(), 2);
}

/// Rows of the RPPS: number of the person, commune.
fn rpps(personnes: &[(&str, &str)]) -> String {
    let rangees = personnes
        .iter()
        .map(|(p, c)| format!("{p}|10|SM26|L|{c}\n"));
    format!(
        "Identifiant PP|Code profession|Code savoir-faire|Code mode exercice|Code commune (coord. structure)\n{}",
        rangees.collect::<String>()
    )
}

#[test]
fn two_sources_of_one_profession_are_reconciled_once_and_two_files_of_one_source_apart() {
    let nom = "PS_LibreAcces_Personne_activite_202610081200.txt";
    let bpe = "code_commune,typequ,nombre\n48095,D265,3\n48080,D265,1\n";
    let de = |personnes: &[(&str, &str)]| {
        diagnostic(
            "commune:48095 + commune:48080",
            &[("bpe_2024.csv", bpe), (nom, &rpps(personnes))],
        )
    };
    // A person of both communes counts once: 3 against the 4 of the BPE.
    let r = de(&[
        ("81", "48095"),
        ("82", "48095"),
        ("82", "48080"),
        ("83", "48080"),
    ]);
    let dit = constats(&r, "sources_divergentes_rpps_mg").replace('\u{a0}', " ");
    assert!(
        dit.contains("4 selon la BPE 2024, 3 selon le RPPS 2026 (écart : −1)"),
        "{dit}"
    );
    assert_eq!(dit.matches("selon la BPE").count(), 1, "{dit}");
    assert_eq!(
        constats(&r, "doublon_ecart"),
        "",
        "deux sources ne sont pas un doublon"
    );
    let r = de(&[
        ("81", "48095"),
        ("82", "48095"),
        ("83", "48080"),
        ("84", "48080"),
    ]);
    assert_eq!(
        constats(&r, "sources_divergentes_rpps_mg"),
        "",
        "sans écart, rien à dire"
    );
}
