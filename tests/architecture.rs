//! Holds the arrows of the house: who may use whom, and which crate stays at which door.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::outils::racine;

/// Modules of ours that each module may use.
const FLECHES: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("francais", &[]),
    ("progress", &[]),
    ("geo", &["model"]),
    ("base", &["model"]),
    ("baremes", &["model"]),
    ("perimetre", &["model", "base", "geo"]),
    (
        "load",
        &["model", "francais", "base", "geo", "perimetre", "progress"],
    ),
    (
        "check",
        &["model", "francais", "base", "geo", "indicateurs"],
    ),
    ("indicateurs", &["model", "francais"]),
    ("acces", &["model", "geo", "indicateurs"]),
    ("financement", &["model", "francais", "baremes", "geo"]),
    (
        "rapport",
        &["model", "francais", "geo", "acces", "financement"],
    ),
    ("render", &["model", "francais", "rapport"]),
    ("cli", &["model"]),
];

/// Crates that stay at their door.
const PORTES: &[(&str, &[&str])] = &[
    ("clap", &["cli", "main", "commands"]),
    ("polars", &["load"]),
    ("calamine", &["load"]),
    ("csv", &["load", "commands", "render"]),
    ("comfy_table", &["render", "commands"]),
    ("indicatif", &["progress"]),
    ("minijinja", &["render"]),
    ("rust_xlsxwriter", &["render"]),
    ("anyhow", &["commands", "main"]),
];

#[test]
fn every_module_uses_only_what_it_may() {
    let permis: BTreeMap<_, _> = FLECHES.iter().copied().collect();
    let mut fautes = Vec::new();
    for (module, fichier, texte) in sources() {
        let Some(cibles) = permis.get(module.as_str()) else {
            continue;
        };
        for utilise in modules_utilises(&texte) {
            if utilise != module && !cibles.contains(&utilise.as_str()) {
                fautes.push(format!("{} : {module} → {utilise}", fichier.display()));
            }
        }
    }
    assert!(
        fautes.is_empty(),
        "flèches interdites :\n{}",
        fautes.join("\n")
    );
}

#[test]
fn every_third_party_crate_stays_at_its_door() {
    let mut fautes = Vec::new();
    for (module, fichier, texte) in sources() {
        for (crate_tierce, portes) in PORTES {
            let appel = format!("{crate_tierce}::");
            let cite = code(&texte).any(|l| contient_chemin(l, &appel));
            if cite && !portes.contains(&module.as_str()) {
                fautes.push(format!("{} utilise {crate_tierce}", fichier.display()));
            }
        }
    }
    assert!(
        fautes.is_empty(),
        "caisses hors de leur porte :\n{}",
        fautes.join("\n")
    );
}

#[test]
fn every_module_is_in_the_table() {
    let connus: Vec<&str> = FLECHES.iter().map(|(m, _)| *m).collect();
    for (module, fichier, _) in sources() {
        let libre = ["commands", "main", "lib"].contains(&module.as_str());
        assert!(
            libre || connus.contains(&module.as_str()),
            "{} n'a pas de flèches",
            fichier.display()
        );
    }
}

#[test]
fn computation_reads_no_file_and_prints_nothing() {
    for (module, fichier, texte) in sources() {
        if ["load", "commands", "main", "progress"].contains(&module.as_str()) {
            continue;
        }
        let production = texte.split("#[cfg(test)]").next().unwrap_or_default();
        for interdit in [
            "std::fs",
            "std::env::var",
            "File::open",
            "SystemTime",
            "Instant::now",
            "std::io::std",
        ] {
            assert!(
                !production.contains(interdit),
                "{} : {interdit}",
                fichier.display()
            );
        }
    }
}

#[test]
fn files_stay_readable() {
    for (_, fichier, texte) in sources() {
        assert!(
            texte.lines().count() <= 500,
            "{} dépasse 500 lignes",
            fichier.display()
        );
        assert!(
            texte.starts_with("//!"),
            "{} ne dit pas à quoi il sert",
            fichier.display()
        );
    }
}

/// Every Rust file of `src/` that is not only for tests: its module, its path, its text.
fn sources() -> Vec<(String, PathBuf, String)> {
    let src = racine().join("src");
    let mut fichiers = Vec::new();
    parcourir(&src, &mut fichiers);
    fichiers.sort();
    assert!(fichiers.len() > 20);
    let textes: Vec<(PathBuf, String)> = fichiers
        .into_iter()
        .map(|f| (f.clone(), fs::read_to_string(&f).expect("lisible")))
        .collect();
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
            let relatif = f.strip_prefix(&src).expect("sous src").to_owned();
            let premier = relatif
                .iter()
                .next()
                .expect("un nom")
                .to_string_lossy()
                .into_owned();
            (premier.trim_end_matches(".rs").to_owned(), relatif, texte)
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

/// Lines that are code, tests at the foot left out.
fn code(texte: &str) -> impl Iterator<Item = &str> {
    texte
        .split("#[cfg(test)]")
        .next()
        .unwrap_or_default()
        .lines()
        .filter(|l| !l.trim_start().starts_with("//"))
}

fn contient_chemin(ligne: &str, appel: &str) -> bool {
    ligne.match_indices(appel).any(|(i, _)| {
        let avant = ligne[..i].chars().next_back();
        !avant.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

/// First segment after each `crate::`, braces included.
fn modules_utilises(texte: &str) -> Vec<String> {
    let mut modules = Vec::new();
    let production: Vec<&str> = code(texte).collect();
    let production = production.join("\n");
    for (i, _) in production.match_indices("crate::") {
        let suite = &production[i + "crate::".len()..];
        if let Some(liste) = suite.strip_prefix('{') {
            let liste = liste.split('}').next().unwrap_or_default();
            modules.extend(liste.split(',').map(|m| premier_segment(m.trim())));
        } else {
            modules.push(premier_segment(suite));
        }
    }
    modules.retain(|m| !m.is_empty());
    modules
}

fn premier_segment(texte: &str) -> String {
    texte
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}
