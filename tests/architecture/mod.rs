//! Holds the arrows of the house: who may use whom, and which crate stays at which door.
//!
//! Files are read as Rust tokens, whole: what is under `#[cfg(test)]` is left out wherever it stands.

mod villes;

mod cercles;
mod chemins;
mod jetons;
mod lecture;
mod portes;
mod reseau;
mod source;

use std::collections::BTreeMap;
use std::path::Path;

use lecture::{sources, textes};
use portes::PORTES;
use source::Source;

/// Modules of ours that each module may use.
const FLECHES: &[(&str, &[&str])] = &[
    ("messagepack", &[]),
    ("tri", &[]),
    ("model", &["messagepack"]),
    ("francais", &[]),
    ("texte_toml", &["tri", "model"]),
    ("progress", &[]),
    ("geo", &["model"]),
    ("base", &["model", "texte_toml"]),
    ("baremes", &["tri", "model", "texte_toml"]),
    ("perimetre", &["tri", "model", "francais", "base", "geo"]),
    (
        "load",
        &[
            "tri",
            "model",
            "messagepack",
            "francais",
            "texte_toml",
            "base",
            "geo",
            "perimetre",
            "progress",
        ],
    ),
    (
        "check",
        &[
            "tri",
            "model",
            "francais",
            "texte_toml",
            "base",
            "geo",
            "indicateurs",
        ],
    ),
    ("indicateurs", &["tri", "model", "francais", "texte_toml"]),
    ("acces", &["tri", "model", "geo", "indicateurs"]),
    (
        "decoupage",
        &["tri", "model", "francais", "texte_toml", "geo", "acces"],
    ),
    (
        "financement",
        &["tri", "model", "francais", "baremes", "geo"],
    ),
    (
        "rapport",
        &[
            "tri",
            "model",
            "francais",
            "texte_toml",
            "base",
            "geo",
            "acces",
            "financement",
        ],
    ),
    ("render", &["tri", "model", "francais", "rapport"]),
    ("cli", &["model"]),
    (
        "commands",
        &[
            "tri",
            "acces",
            "baremes",
            "base",
            "check",
            "cli",
            "decoupage",
            "financement",
            "francais",
            "indicateurs",
            "load",
            "model",
            "perimetre",
            "progress",
            "rapport",
            "render",
            "texte_toml",
        ],
    ),
    ("main", &["cli", "commands"]),
];

/// Doors to the outside, closed to computation.
const DEHORS: &[&[&str]] = &[
    &["std", "fs"],
    &["std", "env", "var"],
    &["File", "open"],
    &["SystemTime"],
    &["Instant", "now"],
    &["std", "io", "stdin"],
    &["std", "io", "stdout"],
    &["std", "io", "stderr"],
];

#[test]
fn every_module_uses_only_what_it_may() {
    let permis: BTreeMap<_, _> = FLECHES.iter().copied().collect();
    let mut fautes = Vec::new();
    for s in sources() {
        let Some(cibles) = permis.get(s.module.as_str()) else {
            assert_eq!(
                s.module,
                "lib",
                "{} n'a pas de flèches",
                s.relatif.display()
            );
            continue;
        };
        for utilise in s.modules_utilises() {
            if utilise != s.module && !cibles.contains(&utilise.as_str()) {
                fautes.push(format!(
                    "{} : {} → {utilise}",
                    s.relatif.display(),
                    s.module
                ));
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
fn no_command_calls_another() {
    let mut fautes = Vec::new();
    for s in sources().iter().filter(|s| s.module == "commands") {
        let Some(commande) = s.relatif.iter().nth(1) else {
            continue;
        };
        let commande = commande.to_string_lossy();
        let commande = commande.trim_end_matches(".rs");
        for autre in [
            "diagnostic",
            "donnees",
            "financement",
            "indicateurs",
            "verifier",
        ] {
            let cite = s.cite(&["commands", autre]) || s.cite(&["super", autre]);
            // `perimetre` is the family of `verifier`.
            let sous_commande = commande == "perimetre" && autre == "verifier";
            // A file of `pipeline/` may bear the name of what it computes.
            if cite
                && commande != autre
                && !["mod", "pipeline"].contains(&commande)
                && !sous_commande
            {
                fautes.push(format!("{} → commands::{autre}", s.relatif.display()));
            }
        }
    }
    assert!(fautes.is_empty(), "{}", fautes.join("\n"));
}

#[test]
fn every_third_party_crate_stays_at_its_door() {
    let mut fautes = Vec::new();
    for s in sources() {
        for (caisse, portes) in PORTES {
            if s.nomme_la_caisse(caisse) && !portes.contains(&s.module.as_str()) {
                fautes.push(format!("{} utilise {caisse}", s.relatif.display()));
            }
        }
    }
    assert!(
        fautes.is_empty(),
        "caisses hors de leur porte :\n{}",
        fautes.join("\n")
    );
}

/// A text read elsewhere would have its errors in English, or none.
#[test]
fn only_one_reader_reads_toml() {
    for s in sources().iter().filter(|s| s.module != "texte_toml") {
        for chemin in [&["toml", "from_str"][..], &["toml", "from_slice"]] {
            assert!(!s.cite(chemin), "{}", s.relatif.display());
        }
    }
}

#[test]
fn computation_reads_no_file_and_prints_nothing() {
    for s in sources() {
        if ["load", "commands", "main", "progress"].contains(&s.module.as_str()) {
            continue;
        }
        for chemin in DEHORS {
            assert!(
                !s.cite(chemin),
                "{} : {}",
                s.relatif.display(),
                chemin.join("::")
            );
        }
    }
}

#[test]
fn files_and_functions_stay_readable() {
    let mut fautes = Vec::new();
    for (fichier, texte) in textes(&["src", "tests", "benches", "examples"]) {
        let lignes = texte.lines().count();
        if lignes >= 300 {
            fautes.push(format!("{} : {lignes} lignes", fichier.display()));
        }
    }
    for s in sources() {
        if !s.texte.starts_with("//!") {
            fautes.push(format!("{} ne dit pas à quoi il sert", s.relatif.display()));
        }
        for (nom, lignes) in s.fonctions() {
            if lignes >= 60 {
                fautes.push(format!("{} : {nom} a {lignes} lignes", s.relatif.display()));
            }
        }
    }
    assert!(fautes.is_empty(), "{}", fautes.join("\n"));
}

#[test]
fn the_guard_sees_past_the_first_test_and_inside_macros() {
    let s = Source::new(
        "load",
        Path::new("load/x.rs"),
        "//! X.\nuse crate::{model, geo::{self, aire}};\n#[cfg(test)]\nmod tests;\nfn f() { vec![crate::render::g(\"crate::cli\")]; }\n\
         #[cfg(test)]\nmod t { use crate::cli; fn g() { \"}\"; polars::x() } }\nfn h() { self::regex::k(); zip::l(); }\n",
    );
    assert_eq!(s.modules_utilises(), ["geo", "model", "render"]);
    assert!(s.nomme_la_caisse("zip"));
    assert!(!s.nomme_la_caisse("polars") && !s.nomme_la_caisse("regex"));
    let noms: Vec<String> = s.fonctions().into_iter().map(|(n, _)| n).collect();
    assert_eq!(noms, ["f", "h"]);
}

/// A format visits the blocks of a document and decides nothing: it does not see what they were made from.
#[test]
fn a_renderer_of_blocks_reads_no_report() {
    let donnees = ["document", "cartes", "graphiques", "positions", "mots"];
    let mut fautes = Vec::new();
    for s in sources().iter() {
        let chemin = s.chemin_de_module();
        if !chemin.join("::").starts_with("render::document") {
            continue;
        }
        for c in s.chemins().iter().filter(|c| c[0] == "rapport") {
            if !c.get(1).is_some_and(|m| donnees.contains(&m.as_str())) {
                fautes.push(format!("{} → {}", s.relatif.display(), c.join("::")));
            }
        }
    }
    assert!(fautes.is_empty(), "{}", fautes.join("\n"));
}
