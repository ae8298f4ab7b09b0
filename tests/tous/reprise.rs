//! What fails, what has not changed, what an interrupted run leaves.

use std::collections::BTreeSet;
use std::fs;

use super::{net, resume, tous};
use crate::outils::{cpts, dossier};

#[test]
fn one_that_fails_never_stops_the_others_and_the_exit_code_says_so() {
    let liste = "nom;perimetre\nMende;commune:48095\nFaux;commune:48999\n../../x;commune:48080\nx;commune:48061\nVide;\n";
    let d = dossier(&[("liste.csv", liste)]);
    let (fichier, sortie) = (d.path().join("liste.csv"), d.path().join("s/r"));
    let arguments = [
        "diagnostic",
        "--tous",
        fichier.to_str().unwrap(),
        "--sortie",
        sortie.to_str().unwrap(),
        "--formats",
        "json",
    ];
    let lu = cpts(&arguments).echouee(3, &["Faux", "48999", "périmètre vide"]);
    assert!(
        net(&lu.stdout).contains("2 territoires sans diagnostic"),
        "{}",
        lu.stdout
    );
    let noms: BTreeSet<String> = fs::read_dir(&sortie)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    let attendus = [
        ".cpts",
        "index.html",
        "mende.json",
        "resume.csv",
        "resume.json",
        "resume.xlsx",
        "x-2.json",
        "x.json",
    ];
    assert_eq!(noms, attendus.map(str::to_owned).into());
    assert_eq!(fs::read_dir(d.path()).unwrap().count(), 2);
    assert_eq!(resume(&sortie)["echecs"].as_array().unwrap().len(), 2);
}

#[test]
fn only_what_has_changed_is_made_anew() {
    let d = dossier(&[]);
    let sortie = d.path().join("r");
    let lance = |options: &[&str]| {
        let debut = ["--tous", "cpts:*", "--formats", "json"];
        net(&tous(&sortie, &[&debut[..], options].concat())
            .reussie()
            .stdout)
    };
    assert!(lance(&[]).contains("(4 écrits)"));
    let premier = fs::read(sortie.join("resume.json")).unwrap();
    assert!(lance(&[]).contains("(0 écrit, 4 inchangés)"));
    assert!(fs::read(sortie.join("resume.json")).unwrap() == premier);
    let un = sortie.join("cpts-du-val-imaginaire-fictive.json");
    let octets = fs::read(&un).unwrap();
    // What an interrupted run leaves: a file that is missing, another half made, one being written.
    fs::remove_file(&un).unwrap();
    fs::write(sortie.join("cpts-des-monts-songes-fictive.json"), "{").unwrap();
    fs::write(sortie.join(".cpts-abc"), "x").unwrap();
    assert!(lance(&[]).contains("(2 écrits, 2 inchangés)"));
    assert!(fs::read(&un).unwrap() == octets && !sortie.join(".cpts-abc").exists());
    assert!(lance(&["--date", "2026-01-31"]).contains("(4 écrits)"));
    assert!(lance(&["--force", "--date", "2026-01-31"]).contains("(4 écrits)"));
    let reste = lance(&[
        "--date",
        "2026-01-31",
        "--dans",
        "cpts:\"CPTS des Monts-Songés (fictive)\"",
    ]);
    assert!(reste.contains("exécution précédente"), "{reste}");
}

#[test]
fn a_condition_is_met_by_reports_made_or_left_as_they_were() {
    let d = dossier(&[]);
    let sortie = d.path().join("r");
    let options = [
        "--tous",
        "cpts:*",
        "--formats",
        "json",
        "--echec-si",
        "attention",
        "-q",
    ];
    for _ in 0..2 {
        tous(&sortie, &options).echouee(1, &[]);
    }
}

/// A report in a format that is no longer asked for may say something else than those that are made anew: it is named.
#[test]
fn reports_left_in_other_formats_are_named_until_they_are_made_anew() {
    let d = dossier(&[]);
    let sortie = d.path().join("r");
    let lance = |formats: &str| {
        let options = ["--tous", "cpts:*", "--formats", formats];
        net(&tous(&sortie, &options).reussie().stdout)
    };
    assert!(!lance("md").contains("exécution précédente"));
    for _ in 0..2 {
        let dit = lance("json");
        assert!(
            dit.contains("exécution précédente") && dit.contains(".md"),
            "{dit}"
        );
    }
    assert!(!lance("json,md").contains("exécution précédente"));
}
