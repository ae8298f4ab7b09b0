//! One test per faulty data folder of `data-samples/erreurs`: refused, not recognised, or rows rejected one by one.

use std::fs;

use serde_json::Value;

use super::erreurs;
use crate::outils::{Sortie, cpts, echantillon};

fn fictif() -> String {
    echantillon("territoire-fictif/cpts.toml")
        .to_string_lossy()
        .into_owned()
}

fn refusee(dossier: &str, textes: &[&str]) {
    let sorties = tempfile::tempdir().unwrap();
    let html = sorties.path().join("r.html");
    cpts(&[
        "diagnostic",
        &fictif(),
        "--donnees",
        &erreurs(dossier),
        "--strict",
        "--sortie",
        html.to_str().unwrap(),
    ])
    .echouee(3, textes)
    .echouee(3, &["attendu : ", "remède : "]);
    assert_eq!(fs::read_dir(sorties.path()).unwrap().count(), 0);
}

/// The state of the folder, and the rejected rows as CSV.
fn etat(dossier: &str) -> (Value, String) {
    let sorties = tempfile::tempdir().unwrap();
    let rejets = sorties.path().join("rejets.csv");
    let (fictif, donnees) = (fictif(), erreurs(dossier));
    let json = cpts(&[
        "donnees",
        "etat",
        "--projet",
        &fictif,
        "--donnees",
        &donnees,
        "--format",
        "json",
        "--rejets",
        rejets.to_str().unwrap(),
    ])
    .reussie()
    .json();
    (json, fs::read_to_string(rejets).unwrap())
}

fn non_reconnu(dossier: &str, fichier: &str, textes: &[&str]) {
    let (json, _) = etat(dossier);
    let ligne = json["non_reconnus"]
        .as_array()
        .unwrap()
        .iter()
        .find(|n| n["fichier"] == fichier)
        .unwrap_or_else(|| panic!("{json}"))
        .to_string();
    for texte in textes {
        assert!(ligne.contains(texte), "« {texte} » : {ligne}");
    }
}

fn rejetees(dossier: &str, lignes: &[&str]) {
    let (json, rejets) = etat(dossier);
    for ligne in lignes {
        assert!(rejets.contains(ligne), "« {ligne} » :\n{rejets}");
    }
    assert_eq!(json["rejets"], lignes.len(), "{rejets}");
    assert_eq!(rejets.lines().count(), lignes.len() + 1);
    assert!(json["constats"].to_string().contains("lignes_rejetees"));
}

fn diagnostic(dossier: &str) -> Sortie {
    cpts(&[
        "diagnostic",
        &fictif(),
        "--donnees",
        &erreurs(dossier),
        "--format",
        "json",
    ])
}

fn medecins(dossier: &str) -> f64 {
    let json = diagnostic(dossier).reussie().json();
    let indicateurs = json["indicateurs"].as_array().unwrap();
    let effectif = indicateurs.iter().find(|i| i["id"] == "effectif_mg");
    // Two rows are an extract: their sum is the least that there are.
    effectif.and_then(|i| i["bornes"][0].as_f64()).unwrap()
}

#[test]
fn an_empty_folder_is_said() {
    // Version control keeps no empty folder: the sample may be absent.
    let dossier = tempfile::tempdir().unwrap();
    fs::write(dossier.path().join(".gitkeep"), "").unwrap();
    let sortie = cpts(&[
        "diagnostic",
        &fictif(),
        "--donnees",
        dossier.path().to_str().unwrap(),
        "--format",
        "json",
    ])
    .reussie();
    assert!(sortie.stderr.contains("aucun fichier"), "{}", sortie.stderr);
    assert!(
        sortie.json()["donnees"]["constats"]
            .to_string()
            .contains("aucun fichier")
    );
}

#[test]
fn files_that_are_not_data_are_listed_with_the_reason() {
    non_reconnu("fichier-vide", "vide.csv", &["fichier vide"]);
    non_reconnu(
        "mauvais-encodage",
        "communes-utf16-sans-marque.csv",
        &["UTF-16", "UTF-8"],
    );
    non_reconnu("mauvais-separateur", "bpe.csv", &["séparateur"]);
    non_reconnu(
        "gzip-qui-n-en-est-pas",
        "contours.geojson.gz",
        &["pas une archive gzip"],
    );
}

#[test]
fn windows_1252_is_read() {
    assert!((medecins("encodage-windows-1252") - 9.0).abs() < 1e-9);
}

#[test]
fn a_missing_column_stops_the_run() {
    refusee(
        "colonne-manquante",
        &[
            "bpe-sans-nombre.csv, ligne 1",
            "colonne obligatoire absente",
            "« nombre »",
        ],
    );
}

#[test]
fn rows_are_rejected_one_by_one() {
    rejetees(
        "valeur-negative",
        &["bpe.csv;2;nombre;-7;valeur négative;96019"],
    );
    rejetees(
        "valeur-non-numerique",
        &[
            "bpe.csv;2;nombre;deux;valeur non numérique",
            "bpe.csv;3;nombre;1.2.3;valeur non numérique",
            "bpe.csv;4;nombre;NaN;valeur non numérique",
            "bpe.csv;5;nombre;inf;valeur non numérique",
            "bpe.csv;6;nombre;1e999;valeur non numérique",
            "bpe.csv;7;nombre;12 médecins;valeur non numérique",
        ],
    );
    rejetees(
        "commune-en-double",
        &[
            "populations.csv;4;code;96019;commune en double : déjà lue ligne 2",
            "zonage.csv;4;code_commune;96019;commune en double : déjà lue ligne 2",
        ],
    );
    rejetees(
        "code-inconnu",
        &[
            "bpe.csv;3;code_commune;96999;code commune inconnu",
            "bpe.csv;4;code_commune;9619;code commune inconnu",
            "bpe.csv;5;code_commune;Fictive;code commune illisible",
            "bpe.csv;6;code_commune;;code commune absent",
        ],
    );
    rejetees(
        "ligne-trop-courte",
        &[
            "bpe.csv;3;;96020;la ligne a 2 cellules",
            "bpe.csv;4;;96026;la ligne a 5 cellules",
        ],
    );
    rejetees(
        "contours-anneau-ouvert",
        &["contours.geojson;1;;96019", "contours.geojson;3;;96021"],
    );
    rejetees(
        "contours-sans-polygone",
        &["contours.geojson;2;;96020;entité n° 2 : entité sans géométrie"],
    );
}

#[test]
fn broken_files_are_refused() {
    refusee("guillemet-ouvert", &["bpe.csv, ligne 2", "guillemet"]);
    refusee("xlsx-qui-n-en-est-pas", &["apl.xlsx", "pas un classeur"]);
    refusee("xlsx-tronque", &["apl.xlsx", "tronqué", "téléchargez-le"]);
    refusee(
        "gzip-tronque",
        &[
            "contours.geojson.gz",
            "archive gzip tronquée",
            "téléchargez-le",
        ],
    );
}

#[test]
fn hostile_names_stay_text_everywhere() {
    let sorties = tempfile::tempdir().unwrap();
    let chemin = |nom: &str| sorties.path().join(nom).to_string_lossy().into_owned();
    let projet = erreurs("noms-hostiles/cpts.toml");
    let sortie = cpts(&[
        "diagnostic",
        &projet,
        "--sources",
        "--sortie",
        &chemin("r.html"),
        "--sortie",
        &chemin("r.json"),
        "--sortie",
        &chemin("r.txt"),
        "--rejets",
        &chemin("rejets.csv"),
    ])
    .reussie();
    let html = fs::read_to_string(chemin("r.html")).unwrap();
    for interdit in [
        "<script>alert",
        "<img src=x",
        "<b>hostile",
        "\u{1b}",
        "\u{202e}",
    ] {
        assert!(!html.contains(interdit), "« {interdit} » dans le rapport");
    }
    assert!(html.contains("{{ 7*7 }}"));
    let texte = fs::read_to_string(chemin("r.txt")).unwrap();
    for sortie in [&texte, &sortie.stdout, &sortie.stderr] {
        assert!(
            !sortie.contains('\u{1b}') && !sortie.contains('\u{202e}'),
            "{sortie}"
        );
    }
    let rejets = fs::read_to_string(chemin("rejets.csv")).unwrap();
    assert!(!rejets.lines().any(|l| {
        l.split(';')
            .any(|c| c.trim_matches('"').starts_with(['=', '@']))
    }));
    serde_json::from_str::<Value>(&fs::read_to_string(chemin("r.json")).unwrap()).unwrap();
}

#[test]
fn every_file_of_the_folder_is_listed_even_those_of_no_use() {
    let d = tempfile::tempdir().unwrap();
    let ecrit = |nom: &str, texte: &str| fs::write(d.path().join(nom), texte).unwrap();
    ecrit(
        "mouvements.csv",
        "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP\n\
         50,2024-03-04,COM,12076,0,X,X,X,COM,12218,0,X,X,X\n",
    );
    ecrit(
        "mairies.csv",
        "code_insee,nom,lon,lat\n48095,Mende,3.5,44.5\n",
    );
    ecrit("notes.txt", "rien d'utile ici\n");
    let dossier = d.path().to_string_lossy().into_owned();
    let json = cpts(&["donnees", "etat", "--donnees", &dossier, "--format", "json"])
        .reussie()
        .json();
    assert_eq!(json["non_utilises"][0]["fichier"], "mouvements.csv");
    assert_eq!(json["non_reconnus"][0]["fichier"], "notes.txt");
    assert_eq!(json["sources"][1]["variables"][0], "points");
    let texte = cpts(&["donnees", "etat", "--detail", "--donnees", &dossier])
        .reussie()
        .stdout;
    for nom in ["mouvements.csv", "mairies.csv", "notes.txt", "inutile"] {
        assert!(texte.contains(nom), "{nom} : {texte}");
    }
}
