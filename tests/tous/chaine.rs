//! The example of a pipeline: it remakes, compares with the last time, and fails beyond a threshold.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;

use crate::outils::{dossier, echantillon, racine};

fn refait(dans: &Path, liste: &str) -> (Option<i32>, String) {
    let fichier = dans.join("liste.csv");
    std::fs::write(&fichier, liste).unwrap();
    let mut commande = Command::new("bash");
    commande
        .arg(racine().join("examples/ci/refaire.sh"))
        .arg(dans.join("sortie"))
        .args(["--tous", fichier.to_str().unwrap(), "-q", "--donnees"])
        .arg(echantillon("lozere"))
        .env("CPTS", env!("CARGO_BIN_EXE_cpts"))
        .env_remove("CPTS_DONNEES");
    let fait = commande.output().unwrap();
    let ecarts = std::fs::read_to_string(dans.join("sortie/ecarts.md")).unwrap_or_default();
    (fait.status.code(), ecarts)
}

#[test]
fn the_pipeline_fails_when_a_tier_changes_and_says_what_has() {
    let d = dossier(&[]);
    let tout = "nom;perimetre\nEssai;dep:48\nAutre;commune:48080\n";
    assert_eq!(refait(d.path(), tout), (Some(0), String::new()));
    assert_eq!(refait(d.path(), tout), (Some(0), String::new()));
    let moins = "nom;perimetre\nEssai;commune:48095\nAutre;commune:48080\n";
    let (code, ecarts) = refait(d.path(), moins);
    assert_eq!(code, Some(1));
    assert!(
        ecarts.contains("Communes sorties") && ecarts.contains("Essai"),
        "{ecarts}"
    );
    let faux = "nom;perimetre\nEssai;commune:48095\nAutre;commune:48999\n";
    assert_eq!(refait(d.path(), faux).0, Some(3));
}
