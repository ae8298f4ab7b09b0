//! Reads every Rust file of `src/` that is not only for tests.

use std::fs;
use std::path::{Path, PathBuf};

use super::source::Source;
use crate::outils::racine;

/// Every Rust file under some folders of the project with its text, tests included.
pub fn textes(dossiers: &[&str]) -> Vec<(PathBuf, String)> {
    let mut fichiers = Vec::new();
    for dossier in dossiers {
        parcourir(&racine().join(dossier), &mut fichiers);
    }
    fichiers.sort();
    assert!(fichiers.len() > 20);
    fichiers
        .into_iter()
        .map(|f| (f.clone(), fs::read_to_string(&f).expect("lisible")))
        .collect()
}

/// Every Rust file of `src/` that is not only for tests.
pub fn sources() -> Vec<Source> {
    let src = racine().join("src");
    let textes = textes(&["src"]);
    let essais: Vec<PathBuf> = textes
        .iter()
        .flat_map(|(f, texte)| modules_d_essai(f, texte))
        .collect();
    let pour_essai = |f: &Path| {
        essais
            .iter()
            .any(|e| f.starts_with(e) || f == e.with_extension("rs"))
    };
    textes
        .into_iter()
        .filter(|(f, _)| !pour_essai(f))
        .map(|(f, texte)| {
            let relatif = f.strip_prefix(&src).expect("sous src");
            let premier = relatif.iter().next().expect("un nom").to_string_lossy();
            Source::new(premier.trim_end_matches(".rs"), relatif, &texte)
        })
        .collect()
}

/// Folders of the modules declared right after `#[cfg(test)]`.
fn modules_d_essai(fichier: &Path, texte: &str) -> Vec<PathBuf> {
    let dossier = match fichier.file_stem().and_then(|s| s.to_str()) {
        Some("mod" | "lib" | "main") | None => fichier.with_file_name(""),
        Some(nom) => fichier.with_file_name(nom),
    };
    let lignes: Vec<&str> = texte.lines().map(str::trim).collect();
    lignes
        .windows(2)
        .filter(|paire| paire[0] == "#[cfg(test)]")
        .filter_map(|paire| {
            paire[1]
                .strip_suffix(';')?
                .rsplit("mod ")
                .next()
                .map(|nom| dossier.join(nom))
        })
        .collect()
}

fn parcourir(dossier: &Path, fichiers: &mut Vec<PathBuf>) {
    for entree in fs::read_dir(dossier).expect("dossier") {
        let chemin = entree.expect("entrée").path();
        if chemin.is_dir() {
            parcourir(&chemin, fichiers);
        } else if chemin.extension().is_some_and(|e| e == "rs") {
            fichiers.push(chemin);
        }
    }
}
