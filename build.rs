//! Lists the TOML files of each folder of data, so that a new scale, format or theme of indicators is one new file and no code.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Folders of data: where they are, what is before the name of each file, and the list to include.
const DOSSIERS: [(&str, &str, &str); 3] = [
    ("src/baremes/aci", "aci/", "baremes_aci.rs"),
    ("src/indicateurs/catalogue", "", "catalogue.rs"),
    ("src/load/format/sources", "", "formats.rs"),
];

/// What the program is made of besides `src`.
const RACINE: [&str; 3] = ["Cargo.lock", "Cargo.toml", "build.rs"];

fn main() -> Result<(), Box<dyn Error>> {
    let sortie = std::env::var("OUT_DIR")?;
    for (dossier, devant, fichier) in DOSSIERS {
        writeln!(std::io::stdout(), "cargo::rerun-if-changed={dossier}")?;
        std::fs::write(Path::new(&sortie).join(fichier), liste(dossier, devant)?)?;
    }
    for chemin in RACINE.iter().chain(&["src"]) {
        writeln!(std::io::stdout(), "cargo::rerun-if-changed={chemin}")?;
    }
    let cible = std::env::var("TARGET")?;
    let programme = format!("{cible}-{:016x}", empreinte()?);
    writeln!(
        std::io::stdout(),
        "cargo::rustc-env=CPTS_PROGRAMME={programme}"
    )?;
    writeln!(
        std::io::stdout(),
        "cargo::rustc-env=CPTS_TABLES={:016x}",
        empreinte_de(toml(&TABLES)?)
    )?;
    Ok(())
}

/// Folders whose TOML files say how a data file is read: what another table read is not taken for what this one would.
const TABLES: [&str; 3] = ["src/base", "src/check/liste_cpts", "src/load"];

/// TOML files under some folders.
fn toml(dossiers: &[&str]) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut chemins = fichiers(dossiers)?;
    chemins.retain(|c| c.extension().is_some_and(|e| e == "toml"));
    Ok(chemins)
}

/// What the program is made of, FNV-1a: what another one computed and kept is not taken for its own.
fn empreinte() -> Result<u64, Box<dyn Error>> {
    let mut chemins: Vec<PathBuf> = RACINE.iter().map(PathBuf::from).collect();
    chemins.extend(fichiers(&["src"])?);
    Ok(empreinte_de(chemins))
}

/// All files under some folders.
fn fichiers(dossiers: &[&str]) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut chemins = Vec::new();
    let mut dossiers: Vec<PathBuf> = dossiers.iter().map(PathBuf::from).collect();
    while let Some(dossier) = dossiers.pop() {
        for entree in std::fs::read_dir(dossier)? {
            let chemin = entree?.path();
            if chemin.is_dir() {
                dossiers.push(chemin);
            } else {
                chemins.push(chemin);
            }
        }
    }
    Ok(chemins)
}

/// FNV-1a of the names and the content of files.
fn empreinte_de(mut chemins: Vec<PathBuf>) -> u64 {
    chemins.sort();
    let mut empreinte = 0xcbf2_9ce4_8422_2325_u64;
    for chemin in chemins {
        let nom = chemin.to_string_lossy().into_owned().into_bytes();
        let contenu = std::fs::read(&chemin).unwrap_or_default();
        for octet in nom.into_iter().chain([0]).chain(contenu).chain([0]) {
            empreinte = (empreinte ^ u64::from(octet)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    empreinte
}

/// Rust source of the array of (name, text), sorted by name.
fn liste(dossier: &str, devant: &str) -> Result<String, Box<dyn Error>> {
    let mut noms = Vec::new();
    for entree in std::fs::read_dir(dossier)? {
        let nom = entree?.file_name().to_string_lossy().into_owned();
        if nom.ends_with(".toml") {
            noms.push(nom);
        }
    }
    noms.sort();
    let mut texte = String::from("&[\n");
    for nom in noms {
        writeln!(
            texte,
            "(\"{devant}{nom}\", include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{dossier}/{nom}\"))),"
        )?;
    }
    texte.push_str("]\n");
    Ok(texte)
}
