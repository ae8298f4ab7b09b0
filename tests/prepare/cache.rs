//! The cache: right when the folder changes, when a run is killed and when two run at once.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;

use super::{medecins, mg, table, texte};
use crate::outils::{commande, cpts, dossier, lance};

/// Some 9 Mo of communes: large enough to be kept.
fn gros(mende: u32) -> tempfile::TempDir {
    let d = table(mende);
    let mut lignes = String::from("codgeo;note\n");
    for _ in 0..600_000 {
        lignes.push_str("48095;rien à lire\n");
    }
    fs::write(d.path().join("notes.csv"), lignes).unwrap();
    d
}

/// A file just written is not trusted: waits for those of a folder to be old enough.
fn vieillit() {
    std::thread::sleep(Duration::from_millis(3200));
}

#[test]
fn a_cache_never_outlives_a_change_of_the_folder() {
    let d = gros(10);
    let cache = dossier(&[]);
    let caches = || fs::read_dir(cache.path()).unwrap().count();
    let descripteur = d.path().join("d.toml");
    let lit = |options: &[&str]| {
        let arguments = ["--format", "json", "--descripteur", texte(&descripteur)];
        lance(
            "commune:48095,48080",
            d.path(),
            &[&arguments, options].concat(),
        )
        .reussie()
        .stdout
    };
    vieillit();
    let avec = ["--cache", texte(cache.path())];
    let sans = lit(&["--sans-cache"]);
    assert_eq!(caches(), 0);
    assert!(lit(&avec) == sans && caches() == 1);
    assert!(lit(&avec) == sans);
    // Damaged: read again, and mended.
    let garde = fs::read_dir(cache.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let entier = fs::read(&garde).unwrap();
    fs::write(&garde, &entier[..entier.len() / 2]).unwrap();
    assert!(lit(&avec) == sans);
    // Same size, other figure.
    fs::write(d.path().join("medecins-2024.csv"), mg(99)).unwrap();
    let change: Value = serde_json::from_str(&lit(&avec)).unwrap();
    assert_eq!(medecins(&change), 101.0);
    // A file that is gone is forgotten, and a folder that is gone too, whatever the next run reads.
    fs::remove_file(d.path().join("medecins-2024.csv")).unwrap();
    assert!(!lit(&avec).contains("medecins-2024.csv"));
    vieillit();
    assert!(!lit(&avec).contains("medecins-2024.csv") && caches() == 1);
    fs::remove_file(d.path().join("notes.csv")).unwrap();
    lance("commune:48095", table(1).path(), &avec).reussie();
    assert_eq!(caches(), 0);
}

#[test]
fn a_run_that_is_killed_or_raced_leaves_a_right_cache() {
    let d = gros(10);
    let cache = dossier(&[]);
    vieillit();
    let descripteur = d.path().join("d.toml");
    let arguments = [
        "diagnostic",
        "commune:48095,48080",
        "--format",
        "json",
        "--descripteur",
        texte(&descripteur),
        "--donnees",
        texte(d.path()),
        "--cache",
        texte(cache.path()),
    ];
    let part = || {
        let mut c = commande(&arguments);
        c.stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let juste = cpts(&[&arguments[..8], &["--sans-cache"]].concat())
        .reussie()
        .stdout;
    for tour in 0..20_u64 {
        let mut tue = part();
        std::thread::sleep(Duration::from_millis(tour * 37 % 400));
        tue.kill().unwrap();
        tue.wait().unwrap();
        assert!(cpts(&arguments).reussie().stdout == juste, "tour {tour}");
        if tour % 2 == 0 {
            fs::remove_dir_all(cache.path()).unwrap();
        }
    }
    fs::remove_dir_all(cache.path()).unwrap();
    let deux = [part(), part()];
    for course in deux {
        let sortie = course.wait_with_output().unwrap();
        assert!(sortie.status.success() && sortie.stdout == juste.as_bytes());
    }
    assert!(cpts(&arguments).reussie().stdout == juste);
}
