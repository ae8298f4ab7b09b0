//! `--format atelier`: the page that a browser adds up; what it shows is compared with the program in `.ci/acces`.

use std::fs;

use serde_json::Value;

use super::FICTIF;
use crate::outils::cpts;

/// The data that a page holds.
fn donnees(page: &str) -> Value {
    let (_, suite) = page
        .split_once("type=\"application/json\">")
        .expect("données");
    let (json, _) = suite.split_once("</script>").expect("fin des données");
    serde_json::from_str(json).expect("JSON")
}

#[test]
fn the_page_holds_the_communes_around_and_the_terms_of_the_figures() {
    let dossier = tempfile::tempdir().unwrap();
    let sortie = dossier.path().join("atelier.html");
    let chemin = sortie.to_str().unwrap();
    let dit = cpts(&[
        "diagnostic",
        FICTIF,
        "--format",
        "atelier",
        "--sortie",
        chemin,
    ])
    .reussie();
    assert!(!dit.stdout.contains("<html"), "la page va dans le fichier");
    let page = fs::read_to_string(&sortie).unwrap();
    assert!(page.len() < 3_000_000 && !page.contains("src=\"http"));
    let lu = donnees(&page);
    let communes = lu["communes"].as_array().unwrap();
    let dedans = communes
        .iter()
        .filter(|c| c[4].as_f64() > Some(0.0))
        .count();
    assert_eq!(dedans, 22);
    assert!(communes.len() > dedans, "des communes autour");
    let rapport = cpts(&["diagnostic", FICTIF, "--format", "json"])
        .reussie()
        .json();
    let chiffres = lu["chiffres"].as_array().unwrap();
    for id in [
        "apl_mg",
        "part_pop_apl_mg_inf_2_5",
        "part_age_75_plus",
        "effectif_mg",
    ] {
        let f = chiffres
            .iter()
            .find(|f| f["id"] == id)
            .unwrap_or_else(|| panic!("{id}"));
        assert_eq!(f["num"].as_array().unwrap().len(), communes.len());
        let publie = super::indicateur(&rapport, id);
        assert_eq!(
            (&f["libelle"], &f["decimales"]),
            (&publie["libelle"], &publie["decimales"])
        );
    }
}

#[test]
fn without_a_file_the_page_goes_to_the_standard_output() {
    let page = cpts(&["diagnostic", "commune:48095", "--format", "atelier"])
        .reussie()
        .stdout;
    assert_eq!(donnees(&page)["communes"].as_array().unwrap().len(), 152);
}

#[test]
fn a_list_and_arrondissements_are_refused() {
    let dossier = tempfile::tempdir().unwrap();
    let sortie = dossier.path().to_str().unwrap();
    let tous = [
        "diagnostic",
        "--tous",
        "dep:*",
        "--format",
        "atelier",
        "--sortie",
        sortie,
    ];
    cpts(&tous).echouee(2, &["un périmètre à la fois", "--tous"]);
    let marseille = ["diagnostic", "commune:13201", "--format", "atelier"];
    cpts(&marseille).echouee(3, &["arrondissements municipaux", "remède"]);
}

#[test]
fn a_département_shows_what_touches_it_and_a_distance_what_is_within_it() {
    let codes = |arguments: &[&str]| -> Vec<String> {
        let debut = ["diagnostic", "--format", "atelier"];
        let page = cpts(&[&debut, arguments].concat()).reussie().stdout;
        let communes = donnees(&page)["communes"].as_array().unwrap().clone();
        let code = |c: &Value| c[0].as_str().unwrap().to_owned();
        communes.iter().map(code).collect()
    };
    let lozere = codes(&["dep:48"]);
    let dehors = lozere.iter().filter(|c| !c.starts_with("48")).count();
    assert!(dehors > 20, "{dehors} communes autour de la Lozère");
    let autour = codes(&["commune:48095", "--autour-km", "15"]);
    assert!(autour.contains(&"48095".to_owned()) && autour.len() > 5 && autour.len() < 60);
    let large = codes(&["commune:48095", "--autour-km", "30"]);
    assert!(large.len() > autour.len() && autour.iter().all(|c| large.contains(c)));
}

#[test]
fn a_distance_that_means_nothing_is_refused() {
    let debut = ["diagnostic", "dep:48", "--autour-km"];
    cpts(&[&debut[..], &["10"]].concat()).echouee(2, &["--format atelier"]);
    let atelier = ["--format", "atelier"];
    cpts(&[&debut[..], &["0"], &atelier].concat()).echouee(2, &["--autour-km"]);
    cpts(&[&debut[..], &["900"], &atelier].concat())
        .echouee(3, &["à cette distance", "diminuez --autour-km"]);
}
