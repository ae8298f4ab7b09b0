//! Bad input: a French message that names the place and the remedy, a documented exit code, nothing written.

mod attaques;
mod donnees;
mod perimetres;
mod rejets;
mod tailles;

use std::fs;

use crate::outils::{cpts, echantillon};

/// A file of `data-samples/erreurs`.
fn erreurs(nom: &str) -> String {
    echantillon(&format!("erreurs/{nom}"))
        .to_string_lossy()
        .into_owned()
}

#[test]
fn usage_errors_are_french_and_exit_2() {
    cpts(&[]).echouee(2, &["il manque une commande"]);
    cpts(&["diagnostic"]).echouee(2, &["il manque", "PERIMETRE"]);
    cpts(&["diagnostic", "dep:48", "--sortie", "rapport.odt"])
        .echouee(2, &["rapport.odt", ".html"]);
    cpts(&["diagnostic", "dep:48", "--format", "pdf"]).echouee(2, &["pdf", "json"]);
}

#[test]
fn a_missing_data_folder_is_named_with_the_remedy() {
    cpts(&["diagnostic", "dep:48", "--donnees", "nulle-part"])
        .echouee(3, &["nulle-part", "remède"]);
}

#[test]
fn unknown_perimeters_are_named_with_a_suggestion() {
    cpts(&["diagnostic", "commune:48999"]).echouee(3, &["48999"]);
    cpts(&["diagnostic", "dep:99"]).echouee(3, &["99"]);
    cpts(&["diagnostic", "epci:123456789"]).echouee(3, &["123456789"]);
    cpts(&["diagnostic", "fichier-absent.csv"]).echouee(3, &["fichier-absent.csv"]);
    cpts(&["diagnostic", "bv:48095"]).echouee(3, &["bassin"]);
}

#[test]
fn an_empty_perimeter_is_nothing_to_do() {
    cpts(&["diagnostic", "dep:48 - dep:48"]).echouee(4, &["vide"]);
    cpts(&["diagnostic", &erreurs("perimetre-vide.csv")]).echouee(4, &["vide"]);
}

#[test]
fn nothing_is_written_when_something_is_wrong() {
    let dossier = tempfile::tempdir().unwrap();
    let html = dossier.path().join("r.html");
    cpts(&[
        "diagnostic",
        "commune:48999",
        "--sortie",
        html.to_str().unwrap(),
    ])
    .echouee(3, &[]);
    assert_eq!(fs::read_dir(dossier.path()).unwrap().count(), 0);
    let ailleurs = dossier.path().join("absent").join("r.html");
    cpts(&[
        "diagnostic",
        "dep:48",
        "--sortie",
        ailleurs.to_str().unwrap(),
    ])
    .echouee(5, &["absent"]);
    assert_eq!(fs::read_dir(dossier.path()).unwrap().count(), 0);
}
