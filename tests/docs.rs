//! Documentation is executed: man pages are those of the program, README shows the real help and real commands.

use std::collections::BTreeMap;
use std::fs;

use clap::CommandFactory;
use cpts::cli::{Cli, francais};

use crate::outils::{cpts, racine};

/// `CPTS_ECRIRE=1 cargo test docs` writes what the tests compare.
fn ecrire() -> bool {
    std::env::var("CPTS_ECRIRE").is_ok_and(|v| v == "1")
}

fn pages_de_manuel() -> BTreeMap<String, String> {
    let dossier = tempfile::tempdir().expect("dossier provisoire");
    let commande = Cli::command().disable_help_flag(false);
    clap_mangen::generate_to(commande, dossier.path()).expect("pages");
    fs::read_dir(dossier.path())
        .expect("dossier")
        .map(|entree| {
            let entree = entree.expect("entrée");
            let texte = fs::read_to_string(entree.path()).expect("page");
            (
                entree.file_name().to_string_lossy().into_owned(),
                francais::franciser(&texte),
            )
        })
        .collect()
}

#[test]
fn man_pages_are_those_of_the_program() {
    let dossier = racine().join("man");
    let attendues = pages_de_manuel();
    if ecrire() {
        for (nom, texte) in &attendues {
            fs::write(dossier.join(nom), texte).expect("page écrite");
        }
    }
    let presentes: Vec<String> = fs::read_dir(&dossier)
        .expect("man/")
        .map(|e| {
            e.expect("entrée")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        // Section 5, file formats, is written by hand.
        .filter(|nom: &String| nom.ends_with(".1"))
        .collect();
    assert_eq!(
        presentes.len(),
        attendues.len(),
        "pages de trop ou manquantes : {presentes:?}"
    );
    for (nom, texte) in attendues {
        let page = fs::read_to_string(dossier.join(&nom)).unwrap_or_default();
        assert_eq!(
            page, texte,
            "man/{nom} : lancez CPTS_ECRIRE=1 cargo test docs"
        );
    }
}

#[test]
fn readme_shows_the_real_help() {
    let readme = fs::read_to_string(racine().join("README.md")).expect("README");
    let aide = cpts(&["-h"]).reussie().stdout;
    let bloc = entre(&readme, "<!-- aide -->", "<!-- /aide -->");
    if ecrire() {
        // With its markers: the block alone may be a text found elsewhere, as a line feed is.
        let ancien = format!("<!-- aide -->{bloc}<!-- /aide -->");
        let aide = aide.replace("cpts.exe", "cpts");
        let nouveau = format!("<!-- aide -->\n```text\n{aide}```\n<!-- /aide -->");
        fs::write(
            racine().join("README.md"),
            readme.replace(&ancien, &nouveau),
        )
        .expect("README écrit");
        return;
    }
    assert!(
        bloc.contains(aide.trim_end()),
        "l'aide du README n'est plus celle du programme :\n{aide}"
    );
}

#[test]
fn readme_first_command_runs_on_a_sample_of_the_repository() {
    let readme = fs::read_to_string(racine().join("README.md")).expect("README");
    let bloc = entre(&readme, "<!-- premiere -->", "<!-- /premiere -->");
    let ligne = bloc
        .lines()
        .find(|l| l.starts_with("cargo run"))
        .expect("une commande cargo run");
    let arguments = ligne.split(" -- ").nth(1).expect("des arguments");
    let dossier = tempfile::tempdir().expect("dossier provisoire");
    let rapport = dossier.path().join("rapport.html");
    let arguments: Vec<String> = arguments
        .split_whitespace()
        .map(|a| {
            if a == "rapport.html" {
                rapport.to_string_lossy().into_owned()
            } else {
                a.to_owned()
            }
        })
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    cpts(&arguments).reussie();
    let html = fs::read_to_string(&rapport).expect("rapport");
    assert!(html.contains("<html") && html.contains("</html>") && html.len() > 20_000);
}

#[test]
fn readme_picture_exists() {
    let readme = fs::read_to_string(racine().join("README.md")).expect("README");
    let image = entre(&readme, "](", ".png)");
    assert!(
        racine().join(format!("{image}.png")).is_file(),
        "{image}.png"
    );
}

fn entre<'a>(texte: &'a str, debut: &str, fin: &str) -> &'a str {
    let i = texte
        .find(debut)
        .unwrap_or_else(|| panic!("« {debut} » manque"))
        + debut.len();
    let j = texte[i..]
        .find(fin)
        .unwrap_or_else(|| panic!("« {fin} » manque"));
    &texte[i..i + j]
}
